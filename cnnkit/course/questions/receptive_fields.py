"""Questions of notebook 07."""

from cnnkit.course.question import Choice, Question

two_threes = Question(
    "two_threes",
    "Two convolutions of 3×3 stand on top of each other, stride 1. How many pixels of one row can "
    "change a cell of the second map?",
    (
        Choice("3", "These are the cells of the first map that it reads. Each sees 3 pixels."),
        Choice("6", "3 + 3 counts some twice: neighbouring windows overlap."),
        Choice("9", "3 windows of 3 pixels, if they stood side by side. They overlap."),
        Choice(
            "5",
            "The three windows below see pixels 0–2, 1–3 and 2–4: five different ones.",
            right=True,
        ),
    ),
)

after_pooling = Question(
    "after_pooling",
    "The cells of a map see 3 pixels each along one axis, and neighbouring cells begin one pixel "
    "apart. Now comes a pooling of 2×2 with stride 2. How many pixels does a cell of the pooled "
    "map see?",
    (
        Choice("6, pooling doubles the field", "Two neighbours that see 3 pixels each share two."),
        Choice(
            "4",
            "Two neighbours see pixels 0–2 and 1–3. What doubles is how far apart the cells begin.",
            right=True,
        ),
        Choice("3, pooling has no weights", "It has none, and yet it reads two cells."),
        Choice("5", "That would be a kernel of 3 more. A pooling of 2 adds one step."),
    ),
)

padding_and_field = Question(
    "padding_and_field",
    "A stack of three 3×3 convolutions without padding becomes one with padding 1 on each side. "
    "What happens to the field of a cell?",
    (
        Choice(
            "it grows, from 7 to 13",
            "A window multiplies as many numbers as before. Some of them are zeros now.",
        ),
        Choice("nothing at all", "Cell 0 of the last map no longer begins at pixel 0."),
        Choice(
            "it moves, 3 pixels to the left and up",
            "Each layer begins one pixel earlier. The field has 7 pixels before and after; at the "
            "border some of them are padding.",
            right=True,
        ),
        Choice("it shrinks, since zeros say nothing", "Fewer pixels are seen at the border only."),
    ),
)

how_much_counts = Question(
    "how_much_counts",
    "A cell above ten 3×3 convolutions with equal weights sees 21 × 21 = 441 pixels. Add the same "
    "little bit to one pixel after the other, and square what the cell moves by each time. How "
    "many pixels, the strongest first, make up 95 % of the sum?",
    (
        Choice("all but a few: about 400", "That would need a field that counts evenly."),
        Choice("about 200", "The middle is favoured more strongly than that."),
        Choice(
            "about 65",
            "One in seven. From a corner a single path leads to the cell, from the middle some 80 "
            "million.",
            right=True,
        ),
        Choice("9: the window of the last layer", "The layers below do spread it, a little."),
    ),
)

QUESTIONS = (two_threes, after_pooling, padding_and_field, how_much_counts)

QUIZ = (
    Question(
        "stride_first",
        "Three 3×3 convolutions. The first gets stride 2. What is the field of the last map?",
        (
            Choice("7", "That is without any stride: the jump was forgotten."),
            Choice("11", "3, then 3 + 2·2 = 7, then 7 + 2·2 = 11.", right=True),
            Choice("14", "A stride does not double the field."),
            Choice("13", "5 + 4 + 4: the jump was updated before the first layer's field."),
        ),
    ),
    Question(
        "stride_last",
        "And if the last of the three gets the stride instead?",
        (
            Choice(
                "7",
                "The stride of the last layer spreads only what comes above it.",
                right=True,
            ),
            Choice("11", "That is with the stride in the first layer. Here all jumps are 1."),
            Choice("9", "3 + 2 + 4: the jump was updated before the last layer's field."),
        ),
    ),
    Question(
        "at_the_border",
        "r = 16, j = 4, start = −6, on 28 pixels. Which pixels does cell 0 see?",
        (
            Choice("0 to 15", "The field begins at −6. It is not pushed into the image."),
            Choice("0 to 9", "−6 to 9, of which the first six are padding.", right=True),
            Choice("−6 to 9", "The field, yes. Pixels begin at 0."),
            Choice("0 to 10", "The last one is −6 + 16 − 1."),
        ),
    ),
    Question(
        "stacked_or_large",
        "Three 3×3 layers or one of 7×7, both with C channels in and out. What is the same?",
        (
            Choice("the number of weights", "27·C² against 49·C²."),
            Choice("the field of the last cell", "7 × 7 pixels for both.", right=True),
            Choice(
                "what they can compute",
                "With an activation in between, three layers bend three times; without one, they "
                "make some of the 7×7 kernels only.",
            ),
        ),
    ),
    Question(
        "what_a_field_says",
        "A cell has a field of 212 × 212 pixels. What do you know?",
        (
            Choice(
                "it uses all of them about equally",
                "The middle mostly counts more; how much, the gradient says.",
            ),
            Choice("it has recognised an object", "A field says where it looks, not what it sees."),
            Choice(
                "no pixel outside can change it",
                "That is exactly what the field promises, and all of it.",
                right=True,
            ),
        ),
    ),
    Question(
        "depth_and_width",
        "You stack four times as many convolutions with equal weights. How does the part of the "
        "field grow that really counts?",
        (
            Choice("four times as wide", "So grows the field itself, nearly."),
            Choice("twice as wide", "With the square root of the depth.", right=True),
            Choice("not at all", "It does grow, more slowly than the field."),
            Choice("sixteen times as wide", "Nothing here grows with the square of the depth."),
        ),
    ),
)
