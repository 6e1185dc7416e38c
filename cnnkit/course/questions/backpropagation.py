"""Questions of notebook 10."""

from cnnkit.course.question import Choice, Question

all_at_once = Question(
    "all_at_once",
    "Nudging found 3 slopes with 4 looks at the digit: one as it is, and one for each weight. The "
    "network has 11,274 weights and biases. How much work is it to find all their slopes, at "
    "best?",
    (
        Choice(
            "about 11,000 looks",
            "That is nudging, and it is the only way for a box that you cannot see into. But you "
            "know how every number of this network was made.",
        ),
        Choice(
            "about 100 looks, if only the large weights are nudged",
            "Which slopes are large is what one would like to find out.",
        ),
        Choice(
            "about as much as 3 looks",
            "One look forwards, and one walk back that costs about two more. This notebook is "
            "about that walk.",
            right=True,
        ),
    ),
)

weight_used_twice = Question(
    "weight_used_twice",
    "One weight w stands at two pixels, as the weights of a kernel do. By the first place it would "
    "have a slope of −1.5, by the second one of −0.75. What is its slope?",
    (
        Choice(
            "−2.25: both added up",
            "Nudge w, and it moves at both places at once. The loss feels both changes.",
            right=True,
        ),
        Choice(
            "−1.125: their mean",
            "Nothing averages them. The weight moves by the same nudge at both places.",
        ),
        Choice("−1.5: the larger of the two", "The smaller one is there all the same."),
        Choice(
            "two slopes, one for each place", "It is one number, and can be moved in one way only."
        ),
    ),
)

who_gets_it = Question(
    "who_gets_it",
    "A window of max pooling holds 5, 5, 2 and 1. The message 4 arrives at its output. What do the "
    "two fives get?",
    (
        Choice(
            "4 each",
            "Then the pixels would get 8 where 4 has arrived. Raise *both* by 0.1: the maximum "
            "rises by 0.1, and the loss by 0.4.",
        ),
        Choice(
            "4 for the first, 0 for the other",
            "That is the convention here and in PyTorch. Somebody has to be chosen, and the sum is "
            "right.",
            right=True,
        ),
        Choice(
            "2 each",
            "The sum is right, and PyTorch's `amax` does so. The convention for pooling is "
            "another one.",
        ),
        Choice(
            "nothing: at a tie there is no slope",
            "Strictly there is none. But with zero neither would learn, so one is agreed upon.",
        ),
    ),
)

most_messages = Question(
    "most_messages",
    "A 3×3 kernel slides over an image of 5×6, without padding. Every number of dY is 1. Which "
    "pixels receive the most messages?",
    (
        Choice(
            "all the same: the kernel visits every pixel", "The corner lies in one window only."
        ),
        Choice(
            "those in the middle",
            "A pixel in the middle lies in up to 9 windows, one in the corner in a single one.",
            right=True,
        ),
        Choice("those at the border", "They lie in fewer windows, as you counted in notebook 04."),
    ),
)

best_step = Question(
    "best_step",
    "You measure a slope as (f(x + h) − f(x − h)) / 2h, in float64, which keeps about 16 digits. "
    "Which h comes closest to the true slope?",
    (
        Choice("0.1", "Too far away: the curve bends in between."),
        Choice(
            "about 0.00001",
            "Small enough that the curve is nearly straight, and large enough that the difference "
            "of the two values keeps many digits.",
            right=True,
        ),
        Choice(
            "10⁻¹⁵: the smaller, the better",
            "So it is on paper. But two numbers that agree in 15 of 16 digits have a difference of "
            "one digit.",
        ),
    ),
)

QUESTIONS = (
    all_at_once,
    weight_used_twice,
    who_gets_it,
    most_messages,
    best_step,
)

QUIZ = (
    Question(
        "which_product",
        "z = x @ W + b with x of shape (32, 784) and W of shape (784, 10). dz is (32, 10). What "
        "is dx?",
        (
            Choice(
                "dz @ W", "(32, 10) @ (784, 10) does not fit, and with a square W it would lie."
            ),
            Choice(
                "dz @ W.T",
                "(32, 10) @ (10, 784) is (32, 784). Each message goes back through the weight "
                "that it came by.",
                right=True,
            ),
            Choice("x.T @ dz", "That is (784, 10): the gradient of W."),
            Choice("W @ dz.T", "Its numbers are right, but it is turned over: (784, 32)."),
        ),
    ),
    Question(
        "plus_equals",
        "In your convolution's backward pass you write `dx[window] = ...` in place of `+=`. With "
        "which stride would nobody notice, for a 3×3 kernel?",
        (
            Choice("1", "There windows overlap most: a pixel lies in up to nine of them."),
            Choice("2", "Neighbouring windows still share a row or a column of pixels."),
            Choice(
                "3",
                "Then no two windows share a pixel, and nothing is there to be added up. With `+=` "
                "it is right for every stride.",
                right=True,
            ),
        ),
    ),
    Question(
        "turned_or_not",
        "Where does the kernel have to be turned round?",
        (
            Choice(
                "in the loop that hands dY[i, j] · K to each window",
                "There each pixel gets the weight that it met: the kernel stays as it is.",
            ),
            Choice(
                "where dX is computed as a convolution of dY",
                "Seen from a pixel, windows further up and left met it with later weights.",
                right=True,
            ),
            Choice("where dK is computed", "dK is X with dY slid over it, and nothing is turned."),
            Choice("nowhere, if the forward pass does not turn it", "Try it with one 1 in dY."),
        ),
    ),
    Question(
        "only_the_batch_matters",
        "A gradient check agrees with a batch of one image. With four images every gradient is 4 "
        "times as large as the measured one. What is wrong?",
        (
            Choice(
                "the sum over the batch is missing",
                "Then some images would not be heard, and the factor would be no plain 4.",
            ),
            Choice(
                "the loss is a mean, and its 1/N was forgotten in (p − y) / N",
                "It comes in once, at the end of the network, and reaches everything before it.",
                right=True,
            ),
            Choice("the step h is too large", "That makes small errors, not a factor of 4."),
        ),
    ),
    Question(
        "what_a_bias_hears",
        "A convolution gives 32 images 10 maps of 26×26 each. What is the gradient of the bias of "
        "one filter?",
        (
            Choice(
                "the mean of its dY",
                "A mean would need a division, and nothing was divided on the way forwards. The "
                "1/32 of the loss is in dY already.",
            ),
            Choice(
                "the sum of its dY over 32 · 26 · 26 numbers",
                "It was added at every place of every image, so it hears from all of them.",
                right=True,
            ),
            Choice("a map of 26×26 numbers", "The bias is one number, and so is its slope."),
            Choice(
                "the sum over one image",
                "The same bias serves all 32 images. The sum over the batch is missing.",
            ),
        ),
    ),
    Question(
        "what_is_kept",
        "During training a convolution needs far more memory than when it only answers. What for?",
        (
            Choice("for the gradients of its weights", "They are as few as the weights."),
            Choice(
                "for its inputs, which it keeps until the way back",
                "dK is made of the very X that came by, for every image of the batch. So all "
                "feature maps have to wait.",
                right=True,
            ),
            Choice("for a second copy of the kernel, turned round", "A kernel is small."),
        ),
    ),
)
