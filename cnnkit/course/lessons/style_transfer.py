"""Notebook 18, Style transfer: Gram matrices, their gradient, the loss, a step of the picture."""

import numpy as np

from cnnkit.course.exercise import Exercise
from cnnkit.course.misconception import mistake
from cnnkit.course.mistakes.style_transfer.gram_matrix import GRAM_MATRIX
from cnnkit.course.mistakes.style_transfer.picture_step import PICTURE_STEP
from cnnkit.course.mistakes.style_transfer.style_gradient import STYLE_GRADIENT
from cnnkit.course.mistakes.style_transfer.transfer_loss import TRANSFER_LOSS
from cnnkit.course.progress import Progress
from cnnkit.course.question import Quiz
from cnnkit.course.questions.style_transfer import (
    QUESTIONS,
    QUIZ,
    only_gram,
    only_the_first_layer,
    random_network,
    shuffled_places,
)
from cnnkit.course.solutions import style_transfer as solutions
from cnnkit.course.verdict import Case

__all__ = [
    "EXERCISES",
    "QUESTIONS",
    "gram_matrix",
    "only_gram",
    "only_the_first_layer",
    "picture_step",
    "progress",
    "quiz",
    "random_network",
    "shuffled_places",
    "style_gradient",
    "transfer_loss",
]


def _maps(height: int, width: int, channels: int, shift: int = 0) -> np.ndarray:
    """Make maps without any symmetry, of small whole numbers with both signs."""
    count = np.arange(height * width * channels) + shift
    return (count**2 % 7 - count % 4).reshape(height, width, channels).astype(float)


def _target(channels: int) -> np.ndarray:
    """Make a Gram matrix to be reached: symmetric, of small numbers."""
    rows = _maps(3, 2, channels, shift=5).reshape(-1, channels)
    result: np.ndarray = np.round(rows.T @ rows / len(rows), 1)
    return result


gram_matrix = Exercise(
    name="gram_matrix",
    task=(
        "Write `gram_matrix(maps)` for the maps (H, W, C) of one picture. Return a matrix (C, C): "
        "for each two channels the mean, over all H·W places, of the product of their maps."
    ),
    reference=solutions.gram_matrix,
    cases=(
        Case((np.array([[[2.0, 1.0], [4.0, 0.0]]]),), "a row of two places, two channels"),
        Case(
            (np.array([[[1.0, 0.0, 2.0]], [[0.0, 3.0, -1.0]]]),), "two rows of one, three channels"
        ),
        Case((_maps(2, 3, 2),), "2 × 3 places, two channels"),
        Case((_maps(4, 3, 5, shift=2),), "4 × 3 places, five channels"),
        Case((_maps(3, 5, 1),), "a single channel"),
    ),
    misconceptions=tuple(map(mistake, GRAM_MATRIX)),
    hints=(
        "Where a channel lies in the picture does not matter. So make a list of places first: a "
        "matrix with H·W rows, one for each place, and C columns.",
        "`maps.reshape(-1, maps.shape[2])` is that list. Which product of this matrix with itself "
        "has the shape (C, C)?",
        "For matrices R with a row for each place:\n\n    R.T @ R / len(R)",
    ),
    afterword="It has C·C numbers, whatever the picture's size, and is its own mirror image.",
)

style_gradient = Exercise(
    name="style_gradient",
    task=(
        "The style loss of a layer is `np.mean((G - target)**2)`, with G the Gram matrix of `maps` "
        "(H, W, C), and `target` the style's, both (C, C). Write `style_gradient(maps, target)`: "
        "the gradient of this loss with respect to the maps, of their shape."
    ),
    reference=solutions.style_gradient,
    cases=(
        Case(
            (np.array([[[1.0], [3.0]]]), np.array([[4.0]])),
            "one channel, two places",
        ),
        Case(
            (np.array([[[2.0, 1.0], [4.0, 0.0]]]), np.array([[10.0, 1.0], [1.0, 2.5]])),
            "two channels; one number of G is off",
        ),
        Case((_maps(3, 2, 2), _target(2)), "3 × 2 places, two channels"),
        Case((_maps(2, 4, 3, shift=1), _target(3)), "2 × 4 places, three channels"),
        Case((_maps(3, 3, 4, shift=3), np.zeros((4, 4))), "a target of zeros"),
    ),
    misconceptions=tuple(map(mistake, STYLE_GRADIENT)),
    hints=(
        "Go in two steps, as in notebook 10. First: how does the loss change with G? It is a mean "
        "of C·C squares.",
        "Then: how does G change with the maps? With R, a row for each place, G is "
        "R.T @ R / (H·W). R stands in it twice, and both times it gives the same.",
        "With D = G − target the two steps make a factor of 2 · 2 = 4:\n\n"
        "    4 / (C * C * H * W) * R @ D",
    ),
    afterword="Multiply by the weight, hand it to the layer's backward pass, and go to the pixels.",
)

transfer_loss = Exercise(
    name="transfer_loss",
    task=(
        "Write `transfer_loss(made, content, style, content_weight, style_weight)` for one layer's "
        "maps of three pictures. Content: the mean squared difference of `made` and `content`, "
        "place by place. Style: the mean squared difference of the Gram matrices of `made` and "
        "`style`. Weigh both, and add. `style` may have another height and width."
    ),
    reference=solutions.transfer_loss,
    cases=(
        Case(
            (
                np.array([[[1.0], [3.0]]]),
                np.array([[[1.0], [1.0]]]),
                np.array([[[2.0], [2.0]]]),
                *(1.0, 1.0),
            ),
            "one channel, two places, both weights 1",
        ),
        Case(
            (_maps(1, 3, 2), _maps(1, 3, 2, shift=4), _maps(1, 3, 2, shift=9), 1.0, 10.0),
            "two channels, the style counts ten times",
        ),
        Case(
            (_maps(2, 3, 2), _maps(2, 3, 2, shift=3), _maps(2, 3, 2, shift=7), 3.0, 0.0),
            "no style at all",
        ),
        Case(
            (_maps(2, 3, 3), _maps(2, 3, 3, shift=2), _maps(4, 2, 3, shift=5), 0.5, 2.0),
            "a style picture of another size",
        ),
    ),
    misconceptions=tuple(map(mistake, TRANSFER_LOSS)),
    hints=(
        "You have the Gram matrix already. Which pictures do you need it of?",
        "The content is compared map by map, as it is. The style is compared after everything "
        "about places has been forgotten.",
        "Each loss is the mean of a squared difference:\n\n"
        "    np.mean((made - content) ** 2)\n"
        "    np.mean((gram_of_made - gram_of_style) ** 2)",
    ),
    afterword="In the real thing the two come from different layers, and the style from several.",
)

picture_step = Exercise(
    name="picture_step",
    task=(
        "Write `picture_step(picture, gradient, learning_rate)`. Move the picture one step of "
        "plain descent, against its gradient, and cut its numbers off at 0 and 1."
    ),
    reference=solutions.picture_step,
    cases=(
        Case((np.array([[0.5, 0.2]]), np.array([[1.0, -2.0]]), 0.1), "two pixels, nothing to cut"),
        Case(
            (np.array([[0.1, 0.9, 0.5]]), np.array([[3.0, -3.0, 0.0]]), 0.1),
            "three pixels, two of them carried beyond the limits",
        ),
        Case(
            (
                np.linspace(0, 1, 12).reshape(2, 2, 3),
                _maps(2, 2, 3),
                0.2,
            ),
            "2 × 2 pixels in colour",
        ),
        Case(
            (np.linspace(1, 0, 18).reshape(3, 2, 3), -_maps(3, 2, 3, shift=4), 0.05),
            "3 × 2 pixels in colour, a small rate",
        ),
    ),
    misconceptions=tuple(map(mistake, PICTURE_STEP)),
    hints=(
        "It is the step of notebook 02, with pixels in the place of weights.",
        "The gradient points to where the loss grows. Go the other way, `learning_rate` times as "
        "far.",
        "Then nothing may lie outside 0 and 1:\n\n    np.clip(moved, 0, 1)",
    ),
    afterword="With Adam for plain descent, this is the whole algorithm.",
)

EXERCISES = (gram_matrix, style_gradient, transfer_loss, picture_step)
quiz = Quiz(QUIZ)
progress = Progress(EXERCISES, (*QUESTIONS, *QUIZ))
