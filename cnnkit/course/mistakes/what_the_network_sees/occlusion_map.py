"""Mistakes known in `occlusion_map` of notebook 14."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions import what_the_network_sees as solutions

Array = NDArray[Any]
Score = Callable[[Array], float]


def _places(n: int, size: int, stride: int) -> int:
    """Count the places of the square along one axis."""
    return (n - size) // stride + 1


def sign_turned_round(score: Score, image: Array, size: int, stride: int, fill: float) -> Array:
    """Your signs are turned round: a place that matters comes out negative.

    A drop is what was there before, less what is left. Cover what the score needs, and it falls;
    the map should be positive there. Which of the two scores do you subtract?
    """
    return -solutions.occlusion_map(score, image, size, stride, fill)


def scores_for_drops(score: Score, image: Array, size: int, stride: int, fill: float) -> Array:
    """You stored the scores themselves, and the drops are asked for.

    Your map is small where the image matters, and large where it does not. How far has the score
    fallen from that of the whole image?
    """
    return score(image) - solutions.occlusion_map(score, image, size, stride, fill)


def squares_pile_up(score: Score, image: Array, size: int, stride: int, fill: float) -> Array:
    """Your squares stay: each new image is covered by all those before it as well.

    At the first place your number is right. `image[...] = fill` changes the image for all the
    rounds that follow. What has to be made anew in each round?
    """
    whole, covered = score(image), image.copy()
    drops = np.zeros((_places(image.shape[0], size, stride), _places(image.shape[1], size, stride)))
    for i, j in np.ndindex(*drops.shape):
        covered[i * stride : i * stride + size, j * stride : j * stride + size] = fill
        drops[i, j] = whole - score(covered)
    return drops


def everything_else_covered(
    score: Score, image: Array, size: int, stride: int, fill: float
) -> Array:
    """You covered everything but the square.

    That asks another question: what is the square worth alone? Here the square is covered and the
    rest stays. Which of the two is copied, and what is filled?
    """
    whole = score(image)
    drops = np.zeros((_places(image.shape[0], size, stride), _places(image.shape[1], size, stride)))
    for i, j in np.ndindex(*drops.shape):
        rows = slice(i * stride, i * stride + size)
        columns = slice(j * stride, j * stride + size)
        alone = np.full_like(image, fill)
        alone[rows, columns] = image[rows, columns]
        drops[i, j] = whole - score(alone)
    return drops


def stride_forgotten(score: Score, image: Array, size: int, stride: int, fill: float) -> Array:
    """Your map has the right shape, but its squares lie one pixel apart.

    With stride 2, cell (1, 0) stands for a square that begins in row 2. Yours begins in row 1, and
    the last rows are never covered. What do i and j have to be multiplied by?
    """
    whole = score(image)
    drops = np.zeros((_places(image.shape[0], size, stride), _places(image.shape[1], size, stride)))
    for i, j in np.ndindex(*drops.shape):
        covered = image.copy()
        covered[i : i + size, j : j + size] = fill
        drops[i, j] = whole - score(covered)
    return drops


def side_by_side(score: Score, image: Array, size: int, stride: int, fill: float) -> Array:
    """You laid the squares side by side, `size` pixels apart.

    Then no pixel is covered twice, and an object that lies across two squares is never hidden
    whole. How far the next square lies is a number of its own. Which one?
    """
    return solutions.occlusion_map(score, image, size, size, fill)


def last_place_missing(score: Score, image: Array, size: int, stride: int, fill: float) -> Array:
    """Your map lacks its last row and its last column.

    In 4 pixels a square of 2 has the places 0, 1 and 2. It is the count of windows from notebook
    04: floor((n − k) / s) + 1. Is your + 1 there?
    """
    result: Array = solutions.occlusion_map(score, image, size, stride, fill)[:-1, :-1]
    return result


def one_channel_covered(score: Score, image: Array, size: int, stride: int, fill: float) -> Array:
    """You covered the first channel only.

    In grey images that is right. In colour the other channels show through, and the network may
    still see the object. What stands behind the two slices in your index?
    """
    whole = score(image)
    drops = np.zeros((_places(image.shape[0], size, stride), _places(image.shape[1], size, stride)))
    for i, j in np.ndindex(*drops.shape):
        covered = image.copy()
        covered[i * stride : i * stride + size, j * stride : j * stride + size, 0] = fill
        drops[i, j] = whole - score(covered)
    return drops


def always_black(score: Score, image: Array, size: int, stride: int, fill: float) -> Array:
    """Your square is always black.

    With `fill` = 0 your map is right. Black is a choice like any other, and on a digit, white on
    black, it means "no ink". Which input have you not used?
    """
    return solutions.occlusion_map(score, image, size, stride, 0.0)


def fill_added(score: Score, image: Array, size: int, stride: int, fill: float) -> Array:
    """You added the fill to the pixels, and it replaces them.

    With `+=` what was there shines through: nothing is hidden. Which sign puts a number in the
    place of another?
    """
    whole = score(image)
    drops = np.zeros((_places(image.shape[0], size, stride), _places(image.shape[1], size, stride)))
    for i, j in np.ndindex(*drops.shape):
        covered = image.copy()
        covered[i * stride : i * stride + size, j * stride : j * stride + size] += fill
        drops[i, j] = whole - score(covered)
    return drops


def rows_and_columns_swapped(
    score: Score, image: Array, size: int, stride: int, fill: float
) -> Array:
    """Your map has rows and columns exchanged.

    The first index of an image counts rows, from the top. On a square image the shape is right
    all the same, and the places are not. What does i count in your loop?
    """
    return solutions.occlusion_map(score, image, size, stride, fill).T


def share_for_drop(score: Score, image: Array, size: int, stride: int, fill: float) -> Array:
    """You divided the drop by the score of the whole image.

    A share can be handy, but a logit may be 0 or negative, and then it means nothing. The plain
    difference is asked for. Which division can go?
    """
    whole = score(image)
    drops = solutions.occlusion_map(score, image, size, stride, fill)
    return drops / (whole if whole else 1.0)


OCCLUSION_MAP = (
    sign_turned_round,
    scores_for_drops,
    squares_pile_up,
    everything_else_covered,
    stride_forgotten,
    side_by_side,
    last_place_missing,
    one_channel_covered,
    always_black,
    fill_added,
    rows_and_columns_swapped,
    share_for_drop,
)
