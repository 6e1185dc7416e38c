"""Notebook 14, What the network sees: strongest pieces, occlusion, saliency, Grad-CAM."""

import numpy as np

from cnnkit.course.exercise import Exercise
from cnnkit.course.misconception import mistake
from cnnkit.course.mistakes.what_the_network_sees.grad_cam import GRAD_CAM
from cnnkit.course.mistakes.what_the_network_sees.occlusion_map import OCCLUSION_MAP
from cnnkit.course.mistakes.what_the_network_sees.saliency_map import SALIENCY_MAP
from cnnkit.course.mistakes.what_the_network_sees.strongest_place import STRONGEST_PLACE
from cnnkit.course.progress import Progress
from cnnkit.course.question import Quiz
from cnnkit.course.questions.what_the_network_sees import (
    QUESTIONS,
    QUIZ,
    black_on_black,
    no_astronaut,
    one_level,
    random_weights,
    two_cats,
)
from cnnkit.course.solutions import what_the_network_sees as solutions
from cnnkit.course.verdict import Case

__all__ = [
    "EXERCISES",
    "QUESTIONS",
    "black_on_black",
    "grad_cam",
    "no_astronaut",
    "occlusion_map",
    "one_level",
    "progress",
    "quiz",
    "random_weights",
    "saliency_map",
    "strongest_place",
    "two_cats",
]


def _numbers(*shape: int) -> np.ndarray:
    """Make an array without any symmetry, of small whole numbers with both signs."""
    count = np.arange(np.prod(shape))
    return (count**2 % 13 - count % 7 - 2).reshape(shape).astype(float)


def sum_of_pixels(image: np.ndarray) -> float:
    """Score an image by the sum of all its numbers."""
    return float(image.sum())


def left_less_right(image: np.ndarray) -> float:
    """Score an image by its left half less its right half."""
    half = image.shape[1] // 2
    return float(image[:, :half].sum() - image[:, half:].sum())


def largest_pixel(image: np.ndarray) -> float:
    """Score an image by its largest number."""
    return float(image.max())


def each_pixel_its_own_weight(image: np.ndarray) -> float:
    """Score an image by a sum in which every number has another weight."""
    return float((image * _numbers(*image.shape)).sum())


strongest_place = Exercise(
    name="strongest_place",
    task=(
        "Write `strongest_place(maps, channel, jump, start)` for maps (N, H, W, C). Find the "
        "largest number of one channel over all N images, and return `(image, top, left)`: in "
        "which image it is, and the first row and the first column of pixels that its cell sees. "
        "Cell 0 begins at `start`, and each further one `jump` pixels later, along both axes."
    ),
    reference=solutions.strongest_place,
    cases=(
        Case(
            (np.array([[[[0.0], [1.0], [5.0]], [[2.0], [0.0], [3.0]]]]), 0, 2, 0),
            "one image with a map of 2 × 3",
        ),
        Case(
            (np.array([[[[0.0], [1.0]], [[2.0], [9.0]], [[2.0], [0.0]]]]), 0, 4, -6),
            "a map of 3 × 2, whose fields begin in the padding",
        ),
        Case(
            (np.array([[[[1.0, 0.0], [7.0, 9.0]]], [[[8.0, 2.0], [3.0, 1.0]]]]), 0, 2, 1),
            "two images, two channels",
        ),
        Case(
            (np.array([[[[4.0], [4.0], [4.0]]], [[[0.0], [-9.0], [6.0]]]]), 0, 1, -1),
            "one strong cell in a weak map, and a very negative one",
        ),
        Case((_numbers(3, 4, 5, 2), 1, 2, -3), "three images with maps of 4 × 5"),
        Case((_numbers(2, 5, 3, 3)[:, ::-1], 2, 8, -26), "two images with maps of 5 × 3"),
    ),
    misconceptions=tuple(map(mistake, STRONGEST_PLACE)),
    hints=(
        "Take one channel out of the maps first. What shape is left, and where is its largest "
        "number?",
        "`argmax` counts through all numbers in a row. `np.unravel_index(place, shape)` turns that "
        "into an index for each axis: image, row, column.",
        "From cell to pixel goes as in notebook 07, for rows and columns alike:\n\n"
        "    top = start + row * jump",
    ),
    afterword="With r, the size of the field, `x[image, top : top + r, left : left + r]` is it.",
)

occlusion_map = Exercise(
    name="occlusion_map",
    task=(
        "Write `occlusion_map(score, image, size, stride, fill)`. `score(image)` gives a number "
        "for an image (H, W, C). Cover a square of size × size pixels, all channels, with the "
        "number `fill`, and note by how much the score falls. Move the square by `stride` from "
        "place to place, as far as it fits, and return all drops as a map."
    ),
    reference=solutions.occlusion_map,
    cases=(
        Case(
            (sum_of_pixels, np.array([[[1.0], [2.0], [3.0]], [[4.0], [5.0], [6.0]]]), 1, 1, 0.0),
            "a square of 1 on 2 × 3 pixels",
        ),
        Case(
            (left_less_right, np.arange(1.0, 13.0).reshape(3, 4, 1), 2, 1, 0.0),
            "a square of 2 on 3 × 4 pixels, some drops below 0",
        ),
        Case(
            (sum_of_pixels, np.arange(1.0, 13.0).reshape(3, 4, 1), 2, 1, 0.5),
            "the same square, filled with 0.5",
        ),
        Case(
            (largest_pixel, np.array([[[3.0], [9.0], [1.0], [2.0]]]), 1, 1, 10.0),
            "one row, a fill that is brighter than the image",
        ),
        Case(
            (each_pixel_its_own_weight, _numbers(5, 7, 1), 2, 2, 1.0),
            "stride 2 on 5 × 7 pixels: one row and one column are left over",
        ),
        Case(
            (each_pixel_its_own_weight, _numbers(6, 4, 3), 3, 1, -1.0),
            "three channels, a square of 3",
        ),
    ),
    misconceptions=tuple(map(mistake, OCCLUSION_MAP)),
    hints=(
        "How many places has the square along each axis? It is the count of windows from notebook "
        "04, with the square as the window.",
        "In each round make a copy of the image, fill the square in the copy, and score the copy. "
        "Cell (i, j) stands for the square that begins at pixel (i·stride, j·stride).",
        "A slice on the left of `=` fills a whole square, in all channels:\n\n"
        "    covered = image.copy()\n"
        "    covered[top : top + size, left : left + size] = fill",
    ),
    afterword="It asks the network once for each place, and needs to know nothing of its inside.",
)

saliency_map = Exercise(
    name="saliency_map",
    task=(
        "Write `saliency_map(gradient)`. `gradient` (H, W, C) holds the slope of a logit in every "
        "number of the image. Return one number for each pixel, (H, W): the largest size, that is "
        "absolute value, among its channels."
    ),
    reference=solutions.saliency_map,
    cases=(
        Case((np.array([[[-3.0], [2.0], [0.0]]]),), "three pixels of a grey image"),
        Case((np.array([[[3.0, -3.0, 0.0], [-5.0, 1.0, 2.0]]]),), "two pixels in colour"),
        Case((_numbers(3, 2, 3),), "3 × 2 pixels in colour"),
        Case((_numbers(2, 3, 1) / 10,), "2 × 3 grey pixels with small slopes"),
        Case((-_numbers(2, 4, 4),), "four channels"),
    ),
    misconceptions=tuple(map(mistake, SALIENCY_MAP)),
    hints=(
        "A slope of −5 moves the logit as much as one of 5. Which function drops the sign?",
        "Which of the three axes counts the channels? It is the one that has to go.",
        "First the sizes, then the largest one:\n\n    np.abs(gradient)",
    ),
    afterword="It says what would change the logit, not what made it large.",
)

grad_cam = Exercise(
    name="grad_cam",
    task=(
        "Write `grad_cam(maps, gradient)`. `maps` (H, W, C) are what a layer makes of an image, "
        "and `gradient` (H, W, C) is the slope of one class's logit in each of their numbers. A "
        "channel's weight is the mean of its gradient over all places. Weigh the maps, add them "
        "up, and keep what is above 0: a map (H, W)."
    ),
    reference=solutions.grad_cam,
    cases=(
        Case(
            (
                np.array([[[1.0, 2.0], [3.0, 0.0]]]),
                np.array([[[1.0, -1.0], [3.0, 1.0]]]),
            ),
            "a row of two places, two channels",
        ),
        Case(
            (
                np.array([[[1.0, 4.0], [3.0, 0.0], [0.0, 2.0]]]),
                np.array([[[2.0, -1.0], [0.0, -2.0], [1.0, 0.0]]]),
            ),
            "a row of three, the second channel speaks against the class",
        ),
        Case((np.abs(_numbers(2, 3, 2)), _numbers(2, 3, 2)[::-1]), "2 × 3 places, two channels"),
        Case((_numbers(4, 3, 5), _numbers(4, 3, 5)[:, ::-1]), "4 × 3 places, five channels"),
        Case(
            (np.abs(_numbers(3, 2, 4)), -np.abs(_numbers(3, 2, 4)) - 0.5),
            "everything speaks against the class",
        ),
    ),
    misconceptions=tuple(map(mistake, GRAD_CAM)),
    hints=(
        "How many weights do you need, if each channel has one? Which axes does the mean go over?",
        "`gradient.mean(axis=(0, 1))` has the shape (C,). Multiplied with (H, W, C), NumPy lines "
        "it up with the last axis.",
        "Then add over the channels, and only then cut off:\n\n"
        "    evidence = (maps * weights).sum(axis=2)",
    ),
    afterword="Four lines. All that they need is one pass forward and one backward.",
)

EXERCISES = (strongest_place, occlusion_map, saliency_map, grad_cam)
quiz = Quiz(QUIZ)
progress = Progress(EXERCISES, (*QUESTIONS, *QUIZ))
