"""Notebook 01, Images as tensors: bytes, layouts, crops, letterboxes, normalisation."""

import numpy as np

from cnnkit.course.exercise import Exercise
from cnnkit.course.misconception import mistake
from cnnkit.course.mistakes.images_as_tensors.centre_crop import CENTRE_CROP
from cnnkit.course.mistakes.images_as_tensors.change import CHANGE
from cnnkit.course.mistakes.images_as_tensors.channels_first import CHANNELS_FIRST
from cnnkit.course.mistakes.images_as_tensors.letterbox_geometry import LETTERBOX_GEOMETRY
from cnnkit.course.mistakes.images_as_tensors.normalise_channels import NORMALISE_CHANNELS
from cnnkit.course.progress import Progress
from cnnkit.course.question import Quiz
from cnnkit.course.questions.images_as_tensors import (
    QUESTIONS,
    QUIZ,
    bright_enough,
    what_each_loses,
    white_in_red,
    worst_preparation,
)
from cnnkit.course.solutions import images_as_tensors as solutions
from cnnkit.course.verdict import Case

__all__ = [
    "EXERCISES",
    "QUESTIONS",
    "bright_enough",
    "centre_crop",
    "change",
    "channels_first",
    "letterbox_geometry",
    "normalise_channels",
    "progress",
    "quiz",
    "what_each_loses",
    "white_in_red",
    "worst_preparation",
]


def _numbers(*shape: int, scale: float = 1.0) -> np.ndarray:
    """Make an array without any symmetry, of whole numbers from 0 to 40."""
    count = np.arange(np.prod(shape))
    return (count * 17 % 37 + count**2 % 5).reshape(shape).astype(float) * scale


def _bytes(*rows: list[int]) -> np.ndarray:
    """Make a small grey image of bytes, (H, W)."""
    return np.array(rows, dtype=np.uint8)


change = Exercise(
    name="change",
    task=(
        "Two photos from a camera that does not move, both uint8. Write `change(before, after)`: "
        "for each value how much brighter it has become, as a float from −1 to 1. From 0 to 255 "
        "the change is 1, from 255 to 0 it is −1."
    ),
    reference=solutions.change,
    cases=(
        Case((_bytes([10, 5, 0]), _bytes([5, 10, 200])), "three pixels: darker, brighter, white"),
        Case(
            (_bytes([0, 255, 51], [128, 7, 90]), _bytes([255, 0, 102], [128, 6, 240])),
            "2 × 3 pixels, from black to white and back",
        ),
        Case(
            (_bytes([200, 30, 9, 60]).reshape(2, 1, 2), _bytes([3, 230, 8, 61]).reshape(2, 1, 2)),
            "two channels",
        ),
    ),
    misconceptions=tuple(map(mistake, CHANGE)),
    hints=(
        "Which numbers can a uint8 hold? What, then, is 5 − 10 in uint8?",
        "Make floats of both images before anything is computed: `before.astype(float)`.",
        "Subtract what was from what is, and bring −255…255 to −1…1:\n\n"
        "    (after.astype(float) - before.astype(float)) / 255",
    ),
    afterword="Differences of images are how simple alarms see motion. In bytes they see ghosts.",
)

channels_first = Exercise(
    name="channels_first",
    task=(
        "Write `channels_first(images)`: bring a batch of the layout (N, H, W, C) into the layout "
        "(N, C, H, W), so that `result[n, c]` is channel c of image n."
    ),
    reference=solutions.channels_first,
    cases=(
        Case((_numbers(1, 2, 3, 2),), "one image of 2 × 3 pixels and 2 channels"),
        Case((_numbers(2, 3, 4, 3),), "two images of 3 × 4 pixels and 3 channels"),
        Case((_numbers(3, 3, 3, 3),), "a shape that cannot tell the axes apart"),
    ),
    misconceptions=tuple(map(mistake, CHANNELS_FIRST)),
    hints=(
        "Number the axes of (N, H, W, C) from 0 to 3. In which order do you want to see them?",
        "`np.transpose(images, order)` takes the old axes in the new order. `reshape` does not "
        "know about axes; it pours the numbers into a new form as they lie.",
        "First the images, then the channels, then rows and columns:\n\n"
        "    np.transpose(images, (0, 3, 1, 2))",
    ),
    afterword=(
        "Nothing is copied: transposing changes how the numbers are walked through. `np.moveaxis("
        "images, 3, 1)` says the same."
    ),
)

centre_crop = Exercise(
    name="centre_crop",
    task=(
        "Write `centre_crop(image, height, width)`: the part of height × width pixels in the "
        "middle of an image (H, W, C). If what is left over cannot be halved, the odd pixel stays "
        "below or on the right."
    ),
    reference=solutions.centre_crop,
    cases=(
        Case((_numbers(4, 6, 1), 2, 4), "a 4 × 6 image, 2 × 4 kept"),
        Case((_numbers(4, 6, 1), 2, 2), "a 4 × 6 image, 2 × 2 kept"),
        Case((_numbers(5, 8, 3), 2, 3), "a 5 × 8 image, an odd number left over"),
        Case((_numbers(4, 5, 2), 4, 5), "nothing left over"),
        Case((_numbers(9, 4, 3), 3, 4), "a tall image, all columns kept"),
    ),
    misconceptions=tuple(map(mistake, CENTRE_CROP)),
    hints=(
        "Start with the rows. How many are left over, and how many of these lie above the part?",
        "`top = (H - height) // 2`. The part is `height` rows long; where does the slice end?",
        "With `left` found in the same way from the columns:\n\n"
        "    image[top : top + height, left : left + width]",
    ),
    afterword="The channels need no index: what you do not mention is kept whole.",
)

letterbox_geometry = Exercise(
    name="letterbox_geometry",
    task=(
        "An image of height × width shall be fitted into a square of size × size pixels: as large "
        "as it goes, without bending it, in the middle. Write `letterbox_geometry(height, width, "
        "size)`, which returns four whole numbers: (fitted height, fitted width, top, left). "
        "`top` rows of padding lie above it and `left` columns on its left; an odd one more "
        "comes below or on the right. Fitted sizes are rounded to the nearest whole number."
    ),
    reference=solutions.letterbox_geometry,
    cases=(
        Case((4, 8, 4), "a wide image, made half as large"),
        Case((8, 4, 4), "a tall image, made half as large"),
        Case((5, 7, 10), "a small image, enlarged, with an odd number of rows left"),
        Case((6, 6, 3), "a square image"),
        Case((427, 640, 416), "a photo, rounded up"),
        Case((451, 300, 224), "a tall photo"),
    ),
    misconceptions=tuple(map(mistake, LETTERBOX_GEOMETRY)),
    hints=(
        "Which side hits the wall first when the image grows: the longer or the shorter one?",
        "One scale for both axes: `size / max(height, width)`. Multiply and `round`.",
        "What the fitted image leaves free is shared by two bars:\n\n"
        "    top = (size - fitted_height) // 2\n"
        "    left = (size - fitted_width) // 2",
    ),
    afterword=(
        "With `min` in place of `max` you get the scale of the other usual way: the shorter side "
        "fills the square, and what sticks out is cropped."
    ),
)

normalise_channels = Exercise(
    name="normalise_channels",
    task=(
        "Write `normalise_channels(images, train)`: take mean and standard deviation of each "
        "channel over all the pixels of all the training images `train` (N, H, W, C), and "
        "return (images − mean) / std, with the statistics of its own channel for each. Nothing is "
        "added to std."
    ),
    reference=solutions.normalise_channels,
    cases=(
        Case(
            (_numbers(1, 2, 2, 2, scale=4.0), _numbers(2, 2, 2, 2, scale=5.0)[:, ::-1] + 20),
            "one image and two to train on, 2 × 2 pixels, 2 channels",
        ),
        Case(
            (_numbers(2, 3, 4, 3, scale=7.0), _numbers(2, 3, 4, 3, scale=6.0)[::-1] + 9),
            "two images and two to train on, 3 × 4 pixels, 3 channels",
        ),
        Case(
            (_numbers(2, 2, 3, 3, scale=0.02), _numbers(2, 2, 3, 3, scale=0.03)[:, :, ::-1]),
            "images from 0 to 1",
        ),
    ),
    misconceptions=tuple(map(mistake, NORMALISE_CHANNELS)),
    hints=(
        "How many means are there for images of three channels? Which axes have to disappear for "
        "that?",
        "The axes to average over are those of images, rows and columns: `train.mean(axis=(0, 1, "
        "2))` has shape (C,). `std` takes the same axes.",
        "NumPy lines (N, H, W, C) and (C,) up from the right, so that each channel meets its own "
        "number:\n\n"
        "    (images - mean) / std",
    ),
    afterword=(
        "A network is saved together with its mean and std. Whoever uses it needs the same two."
    ),
)

EXERCISES = (change, channels_first, centre_crop, letterbox_geometry, normalise_channels)
quiz = Quiz(QUIZ)
progress = Progress(EXERCISES, (*QUESTIONS, *QUIZ))
