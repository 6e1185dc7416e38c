"""Mistakes known in `edge_kernel` of notebook 00, told by what the kernel answers to images."""

from typing import Any

import numpy as np

from cnnkit.course.misconception import Misconception

Words = tuple[Any, ...]  # flat, bright on the right, on the left, below, above


def _finds_nothing(words: Words) -> bool:
    return set(words) == {"nothing"}


def _blurs(words: Words) -> bool:
    return set(words) == {"positive"}


def _answers_flat(words: Words) -> bool:
    return set(words[:1]) != {"nothing"}


def _finds_horizontal(words: Words) -> bool:
    return set(words[1:3]) == {"nothing"} and "nothing" not in words[3:]


def _flipped(words: Words) -> bool:
    return words == ("nothing", "negative", "positive", "nothing", "nothing")


def _finds_slanted(words: Words) -> bool:
    return "both" not in " ".join(words) and "nothing" not in words[1:]


def _without_direction(words: Words) -> bool:
    return set(words[1:3]) == {"both signs"}


EDGE_KERNEL = (
    Misconception(
        "all zeros",
        np.zeros((3, 3)),
        "Your kernel answers 0 to everything. A weight of 0 does not look at its pixel: give the "
        "left and the right column something to say.",
        _finds_nothing,
    ),
    Misconception(
        "all weights positive",
        np.ones((3, 3)) / 9,
        "Your kernel adds up brightness and blurs: every bright place gets a positive answer, also "
        "a flat one. A flat image of ones is answered with the sum of the weights, and that "
        "should be 0. Which weights have to work against the others?",
        _blurs,
    ),
    Misconception(
        "does not sum to zero",
        np.array([[-1, 0, 2], [-1, 0, 2], [-1, 0, 2]]),
        "Your kernel answers where there is no edge: on a flat image of ones the answer is the "
        "sum of the nine weights, and yours is not 0. What must the two sides have in common so "
        "that they cancel on a flat patch?",
        _answers_flat,
    ),
    Misconception(
        "finds horizontal edges",
        np.array([[-1, -1, -1], [0, 0, 0], [1, 1, 1]]),
        "Your kernel compares top with bottom, so that it finds horizontal edges, and it answers 0 "
        "to the vertical ones. At a vertical edge the brightness changes from left to right. Which "
        "weights should differ: those of the rows, or those of the columns?",
        _finds_horizontal,
    ),
    Misconception(
        "sign flipped",
        np.array([[1, 0, -1], [1, 0, -1], [1, 0, -1]]),
        "Your kernel finds vertical edges, with the opposite sign: bright on the right answers "
        "negative. Bright pixels are multiplied by the weights that lie over them. Which side "
        "should have the positive weights?",
        _flipped,
    ),
    Misconception(
        "answers on both sides of an edge",
        np.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]]),
        "Your kernel compares the middle with its surroundings: it answers positive on one side of "
        "an edge and negative on the other, whichever side is bright. The sign should tell the "
        "direction. Which two places should be compared, to tell left from right?",
        _without_direction,
    ),
    Misconception(
        "finds slanted edges",
        np.array([[-2, -1, 0], [-1, 0, 1], [0, 1, 2]]),
        "Your kernel answers horizontal edges as well as vertical ones, as one does that compares "
        "opposite corners. In a row above and a row below the same weight should stand in "
        "the same column. What happens if all three rows are alike?",
        _finds_slanted,
    ),
)
