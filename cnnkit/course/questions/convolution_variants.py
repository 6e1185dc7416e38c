"""Questions of notebook 15."""

from cnnkit.course.question import Choice, Question

a_quarter = Question(
    "a_quarter",
    "A layer has 3×3 windows, 64 channels in and 64 filters. You cut both into 4 groups: filters "
    "1 to 16 see channels 1 to 16 only, and so on. What becomes of its weights?",
    (
        Choice("they stay as many", "Each filter now has 16 channels to weigh, and not 64."),
        Choice(
            "a quarter is left",
            "64 filters of 9 · 16 weights instead of 9 · 64. The count of filters stays.",
            right=True,
        ),
        Choice(
            "a sixteenth is left",
            "That is one group: a quarter of the channels, a quarter of the filters. There are "
            "four of them.",
        ),
    ),
)

an_eighth_of_the_time = Question(
    "an_eighth_of_the_time",
    "28 × 28 places, 64 channels in, 64 filters of 3×3. In 8 groups the layer has an eighth of the "
    "multiply-adds. How long does it take, measured in `cnnkit`?",
    (
        Choice(
            "an eighth of the time",
            "That would be so if only multiply-adds took time. Eight small products are less "
            "efficient than a large one.",
        ),
        Choice("about a third of the time", "It is worse than that. Run the next cell."),
        Choice(
            "about as long as before",
            "The work is an eighth, and each multiply-add takes some eight times as long: eight "
            "small matrix products, and copying for each.",
            right=True,
        ),
    ),
)

holes = Question(
    "holes",
    "Three layers of 3×3, each with dilation 2. The receptive field is 13 × 13 = 169 pixels. How "
    "many of them does one cell of the last map depend on?",
    (
        Choice("all 169", "Every step is 2 long. From the middle you never land beside it."),
        Choice(
            "49",
            "Along each axis only every second pixel, 7 of 13, can be reached: 7 · 7.",
            right=True,
        ),
        Choice(
            "27",
            "That is 3 · 9, the number of weights. The windows of the lower layers stand at many "
            "places, and reach more pixels.",
        ),
    ),
)

way_back = Question(
    "way_back",
    "You convolve a photo at stride 2, and then apply the transposed convolution with the same "
    "kernel and stride. What do you get?",
    (
        Choice(
            "the photo",
            "Three of four numbers are gone after the stride. No layer brings them back, and this "
            "one does not even try.",
        ),
        Choice(
            "a picture of the same size, but not the photo",
            "The shape comes back. The numbers do not: transposed is not inverse.",
            right=True,
        ),
        Choice("an even smaller map", "A transposed convolution at stride 2 makes maps larger."),
    ),
)

flat_grey = Question(
    "flat_grey",
    "An even grey map: every number is 1. A transposed convolution of stride 2 with a kernel of "
    "3×3 ones. What comes out, away from the border?",
    (
        Choice(
            "an even grey",
            "Windows of 3 pixels that begin 2 apart overlap in every second row and column, and "
            "only there.",
        ),
        Choice(
            "a checkerboard of 1, 2 and 4",
            "Where two windows overlap along one axis the number is doubled; where they do along "
            "both, it is four times as large.",
            right=True,
        ),
        Choice("ones with zeros between them", "A window of 3 is wide enough to fill every gap."),
    ),
)

QUESTIONS = (a_quarter, an_eighth_of_the_time, holes, way_back, flat_grey)

QUIZ = (
    Question(
        "one_by_one",
        "What can a 1×1 convolution do?",
        (
            Choice("find edges", "It sees one pixel, and an edge needs at least two."),
            Choice(
                "mix the channels of each pixel, and change how many there are",
                "It is a dense layer over the channels, with the same weights at every place.",
                right=True,
            ),
            Choice("nothing: it multiplies by 1", "It has C · F weights, and they are learned."),
        ),
    ),
    Question(
        "which_groups",
        "32 channels in, 48 filters. Which number of groups is possible?",
        (
            Choice("32", "48 filters cannot be shared out among 32 groups."),
            Choice("16", "2 channels and 3 filters in each group.", right=True),
            Choice("12", "32 is not divisible by 12."),
        ),
    ),
    Question(
        "separable_share",
        "256 channels in, 256 filters, 3×3. Which share of a standard convolution's multiply-adds "
        "does the separable one take, about?",
        (
            Choice("1/256", "That is the depthwise step alone; the 1×1 behind it takes far more."),
            Choice(
                "1/9", "1/256 + 1/9: with many filters the 1×1 is nearly all of it.", right=True
            ),
            Choice("1/3", "That would be kernels of 3×1 and 1×3, another kind of separable."),
        ),
    ),
    Question(
        "dilation_costs",
        "You raise the dilation of a 3×3 layer from 1 to 4, with `same` padding. What changes?",
        (
            Choice("its parameters", "It still has 9 weights for each channel and filter."),
            Choice("its multiply-adds", "As many windows, and 9 products in each."),
            Choice(
                "its window spans 9 × 9 pixels and still reads 9 of them",
                "The field grows for nothing. The price is what lies between.",
                right=True,
            ),
        ),
    ),
    Question(
        "which_size",
        "A convolution of kernel 3, stride 2, padding 1 turned 8 pixels into 4. The transposed one "
        "with the same numbers turns 4 into 7. What is missing?",
        (
            Choice(
                "an output padding of 1",
                "7 and 8 pixels both become 4. The output padding says that 8 was meant.",
                right=True,
            ),
            Choice("a padding of 2", "Padding is cropped here: the output would be smaller still."),
            Choice("a stride of 3", "Then it would be the way back of another layer."),
        ),
    ),
    Question(
        "no_checkerboard",
        "Which of these can make no checkerboard out of an even grey, whatever it has learned?",
        (
            Choice(
                "transposed convolution, kernel 3, stride 2",
                "Its windows overlap unevenly, so that it would have to learn not to.",
            ),
            Choice(
                "transposed convolution, kernel 4, stride 2",
                "As many windows at every pixel, but they bring different weights: it can learn an "
                "even pattern, and an uneven one too.",
            ),
            Choice(
                "resize, then convolve",
                "Every window of the large image sees the same grey and gives the same number.",
                right=True,
            ),
        ),
    ),
)
