"""What the losses ask of predictions and of what these should be."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnkit.functional.channel_checks import one_each
from cnnkit.functional.checks import Array, float_array, kind_in_words, read_array


def matching_arrays(
    prediction: ArrayLike, target: ArrayLike, name: str, target_name: str, function: str
) -> tuple[Array, Array]:
    """Return two float arrays of one shape, the target in the prediction's dtype.

    Examples
    --------
    >>> matching_arrays(np.ones((3, 1)), np.ones(3), "y", "target", "mean_squared_error")
    Traceback (most recent call last):
        ...
    ValueError: target has shape (3,), but y has shape (3, 1); mean_squared_error compares number
    by number: use a target of shape (3, 1)
    """
    prediction = float_array(prediction, name)
    if prediction.size == 0:
        raise ValueError(
            f"{name} has shape {prediction.shape}, which holds nothing; {function} takes at least "
            "one number, such as [0.5]"
        )
    target = float_array(target, target_name).astype(prediction.dtype, copy=False)
    if target.shape != prediction.shape:
        raise ValueError(
            f"{target_name} has shape {target.shape}, but {name} has shape {prediction.shape}; "
            f"{function} compares number by number: use a {target_name.removesuffix('s')} of "
            f"shape {prediction.shape}"
        )
    return prediction, target


def class_scores(logits: ArrayLike) -> Array:
    """Return scores as a float array of at least one axis, none of them empty.

    Examples
    --------
    >>> class_scores(0.5)
    Traceback (most recent call last):
        ...
    ValueError: logits has shape (); cross_entropy takes (N, C) or (N, ..., C) with every axis ≥ 1,
    such as (1, 10)
    """
    array = float_array(logits, "logits")
    if array.ndim < 2 or array.size == 0:
        raise ValueError(
            f"logits has shape {array.shape}; cross_entropy takes (N, C) or (N, ..., C) with "
            "every axis ≥ 1, such as (1, 10)"
        )
    return array


def class_numbers(labels: ArrayLike, logits: Array) -> NDArray[np.intp]:
    """Return one class number for each row of scores, in one axis.

    Examples
    --------
    >>> class_numbers([[0, 1], [1, 0]], np.zeros((2, 2)))
    Traceback (most recent call last):
        ...
    ValueError: labels has the shape of logits, (2, 2), as if one-hot; cross_entropy takes class
    numbers: use labels.argmax(axis=-1)
    """
    array, C = read_array(labels, "labels"), logits.shape[-1]
    if array.shape == logits.shape:
        raise ValueError(
            f"labels has the shape of logits, {array.shape}, as if one-hot; cross_entropy takes "
            "class numbers: use labels.argmax(axis=-1)"
        )
    if array.dtype.kind not in "iu":
        holds = kind_in_words(array)
        raise TypeError(
            f"labels holds {holds}; they are class numbers, whole ones from 0 to {C - 1}: use "
            "labels.astype(int) if that is what they are"
        )
    if array.shape != logits.shape[:-1]:
        raise ValueError(
            f"labels has shape {array.shape}, but logits has shape {logits.shape}; use one label "
            f"for each row of scores, of shape {logits.shape[:-1]}"
        )
    for extreme in (int(array.min()), int(array.max())):
        if not 0 <= extreme < C:
            raise ValueError(
                f"labels holds {extreme}; logits has {C} classes, so that labels are whole numbers "
                f"from 0 to {C - 1}"
            )
    return array.reshape(-1).astype(np.intp)


def class_weights(weight: ArrayLike | None, logits: Array) -> Array:
    """Return a weight for each class in the dtype of the scores: ones if none is given.

    Examples
    --------
    >>> class_weights([1, -1], np.zeros((1, 2)))
    Traceback (most recent call last):
        ...
    ValueError: weight holds -1; each class's weight is a finite number ≥ 0, such as 1.0
    """
    C = logits.shape[-1]
    if weight is None:
        return np.ones(C, logits.dtype)
    array = one_each(weight, "weight", C, "classes", logits)
    wrong = array[~((array >= 0) & np.isfinite(array))]
    if wrong.size:
        raise ValueError(
            f"weight holds {wrong[0]:g}; each class's weight is a finite number ≥ 0, such as 1.0"
        )
    return array
