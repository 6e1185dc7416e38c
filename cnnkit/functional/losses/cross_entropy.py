"""Cross-entropy, for images that belong to one class out of several.

Axes: N images, C classes; M rows, one for each image, or for each pixel of a map.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnkit.functional.checks import Array, choice, float_array, real_number
from cnnkit.functional.losses.checks import class_numbers, class_scores, class_weights
from cnnkit.functional.softmax import log_probabilities, probabilities

REDUCTIONS = ("mean", "sum", "none")


def cross_entropy(
    logits: ArrayLike,
    labels: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    label_smoothing: float = 0.0,
    reduction: str = "mean",
) -> float | Array:
    """Measure the surprise at the true class, given the scores before the softmax.

    L[n] = −Σ w[c] · T[n, c] · log P[n, c] over the classes c, where P = softmax(logits), and T is
    the truth: T[n, c] = (1 − ε) · [c is the label of n] + ε / C. The mean is Σ L[n] / Σ w[label].

    Parameters
    ----------
    logits : array_like, (N, C) or (N, ..., C)
        Scores of the classes, such as (N, H, W, C) for a class of each pixel. float32 and float64
        are kept, integers become float32.
    labels : array_like of ints, (N,) or (N, ...)
        The true classes, from 0 to C − 1.
    weight : array_like, (C,), optional
        How much each class matters, for classes that are rare; ones unless given.
    label_smoothing : float
        ε, from 0 to 1: the part of the truth that is spread evenly over all classes.
    reduction : "mean", "sum" or "none"
        What becomes of the losses L[n].

    Returns
    -------
    float, or array of the shape of ``labels``
        The mean or the sum, added up in float64; or with "none" each loss, in the dtype of
        ``logits``.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above, or the weights of all labels are 0 and
        their mean is asked for.

    See Also
    --------
    cnnkit.functional.loops.cross_entropy : the same, as the equation.

    Notes
    -----
    Source: C. Szegedy, V. Vanhoucke, S. Ioffe, J. Shlens and Z. Wojna, "Rethinking the Inception
    Architecture for Computer Vision", arXiv:1512.00567, section 7, for the loss and the smoothing;
    weights and mean are PyTorch's.

    Examples
    --------
    Not knowing costs log C; being sure and right costs nothing, and sure and wrong a lot:

    >>> round(cross_entropy([[0, 0, 0, 0]], [2]), 4)
    1.3863
    >>> cross_entropy([[10000, 0], [10000, 0]], [0, 1], reduction="none").tolist()
    [0.0, 10000.0]
    """
    reduction = choice(reduction, "reduction", REDUCTIONS)
    logits = class_scores(logits)
    numbers, weights, true, spread = _truth(labels, logits, weight, label_smoothing)
    rows = log_probabilities(logits.reshape(-1, logits.shape[-1]), -1)  # (N, ..., C) → (M, C)
    losses = np.zeros(len(rows), rows.dtype)
    with np.errstate(over="ignore", invalid="ignore"):
        losses -= true * rows[np.arange(len(rows)), numbers]
        if spread.any():  # a class that is impossible costs nothing unless it is smoothed
            losses -= rows @ spread
    if reduction == "none":
        return losses.reshape(logits.shape[:-1])
    return float(losses.sum(dtype=np.float64)) / _divisor(weights, reduction)


def cross_entropy_backward(
    logits: ArrayLike,
    labels: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    label_smoothing: float = 0.0,
    reduction: str = "mean",
    dloss: ArrayLike = 1.0,
) -> Array:
    """Return the gradient with respect to the scores: what was predicted, less what is true.

    dlogits[n, c] = (P[n, c] · Σ w[k] T[n, k] − w[c] · T[n, c]) · dL[n], where dL[n] is ``dloss``,
    divided by Σ w[label] for the mean. ``dloss`` is the gradient with respect to the loss: 1, or
    its weight in a sum of losses; with reduction "none" it may be one number for each label.
    Shapes and errors are those of `cross_entropy`; the result has the shape and dtype of
    ``logits``.

    Examples
    --------
    >>> cross_entropy_backward([[0, 0, 0, 0]], [2]).tolist()
    [[0.25, 0.25, -0.75, 0.25]]
    """
    reduction = choice(reduction, "reduction", REDUCTIONS)
    logits = class_scores(logits)
    numbers, weights, true, spread = _truth(labels, logits, weight, label_smoothing)
    dlosses = _loss_gradients(dloss, reduction, logits) / _divisor(weights, reduction)
    rows = probabilities(logits.reshape(-1, logits.shape[-1]), -1)  # (N, ..., C) → (M, C)
    with np.errstate(over="ignore", invalid="ignore"):
        rows *= (true + spread.sum())[:, None]
        rows[np.arange(len(rows)), numbers] -= true
        rows -= spread
        rows *= dlosses[:, None]
    return rows.reshape(logits.shape)


def _truth(
    labels: ArrayLike, logits: Array, weight: ArrayLike | None, label_smoothing: float
) -> tuple[NDArray[np.intp], Array, Array, Array]:
    """Return the labels in one axis, (M,), with the weight of each, and w · T in two parts.

    They are (1 − ε) · w[label], (M,), which only the label has, and ε / C · w, (C,), which every
    class has.
    """
    numbers, weights = class_numbers(labels, logits), class_weights(weight, logits)
    smoothing = real_number(label_smoothing, "label_smoothing", minimum=0, maximum=1, example=0.1)
    label_weights = weights[numbers]
    return (
        numbers,
        label_weights,
        (1 - smoothing) * label_weights,
        smoothing / len(weights) * weights,
    )


def _divisor(label_weights: Array, reduction: str) -> float:
    """Return what the sum of the losses is divided by."""
    if reduction != "mean":
        return 1.0
    total = float(label_weights.sum(dtype=np.float64))
    if total == 0:
        raise ValueError(
            "weight is 0 for the class of every label, which leaves no mean; use weights above 0, "
            'or reduction="sum"'
        )
    return total


def _loss_gradients(dloss: ArrayLike, reduction: str, logits: Array) -> Array:
    """Return ``dloss`` as one number for each row, in the dtype of the scores, (M,) or (1,)."""
    if reduction != "none":
        return np.full(1, real_number(dloss, "dloss", example=1.0), logits.dtype)
    array = float_array(dloss, "dloss").astype(logits.dtype, copy=False)
    if array.shape not in ((), logits.shape[:-1]):
        raise ValueError(
            f"dloss has shape {array.shape}, but there is a loss for each label; use one number, "
            f"or shape {logits.shape[:-1]}, such as np.ones({logits.shape[:-1]})"
        )
    return array.reshape(-1)
