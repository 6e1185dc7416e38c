"""Questions of notebook 09."""

from cnnkit.course.question import Choice, Question

where_the_parameters_are = Question(
    "where_the_parameters_are",
    "The network ends with conv 64, ReLU, flatten, dense 64, ReLU, dense 10. The last convolution "
    "gives out 4 × 4 × 64. Which layer of the whole network has the most parameters?",
    (
        Choice(
            "the first convolution: it works on the largest maps",
            "Its 32 kernels are used at many places, but they are the same 896 numbers everywhere.",
        ),
        Choice(
            "the last convolution: 64 filters on 64 channels",
            "It has 36,928. That is much, and still not the most.",
        ),
        Choice(
            "the dense layer behind flatten",
            "1,024 numbers come in, and each of 64 units has a weight for each of them: 65,600 "
            "with the biases, more than half of all.",
            right=True,
        ),
        Choice(
            "the output layer: it decides", "It has 64 inputs and 10 units: 650, biases included."
        ),
    ),
)

where_the_work_is = Question(
    "where_the_work_is",
    "And which layer of the twelve takes the most multiply-adds?",
    (
        Choice(
            "the first convolution, on 30 × 30 places",
            "Many places, but only 3·3·3 = 27 products for each filter.",
        ),
        Choice(
            "the second convolution, on 13 × 13 places",
            "Fewer places, but each filter makes 3·3·32 = 288 products, and there are 64 of them: "
            "two thirds of all the work.",
            right=True,
        ),
        Choice(
            "the third convolution, with the most filters and channels",
            "Only 16 places are left for it.",
        ),
        Choice(
            "the dense layer, with the most parameters",
            "Each of its weights is used once for an image; a kernel's at every place.",
        ),
    ),
)

half_and_double = Question(
    "half_and_double",
    "Height and width of a map are halved, and the channels are doubled. How many numbers does it "
    "hold then, and what does the next 3×3 convolution cost, if its filters are doubled too?",
    (
        Choice(
            "as many numbers, the same cost",
            "A half times a half is a quarter, and doubled that is a half.",
        ),
        Choice(
            "half as many numbers, half the cost",
            "The numbers are right. But the cost has channels and filters in it, and both are "
            "doubled.",
        ),
        Choice(
            "half as many numbers, the same cost",
            "A quarter of the places, twice the channels: half. A quarter of the places, twice the "
            "channels, twice the filters: the same.",
            right=True,
        ),
        Choice(
            "twice as many numbers, twice the cost",
            "Channels alone would double; there are only a quarter of the places.",
        ),
    ),
)

a_larger_image = Question(
    "a_larger_image",
    "The same twelve layers are put in front of images of 64 × 64 in place of 32 × 32. What "
    "happens to their parameters?",
    (
        Choice("all of them grow to four times", "A kernel has k·k·C weights, on any image."),
        Choice(
            "none of them change",
            "True of the convolutions. A dense layer has a weight for every number that it is "
            "given.",
        ),
        Choice(
            "only those of the dense layer behind flatten grow, to four times",
            "It is that layer, but sizes do not just double: 64 → 62 → 31 → 29 → 14 → 12, so that "
            "12·12 places take the place of 4·4.",
        ),
        Choice(
            "only those of the dense layer behind flatten grow, to nine times",
            "12·12·64 = 9,216 numbers come in, where it was 4·4·64 = 1,024.",
            right=True,
        ),
    ),
)

QUESTIONS = (where_the_parameters_are, where_the_work_is, half_and_double, a_larger_image)

QUIZ = (
    Question(
        "parameters_of_a_layer",
        "How many parameters has a convolution of 64 filters of 3×3 on 15 × 15 × 32?",
        (
            Choice("640", "(3·3 + 1)·64: the 32 channels that each filter sees are missing."),
            Choice("18,432", "3·3·32·64: the biases are missing."),
            Choice("18,496", "(3·3·32 + 1)·64. The 15 × 15 does not matter.", right=True),
            Choice("20,480", "(3·3 + 1)·32·64: a bias for every channel of every filter."),
        ),
    ),
    Question(
        "shape_after_pooling",
        "What does max pooling with windows of 2×2 make of 13 × 13 × 64?",
        (
            Choice("6 × 6 × 64", "One row and one column are left over.", right=True),
            Choice("7 × 7 × 64", "A seventh window would stand half outside."),
            Choice("6 × 6 × 32", "Pooling works in each channel by itself: it keeps all 64."),
            Choice("12 × 12 × 64", "Windows one pixel apart; pooling windows stand side by side."),
        ),
    ),
    Question(
        "end_without_flatten",
        "A network ends with global average pooling and a dense layer, in place of flatten and a "
        "dense layer. What do you gain, and what do you give up?",
        (
            Choice(
                "nothing and nothing: both make a row",
                "Rows of very different lengths: C numbers in place of H·W·C.",
            ),
            Choice(
                "fewer parameters and any image size; where something was is averaged away",
                "C numbers in place of H·W·C. Each map says how strongly, and no longer where.",
                right=True,
            ),
            Choice(
                "accuracy, at the price of more parameters",
                "There are fewer parameters, and whether it is more accurate has to be measured.",
            ),
        ),
    ),
    Question(
        "softmax_at_the_end",
        "In Keras this notebook's network ends with a softmax, and ours with ten logits. With the "
        "same weights, which one picks another class?",
        (
            Choice(
                "ours, since logits can be negative",
                "The largest logit stays the largest under softmax.",
            ),
            Choice(
                "neither",
                "Softmax keeps the order. Ours is part of the loss, where it can be computed "
                "together with the logarithm without overflow.",
                right=True,
            ),
            Choice(
                "Keras's, since it knows probabilities", "They are made of the same ten logits."
            ),
        ),
    ),
    Question(
        "what_was_shown",
        "Design A reads 95, 94 and 95 % of the test digits with three seeds, design B 96, 95 and "
        "96 %. What has been shown?",
        (
            Choice("B is the better design", "For this size, this data, this time, perhaps."),
            Choice(
                "that B was about a point better here, hardly more than the seeds differ",
                "With 1,000 test images one point is ten images. More seeds, other sizes and "
                "longer training would have to agree.",
                right=True,
            ),
            Choice(
                "nothing at all",
                "Something: neither is far behind. A difference of ten points would have shown.",
            ),
        ),
    ),
    Question(
        "who_is_fully_connected",
        "“Only the final classification layers are fully connected.” Is that so?",
        (
            Choice("always", "Some networks have no such layer: they end with an average."),
            Choice(
                "never: a convolution is fully connected as well",
                "Across channels it is; across places it sees its window only.",
            ),
            Choice(
                "often, and it need not be so",
                "1×1 convolutions and a global average can take their place.",
                right=True,
            ),
        ),
    ),
)
