"""Notebook 00, Start here: a first kernel, and how the checks of the course talk."""

from typing import Any

import numpy as np

from cnnkit.course.compare import as_numbers, brief, shape_text
from cnnkit.course.exercise import Exercise
from cnnkit.course.mistakes.start_here import edge_kernel as mistakes
from cnnkit.course.progress import Progress
from cnnkit.course.question import Quiz
from cnnkit.course.questions.start_here import QUESTIONS, QUIZ, flat_answer, sign_of_answer
from cnnkit.course.solutions.convolution import convolve2d
from cnnkit.course.verdict import Case

__all__ = [
    "EXERCISES",
    "QUESTIONS",
    "edge_kernel",
    "flat_answer",
    "progress",
    "quiz",
    "sign_of_answer",
]


def answers_to(kernel: Any, image: np.ndarray) -> str:
    """Say in a word what a kernel answers to an image: its sign, whatever its size."""
    weights = np.asarray(kernel, dtype=float)
    feature_map = convolve2d(image, weights)
    smallest = 1e-6 * np.abs(weights).sum()
    positive, negative = (feature_map > smallest).any(), (feature_map < -smallest).any()
    if positive and negative:
        return "both signs"
    return "positive" if positive else "negative" if negative else "nothing"


def objection(kernel: Any) -> str:
    """Object to what is not a 3×3 kernel of finite numbers."""
    weights = as_numbers(kernel)
    if weights is None or np.iscomplexobj(weights):
        return f"A 3×3 array of numbers is asked for, and you gave {brief(kernel)}."
    if weights.shape != (3, 3):
        return f"The kernel should be 3 × 3, and yours is {shape_text(weights)}."
    if not np.isfinite(weights).all():
        return "The kernel holds a NaN or an infinity; nine ordinary numbers will do."
    return ""


def _edge(bright: slice, *, upright: bool) -> np.ndarray:
    line = np.zeros(6)
    line[bright] = 1
    image = np.tile(line, (4, 1))
    return image if upright else image.T


edge_kernel = Exercise(
    name="edge_kernel",
    task=(
        "Write a 3×3 kernel that finds vertical edges: where the image is brighter on the right "
        "it answers with a positive number, where it is brighter on the left with a negative one, "
        "and on a flat patch or a horizontal edge with 0."
    ),
    reference=np.array([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]]),
    source=(
        "edge_kernel = np.array(\n"
        "    [\n"
        "        [-1, 0, 1],\n"
        "        [-1, 0, 1],\n"
        "        [-1, 0, 1],\n"
        "    ]\n"
        ")\n"
    ),
    observe=answers_to,
    objection=objection,
    cases=(
        Case((np.ones((4, 6)),), "a flat image, equally bright everywhere"),
        Case((_edge(slice(3, None), upright=True),), "a vertical edge, bright on the right"),
        Case((_edge(slice(None, 3), upright=True),), "a vertical edge, bright on the left"),
        Case((_edge(slice(3, None), upright=False),), "a horizontal edge, bright below"),
        Case((_edge(slice(None, 3), upright=False),), "a horizontal edge, bright above"),
    ),
    misconceptions=mistakes.EDGE_KERNEL,
    hints=(
        "The kernel multiplies each of nine pixels by a weight and adds the products up. Compare "
        "two sides: one gets positive weights, the other negative ones.",
        "On a flat patch of ones the answer is the sum of all nine weights, and it should be 0. "
        "The middle column may stay out of it, with weights 0.",
        "An edge that stands upright looks the same in each row, so the three rows can be alike. "
        "The side that should count as positive when it is bright is the right one. A row could "
        "be:\n\n    [-1, 0, 1]",
    ),
    afterword=(
        "Many kernels are right. In all of them each row sums to 0, so that flat patches and "
        "horizontal edges get no answer, and the right column weighs more than the left one."
    ),
)

EXERCISES = (edge_kernel,)
quiz = Quiz(QUIZ)
progress = Progress(EXERCISES, (*QUESTIONS, *QUIZ))
