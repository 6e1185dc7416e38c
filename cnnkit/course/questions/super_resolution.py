"""Questions of notebook 19."""

from cnnkit.course.question import Choice, Question

how_many_pictures = Question(
    "how_many_pictures",
    "You shrink a photo to a third of its height and width, so that one number is left of every "
    "nine. How many different large photos give exactly this small one?",
    (
        Choice("one, the photo itself", "Nine numbers cannot be told from their mean alone."),
        Choice("nine", "Nine pixels share one number, but each of them may have any value."),
        Choice(
            "as many as you like",
            "Eight numbers of every nine can be chosen freely, and the ninth makes up for them. "
            "Which of these photos you get back is a guess.",
            right=True,
        ),
    ),
)

where_to_enlarge = Question(
    "where_to_enlarge",
    "Two networks with the same kernels make a picture twice as high and wide. A enlarges it first "
    "and convolves the large picture; B convolves the small one and enlarges at the end. How many "
    "multiply-adds does A need, compared with B?",
    (
        Choice("as many", "The kernels are the same, but A puts them at more places."),
        Choice("twice as many", "Twice as many rows, and in each of them twice as many columns."),
        Choice(
            "four times as many",
            "A kernel is used once at each pixel, and the large picture has 2 · 2 times as many.",
            right=True,
        ),
    ),
)

nearest_to_the_truth = Question(
    "nearest_to_the_truth",
    "A photo is spoilt in three ways: moved by one pixel to the side; made brighter by a twentieth "
    "of the whole range; blurred until the eyelashes are gone. Which has the lowest PSNR?",
    (
        Choice(
            "the moved one, which looks perfect",
            "At every edge a pixel now meets its neighbour. PSNR compares place by place, and a "
            "step to the side is an error wherever the picture changes.",
            right=True,
        ),
        Choice("the brighter one", "It is off by the same small amount everywhere: 26 dB."),
        Choice(
            "the blurred one, which looks worst",
            "Flat parts hardly suffer, and most of a photo is flat.",
        ),
    ),
)

another_shrinking = Question(
    "another_shrinking",
    "The network has learned from pictures that were shrunk by bicubic interpolation. You give it "
    "one of which every second pixel was simply thrown away. Against bicubic interpolation it",
    (
        Choice(
            "gains about as much",
            "It has learned to undo one way of shrinking, and this is not it.",
        ),
        Choice("gains a little less", "It loses much more than that."),
        Choice(
            "is worse: it loses more than a decibel",
            "This picture is sharp already, even too sharp. The network sharpens it once more.",
            right=True,
        ),
    ),
)

only_threes = Question(
    "only_threes",
    "A network learns to enlarge small handwritten digits four times, from threes alone. Then it "
    "is given small eights. What happens to their PSNR, and can they still be read?",
    (
        Choice(
            "PSNR rises, and they are read better",
            "The first is right. But the network knows strokes of threes only.",
        ),
        Choice(
            "PSNR rises, and fewer of them are read as eights",
            "It sharpens strokes, which brings it nearer to the truth on average. And it opens "
            "the left side of some eights, as in a three.",
            right=True,
        ),
        Choice("PSNR falls", "Strokes of all digits have much in common: the strokes get sharper."),
    ),
)

QUESTIONS = (
    how_many_pictures,
    where_to_enlarge,
    nearest_to_the_truth,
    another_shrinking,
    only_threes,
)

QUIZ = (
    Question(
        "preserved",
        "“Super-resolution enhances images while preserving details.” What is wrong with this?",
        (
            Choice(
                "the details that it adds are guessed, from what was usual in the training photos",
                "They are not in the small picture, and many large pictures have the same one.",
                right=True,
            ),
            Choice("nothing", "What was lost in shrinking cannot be preserved any more."),
            Choice("the network makes every picture blurred", "It sharpens, and measurably so."),
        ),
    ),
    Question(
        "three_decibels",
        "The mean squared error halves. What happens to the PSNR?",
        (
            Choice("it doubles", "It is a logarithm, and knows factors only as steps."),
            Choice("it rises by 3 dB", "10 · log₁₀ 2 = 3.01.", right=True),
            Choice("it rises by 6 dB", "That is for half the difference of each pixel."),
        ),
    ),
    Question(
        "channels_of_the_last",
        "A network for colour photos, three channels, ends in a sub-pixel convolution that "
        "enlarges three times. How many filters has its last convolution?",
        (
            Choice("3", "That is one pixel of each square of nine."),
            Choice("9", "That is enough for one channel."),
            Choice("27", "A square of 3 · 3 pixels, each with three channels.", right=True),
        ),
    ),
    Question(
        "sharp_or_near",
        "A network is trained with the mean squared error. Where several sharp pictures are "
        "equally likely, which one does it give?",
        (
            Choice(
                "their mean, which is blurred",
                "The mean has the smallest squared error on average. Sharper pictures cost "
                "decibels: Blau and Michaeli's trade between perception and distortion.",
                right=True,
            ),
            Choice("the most likely", "Squared errors do not look for the most likely one."),
            Choice("one of them by lot", "Networks that do so are trained with another loss."),
        ),
    ),
    Question(
        "which_bicubic",
        "A paper reports “1.4 dB over bicubic”. What do you have to know before you compare?",
        (
            Choice("nothing: decibels are decibels", "A weaker baseline is easily beaten."),
            Choice(
                "how the small pictures were made, which bicubic it is, which channel and border "
                "count",
                "Each of these moves the result by tenths of a decibel or more.",
                right=True,
            ),
            Choice("how many parameters it has", "Good to know, and no part of the comparison."),
        ),
    ),
    Question(
        "when_not",
        "For which of these would you not use super-resolution?",
        (
            Choice("old family photos for a wall", "Nice to look at is what is wanted here."),
            Choice(
                "reading a number plate from a film, as evidence",
                "It would show a sharp plate that fits the small picture, one of many.",
                right=True,
            ),
            Choice("a video game on a large screen", "There it saves computing, and harms nobody."),
        ),
    ),
)
