"""Binary cross-entropy, for questions that are answered yes or no, each by itself."""

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.activations.elementwise import elementwise, negative_part, positive_part
from cnnkit.functional.activations.sigmoids import logistic
from cnnkit.functional.checks import Array, real_number
from cnnkit.functional.losses.checks import matching_arrays


def binary_cross_entropy(logits: ArrayLike, targets: ArrayLike) -> float:
    """Average the surprise of yes-or-no answers, given as scores before the sigmoid.

    L = Σ −(T · log P + (1 − T) · log(1 − P)) / number of elements, where P = sigmoid(logits)

    Parameters
    ----------
    logits : array_like, any shape
        Scores: positive means yes. float32 and float64 are kept, integers become float32.
    targets : array_like, the same shape
        1 for yes, 0 for no, or a probability between; cast to the dtype of ``logits``.

    Returns
    -------
    float
        The mean over all elements, added up in float64.

    Raises
    ------
    TypeError, ValueError
        If an argument does not hold real numbers, holds none, the shapes differ, or a target is
        below 0 or above 1.

    Notes
    -----
    Taking scores and not probabilities keeps the logarithm from ever meeting a 0. Source:
    I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", 2016, section 6.2.2.2.

    Examples
    --------
    >>> binary_cross_entropy([10000.0, -10000.0], [1, 0])
    0.0
    >>> round(binary_cross_entropy([0.0], [1]), 4)  # not knowing costs log 2
    0.6931
    """
    logits, targets = _answers(logits, targets)
    return float(elementwise(_surprise, logits, targets).mean(dtype=np.float64))


def binary_cross_entropy_backward(
    logits: ArrayLike, targets: ArrayLike, *, dloss: float = 1.0
) -> Array:
    """Return the gradient: dlogits = (sigmoid(logits) − T) / number of elements · dloss.

    Shapes and errors are those of `binary_cross_entropy`; the result has the shape and dtype of
    ``logits``. ``dloss`` is the gradient with respect to the loss: 1, or its weight in a sum of
    losses.

    Examples
    --------
    >>> binary_cross_entropy_backward([0.0, 10000.0], [1, 1]).tolist()
    [-0.25, 0.0]
    """
    logits, targets = _answers(logits, targets)
    scale = real_number(dloss, "dloss", example=1.0) / logits.size
    return elementwise(lambda x, t: (logistic(x) - t) * scale, logits, targets)


def _surprise(x: Array, t: Array) -> Array:
    # −log P is log(1 + exp(−x)), and −log(1 − P) is log(1 + exp(x)). What they have in common is
    # log(1 + exp(−|x|)), which neither overflows nor loses digits.
    unsure = np.log1p(np.exp(-np.abs(x)))
    surprise: Array = unsure + (1 - t) * positive_part(x) - t * negative_part(x)
    return surprise


def _answers(logits: ArrayLike, targets: ArrayLike) -> tuple[Array, Array]:
    """Return scores and targets of one shape and dtype, the targets being 0 … 1."""
    logits, targets = matching_arrays(logits, targets, "logits", "targets", "binary_cross_entropy")
    for extreme in (targets.min(), targets.max()):
        if extreme < 0 or extreme > 1:
            raise ValueError(
                f"targets holds {extreme:g}; each is a probability from 0 to 1, such as 1 for yes"
            )
    return logits, targets
