"""Questions of notebook 08."""

from cnnkit.course.question import Choice, Question

next_in_line = Question(
    "next_in_line",
    "Maps of shape (2, 3, 2): 2 rows, 3 columns, 2 channels. Flattened, X[0, 0, 0] lands at place "
    "0. Where does its neighbour on the right in the same channel, X[0, 1, 0], land?",
    (
        Choice(
            "at place 1",
            "That is X[0, 0, 1], the other channel of the same pixel: the last index runs fastest.",
        ),
        Choice(
            "at place 2",
            "All channels of one pixel stand together, and each pixel has 2 of them.",
            right=True,
        ),
        Choice("at place 3", "One row below, in a single channel, would be 3 numbers on."),
        Choice("at place 6", "That is X[1, 0, 0]: one whole row, 3 · 2 numbers, further on."),
    ),
)

middle_of_a_zero = Question(
    "middle_of_a_zero",
    "A network of a single dense layer has learned to read digits from their 784 pixels. Fold the "
    "weights of its 0 up to 28 × 28. Where does ink speak most strongly against a 0?",
    (
        Choice(
            "in the corners, where a 0 has no ink",
            "No digit has any ink there. It says nothing, and those weights never move.",
        ),
        Choice(
            "in the middle",
            "Nearly every other digit has ink there, and a 0 has none: those weights are negative.",
            right=True,
        ),
        Choice(
            "nowhere: ink can only speak for a digit",
            "Weights may be negative, and then ink lowers the score.",
        ),
    ),
)

same_gaps = Question(
    "same_gaps",
    "One network gives the logits (2, 1, 0), another (102, 101, 100). Whose softmax is surer?",
    (
        Choice("the first", "Small logits are not surer. What counts is how far apart they are."),
        Choice("the second", "All its scores are high, that of the loser too."),
        Choice(
            "both are equally sure",
            "Softmax looks at differences only, and these are the same.",
            right=True,
        ),
    ),
)

timid_or_bold = Question(
    "timid_or_bold",
    "Ten images. Network A gives the true class 0.5 every time. Network B gives it 0.99 nine "
    "times, and 0.000001 once. Whose mean cross-entropy is lower?",
    (
        Choice(
            "A: being timid costs less than one confident mistake",
            "A pays 0.69 an image. B pays 0.01 nine times and 13.8 once: 1.39 on average.",
            right=True,
        ),
        Choice(
            "B: it is right on nine of ten",
            "That is its accuracy. Its one mistake costs 13.8, twice as much as all "
            "the rest of both together.",
        ),
        Choice("they are equal", "0.69 against 1.39. The logarithm of a tiny p is large."),
    ),
)

sure_of_a_shoe = Question(
    "sure_of_a_shoe",
    "You show images of clothes to a network that has only ever seen digits. How sure is it of "
    "its digit, on average? Ten classes are there.",
    (
        Choice(
            "about 10 %: it does not know",
            "It cannot say so. There is no eleventh class, and softmax shares out everything.",
        ),
        Choice("about 40 %", "More. Unknown shapes still excite some of its filters strongly."),
        Choice(
            "about 80 %",
            "You are about to measure it. Its probabilities compare ten digits with one another; "
            "none of them says that this is a digit at all.",
            right=True,
        ),
    ),
)

QUESTIONS = (next_in_line, middle_of_a_zero, same_gaps, timid_or_bold, sure_of_a_shoe)

QUIZ = (
    Question(
        "what_is_lost",
        "What does flattening lose?",
        (
            Choice("the numbers at the border", "Every number is still there."),
            Choice(
                "nothing: the numbers stay, and their places are kept in the order",
                "Reshape back and you have the maps again. But whoever reads the row has to know "
                "the order.",
                right=True,
            ),
            Choice("the channels", "They stand side by side, pixel after pixel."),
        ),
    ),
    Question(
        "which_weights",
        "Maps of (7, 7, 16) are flattened and go into a dense layer of 10 outputs, as `x @ W + b`. "
        "Which shape has W?",
        (
            Choice("(10, 784)", "That is Wᵀ, for texts that write Wᵀx + b with x as a column."),
            Choice(
                "(784, 10)", "7 · 7 · 16 = 784 inputs, and a column for each output.", right=True
            ),
            Choice("(16, 10)", "That is enough after global average pooling, but not here."),
            Choice("(7, 7, 10)", "Each output sees all 16 channels as well."),
        ),
    ),
    Question(
        "hotter",
        "You raise the temperature of a softmax from 1 to 3. What stays the same?",
        (
            Choice("the probabilities", "They move towards one another."),
            Choice("the loss", "It is −log of a probability that has changed."),
            Choice(
                "which class is the most probable",
                "Dividing all logits by 3 keeps their order, and so the accuracy.",
                right=True,
            ),
        ),
    ),
    Question(
        "logits_or_probabilities",
        "Your network ends with a softmax layer, and your loss function expects logits. What "
        "happens?",
        (
            Choice("an error", "The shapes are right, so that nothing complains."),
            Choice(
                "softmax is applied twice: training is slow, and ten classes cannot get below 1.46",
                "The second softmax sees numbers between 0 and 1 and can never be sure.",
                right=True,
            ),
            Choice(
                "nothing: softmax of softmax is softmax", "It is far flatter. Try it on (1, 0)."
            ),
        ),
    ),
    Question(
        "slope_at_the_truth",
        "The true class has probability 0.2. What is the slope of the loss in its logit, for one "
        "image?",
        (
            Choice("−0.8", "p − y = 0.2 − 1: raising this logit lowers the loss.", right=True),
            Choice("0.2", "That is p. For the true class y is 1."),
            Choice("−5", "That is −1/p, the slope in the probability and not in the logit."),
            Choice("0.8", "The size is right. A positive slope would mean: lower the true score."),
        ),
    ),
    Question(
        "several_right",
        "A photo may show a cat, a cup, both or neither. Which output layer do you choose?",
        (
            Choice("softmax over cat and cup", "It would share out 1: both at 0.9 is impossible."),
            Choice(
                "a sigmoid for each",
                "Two questions with yes or no, each answered by itself.",
                right=True,
            ),
            Choice("linear with mean squared error", "That is for amounts, such as a price."),
        ),
    ),
)
