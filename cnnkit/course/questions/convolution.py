"""Questions of notebook 03."""

from cnnkit.course.question import Choice, Question

second_window = Question(
    "second_window",
    "Each of the four rows of an image is 1 1 0 0. The kernel is [[-1, 1], [-1, 1]]. The first "
    "window holds four ones and answers 0. The kernel moves one pixel to the right: what now?",
    (
        Choice("2", "The size is right. The bright pixels lie under the weights −1, though."),
        Choice(
            "0", "0 comes from two equal columns. This window holds 1 on the left, 0 on the right."
        ),
        Choice("−2", "(−1)·1 + 1·0 in both rows: −1 twice. Bright turns to dark here.", right=True),
        Choice("−0.5", "That is the mean of the four products. Convolution sums them."),
    ),
)

single_pixel = Question(
    "single_pixel",
    "An image is 0 everywhere but for a single 1 in the middle. You slide [[1, 2], [3, 5]] over "
    "it, as it stands. What appears in the map?",
    (
        Choice(
            "[[1, 2], [3, 5]]: the kernel itself",
            "That is what comes out if the kernel is turned first, as signal processing does. "
            "Follow the window: the first one to touch the 1 touches it with its bottom-right "
            "weight.",
        ),
        Choice(
            "[[5, 3], [2, 1]]: the kernel turned by 180°",
            "The first window to reach the 1 reaches it with its bottom-right weight, 5. Sliding "
            "without a flip is cross-correlation, and it leaves the kernel turned.",
            right=True,
        ),
        Choice(
            "a single 11, the sum of the weights",
            "11 would need four bright pixels under the window at once; there is one.",
        ),
        Choice(
            "[[1, 3], [2, 5]]: rows and columns swapped",
            "Moving the window to the right moves the 1 to the left inside it; nothing mirrors "
            "along the diagonal.",
        ),
    ),
)

number_of_maps = Question(
    "number_of_maps",
    "A colour image with 3 channels goes through a layer of 8 filters. How many maps come out?",
    (
        Choice("8", "One filter, one map: it looks at all channels at once.", right=True),
        Choice("24", "That counts a map for each pair of channel and filter; they are summed."),
        Choice("3", "The number of channels coming in does not decide how many go out."),
        Choice("11", "Channels and filters are not added: filters look at channels."),
    ),
)

pattern_or_brightness = Question(
    "pattern_or_brightness",
    "The kernel [[1, 0], [0, 1]] looks for a diagonal. One patch is exactly that, [[1, 0], [0, "
    "1]]. Another is flat and bright, [[3, 3], [3, 3]]. Which of them gets the larger answer?",
    (
        Choice(
            "the diagonal: it is what the kernel looks for",
            "It gets 1·1 + 1·1 = 2. The kernel does not see that the other corners are dark, since "
            "its weights are 0 there.",
        ),
        Choice("both the same", "Twice 1 on the diagonal, twice 3 on the flat patch."),
        Choice(
            "the flat one",
            "3 + 3 = 6 against 2: brightness beats the pattern. Weights that sum to 0, such as "
            "[[1, -1], [-1, 1]], answer 0 to anything flat.",
            right=True,
        ),
    ),
)

QUESTIONS = (second_window, single_pixel, number_of_maps, pattern_or_brightness)

QUIZ = (
    Question(
        "size_without_padding",
        "A 6×8 image, a 3×3 kernel, no padding, one pixel a step. How large is the map?",
        (
            Choice(
                "6 × 8", "Windows that reach over the border would be needed for that: padding."
            ),
            Choice("4 × 6", "6 − 3 + 1 places down, 8 − 3 + 1 across.", right=True),
            Choice("3 × 5", "6 − 3 counts the steps; there is one place more than steps."),
            Choice("2 × 2", "That is how many windows fit side by side. They overlap."),
        ),
    ),
    Question(
        "parameters",
        "A layer has 5 filters of 3×3 on 3 channels, each with a bias. How many numbers does it "
        "learn?",
        (
            Choice("135", "3·3·3·5 are the weights. The 5 biases are missing."),
            Choice("50", "(3·3 + 1)·5: the filters would see one channel only."),
            Choice("150", "The bias is one number a filter, not one for each channel and filter."),
            Choice("140", "3·3·3·5 weights and 5 biases.", right=True),
        ),
    ),
    Question(
        "negative_number",
        "A number in the map is strongly negative. What does that say?",
        (
            Choice(
                "The window looks like the opposite of the pattern.",
                "Bright where the kernel is negative, dark where it is positive.",
                right=True,
            ),
            Choice("The pattern is not there.", "An answer near 0 would say that."),
            Choice(
                "Something went wrong: brightness cannot be negative.",
                "A map holds answers, not brightness. About half of an edge finder's answers are "
                "negative.",
            ),
        ),
    ),
    Question(
        "different_numbers",
        "You write the convolution of a 28×28 image with a 2×2 kernel as a matrix of 729 rows "
        "and 784 columns. How many weights in it can be learned?",
        (
            Choice(
                "571,536, as in any matrix of this size",
                "A dense layer has that many. Here most entries are 0 and stay 0.",
            ),
            Choice(
                "2,916, four in each row",
                "So many entries are not 0; but every row repeats the same four numbers.",
            ),
            Choice(
                "4",
                "The zeros are fixed (local connections), and the four others are tied from row to "
                "row (shared weights).",
                right=True,
            ),
        ),
    ),
    Question(
        "two_gradients",
        "What is the gradient that teaches a kernel?",
        (
            Choice(
                "how fast the brightness changes across the image",
                "That is the gradient of an image, the one an edge kernel measures. Same word, "
                "another thing.",
            ),
            Choice(
                "how fast the error changes when each weight changes",
                "One number for each weight, and the step goes against it.",
                right=True,
            ),
            Choice(
                "the difference between prediction and target",
                "That is the error, one number for each window. The gradient gathers it by weight.",
            ),
        ),
    ),
    Question(
        "flip_and_learning",
        "Libraries do not flip the kernel, and call it convolution. Why does it not matter for a "
        "network?",
        (
            Choice(
                "Kernels are symmetric anyway.",
                "Most are not: an edge kernel changes its sign when it is turned.",
            ),
            Choice(
                "The flip changes nothing in the map.",
                "On [[1, 2], [3, 5]] it changes almost every number.",
            ),
            Choice(
                "The weights are learned: the turned kernel is found just as easily.",
                "Learning ends with whichever weights fit the way in which they are used.",
                right=True,
            ),
        ),
    ),
)
