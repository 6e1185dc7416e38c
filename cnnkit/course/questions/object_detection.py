"""Questions of notebook 17."""

from cnnkit.course.question import Choice, Question

two_digits = Question(
    "two_digits",
    "This network has learned from scenes with one digit each, and gives four numbers: one box. "
    "Now a scene holds two digits, side by side. Where does the box go, most of the time?",
    (
        Choice(
            "round one of the two",
            "It was never taught to choose. Its four numbers answer to all the ink at once.",
        ),
        Choice(
            "over both at once",
            "All the ink pulls at the same four numbers. It is one box for two things, and fits "
            "neither.",
            right=True,
        ),
        Choice("round each of them", "Four numbers are one box, whatever is in the scene."),
        Choice("nowhere: four zeros", "It cannot say nothing: four numbers are always an answer."),
    ),
)

half_shifted = Question(
    "half_shifted",
    "Two squares of the same size; one is shifted to the right by half its side. The intersection "
    "is half a square. What is the intersection over union?",
    (
        Choice("1/2", "That is the share of one square. The union is more than one square."),
        Choice(
            "1/3",
            "The union is one and a half squares, and half a square of that is shared.",
            right=True,
        ),
        Choice("1/4", "So it would be with two whole squares below. What is shared counts once."),
        Choice("2/3", "That would take a shift by a fifth of the side."),
    ),
)

one_pass = Question(
    "one_pass",
    "Cut 468 overlapping windows out of a scene and read each of them, or send the whole scene "
    "through the convolutions once. By what factor does one pass need fewer multiply-adds?",
    (
        Choice(
            "1: as many", "The windows overlap, and most of what they compute they compute again."
        ),
        Choice("about 2", "Each pixel lies in up to 49 windows: far more is repeated."),
        Choice(
            "about 13",
            "You are about to count them: 11 million against 151 million.",
            right=True,
        ),
        Choice(
            "468",
            "One pass over the whole scene costs more than one window: the scene is larger.",
        ),
    ),
)

which_scale = Question(
    "which_scale",
    "A network looks at windows of 12 × 12 pixels and knows faces that fill them. The face in the "
    "photo is about 110 pixels high. How can the network find it?",
    (
        Choice(
            "with a larger step between windows", "Each window would still hold a nostril at most."
        ),
        Choice(
            "in the photo made about nine times smaller",
            "There the face is about 12 pixels high, and fills a window.",
            right=True,
        ),
        Choice(
            "in the photo made nine times larger",
            "The face would be a thousand pixels high, and a window would see skin.",
        ),
        Choice(
            "it cannot: it needs training with large faces",
            "The weights stay. It is cheaper to change the photo.",
        ),
    ),
)

lower_threshold = Question(
    "lower_threshold",
    "You lower the threshold of the score, so that more boxes are shown. What is certain?",
    (
        Choice(
            "precision falls", "Usually. But the next box may be a right one, and it rises a bit."
        ),
        Choice(
            "recall does not fall",
            "No object that is found is lost again, and perhaps one more is found.",
            right=True,
        ),
        Choice("both rise", "Wrong boxes come in too, and they pull precision down."),
        Choice("one rises as much as the other falls", "They count different things."),
    ),
)

QUESTIONS = (two_digits, half_shifted, one_pass, which_scale, lower_threshold)

QUIZ = (
    Question(
        "diagonal_boxes",
        "Someone's IoU says that two boxes in opposite corners of a photo overlap by a lot. What "
        "went wrong?",
        (
            Choice(
                "both lengths of the intersection are negative, and nobody made them 0",
                "Minus times minus is plus. Each length needs its own `max(0, …)`.",
                right=True,
            ),
            Choice("the photo is not square", "IoU does not know the photo."),
            Choice("rows and columns are swapped", "In both boxes alike, that changes nothing."),
        ),
    ),
    Question(
        "two_people",
        "Two people stand close together, and their true boxes overlap with an IoU of 0.6. The "
        "overlap threshold of the suppression is 0.5. What happens?",
        (
            Choice(
                "one of them is suppressed, however sure the network is of both",
                "Suppression knows boxes and scores, not people. In crowds this is a known fault.",
                right=True,
            ),
            Choice("both stay, since both scores are high", "Only the higher score is safe."),
            Choice("one box round both is made", "Suppression drops boxes, it joins none."),
        ),
    ),
    Question(
        "same_padding",
        "A network whose convolutions use same padding is run over a whole photo. Are its scores "
        "those of windows that are cut out and read one by one?",
        (
            Choice("yes: the weights are the same", "But what surrounds each window is not."),
            Choice(
                "not quite: a cut window is surrounded by zeros, and in the photo by pixels",
                "With valid padding no window looks beyond itself, and both agree.",
                right=True,
            ),
            Choice("no: the dense layer has been lost", "It is all there, as a kernel."),
        ),
    ),
    Question(
        "braking",
        "A car brakes for what its detector shows. You set the threshold so high that it never "
        "brakes for nothing. What have you given up?",
        (
            Choice("precision", "That is what you have gained: what it shows is there."),
            Choice(
                "recall: people whose score lies below are not shown",
                "Which of the two costs more is no question of mathematics.",
                right=True,
            ),
            Choice("speed", "The scores were computed all the same."),
        ),
    ),
    Question(
        "gender_shades",
        "What did the study “Gender Shades” measure, in 2018?",
        (
            Choice(
                "how often three services mistook the gender of a face, by gender and skin type",
                "Classification, with two labels, of faces that had been found already.",
                right=True,
            ),
            Choice(
                "how often faces are not found", "That is detection. Here a found face got a label."
            ),
            Choice("how often the wrong person is arrested", "That is another matter, also real."),
        ),
    ),
    Question(
        "average_hides",
        "A detector finds 97 % of the people in a test set, and 80 % of those in wheelchairs, who "
        "are 1 in 100 there. By how much does the 97 % rise if it finds all of these?",
        (
            Choice("by 20 points", "Only within the group. It is one hundredth of the whole."),
            Choice(
                "by 0.2 points",
                "A mean over everybody hardly hears a small group: measure it by itself.",
                right=True,
            ),
            Choice("not at all", "A little: 20 % of 1 %."),
        ),
    ),
)
