"""Clipping: a limit to how long all gradients together may be."""

import math
from collections.abc import Iterable

import numpy as np

from cnnkit.functional.checks import real_number
from cnnkit.layers.parameter import Parameter
from cnnkit.training.gradients import with_gradients


def clip_gradients(parameters: Iterable[Parameter], max_norm: float) -> float:
    """Shorten all gradients by one factor if together they are too long, and return their length.

    norm = √(Σ g²) over every entry of every gradient
    g = g · max_norm / (norm + 10⁻⁶)      if that makes it shorter

    One factor for all keeps the direction of the step.

    Parameters
    ----------
    parameters : list of Parameter
        As `model.parameters()` gives them, after `model.backward`.
    max_norm : float
        The limit, > 0.

    Returns
    -------
    float
        The norm before clipping.

    Raises
    ------
    TypeError
        If these are no parameters, or the limit is no number.
    ValueError
        If the limit is not above 0, a parameter has no gradient, or a gradient holds NaN or
        infinity: no factor makes that a direction again. No gradient has then been changed.

    Notes
    -----
    PyTorch's `clip_grad_norm_`, save that PyTorch lets NaN spread unless told not to.
    Source: Pascanu, Mikolov, Bengio, "On the difficulty of training recurrent neural networks",
    2013, algorithm 1.

    Examples
    --------
    >>> weight, bias = Parameter("weight", np.ones(1)), Parameter("bias", np.ones(1))
    >>> weight.grad, bias.grad = np.array([30.0]), np.array([40.0])
    >>> clip_gradients([weight, bias], 5.0)
    50.0
    >>> weight.grad.round(4).tolist(), bias.grad.round(4).tolist()
    ([3.0], [4.0])
    """
    max_norm = real_number(max_norm, "max_norm", above=0, example=1.0)
    pairs = with_gradients(parameters)
    square = 0.0
    for parameter, gradient in pairs:
        # In float64, where the squares of large float32 numbers, which clipping is for, are finite.
        square += float(np.square(gradient, dtype=np.float64).sum())
        if not math.isfinite(square):
            raise ValueError(
                f"the gradient of {parameter.name} holds NaN or infinity, and so all gradients "
                "together have no length; look at the loss before it, and try a smaller learning "
                "rate, such as a tenth of it"
            )
    norm = math.sqrt(square)
    factor = max_norm / (norm + 1e-6)
    if factor < 1:
        for parameter, gradient in pairs:
            parameter.grad = gradient * factor
    return norm
