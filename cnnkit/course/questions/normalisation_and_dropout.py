"""Questions of notebook 13."""

from cnnkit.course.question import Choice, Question

how_many_means = Question(
    "how_many_means",
    "A batch of 32 maps of 14×14 with 8 channels, as an array (32, 14, 14, 8). How many means does "
    "batch norm compute?",
    (
        Choice("1", "Then a channel of large numbers would drown one of small numbers."),
        Choice(
            "8",
            "One a channel. Each is taken over 32·14·14 = 6,272 values: all places of all images "
            "share it.",
            right=True,
        ),
        Choice("32", "One an image is another way, which comes later. Here images share."),
        Choice(
            "256",
            "One for each channel of each image: that exists, and comes later. In batch norm the "
            "images of the batch share.",
        ),
        Choice(
            "1,568",
            "One for each place of each channel: but a pattern can lie anywhere, so places share "
            "as well.",
        ),
    ),
)

eight_layers_of_half = Question(
    "eight_layers_of_half",
    "Eight convolutions with ReLU start with weights half as large as He's rule says. About how "
    "much smaller than usual are the values that the eighth gives?",
    (
        Choice("half as large", "That is what one layer does. There are eight."),
        Choice("an eighth", "They multiply, and do not add up: ½ · ½ · ½, and so on."),
        Choice(
            "a 256th",
            "½ to the power 8. And the gradient, on its way back, goes through the same.",
            right=True,
        ),
        Choice("as large as usual", "ReLU does not help: half the input gives half the output."),
    ),
)

alone_in_the_batch = Question(
    "alone_in_the_batch",
    "A trained network with batch norm reads about 98 in 100 test digits in evaluation mode. You "
    "leave it in training mode by mistake and show it the digits one at a time. How many in 100 "
    "does it read now?",
    (
        Choice(
            "about 98",
            "That would be so if images did not share statistics. Alone, each is normalised by "
            "itself, as it never was in training.",
        ),
        Choice(
            "about 91",
            "Each image is normalised by itself. That costs much, and not everything: m is still "
            "the number of its places.",
            right=True,
        ),
        Choice(
            "about 10: it guesses",
            "So it would be if only one number were left in each channel. An image has many "
            "places, and they keep its pattern.",
        ),
    ),
)

all_ask_for_more = Question(
    "all_ask_for_more",
    "From behind, every output of a channel gets the same message: dy = 1, become larger. What "
    "does batch norm send back to the x of this channel?",
    (
        Choice("1 to each", "That is what arrives at β. Could x do anything about it?"),
        Choice(
            "0 to each",
            "Raise all x together, and the mean rises along: no x̂ moves. Nothing that x can do "
            "makes all of them larger.",
            right=True,
        ),
        Choice(
            "1/√(σ² + ε) to each",
            "That is the direct path alone. Mean and variance answer too.",
        ),
    ),
)

how_the_gap_closes = Question(
    "how_the_gap_closes",
    "After 30 epochs without dropout a dense network reads about 98 in 100 of its 1,000 training "
    "clothes, and 80 in 100 of the test clothes. You drop half of its hidden values in training. "
    "After as many epochs the gap is smaller. How?",
    (
        Choice(
            "test accuracy rises to meet training accuracy",
            "That is the promise, and sometimes so. Look at what was measured here.",
        ),
        Choice(
            "training accuracy falls, test accuracy hardly moves",
            "In this case so: the gap is smaller, and no more test images are read. A small gap is "
            "not the aim.",
            right=True,
        ),
        Choice("both rise", "With half of its units gone, it does not fit its own images better."),
    ),
)

QUESTIONS = (
    how_many_means,
    eight_layers_of_half,
    alone_in_the_batch,
    all_ask_for_more,
    how_the_gap_closes,
)

QUIZ = (
    Question(
        "which_axes",
        "Maps (N, H, W, C). Over which axes does batch norm take its mean?",
        (
            Choice("(0,)", "That gives each pixel its own mean."),
            Choice("(0, 1, 2)", "All but the channels: one mean for each.", right=True),
            Choice("(3,)", "That is layer norm, pixel by pixel."),
            Choice("(1, 2)", "That is instance norm: each image by itself."),
        ),
    ),
    Question(
        "bias_before",
        "A convolution is followed by batch norm. What does its bias do?",
        (
            Choice("it shifts the maps, as always", "And the mean, which is then subtracted."),
            Choice(
                "nothing: the mean takes it away again",
                "Its gradient is 0. β does its work, so leave the bias out.",
                right=True,
            ),
            Choice("it keeps from dividing by 0", "That is ε."),
        ),
    ),
    Question(
        "one_image",
        "Your trained network reads 98 of 100 digits when they come in batches of 100, and 91 when "
        "they come one at a time. What do you look at first?",
        (
            Choice(
                "whether it is still in training mode",
                "Then a single image is normalised by itself, as it never was in training.",
                right=True,
            ),
            Choice("the learning rate", "Nobody is learning any more."),
            Choice("the size of ε", "It counts only where a channel hardly varies."),
        ),
    ),
    Question(
        "momentum",
        "Running mean 10, batch mean 20, momentum 0.1 as in this course. The new running mean?",
        (
            Choice("11", "0.9 · 10 + 0.1 · 20.", right=True),
            Choice("19", "That is Keras's way of counting: there 0.1 is the weight of the old."),
            Choice("12", "The old one has to lose its share: 0.9 · 10."),
            Choice("15", "That would be a weight of one half."),
        ),
    ),
    Question(
        "batches_of_two",
        "Batch norm stands behind a dense layer, and memory allows batches of 2. What are its x̂ in "
        "training?",
        (
            Choice(
                "any numbers of mean 0 and spread 1",
                "With two values there is only one way to do that.",
            ),
            Choice(
                "of any two one is +1 and the other −1",
                "m = 2: how far they were apart is lost. Layer norm averages over units instead.",
                right=True,
            ),
            Choice("all 0", "Only if both images give the same, or with a batch of one."),
        ),
    ),
    Question(
        "kept_values",
        "Inverted dropout with rate 0.2, in training. What happens to a value of 8 that is kept?",
        (
            Choice("it stays 8", "Then the next layer gets a fifth less than in evaluation."),
            Choice("it becomes 10", "8 / (1 − 0.2): four in five are kept.", right=True),
            Choice("it becomes 40", "8 / 0.2: divided by the rate."),
            Choice("it becomes 6.4", "It has to stand in for those dropped, so it grows."),
        ),
    ),
)
