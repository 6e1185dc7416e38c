"""What normalisations ask of their feature maps and of each channel's numbers."""

from numpy.typing import ArrayLike

from cnnkit.functional.channel_checks import one_each
from cnnkit.functional.checks import Array, float_array, real_number


def feature_maps(x: ArrayLike, function: str) -> Array:
    """Return ``x`` as a float array (N, H, W, C) or (N, C) that is not empty.

    Parameters
    ----------
    x : array_like
        What the caller was given.
    function : str
        Who asks, for the error.

    Raises
    ------
    TypeError, ValueError
        If it does not hold real numbers, has another number of axes, or an axis is empty.

    Examples
    --------
    >>> feature_maps([1, 2], "batch_norm")
    Traceback (most recent call last):
        ...
    ValueError: x has shape (2,); batch_norm takes (N, H, W, C) or (N, C): for (C,), use x[None]
    """
    array = float_array(x, "x")
    takes = f"x has shape {array.shape}; {function} takes (N, H, W, C) or (N, C)"
    if array.ndim not in (2, 4):
        hints = {
            1: "for (C,), use x[None]",
            3: "for (H, W, C), use x[None]; for (N, H, W), use x[..., None]",
        }
        raise ValueError(f"{takes}: {hints.get(array.ndim, 'such as shape (8, 5, 5, 3)')}")
    if array.size == 0:
        filled = tuple(max(length, 1) for length in array.shape)
        raise ValueError(f"{takes} with every axis ≥ 1, such as {filled}")
    return array


def channel_vector(value: ArrayLike, name: str, x: Array) -> Array:
    """Return ``value``, one number for each channel of ``x``, in the dtype of ``x``."""
    return one_each(value, name, x.shape[-1], "channels", x)


def checked_epsilon(epsilon: object) -> float:
    """Return ``epsilon`` as a float above 0, or say that it must be."""
    return real_number(epsilon, "epsilon", above=0, example=1e-5)


def given_statistics(
    mean: ArrayLike | None, variance: ArrayLike | None, x: Array
) -> tuple[Array, Array] | None:
    """Return the statistics that batch normalisation is given for evaluation; None in training.

    Parameters
    ----------
    mean, variance : array_like, (C,), optional
        Both, or neither.
    x : array
        The feature maps.

    Raises
    ------
    TypeError, ValueError
        If only one is given, they are not one number a channel, or a variance is negative; or if
        none is given and there is nothing to take a variance of.

    Examples
    --------
    >>> import numpy as np
    >>> given_statistics([0.0], None, np.zeros((5, 1)))
    Traceback (most recent call last):
        ...
    ValueError: mean is given, but not variance; give both for evaluation, or neither for training
    """
    C = x.shape[-1]
    if mean is None and variance is None:
        if x.size == C:
            raise ValueError(
                f"x has shape {x.shape}; in training batch_norm needs more than one value a "
                f"channel, such as a batch of 2; for evaluation give mean and variance, such as "
                f"np.zeros({C}) and np.ones({C})"
            )
        return None
    if mean is None or variance is None:
        one, other = ("variance", "mean") if mean is None else ("mean", "variance")
        raise ValueError(
            f"{one} is given, but not {other}; give both for evaluation, or neither for training"
        )
    variance = channel_vector(variance, "variance", x)
    if (variance < 0).any():
        raise ValueError(
            f"variance holds {variance.min():g}; every variance must be ≥ 0, such as np.ones({C})"
        )
    return channel_vector(mean, "mean", x), variance
