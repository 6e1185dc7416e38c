"""The dense layer's arithmetic: every output sees every input."""

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.channel_checks import one_each
from cnnkit.functional.channel_rows import sum_of_rows
from cnnkit.functional.checks import Array, float_array, upstream_gradient


def dense(x: ArrayLike, weight: ArrayLike, bias: ArrayLike | None = None) -> Array:
    """Multiply rows of inputs with a matrix of weights.

    Y[n, k] = Σ X[n, m] · W[m, k] + b[k], the sum running over the inputs m

    Parameters
    ----------
    x : array_like, (N, inputs)
        One row for each image. float32 and float64 are kept, integers become float32.
    weight : array_like, (inputs, outputs)
        Cast to ``x``'s dtype.
    bias : array_like, (outputs,), optional
        Added to each row; cast to ``x``'s dtype.

    Returns
    -------
    array, (N, outputs)
        A new array of ``x``'s dtype.

    Raises
    ------
    TypeError, ValueError
        If an argument does not hold real numbers, or the shapes do not fit.

    See Also
    --------
    cnnkit.functional.loops.dense : the same, as the equation.

    Notes
    -----
    Source: I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", 2016, section 6.1; the
    gradients are those of its section 6.5.6.

    Examples
    --------
    >>> dense([[1, 2, 3]], [[1, 0], [0, 1], [1, 1]], [10, 20]).tolist()
    [[14.0, 25.0]]
    """
    x, weight, bias = dense_arrays(x, weight, bias)
    with np.errstate(invalid="ignore"):  # as in gathering
        y: Array = x @ weight
    if bias is not None:
        y += bias
    return y


def dense_backward(dy: ArrayLike, x: ArrayLike, weight: ArrayLike) -> tuple[Array, Array, Array]:
    """Return the gradients with respect to ``x``, the weight and the bias.

    They are those of `dense_input_gradient` and `dense_parameter_gradients`. Shapes and errors
    are those of `dense`; each gradient has the shape of its argument.

    Examples
    --------
    >>> dx, dweight, dbias = dense_backward([[1, 10]], [[1, 2, 3]], [[1, 0], [0, 1], [1, 1]])
    >>> dx.tolist(), dweight.tolist(), dbias.tolist()
    ([[1.0, 10.0, 11.0]], [[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]], [1.0, 10.0])
    """
    x, weight, _ = dense_arrays(x, weight, None)
    dy = upstream_gradient(dy, (len(x), weight.shape[1]), x, "dense")
    return dense_input_gradient(dy, weight), *dense_parameter_gradients(dy, x)


def dense_input_gradient(dy: ArrayLike, weight: ArrayLike) -> Array:
    """Return dX = dY · Wᵀ, of ``dy``'s dtype.

    Parameters
    ----------
    dy : array_like, (N, outputs)
        The gradient of the loss with respect to the output.
    weight : array_like, (inputs, outputs)
        The weight that `dense` was given.

    Returns
    -------
    array, (N, inputs)
        The gradient with respect to the input.

    Raises
    ------
    TypeError, ValueError
        If an argument does not hold real numbers, or the shapes do not fit.

    Examples
    --------
    >>> dense_input_gradient([[1, 10]], [[1, 0], [0, 1], [1, 1]]).tolist()
    [[1.0, 10.0, 11.0]]
    """
    dy = _matrix(dy, "dy", "(N, outputs)")
    weight = _matrix(weight, "weight", "(inputs, outputs)").astype(dy.dtype, copy=False)
    if dy.shape[1] != weight.shape[1]:
        raise ValueError(
            f"dy has shape {dy.shape}, but the weight has {weight.shape[1]} outputs; use a dy of "
            f"shape (N, outputs), such as {(len(dy), weight.shape[1])}"
        )
    with np.errstate(invalid="ignore"):
        dx: Array = dy @ weight.T
    return dx


def dense_parameter_gradients(dy: ArrayLike, x: ArrayLike) -> tuple[Array, Array]:
    """Return dW = Xᵀ · dY and db = Σ dY over the rows, of ``x``'s dtype.

    Parameters
    ----------
    dy : array_like, (N, outputs)
        The gradient of the loss with respect to the output.
    x : array_like, (N, inputs)
        The input that `dense` was given.

    Returns
    -------
    array, (inputs, outputs), and array, (outputs,)
        The gradients with respect to the weight and the bias.

    Raises
    ------
    TypeError, ValueError
        If an argument does not hold real numbers, or the shapes do not fit.

    Examples
    --------
    >>> dweight, dbias = dense_parameter_gradients([[1, 10]], [[1, 2, 3]])
    >>> dweight.tolist(), dbias.tolist()
    ([[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]], [1.0, 10.0])
    """
    x = _matrix(x, "x", "(N, inputs)")
    dy = _matrix(dy, "dy", "(N, outputs)").astype(x.dtype, copy=False)
    if len(dy) != len(x):
        raise ValueError(
            f"dy has shape {dy.shape}, but x has {len(x)} rows, in shape {x.shape}; use a dy of "
            f"shape (N, outputs), such as {(len(x), dy.shape[1])}"
        )
    with np.errstate(invalid="ignore"):
        return x.T @ dy, sum_of_rows(dy)


def dense_arrays(
    x: ArrayLike, weight: ArrayLike, bias: ArrayLike | None
) -> tuple[Array, Array, Array | None]:
    """Return the input, and a weight and a bias that fit it, in its dtype.

    Examples
    --------
    >>> dense_arrays(np.ones((2, 3)), np.ones((4, 5)), None)
    Traceback (most recent call last):
        ...
    ValueError: weight has shape (4, 5), but x has 3 inputs, in shape (2, 3); use a weight of
    shape (inputs, outputs), such as (3, 5)
    """
    x = _matrix(x, "x", "(N, inputs)")
    weight = _matrix(weight, "weight", "(inputs, outputs)").astype(x.dtype, copy=False)
    if weight.shape[0] != x.shape[1]:
        raise ValueError(
            f"weight has shape {weight.shape}, but x has {x.shape[1]} inputs, in shape {x.shape}; "
            f"use a weight of shape (inputs, outputs), such as {(x.shape[1], weight.shape[1])}"
        )
    if bias is not None:
        bias = one_each(bias, "bias", weight.shape[1], "outputs", x)
    return x, weight, bias


def _matrix(value: ArrayLike, name: str, axes: str) -> Array:
    """Return ``value`` as a matrix of floats that lies row by row in memory.

    NumPy 1 multiplies a matrix with gaps between its numbers a hundred times more slowly.
    """
    array = float_array(value, name)
    if array.ndim != 2 or array.size == 0:
        hints = {
            1: f"one row is {name}[None], and one column {name}[:, None]",
            4: f"put Flatten before it, or use {name}.reshape(len({name}), -1)",
        }
        hint = hints.get(array.ndim, f"{name} needs 2 axes, none of them empty, such as (1, 3)")
        raise ValueError(f"{name} has shape {array.shape}; dense takes {axes}: {hint}")
    return np.ascontiguousarray(array)
