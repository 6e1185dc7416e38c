"""Questions of notebook 00."""

from cnnkit.course.question import Choice, Question

flat_answer = Question(
    "flat_answer",
    "A kernel has the weights −1, −1, −1 in its upper row, 0, 0, 0 in the middle one and 1, 1, 1 "
    "in the lower one. It lies over a patch of a bright wall: all nine pixels are 0.9. What does "
    "it answer?",
    (
        Choice("8.1", "That is the sum of the nine pixels. Three of them count as negative."),
        Choice("0", "2.7 from below minus 2.7 from above: nothing changes here.", right=True),
        Choice("0.9", "That would be an average. A kernel adds products and does not divide."),
        Choice(
            "a large number, because the wall is bright",
            "Brightness alone does not count: each bright pixel in the lower row is cancelled by "
            "one in the upper row.",
        ),
    ),
)

sign_of_answer = Question(
    "sign_of_answer",
    "The same kernel (−1 above, 1 below) meets the edge of a roof: a bright sky above, dark tiles "
    "below. What does the feature map show there?",
    (
        Choice(
            "0, since it looks for edges that are dark above and bright below",
            "0 means that both sides are equally bright.",
        ),
        Choice(
            "a positive number, since there is an edge",
            "The size of the answer says how strong the edge is; its sign says which side is "
            "bright.",
        ),
        Choice(
            "a negative number",
            "The bright pixels lie under the weights −1. The edge is found, and the sign tells "
            "which side is bright.",
            right=True,
        ),
    ),
)

QUIZ = (
    Question(
        "what_a_weight_does",
        "What does a weight of 0 in a kernel mean?",
        (
            Choice(
                "That pixel is made black.",
                "The image is only read. The answer goes into a new array, the feature map.",
            ),
            Choice("That pixel does not count.", "0 times anything is 0.", right=True),
            Choice(
                "That pixel has to be black to match.",
                "With a weight of 0 the pixel may have any value; the sum stays the same.",
            ),
        ),
    ),
    Question(
        "what_is_in_the_map",
        "What is one number in a feature map?",
        (
            Choice(
                "a pixel of the image, made brighter or darker",
                "It depends on all the pixels under the kernel, not on a single one.",
            ),
            Choice(
                "a weight of the kernel",
                "The weights stay the same wherever the kernel lies; the answers differ.",
            ),
            Choice(
                "the weighted sum of one window of the image",
                "One place of the kernel, one number: nine pixels times nine weights, added up.",
                right=True,
            ),
        ),
    ),
    Question(
        "sum_of_weights",
        "The nine weights of a kernel sum to 1. What can you say at once?",
        (
            Choice(
                "On a flat patch it answers with the patch's own brightness.",
                "Every pixel is v, so the answer is v times the sum of the weights: v.",
                right=True,
            ),
            Choice(
                "It finds edges.",
                "An edge finder should answer flat patches with 0: its weights sum to 0.",
            ),
            Choice(
                "All its weights are positive.",
                "They may be: 9 times 1/9. But −1 and 2 sum to 1 as well; sharpening does that.",
            ),
        ),
    ),
    Question(
        "turned_kernel",
        "You turn a kernel for vertical edges by a quarter turn. What does it find?",
        (
            Choice(
                "the same edges: only the numbers have moved",
                "Which pixel meets which weight is all that a kernel knows.",
            ),
            Choice(
                "horizontal edges",
                "It now compares top with bottom instead of left with right.",
                right=True,
            ),
            Choice(
                "vertical edges with the opposite sign",
                "That takes half a turn: left and right change places.",
            ),
        ),
    ),
)

QUESTIONS = (flat_answer, sign_of_answer)
