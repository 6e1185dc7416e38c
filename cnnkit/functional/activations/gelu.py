"""The Gaussian error linear unit, exactly and approximately."""

import math

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.activations.elementwise import chain_rule, elementwise
from cnnkit.functional.activations.sigmoids import logistic, logistic_derivative
from cnnkit.functional.checks import Array, choice, float_array

FAR = 40.0
"""Beyond it Φ is 0 or 1 to float64's last digit. An x held within gives limits in place of NaN."""

CURVE, CUBIC = math.sqrt(2 / math.pi), 0.044715
"""The constants of the approximation."""


def gelu(x: ArrayLike, *, approximate: str = "none") -> Array:
    """Multiply numbers by the chance that a normal number is smaller.

    Y = X · Φ(X), where Φ(x) = (1 + erf(x / √2)) / 2 is the normal distribution's cumulative
    probability, or nearly so Φ(x) ≈ (1 + tanh(√(2/π) · (x + 0.044715 x³))) / 2.

    Parameters
    ----------
    x : array_like, any shape
        float32 and float64 are kept, integers become float32.
    approximate : "none" or "tanh"
        Which Φ: the exact one, or the other, which is 10 times faster and off by 5e-4 at most.

    Returns
    -------
    array
        A new array of ``x``'s shape and dtype. At −∞ it is 0.

    Raises
    ------
    TypeError, ValueError
        If ``x`` does not hold real numbers, or ``approximate`` is neither word.

    Notes
    -----
    Source: D. Hendrycks and K. Gimpel, "Gaussian Error Linear Units (GELUs)", arXiv:1606.08415,
    section 2.

    Examples
    --------
    >>> gelu([-1.0, 0.0, 1.0]).round(4).tolist()
    [-0.1587, 0.0, 0.8413]
    >>> gelu([-1.0, 0.0, 1.0], approximate="tanh").round(4).tolist()
    [-0.1588, 0.0, 0.8412]
    """
    gate, _ = _GATES[choice(approximate, "approximate", tuple(_GATES))]
    return elementwise(
        lambda x: x.clip(-FAR, np.inf) * gate(x.clip(-FAR, FAR)), float_array(x, "x")
    )


def gelu_backward(dy: ArrayLike, x: ArrayLike, *, approximate: str = "none") -> Array:
    """Multiply the gradient by the derivative: dX = dY · (Φ(X) + X · Φ′(X)).

    Shapes and errors are those of `gelu`; ``dy`` and the result have the shape of ``x``.

    Examples
    --------
    >>> gelu_backward([8.0, 8.0], [0.0, 10000.0]).tolist()
    [4.0, 8.0]
    """
    gate, gate_derivative = _GATES[choice(approximate, "approximate", tuple(_GATES))]

    def derivative(x: Array) -> Array:
        x = x.clip(-FAR, FAR)
        slope: Array = gate(x) + x * gate_derivative(x)
        return slope

    return chain_rule(derivative, dy, x, "gelu")


def _normal(x: Array) -> Array:
    # Imported here, since it takes longer than all of cnnkit, and only gelu needs it.
    from scipy.special import ndtr

    # (1 + erf(x / √2)) / 2, but with all its digits for negative x, where erf is nearly −1.
    probability: Array = ndtr(x)
    return probability


def _normal_derivative(x: Array) -> Array:
    density: Array = np.exp(-0.5 * np.square(x)) / math.sqrt(2 * math.pi)
    return density


# (1 + tanh(u)) / 2 is the logistic function of 2u, with all its digits where tanh is nearly −1.


def _tanh_gate(x: Array) -> Array:
    return logistic(2 * CURVE * x * (1 + CUBIC * np.square(x)))


def _tanh_gate_derivative(x: Array) -> Array:
    square = np.square(x)
    slope: Array = 2 * CURVE * (1 + 3 * CUBIC * square)
    return logistic_derivative(2 * CURVE * x * (1 + CUBIC * square)) * slope


_GATES = {"none": (_normal, _normal_derivative), "tanh": (_tanh_gate, _tanh_gate_derivative)}
"""For each Φ the function and its derivative."""
