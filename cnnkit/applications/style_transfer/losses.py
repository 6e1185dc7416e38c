"""What else pulls at the picture: its content, and how much it flickers from pixel to pixel."""

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.checks import Array, float_array


def content_loss(maps: ArrayLike, target: ArrayLike) -> float:
    """Return the mean squared difference between two pictures' maps of one layer.

    L = 1 / (H·W·C) · Σ (A[i, j, c] − A*[i, j, c])²

    Parameters
    ----------
    maps, target : array_like, of one shape
        Of the picture that is made, and of the content picture.

    Notes
    -----
    Source: Gatys, Ecker and Bethge, "Image Style Transfer Using Convolutional Neural Networks",
    CVPR 2016, equation 1, with a mean for half the sum.

    Examples
    --------
    >>> content_loss([[[1.0, 2.0]]], [[[1.0, 4.0]]])
    2.0
    """
    return float(np.mean(np.square(_difference(maps, target)), dtype=np.float64))


def content_loss_gradient(maps: ArrayLike, target: ArrayLike) -> Array:
    """Return the gradient of `content_loss` with respect to the maps.

    dA = 2 / (H·W·C) · (A − A*)

    Parameters
    ----------
    maps, target
        What `content_loss` was given.

    Examples
    --------
    >>> content_loss_gradient([[[1.0, 2.0]]], [[[1.0, 4.0]]]).tolist()
    [[[0.0, -2.0]]]
    """
    difference = _difference(maps, target)
    gradient: Array = difference * difference.dtype.type(2 / difference.size)
    return gradient


def total_variation(picture: ArrayLike) -> float:
    """Return how much a picture changes from pixel to pixel: the mean squared step.

    L = 1 / (H·W·C) · (Σ (X[i+1, j, c] − X[i, j, c])² + Σ (X[i, j+1, c] − X[i, j, c])²)

    Parameters
    ----------
    picture : array_like, (H, W, C)

    Notes
    -----
    Source: A. Mahendran and A. Vedaldi, "Understanding Deep Image Representations by Inverting
    Them", CVPR 2015, section 3 (with β = 2). The sum of the steps' sizes, not squares, is older:
    L. Rudin, S. Osher and E. Fatemi, 1992.

    Examples
    --------
    >>> total_variation([[[0.0], [2.0]], [[0.0], [0.0]]])
    2.0
    """
    down, across = _steps(float_array(picture, "picture"))
    total = np.sum(down**2, dtype=np.float64) + np.sum(across**2, dtype=np.float64)
    return float(total / np.size(picture))


def total_variation_gradient(picture: ArrayLike) -> Array:
    """Return the gradient of `total_variation` with respect to the picture.

    Each step pulls its two ends towards each other.

    Parameters
    ----------
    picture : array_like, (H, W, C)

    Examples
    --------
    >>> total_variation_gradient([[[0.0], [2.0]], [[0.0], [0.0]]])[:, :, 0].tolist()
    [[-1.0, 2.0], [0.0, -1.0]]
    """
    x = float_array(picture, "picture")
    down, across = _steps(x)
    gradient = np.zeros_like(x)
    gradient[1:] += down
    gradient[:-1] -= down
    gradient[:, 1:] += across
    gradient[:, :-1] -= across
    gradient *= x.dtype.type(2 / x.size)
    return gradient


def _difference(maps: ArrayLike, target: ArrayLike) -> Array:
    """Subtract, if both are of one shape."""
    a, b = float_array(maps, "maps"), float_array(target, "target")
    if a.shape != b.shape:
        raise ValueError(
            f"maps has the shape {a.shape} and target {b.shape}; give the same layer's maps of "
            "two pictures of one size"
        )
    difference: Array = a - b.astype(a.dtype, copy=False)
    return difference


def _steps(x: Array) -> tuple[Array, Array]:
    """Return the differences between neighbours, down and across."""
    if x.ndim != 3 or 0 in x.shape:
        raise ValueError(f"picture has the shape {x.shape}; give (H, W, C)")
    return np.diff(x, axis=0), np.diff(x, axis=1)
