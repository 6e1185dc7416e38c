"""The numbers that a network starts from: random, of a size that keeps signals from fading.

An initialiser is any function `(shape, rng) -> float32 array`. A shape is (..., inputs, outputs):
a dense weight is (inputs, outputs), and a kernel is (kernel_height, kernel_width, inputs, outputs).
A unit of the next layer adds up fan_in products, and an input takes part in fan_out sums; every
rule here chooses the spread of the numbers from these two counts, see `fans`.

>>> import numpy as np
>>> from cnnkit.initialisers import he_normal
>>> kernel = he_normal((3, 3, 16, 32), np.random.default_rng(0))
>>> kernel.shape, kernel.dtype.name, f"{kernel.std():.2f}"
((3, 3, 16, 32), 'float32', '0.12')
"""

import math
from collections.abc import Callable

import numpy as np

from cnnkit.functional.checks import Array, generator, real_number
from cnnkit.shapes import whole_number

Shape = tuple[int, ...]
Initialiser = Callable[[Shape, np.random.Generator], Array]


def fans(shape: Shape) -> tuple[int, int]:
    """Count how many products a unit adds up, and in how many sums an input takes part.

    fan_in = receptive field · inputs,  fan_out = receptive field · outputs

    Parameters
    ----------
    shape : tuple of at least two ints
        (..., inputs, outputs). The leading axes are the receptive field: a kernel's height and
        width. A dense weight has none, and its receptive field is 1.

    Returns
    -------
    fan_in, fan_out : int

    Raises
    ------
    TypeError, ValueError
        If the shape is no tuple of at least two whole numbers ≥ 1.

    Notes
    -----
    As in PyTorch, groups shorten only the axis of inputs, and the kernel of a transposed
    convolution, (kernel_height, kernel_width, filters, inputs), is counted by its place in the
    shape: its fan_in has the filters.

    Examples
    --------
    >>> fans((100, 10))
    (100, 10)
    >>> fans((3, 3, 16, 32))
    (144, 288)
    >>> fans((10,))
    Traceback (most recent call last):
        ...
    ValueError: shape is (10,); it must be (..., inputs, outputs), such as (100, 10) or ...
    """
    rule = "it must be (..., inputs, outputs), such as (100, 10) or (3, 3, 16, 32)"
    if not isinstance(shape, tuple | list):
        raise TypeError(f"shape is {shape!r}; {rule}")
    if len(shape) < 2:
        raise ValueError(f"shape is {shape!r}; {rule}")
    *field, inputs, outputs = (whole_number(n, f"shape[{i}]") for i, n in enumerate(shape))
    return math.prod(field) * inputs, math.prod(field) * outputs


def he_normal(shape: Shape, rng: np.random.Generator, *, negative_slope: float = 0.0) -> Array:
    """Draw from a normal distribution, for layers that a ReLU follows.

    w ~ N(0, σ²),  σ = √(2 / ((1 + negative_slope²) · fan_in))

    A ReLU sets half of its inputs to zero, and so halves the mean square of a signal; the 2 makes
    up for it, and activations neither fade nor explode however deep the network is.

    Parameters
    ----------
    shape : tuple of at least two ints
        (..., inputs, outputs), see `fans`.
    rng : numpy.random.Generator
        The source of the random numbers.
    negative_slope : float
        Of a leaky ReLU, ≥ 0.

    Returns
    -------
    array of float32

    Raises
    ------
    TypeError, ValueError
        If the shape is not (..., inputs, outputs), `rng` no generator, or the slope negative.

    Notes
    -----
    The tails are kept, as in PyTorch's `kaiming_normal_`. Keras cuts them off at two standard
    deviations, and widens the rest so that σ stays the same.
    Source: He, Zhang, Ren, Sun, "Delving Deep into Rectifiers", 2015, equations 10 and 15.

    Examples
    --------
    >>> weight = he_normal((200, 300), np.random.default_rng(0))
    >>> f"{weight.std():.3f}"
    '0.100'
    """
    return _normal(shape, rng, _he(shape, negative_slope))


def he_uniform(shape: Shape, rng: np.random.Generator, *, negative_slope: float = 0.0) -> Array:
    """Draw evenly from an interval, for layers that a ReLU follows.

    w ~ U(−√3 σ, √3 σ), of the same σ as in `he_normal`, with the same parameters and errors.

    Examples
    --------
    >>> weight = he_uniform((600, 10), np.random.default_rng(0))
    >>> f"{weight.min():.2f} {weight.max():.2f}"
    '-0.10 0.10'
    """
    return _uniform(shape, rng, _he(shape, negative_slope))


def xavier_normal(shape: Shape, rng: np.random.Generator, *, gain: float = 1.0) -> Array:
    """Draw from a normal distribution, for layers that tanh, sigmoid or nothing follows.

    w ~ N(0, σ²),  σ = gain · √(2 / (fan_in + fan_out))

    The forward pass alone would ask for 1 / fan_in, the backward pass for 1 / fan_out; this is
    one over their mean.

    Parameters
    ----------
    shape : tuple of at least two ints
        (..., inputs, outputs), see `fans`.
    rng : numpy.random.Generator
        The source of the random numbers.
    gain : float
        A factor > 0; PyTorch recommends 5/3 before tanh.

    Returns
    -------
    array of float32

    Raises
    ------
    TypeError, ValueError
        If the shape is not (..., inputs, outputs), `rng` no generator, or the gain not above 0.

    Notes
    -----
    Keras calls it Glorot's, and cuts the tails off; see `he_normal`.
    Source: Glorot, Bengio, "Understanding the difficulty of training deep feedforward neural
    networks", 2010, equation 12.

    Examples
    --------
    >>> weight = xavier_normal((300, 500), np.random.default_rng(0))
    >>> f"{weight.std():.3f}"
    '0.050'
    """
    return _normal(shape, rng, _xavier(shape, gain))


def xavier_uniform(shape: Shape, rng: np.random.Generator, *, gain: float = 1.0) -> Array:
    """Draw evenly from an interval, for layers that tanh, sigmoid or nothing follows.

    w ~ U(−√3 σ, √3 σ), of the same σ as in `xavier_normal`, with the same parameters and errors.
    It is what Keras's layers start from.

    Examples
    --------
    >>> weight = xavier_uniform((300, 300), np.random.default_rng(0))
    >>> f"{weight.min():.2f} {weight.max():.2f}"
    '-0.10 0.10'
    """
    return _uniform(shape, rng, _xavier(shape, gain))


def lecun_normal(shape: Shape, rng: np.random.Generator) -> Array:
    """Draw from a normal distribution, for layers that SELU follows.

    w ~ N(0, σ²),  σ = √(1 / fan_in)

    A sum of fan_in products then has the variance of one of the inputs.

    Parameters, result and errors are as in `he_normal`.

    Notes
    -----
    Keras cuts the tails off; see `he_normal`.
    Sources: LeCun, Bottou, Orr, Müller, "Efficient BackProp", 1998, section 4.6; for SELU,
    Klambauer, Unterthiner, Mayr, Hochreiter, "Self-Normalizing Neural Networks", 2017.

    Examples
    --------
    >>> weight = lecun_normal((400, 100), np.random.default_rng(0))
    >>> f"{weight.std():.3f}"
    '0.050'
    """
    return _normal(shape, rng, _lecun(shape))


def lecun_uniform(shape: Shape, rng: np.random.Generator) -> Array:
    """Draw evenly from an interval, for layers that SELU follows.

    w ~ U(−√3 σ, √3 σ), of the same σ as in `lecun_normal`.

    Examples
    --------
    >>> weight = lecun_uniform((300, 100), np.random.default_rng(0))
    >>> f"{weight.min():.2f} {weight.max():.2f}"
    '-0.10 0.10'
    """
    return _uniform(shape, rng, _lecun(shape))


def orthogonal(shape: Shape, rng: np.random.Generator, *, gain: float = 1.0) -> Array:
    """Draw a matrix that turns and mirrors, but stretches nothing.

    With the shape read as a matrix W of (... · inputs, outputs): WᵀW = gain² I if it is tall, and
    WWᵀ = gain² I if it is wide.

    Parameters
    ----------
    shape : tuple of at least two ints
        (..., inputs, outputs), see `fans`.
    rng : numpy.random.Generator
        The source of the random numbers.
    gain : float
        The length of the columns or rows, > 0.

    Returns
    -------
    array of float32

    Raises
    ------
    TypeError, ValueError
        As in `xavier_normal`.

    Notes
    -----
    Source: Saxe, McClelland, Ganguli, "Exact solutions to the nonlinear dynamics of learning in
    deep linear neural networks", 2014. The signs: Mezzadri, "How to generate random matrices from
    the classical compact groups", 2007, section 5.

    Examples
    --------
    >>> weight = orthogonal((4, 2), np.random.default_rng(0))
    >>> np.abs(weight.T @ weight).round(3).tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    rows, columns = fans(shape)[0], shape[-1]
    gain = real_number(gain, "gain", above=0, example=1.0)
    tall = max(rows, columns), min(rows, columns)
    q, r = np.linalg.qr(generator(rng).standard_normal(tall))
    # QR alone prefers some rotations to others; with R's diagonal made positive all are as likely.
    q *= gain * np.copysign(1.0, np.diagonal(r))
    matrix = q if rows >= columns else q.T
    return matrix.reshape(shape).astype(np.float32, order="C")


def _he(shape: Shape, negative_slope: float) -> float:
    slope = real_number(negative_slope, "negative_slope", minimum=0, example=0.01)
    return math.sqrt(2 / ((1 + slope**2) * fans(shape)[0]))


def _xavier(shape: Shape, gain: float) -> float:
    return real_number(gain, "gain", above=0, example=1.0) * math.sqrt(2 / sum(fans(shape)))


def _lecun(shape: Shape) -> float:
    return math.sqrt(1 / fans(shape)[0])


def _normal(shape: Shape, rng: np.random.Generator, deviation: float) -> Array:
    return generator(rng).standard_normal(shape, np.float32) * np.float32(deviation)


def _uniform(shape: Shape, rng: np.random.Generator, deviation: float) -> Array:
    """Draw from −√3 σ to √3 σ: an interval of half-width b has the variance b²/3."""
    return (generator(rng).random(shape, np.float32) - 0.5) * np.float32(math.sqrt(12) * deviation)
