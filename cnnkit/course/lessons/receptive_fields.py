"""Notebook 07, Receptive fields: size, jump and start, the patch of a cell, how many layers."""

from cnnkit.course.exercise import Exercise
from cnnkit.course.misconception import mistake
from cnnkit.course.mistakes.receptive_fields.field_place import FIELD_OF_STACK
from cnnkit.course.mistakes.receptive_fields.input_patch import INPUT_PATCH
from cnnkit.course.mistakes.receptive_fields.layers_needed import LAYERS_NEEDED
from cnnkit.course.mistakes.receptive_fields.receptive_field import RECEPTIVE_FIELD
from cnnkit.course.progress import Progress
from cnnkit.course.question import Quiz
from cnnkit.course.questions.receptive_fields import (
    QUESTIONS,
    QUIZ,
    after_pooling,
    how_much_counts,
    padding_and_field,
    two_threes,
)
from cnnkit.course.solutions import receptive_fields as solutions
from cnnkit.course.verdict import Case

__all__ = [
    "EXERCISES",
    "QUESTIONS",
    "after_pooling",
    "field_of_stack",
    "how_much_counts",
    "input_patch",
    "layers_needed",
    "padding_and_field",
    "progress",
    "quiz",
    "receptive_field",
    "two_threes",
]

receptive_field = Exercise(
    name="receptive_field",
    task=(
        "Write `receptive_field(layers)`: how many pixels, along one axis, a cell of the last map "
        "sees, from the first to the last. `layers` begins at the image; each is `(k, s, d)`, with "
        "kernel size, stride and dilation. A pooling is a layer like any other."
    ),
    reference=solutions.receptive_field,
    cases=(
        Case(([(3, 1, 1)],), "one convolution of 3"),
        Case(([(3, 1, 1), (3, 1, 1)],), "two convolutions of 3"),
        Case(([(3, 2, 1)],), "one convolution with stride 2"),
        Case(([(3, 1, 1), (2, 2, 1)],), "a convolution and a pooling of 2"),
        Case(([(3, 1, 1), (2, 2, 1), (3, 1, 1)],), "a convolution above a pooling"),
        Case(([(3, 2, 1), (5, 2, 1), (3, 1, 1)],), "two strides, and a layer above them"),
        Case(([(3, 1, 2), (3, 1, 1)],), "dilation 2 in the first layer"),
        Case(([(3, 2, 1), (3, 2, 1), (2, 3, 1), (4, 1, 3)],), "everything at once"),
        Case(
            ([(3, 1, 1), (2, 2, 1), (3, 1, 1), (2, 2, 1), (3, 1, 1)],),
            "three convolutions with two poolings between them",
        ),
        Case(([],), "no layer: a cell is a pixel"),
    ),
    misconceptions=tuple(map(mistake, RECEPTIVE_FIELD)),
    hints=(
        "Keep two numbers while you go up the list: r, what a cell sees, and j, how many pixels "
        "lie between neighbouring cells. What are both before the first layer?",
        "A window of k cells sees what its first cell sees, and for each of the k − 1 steps to the "
        "next one d·j pixels more.",
        "The layer's own stride matters to the layers above, so that it comes last:\n\n"
        "    r += d * (k - 1) * j\n"
        "    j *= s",
    ),
    afterword="A pooling of 2 adds one jump to r. What it doubles is the jump itself.",
)

field_of_stack = Exercise(
    name="field_of_stack",
    task=(
        "Write `field_of_stack(layers)`, which returns `(r, j, start)`. Each layer is now "
        "`(k, s, d, p)`, where p is the padding before the first pixel; start is the first pixel "
        "that cell 0 of the last map sees, negative where that is in the padding."
    ),
    reference=solutions.field_of_stack,
    cases=(
        Case(([(3, 1, 1, 0)],), "one convolution without padding"),
        Case(([(3, 1, 1, 1)],), "one convolution with padding 1"),
        Case(([(3, 2, 1, 1)],), "padding 1 and stride 2"),
        Case(([(5, 1, 1, 2), (2, 2, 1, 0)],), "a padded convolution and a pooling"),
        Case(([(5, 1, 1, 2), (2, 2, 1, 0), (5, 1, 1, 2)],), "a padded convolution above a pooling"),
        Case(([(3, 1, 2, 2), (3, 2, 1, 1)],), "dilation 2 with padding 2"),
        Case(([(7, 2, 1, 3), (3, 2, 1, 1), (3, 2, 1, 1)],), "three strides of 2"),
        Case(([(4, 3, 1, 1), (3, 2, 2, 0), (3, 1, 3, 2)],), "everything at once"),
    ),
    misconceptions=tuple(map(mistake, FIELD_OF_STACK)),
    hints=(
        "r and j you have. How many cells before the first one does the window of cell 0 begin, if "
        "there are p cells of padding?",
        "A cell of this padding lies as far from the next one as all the cells of that map: j "
        "pixels. So start goes down by p of those.",
        "All three use the jump from before the layer, so that it changes last:\n\n"
        "    start -= p * j",
    ),
    afterword="p stands in one line only: padding moves the field and does not change its size.",
)

input_patch = Exercise(
    name="input_patch",
    task=(
        "Write `input_patch(r, j, start, i, n)`, which returns `(first, last)`: the first and the "
        "last of the n pixels, numbered 0 to n − 1, that cell i sees. What lies in the padding "
        "does not count. The cell sees at least one pixel."
    ),
    reference=solutions.input_patch,
    cases=(
        Case((3, 1, 0, 2, 8), "a field of 3, jump 1"),
        Case((3, 2, 0, 2, 9), "a field of 3, jump 2"),
        Case((3, 1, -1, 0, 8), "cell 0, whose field begins in the padding"),
        Case((3, 1, -1, 7, 8), "the last cell, whose field ends in the padding"),
        Case((5, 2, -2, 3, 12), "a padded cell in the middle"),
        Case((16, 4, -6, 2, 28), "cell 2 of a small network on 28 pixels"),
        Case((16, 4, -6, 6, 28), "its last cell"),
        Case((44, 4, -20, 3, 28), "a field that is larger than the image"),
    ),
    misconceptions=tuple(map(mistake, INPUT_PATCH)),
    hints=(
        "Leave the padding aside at first. Cell 0 begins at `start`; where does cell i begin?",
        "The field has r pixels. If the first is at `first`, the last is r − 1 steps further.",
        "Only now clip, both ends by themselves:\n\n    max(first, 0), min(last, n - 1)",
    ),
    afterword="Clip last. A patch at the border is smaller, and not moved into the image.",
)

layers_needed = Exercise(
    name="layers_needed",
    task=(
        "Write `layers_needed(k, wanted)`: the smallest number of layers with kernels of size k, "
        "stride 1 and no dilation, whose field has `wanted` pixels or more along one axis. k is at "
        "least 2."
    ),
    reference=solutions.layers_needed,
    cases=(
        Case((3, 3), "kernels of 3, 3 pixels"),
        Case((3, 5), "kernels of 3, 5 pixels"),
        Case((3, 6), "kernels of 3, 6 pixels"),
        Case((5, 6), "kernels of 5, 6 pixels"),
        Case((5, 28), "kernels of 5, 28 pixels"),
        Case((2, 7), "kernels of 2, 7 pixels"),
        Case((3, 1), "one pixel, which is seen without any layer"),
        Case((3, 224), "kernels of 3 on a large photo"),
    ),
    misconceptions=tuple(map(mistake, LAYERS_NEEDED)),
    hints=(
        "Without any layer r is 1. By how much does each layer of kernel k let it grow, if all "
        "jumps are 1?",
        "wanted − 1 pixels are missing, and each layer brings k − 1. What if that does not divide?",
        "You can also let a loop count, until the field is large enough:\n\n    while r < wanted:",
    ),
    afterword="One field larger by k − 1 a layer: this is why deep networks use strides.",
)

EXERCISES = (receptive_field, field_of_stack, input_patch, layers_needed)
quiz = Quiz(QUIZ)
progress = Progress(EXERCISES, (*QUESTIONS, *QUIZ))
