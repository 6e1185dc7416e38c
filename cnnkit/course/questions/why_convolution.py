"""Questions of notebook 02."""

from cnnkit.course.question import Choice, Question

which_way = Question(
    "which_way",
    "You turn w up by a tiny bit, and the loss grows. What do you do to make the loss smaller?",
    (
        Choice(
            "turn w down",
            "If up is uphill, down is downhill: one always steps against the slope.",
            right=True,
        ),
        Choice("turn w up further", "That goes on uphill. More of what makes it worse."),
        Choice(
            "set w to 0", "0 is a place like any other. The slope says which way, not where to."
        ),
        Choice(
            "nothing: w is right already",
            "Where w is best, a tiny turn changes the loss by hardly anything.",
        ),
    ),
)

how_many_weights = Question(
    "how_many_weights",
    "A colour image of 224 × 224, and a dense layer with 64 units. How many weights, about?",
    (
        Choice("1,800", "27 numbers in a window, times 64: that is a convolution of 3 × 3."),
        Choice("50,000", "That is one weight a pixel: for one unit, and for grey images."),
        Choice("150,000", "These are the numbers of the image, so the weights of one unit."),
        Choice(
            "9,600,000",
            "224 · 224 · 3 = 150,528 for each of 64 units. And the layer gives only 64 numbers.",
            right=True,
        ),
    ),
)

who_minds = Question(
    "who_minds",
    "All images get their pixels shuffled, in the same order each. Two new networks learn from "
    "them: one of dense layers, one with a convolution. Which reads worse than it did before?",
    (
        Choice(
            "both: nobody can read such images",
            "You cannot. You know what neighbours are, and one of the networks does not.",
        ),
        Choice(
            "the dense one",
            "Its weights can be shuffled along with the pixels, and then nothing has changed.",
        ),
        Choice(
            "the convolutional one",
            "Its windows now hold pixels that have nothing to do with each other.",
            right=True,
        ),
        Choice(
            "neither: no pixel is lost",
            "None is lost, but neighbours are, and that is what a window looks at.",
        ),
    ),
)

what_stays = Question(
    "what_stays",
    "A digit moves 5 pixels to the right, on a black ground with room enough. Which of these "
    "stays exactly the same?",
    (
        Choice("its feature map", "The map moves 5 places to the right as well."),
        Choice(
            "the largest number of its feature map",
            "The same numbers are in the map, at other places. Their maximum does not ask where.",
            right=True,
        ),
        Choice(
            "the answer of a dense unit", "Its weights stay where they are and meet other pixels."
        ),
        Choice("all three", "Only what does not depend on the place stays."),
    ),
)

QUESTIONS = (which_way, how_many_weights, who_minds, what_stays)

QUIZ = (
    Question(
        "rate_too_large",
        "From step to step the loss goes 3, 7, 20, 61. What do you try first?",
        (
            Choice(
                "a smaller learning rate",
                "Each step jumps across the valley and lands higher on the other side.",
                right=True,
            ),
            Choice("more steps", "They would go on growing."),
            Choice("a larger learning rate", "The steps are too long already."),
        ),
    ),
    Question(
        "count_it",
        "A convolution with 16 filters of 5 × 5 on a colour image of 100 × 80. How many numbers "
        "does it learn?",
        (
            Choice("416", "25 · 16 + 16: the three input channels are missing."),
            Choice("1,200", "5 · 5 · 3 · 16. The 16 biases are missing."),
            Choice("1,216", "5 · 5 · 3 · 16 + 16. The image's size does not occur.", right=True),
            Choice("9,600,000", "1,200 at each of 8,000 pixels. The weights are shared."),
        ),
    ),
    Question(
        "without_sharing",
        "A layer lets each output look at a window of 3 × 3, with weights of its own for every "
        "window. What has it in common with a convolution?",
        (
            Choice(
                "sparse connections, but no shared weights",
                "Each output sees few inputs. But what one window learns, no other window knows.",
                right=True,
            ),
            Choice("shared weights, but no sparse connections", "It is just the other way round."),
            Choice("both", "Then the weights would be the same at every window."),
            Choice("neither", "A window of nine pixels is a small part of the image."),
        ),
    ),
    Question(
        "each_by_itself",
        "You read: “Dense networks treat each pixel independently.” What is wrong with it?",
        (
            Choice("nothing", "A unit of a dense layer adds up products of *all* pixels."),
            Choice(
                "they combine all pixels; what they ignore is the layout",
                "Shuffle the pixels, shuffle the weights along, and the answers are the same.",
                right=True,
            ),
            Choice(
                "they look at neighbours only", "That is what a convolution does, not a dense one."
            ),
        ),
    ),
    Question(
        "equi_or_in",
        "“Convolution is translation invariant.” How would you put it exactly?",
        (
            Choice(
                "It is equivariant: the map moves with the image, away from borders, at stride 1.",
                "A maximum over the whole map makes a number of it that is invariant.",
                right=True,
            ),
            Choice("It is invariant: the map stays the same.", "Look at the map: it has moved."),
            Choice(
                "Neither: a moved image gives a completely different map.",
                "That is what a dense layer does. A map keeps its numbers and moves them.",
            ),
        ),
    ),
    Question(
        "learned_by_heart",
        "A network reads 100 % of its 200 training images, and 81 % of the test images. What does "
        "that tell you?",
        (
            Choice("it needs more steps", "On the training images nothing is left to learn."),
            Choice(
                "it has learned the training images too closely: it overfits",
                "What counts is how it does on images that it has never seen.",
                right=True,
            ),
            Choice(
                "the test images are faulty", "They are images like the others, only new to it."
            ),
        ),
    ),
)
