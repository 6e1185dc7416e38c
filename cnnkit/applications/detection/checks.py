"""What the functions on boxes ask of their arguments."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnkit.functional.checks import kind_in_words, read_array, real_number

Boxes = NDArray[np.float64]
"""(N, 4) float64: top, left, bottom, right, in pixels. Boxes are few, so they may be exact."""

FARTHEST = 1e9
"""No edge lies farther away, so that areas and their sums are finite, too."""


def box_array(boxes: ArrayLike, name: str = "boxes") -> Boxes:
    """Return boxes as an array (N, 4) of float64, or say which one is none.

    Parameters
    ----------
    boxes : array_like, (N, 4)
        An empty list is no boxes. Boxes without height or width are taken; their area is 0.
    name : str
        The argument's name, for the error.

    Raises
    ------
    TypeError, ValueError
        If it does not hold real numbers, has another shape, or a box ends before it begins.

    Examples
    --------
    >>> box_array([[10, 0, 5, 20]])
    Traceback (most recent call last):
        ...
    ValueError: boxes[0] is (10, 0, 5, 20): its bottom, 5, lies above its top, 10; give (top, left,
    bottom, right), such as (10, 0, 15, 20) for a height of 5
    """
    array = _numbers(boxes, name)
    if array.shape == (0,):
        return np.zeros((0, 4))
    if array.ndim != 2 or array.shape[1] != 4:
        hint = f"for one box, use {name}[None]" if array.shape == (4,) else "such as (3, 4)"
        raise ValueError(
            f"{name} has shape {array.shape}; it takes (N, 4), N boxes of (top, left, bottom, "
            f"right): {hint}"
        )
    _check_each(array, name)
    return array


def score_array(scores: ArrayLike, boxes: Boxes) -> NDArray[np.float64]:
    """Return one score for each box, or say what is wrong.

    Examples
    --------
    >>> score_array([0.9, float("nan")], np.zeros((2, 4)))
    Traceback (most recent call last):
        ...
    ValueError: scores[1] is nan, which is neither above nor below the others; give a number, such
    as 0.0
    """
    array = _numbers(scores, "scores")
    if array.shape != (len(boxes),):
        raise ValueError(
            f"scores has shape {array.shape}; it takes one for each of the {len(boxes)} boxes, "
            f"shape {(len(boxes),)}"
        )
    if np.isnan(array).any():
        raise ValueError(
            f"scores[{int(np.isnan(array).argmax())}] is nan, which is neither above nor below the "
            "others; give a number, such as 0.0"
        )
    return array


def share(value: object, name: str = "threshold") -> float:
    """Return a number from 0 to 1.

    Examples
    --------
    >>> share(50)
    Traceback (most recent call last):
        ...
    ValueError: threshold is 50; it must be a finite number ≥ 0 and ≤ 1, such as 0.5
    """
    return real_number(value, name, minimum=0, maximum=1, example=0.5)


def _numbers(values: ArrayLike, name: str) -> NDArray[np.float64]:
    array = read_array(values, name)
    if array.dtype.kind not in "biuf":
        raise TypeError(f"{name} holds {kind_in_words(array)}; it takes real numbers, such as 0.5")
    return array.astype(np.float64)


def _check_each(boxes: Boxes, name: str) -> None:
    """Refuse boxes with edges that are no numbers, or that end before they begin."""
    are_places = (np.abs(boxes) <= FARTHEST).all(axis=1)  # NaN is not
    if not are_places.all():
        index = int(are_places.argmin())
        raise ValueError(
            f"{name}[{index}] is {_written(boxes[index])}; its edges must be places in an image, "
            "in pixels, such as (0, 0, 12, 12)"
        )
    for start, end, size, words in (
        (0, 2, "height", ("bottom", "above", "top")),
        (1, 3, "width", ("right", "left of", "left")),
    ):
        backwards = boxes[:, end] < boxes[:, start]
        if backwards.any():
            index = int(backwards.argmax())
            box = boxes[index]
            last, lies, first = words
            length = abs(box[end])
            box_that_works = box.copy()
            box_that_works[end] = box[start] + length
            # The other axis may be backwards too.
            box_that_works[2:] = np.maximum(box_that_works[2:], box_that_works[:2])
            raise ValueError(
                f"{name}[{index}] is {_written(box)}: its {last}, {box[end]:g}, lies {lies} its "
                f"{first}, {box[start]:g}; give (top, left, bottom, right), such as "
                f"{_written(box_that_works)} for a {size} of {length:g}"
            )


def _written(box: NDArray[np.float64]) -> str:
    return f"({', '.join(f'{edge:g}' for edge in box)})"
