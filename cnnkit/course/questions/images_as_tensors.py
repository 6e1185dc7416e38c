"""Questions of notebook 01."""

from cnnkit.course.question import Choice, Question

white_in_red = Question(
    "white_in_red",
    "You look at the red channel of a photo alone, as a grey image. What is a white cup there?",
    (
        Choice("dark: white is not red", "White is red, green and blue at once, each nearly full."),
        Choice(
            "bright",
            "White has much of all three. What is dark in the red channel is black, or blue, or "
            "green.",
            right=True,
        ),
        Choice(
            "middle grey: a third of white",
            "The three are not shares of one sum. White is (255, 255, 255).",
        ),
        Choice("red", "A channel is a table of plain numbers. It has no colour of its own."),
    ),
)

bright_enough = Question(
    "bright_enough",
    "All pixels of a uint8 image are 200. You add 100 to the array, to make it brighter. What are "
    "they then?",
    (
        Choice("300", "A byte holds 0 to 255 and nothing else."),
        Choice("255, as bright as it goes", "It would be sensible. NumPy does not do so."),
        Choice(
            "44, dark",
            "300 does not fit; after 255 a byte begins again at 0, and 300 − 256 = 44.",
            right=True,
        ),
        Choice(
            "an error",
            "No error, and for arrays no warning either: that is what makes it dangerous.",
        ),
    ),
)

what_each_loses = Question(
    "what_each_loses",
    "A photo 1.5 times as wide as high shall fill a square of 48 × 48. You resize it, crop the "
    "largest square out of the middle, or letterbox it. Which of the three keeps the finest detail "
    "of what it shows?",
    (
        Choice(
            "resizing: nothing is cut off",
            "All of it is there, and its whole width must fit into 48 pixels.",
        ),
        Choice(
            "cropping",
            "It spends all its 48 × 48 pixels on a part of the photo. The price is the rest.",
            right=True,
        ),
        Choice(
            "the letterbox: nothing is bent",
            "It keeps the shape, and spends a third of its pixels on bars. It has the least detail "
            "of the three.",
        ),
    ),
)

worst_preparation = Question(
    "worst_preparation",
    "A network reads digits, white on black, with values from 0 to 1. Which of these mistakes "
    "costs it most?",
    (
        Choice(
            "values from 0 to 255 left as they are",
            "255 times too large, and still 98 % right: see below for the reason.",
        ),
        Choice(
            "all digits shifted by 2 pixels",
            "In training the digits were moved by a pixel or two, so it has learned to read such "
            "ones; 96 to 97 % are left.",
        ),
        Choice(
            "black on white",
            "19 %. For you it is the same digit; for the network every number is another one.",
            right=True,
        ),
        Choice(
            "4 pixels cut off at every side, then enlarged",
            "The digits lie in the middle, and little is cut off; 95 % are left.",
        ),
    ),
)

QUESTIONS = (
    white_in_red,
    bright_enough,
    what_each_loses,
    worst_preparation,
)

QUIZ = (
    Question(
        "clip_shape",
        "Ten seconds of colour video at 24 frames a second, 90 rows of 160 pixels. What is its "
        "shape, in this course's order?",
        (
            Choice("(240, 160, 90, 3)", "Rows come before columns: height, then width."),
            Choice("(240, 90, 160, 3)", "T, H, W, C.", right=True),
            Choice("(90, 160, 3, 240)", "Time is the first axis, as the batch is."),
            Choice("(10, 90, 160, 3)", "10 seconds are 240 frames."),
        ),
    ),
    Question(
        "swapped_axes",
        "On which images does a program that swaps height and width go wrong without any error?",
        (
            Choice("on wide ones", "The shapes differ there; sooner or later something complains."),
            Choice(
                "on square ones",
                "Every shape is right, and every image is turned over. Test with images that are "
                "not square.",
                right=True,
            ),
            Choice("on none", "An error needs a shape that does not fit."),
        ),
    ),
    Question(
        "normalisation_axes",
        "`x` is (N, H, W, C). Over which axes do you average for the mean of each channel?",
        (
            Choice("(1, 2)", "That gives one mean for each image and channel: (N, C)."),
            Choice("0", "That gives one mean for each pixel and channel: (H, W, C)."),
            Choice("(0, 2, 3)", "That is right for channels first, (N, C, H, W)."),
            Choice("(0, 1, 2)", "What is left is (C,).", right=True),
        ),
    ),
    Question(
        "test_statistics",
        "You normalise for training with mean and std of the training images. With which do you "
        "normalise the test images?",
        (
            Choice(
                "with their own",
                "Then the same number means another brightness than in training, and a single "
                "image could not be prepared at all.",
            ),
            Choice(
                "with those of the training images",
                "They belong to the network, like its weights.",
                right=True,
            ),
            Choice("not at all", "The network has never seen such numbers."),
        ),
    ),
    Question(
        "which_part_cares",
        "A network is convolutions, then flattened, then a dense layer. Which part insists on one "
        "size of image?",
        (
            Choice(
                "the convolutions",
                "A kernel slides over whatever there is; a larger image gives a larger map.",
            ),
            Choice(
                "the dense layer",
                "It has one weight for each number of the flattened maps, and their count follows "
                "from the image's size.",
                right=True,
            ),
            Choice("all of it", "Without the dense layer any size will do, one at a time."),
        ),
    ),
    Question(
        "grey_loss",
        "After conversion to grey, two pixels have the same number. What do you know of their "
        "colours?",
        (
            Choice("they were the same", "Red (255, 0, 0) and green (0, 130, 0) both give 76."),
            Choice(
                "they looked about equally bright",
                "Three numbers became one; which colour it was is lost.",
                right=True,
            ),
            Choice("they were both grey", "A grey pixel stays grey; a coloured one becomes grey."),
        ),
    ),
)
