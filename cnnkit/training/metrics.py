"""Metrics: how often a network is right, and what it takes for what."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnkit.functional.checks import Array, float_array, kind_in_words, read_array
from cnnkit.shapes import whole_number


def accuracy(scores: ArrayLike, labels: ArrayLike) -> float:
    """Return the part of the examples that are classified rightly.

    accuracy = (examples whose prediction is their label) / (examples)

    Parameters
    ----------
    scores : array_like, (N, classes) of numbers or (N,) of whole numbers
        A score for each class, such as logits or probabilities, of which the highest is the
        prediction, and the first of equal ones; or the predictions themselves.
    labels : array_like, (N,) of whole numbers
        The true classes, from 0.

    Returns
    -------
    float
        From 0 to 1.

    Raises
    ------
    TypeError, ValueError
        If the labels are no whole numbers ≥ 0 or none at all, a label is not among the classes,
        the shapes do not go together, or a score is NaN.

    Notes
    -----
    More axes are taken too: the scores of every pixel, (N, H, W, classes), with labels (N, H, W).

    Examples
    --------
    >>> accuracy([[0.1, 0.9], [0.8, 0.2], [0.4, 0.6], [0.7, 0.3]], [1, 0, 0, 0])
    0.75
    >>> accuracy([1, 0, 1, 0], [1, 0, 0, 0])
    0.75
    """
    truth = _classes(labels, "labels")
    return float((_predictions(scores, truth, "scores") == truth).mean())


def top_k_accuracy(scores: ArrayLike, labels: ArrayLike, k: int) -> float:
    """Return the part of the examples whose label is among their k highest scores.

    Of equal scores the first counts as the highest, so that k = 1 is `accuracy`.

    Parameters
    ----------
    scores : array_like, (N, classes)
        A score for each class.
    labels : array_like, (N,) of whole numbers
        The true classes, from 0.
    k : int
        From 1 to the number of classes.

    Returns
    -------
    float
        From 0 to 1.

    Raises
    ------
    TypeError, ValueError
        As in `accuracy`, or if there are fewer than k classes.

    Examples
    --------
    >>> scores = [[0.5, 0.3, 0.2], [0.5, 0.3, 0.2], [0.5, 0.3, 0.2]]
    >>> [round(top_k_accuracy(scores, [0, 1, 2], k), 2) for k in (1, 2, 3)]
    [0.33, 0.67, 1.0]
    """
    truth = _classes(labels, "labels")
    given = _scores(scores, truth, "scores")
    classes = given.shape[-1]
    if whole_number(k, "k") > classes:
        raise ValueError(f"k is {k}, but there are {classes} classes; use k ≤ {classes}")
    own = np.take_along_axis(given, truth[..., None], axis=-1)
    earlier = np.arange(classes) < truth[..., None]
    ahead = (given > own) | ((given == own) & earlier)
    return float((ahead.sum(axis=-1) < k).mean())


def confusion_matrix(predictions: ArrayLike, labels: ArrayLike, classes: int) -> NDArray[np.int64]:
    """Count which class is taken for which: a row for each label, a column for each prediction.

    matrix[i, j] = examples of class i that are predicted as class j

    Parameters
    ----------
    predictions : array_like, (N,) of whole numbers or (N, classes) of numbers
        The predicted classes, or scores, as in `accuracy`.
    labels : array_like, (N,) of whole numbers
        The true classes, from 0.
    classes : int
        How many there are.

    Returns
    -------
    array of int64, (classes, classes)
        What is right stands on the diagonal.

    Raises
    ------
    TypeError, ValueError
        As in `accuracy`, or if a label or prediction is not below ``classes``.

    Examples
    --------
    A cat (0) is taken for a dog (1):

    >>> confusion_matrix([1, 0, 1], [0, 0, 1], 2).tolist()
    [[1, 1], [0, 1]]
    """
    classes = whole_number(classes, "classes")
    truth = _classes(labels, "labels")
    predicted = _predictions(predictions, truth, "predictions")
    for name, values in (("labels", truth), ("predictions", predicted)):
        if values.max() >= classes:
            raise ValueError(
                f"{name} holds class {values.max()}; of {classes} classes, counted from 0, the "
                f"last is {classes - 1}: use classes={values.max() + 1} or more"
            )
    counts = np.bincount((truth * classes + predicted).ravel(), minlength=classes**2)
    return counts.reshape(classes, classes).astype(np.int64, copy=False)


def _classes(value: ArrayLike, name: str) -> NDArray[np.int64]:
    """Return whole numbers ≥ 0, at least one of them, as int64."""
    array = read_array(value, name)
    if array.size == 0:
        raise ValueError(f"{name} is empty; give at least one class, such as [0]")
    if array.dtype.kind not in "iu" or array.ndim == 0:
        what = "one number" if array.ndim == 0 else kind_in_words(array)
        raise TypeError(f"{name} holds {what}; it takes a class for each example, such as [2, 0]")
    if array.min() < 0:
        raise ValueError(f"{name} holds {array.min()}; classes are counted from 0, such as [2, 0]")
    return array.astype(np.int64)


def _predictions(value: ArrayLike, truth: NDArray[np.int64], name: str) -> NDArray[np.int64]:
    """Return predicted classes, which may be given as scores, in the shape of the labels."""
    scored = read_array(value, name).ndim == truth.ndim + 1
    predicted = _classes(_scores(value, truth, name).argmax(axis=-1) if scored else value, name)
    if predicted.shape != truth.shape:
        raise ValueError(_shapes(predicted.shape, truth, name))
    return predicted


def _scores(value: ArrayLike, truth: NDArray[np.int64], name: str) -> Array:
    """Return scores along a last axis that has room for every label."""
    given = float_array(value, name)
    if given.shape[:-1] != truth.shape or given.ndim == 0:
        raise ValueError(_shapes(given.shape, truth, name))
    if truth.max() >= given.shape[-1]:
        raise ValueError(
            f"labels holds class {truth.max()}, but {name} has {given.shape[-1]} classes, counted "
            f"from 0; give scores of shape {(*truth.shape, int(truth.max()) + 1)} or wider"
        )
    if np.isnan(given).any():
        first = tuple(int(i) for i in np.argwhere(np.isnan(given))[0])
        raise ValueError(
            f"{name} holds NaN, first at {first}, which is neither high nor low; a network that "
            "gives it has diverged: train it again with a smaller learning rate"
        )
    return given


def _shapes(shape: tuple[int, ...], truth: NDArray[np.int64], name: str) -> str:
    return (
        f"{name} has shape {shape} and labels {truth.shape}; give a class for each label, of "
        f"shape {truth.shape}, or a score for each class, such as {(*truth.shape, 10)}"
    )
