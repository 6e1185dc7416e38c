"""Questions of notebook 06."""

from cnnkit.course.question import Choice, Question

largest_of_four = Question(
    "largest_of_four",
    "A 2×2 window holds [[-4, 1], [-2, -5]]. What does max pooling write?",
    (
        Choice("−5", "That is the number farthest from zero. The largest is another one."),
        Choice("1", "It is the only one above zero, so it is the largest.", right=True),
        Choice("5", "A maximum picks one of the numbers and does not change its sign."),
        Choice("−2.5", "That is the mean: average pooling."),
    ),
)

zeros_around = Question(
    "zeros_around",
    "All numbers of a map lie below zero. You put zeros around it and pool: 3×3 windows, the "
    "largest number of each. What happens at the border?",
    (
        Choice(
            "nothing: zeros add nothing",
            "They add nothing to a sum. A maximum does not add: it compares.",
        ),
        Choice(
            "the border turns to 0",
            "Each window there holds a padded 0, and it beats every negative number. The map has "
            "no 0 at all.",
            right=True,
        ),
        Choice("the border gets lower", "0 is higher than all numbers of this map, not lower."),
    ),
)

whose_weights = Question(
    "whose_weights",
    "Conv → pool → conv → flatten → dense. You leave the pooling out. Which layers now have more "
    "weights?",
    (
        Choice("the pooling's: they are gone", "Pooling has no weights. Nothing of it is learned."),
        Choice(
            "all that come after it",
            "The second convolution slides the same small kernels over a larger map; its weights "
            "stay. One of the layers is tied to the size of the map.",
        ),
        Choice(
            "the dense layer's only",
            "It has a weight for each number that it is given, and without pooling it is given "
            "many more. Kernels do not care how large the map is.",
            right=True,
        ),
        Choice("none", "The dense layer is given more numbers, each with weights of its own."),
    ),
)

one_pixel = Question(
    "one_pixel",
    "You move a photo by one pixel to the right, and max-pool its edge map with 2×2 windows. How "
    "much of the pooled map changes?",
    (
        Choice(
            "next to nothing: that is what pooling is for",
            "So it is often said. A window's largest number stays only if it lies in the half of "
            "the window that is still in it.",
        ),
        Choice(
            "a good part of it: on most photos more than half of the cells that hold an edge",
            "Half of each window's numbers are new. Pooling softens the change and does not take "
            "it away; the explorer below counts the cells.",
            right=True,
        ),
        Choice(
            "it moves by half a cell",
            "There are no half cells. After two pixels it would have moved by one cell exactly.",
        ),
    ),
)

QUESTIONS = (largest_of_four, zeros_around, whose_weights, one_pixel)

QUIZ = (
    Question(
        "overlapping_size",
        "55 rows, a pooling window of 3, stride 2, no padding, as in AlexNet. How many rows come "
        "out?",
        (
            Choice("27", "(55 − 3) // 2 + 1 = 26 + 1: the formula of notebook 04.", right=True),
            Choice("28", "55 / 2 rounded up. The window has to fit completely."),
            Choice("18", "That is stride 3. Window and stride are two numbers here."),
            Choice("53", "That is stride 1, which is what convolution takes if nothing is said."),
        ),
    ),
    Question(
        "how_many_parameters",
        "How many parameters does a 2×2 max pooling over 64 channels learn?",
        (
            Choice("256", "2·2·64 would be a weight for each cell and channel. There is none."),
            Choice("64", "Not even a bias for each channel: nothing is added."),
            Choice("0", "It compares numbers, and there is nothing in that to learn.", right=True),
            Choice("4", "The window has four cells, and none of them has a weight."),
        ),
    ),
    Question(
        "most_important",
        "“Max pooling keeps the most important information.” What does it keep?",
        (
            Choice(
                "what matters most for the answer",
                "It does not know the answer. The network around it may learn to put what matters "
                "into large numbers.",
            ),
            Choice(
                "the largest number of each window",
                "And drops the others, as well as where it stood. Whether large means important "
                "is up to the weights before it.",
                right=True,
            ),
            Choice(
                "the strongest answers of either sign",
                "A strong negative answer loses against a weak positive one.",
            ),
        ),
    ),
    Question(
        "moves_along",
        "By how many pixels must an image move so that its map, pooled by 2×2 at stride 2, is "
        "the same map, only moved? (Nothing reaches the border.)",
        (
            Choice(
                "by any number: pooling is equivariant",
                "A convolution at stride 1 is. After one pixel each window holds other numbers "
                "than any window did before, and the pooled map becomes another one.",
            ),
            Choice(
                "by 2, 4, 6 and so on",
                "Each window meets the numbers that another one had before: the pooled map moves "
                "by 1, 2, 3 cells.",
                right=True,
            ),
            Choice(
                "by less than 2: windows forgive small shifts",
                "They soften the change. A maximum that leaves its window is gone from it.",
            ),
            Choice(
                "by none: pooling is invariant",
                "If the image moves by whole strides, the map moves along: it does not stay. "
                "Only global pooling stays.",
            ),
        ),
    ),
    Question(
        "before_or_after_relu",
        "ReLU and pooling: in which case does their order make no difference?",
        (
            Choice(
                "with max pooling",
                "ReLU never changes which of two numbers is larger, so the largest stays the "
                "largest. After pooling there are fewer numbers to compute.",
                right=True,
            ),
            Choice(
                "with average pooling",
                "The mean of −1 and 1 is 0; after ReLU it is the mean of 0 and 1.",
            ),
            Choice("with both", "Try −1 and 1 with the mean."),
            Choice("with neither", "Try −1 and 1 with the maximum: 1 either way."),
        ),
    ),
    Question(
        "what_got_cheaper",
        "2×2 pooling stands between two convolutions. What does it do to the second one?",
        (
            Choice(
                "a quarter of its weights",
                "Its weights belong to its kernels: height, width, channels, filters. None of "
                "these is the size of the map.",
            ),
            Choice(
                "about a quarter of its multiply-adds",
                "A quarter as many windows, each with as many products as before.",
                right=True,
            ),
            Choice("nothing", "It is given a map with a quarter of the places to stand at."),
        ),
    ),
)
