"""Questions of notebook 04."""

from cnnkit.course.question import Choice, Question

left_over = Question(
    "left_over",
    "A row of 6 pixels, a kernel of size 3, stride 2, no padding. Which pixels are used by no "
    "window?",
    (
        Choice(
            "none: stride 2 and kernel 3 overlap", "They overlap, and yet the row can end early."
        ),
        Choice(
            "the last one",
            "The windows cover pixels 0–2 and 2–4. The next would need a pixel 6, so pixel 5 is "
            "left over.",
            right=True,
        ),
        Choice("every other one", "The stride moves the window; inside it nothing is skipped."),
        Choice("the last two", "The second window covers 2, 3 and 4."),
    ),
)

corner_and_centre = Question(
    "corner_and_centre",
    "A large image, a 3×3 kernel, padding 1 on each side. How often is the corner pixel used, "
    "and how often one in the middle?",
    (
        Choice("9 and 9: that is what padding is for", "Padding helps the corner, from 1 to 4."),
        Choice("1 and 9", "That is without padding: only the first window touches the corner."),
        Choice(
            "4 and 9",
            "Four windows reach the corner; a pixel at an edge is reached by six. At stride "
            "1 it takes full padding to let all pixels count equally.",
            right=True,
        ),
    ),
)

odd_pixel = Question(
    "odd_pixel",
    "5 pixels, a kernel of size 2, stride 1. Which padding makes 5 windows?",
    (
        Choice("none", "Without padding there are 5 − 2 + 1 = 4."),
        Choice("1 on each side", "That makes 7 pixels, and 6 windows."),
        Choice(
            "1 on one side only",
            "6 pixels have room for 5 windows. Either side gives the size; this course puts the "
            "odd pixel at the end, as TensorFlow does.",
            right=True,
        ),
        Choice("half a pixel on each side", "The sum is right, but pixels cannot be halved."),
    ),
)

what_is_left = Question(
    "what_is_left",
    "You raise the stride from 1 to 2 on a large image. How much of the work is left?",
    (
        Choice("a half", "A half along each axis, and there are two."),
        Choice("about a quarter", "Half as many windows down and half as many across.", right=True),
        Choice(
            "all: every pixel is still read", "Work is counted in windows, each with k·k products."
        ),
    ),
)

QUESTIONS = (left_over, corner_and_centre, odd_pixel, what_is_left)

QUIZ = (
    Question(
        "first_layer",
        "224 pixels, kernel 7, stride 2, padding 3 on each side. What is the output size?",
        (
            Choice(
                "113", "223 / 2 = 111.5 was rounded up. A window fits completely or not at all."
            ),
            Choice(
                "111",
                "111 steps are 112 windows. The padding of one side only gives 111 too.",
            ),
            Choice("109", "217 / 2 rounded down, plus 1: the padding was left out."),
            Choice("112", "(224 + 6 − 7) / 2 = 111.5, rounded down to 111, plus 1.", right=True),
        ),
    ),
    Question(
        "dilated_reach",
        "How many pixels does a kernel of size 3 span with dilation 2?",
        (
            Choice("5", "x . x . x: three pixels and two gaps of one.", right=True),
            Choice("6", "2·3 counts a gap after the last pixel as well."),
            Choice("7", "That counts dilation 2 as two empty pixels in each gap; it means one."),
            Choice("3", "Three pixels are multiplied; they are spread over more."),
        ),
    ),
    Question(
        "equal_use",
        "With which padding is every pixel used equally often, at stride 1?",
        (
            Choice("valid", "The corner is used once, and the middle k·k times."),
            Choice("same", "3×3: the corner 4 times, an edge 6, the middle 9 times."),
            Choice("full", "Every window that touches a pixel is there: k·k of them.", right=True),
        ),
    ),
    Question(
        "same_at_stride_two",
        "5 pixels, `same` padding, stride 2. What is the output size?",
        (
            Choice("5", "`same` keeps the size at stride 1 only."),
            Choice("3", "5 / 2 rounded up, whatever the kernel.", right=True),
            Choice("2", "5 / 2 rounded down. `same` promises the number rounded up."),
            Choice("2.5", "There is no half window."),
        ),
    ),
    Question(
        "per_side_or_total",
        "In PyTorch you set `padding=1` for a 3×3 kernel at stride 1. How does the size change?",
        (
            Choice("it stays", "1 on each side adds 2, and the kernel takes 2.", right=True),
            Choice("it shrinks by 1", "That reads the 1 as a total. It is added on each side."),
            Choice("it grows by 1", "The kernel takes 2 pixels, the padding adds 2."),
        ),
    ),
    Question(
        "what_leaks",
        "What can a network learn from zeros around the image that the image does not say?",
        (
            Choice(
                "nothing: zeros add nothing to a sum", "An edge finder sees an edge at the border."
            ),
            Choice(
                "how bright the image is",
                "The zeros are the same around every image.",
            ),
            Choice(
                "where the border is, and so where things are",
                "The windows at the border answer differently. Reflecting the image or repeating "
                "its edge leaks less.",
                right=True,
            ),
        ),
    ),
)
