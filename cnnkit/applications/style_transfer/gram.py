"""Gram matrices: which channels answer together, whatever the place; and the loss made of them."""

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.checks import Array, float_array


def gram_matrix(maps: ArrayLike) -> Array:
    """Return the Gram matrix of feature maps: for each two channels the mean of their product.

    G[c, d] = 1 / (H·W) · Σ A[i, j, c] · A[i, j, d], over all places (i, j).

    Parameters
    ----------
    maps : array_like, (H, W, C)
        What a layer makes of one picture.

    Returns
    -------
    array, (C, C)
        Symmetric, of the maps' dtype.

    Raises
    ------
    TypeError, ValueError
        If the maps are no numbers of this shape.

    Notes
    -----
    Source: L. Gatys, A. Ecker and M. Bethge, "Texture Synthesis Using Convolutional Neural
    Networks", NIPS 2015, equation 2. There the sum is not divided by H·W, and the loss is; divided
    at once, pictures of different sizes can be compared.

    Examples
    --------
    Two places, two channels that answer together at the first one:

    >>> gram_matrix([[[2.0, 1.0], [4.0, 0.0]]]).tolist()
    [[10.0, 1.0], [1.0, 0.5]]
    """
    rows = _rows(maps)
    gram: Array = rows.T @ rows / rows.dtype.type(len(rows))
    return gram


def gram_loss(maps: ArrayLike, target: ArrayLike) -> float:
    """Return how far the Gram matrix of some maps is from another: the mean squared difference.

    L = 1 / C² · Σ (G[c, d] − G*[c, d])²

    Parameters
    ----------
    maps : array_like, (H, W, C)
        What a layer makes of one picture.
    target : array_like, (C, C)
        G*, the Gram matrix to be reached.

    Notes
    -----
    Source: Gatys, Ecker and Bethge, "Image Style Transfer Using Convolutional Neural Networks",
    CVPR 2016, equation 4, but for a constant factor: they divide by 4·C² what is C² here.

    Examples
    --------
    >>> gram_loss([[[2.0, 1.0], [4.0, 0.0]]], [[10.0, 1.0], [1.0, 2.5]])
    1.0
    """
    gram = gram_matrix(maps)
    return float(np.mean(np.square(gram - _target(target, gram)), dtype=np.float64))


def gram_loss_gradient(maps: ArrayLike, target: ArrayLike) -> Array:
    """Return the gradient of `gram_loss` with respect to the maps.

    dA[i, j, c] = 4 / (C²·H·W) · Σ A[i, j, d] · (G[d, c] − G*[d, c]), over the channels d.

    One 2 comes from the square. The other is there because each number of A stands twice in G:
    in its channel's row and in its channel's column.

    Parameters
    ----------
    maps, target
        What `gram_loss` was given; the target is symmetric.

    Returns
    -------
    array, (H, W, C)

    Notes
    -----
    Source: Gatys, Ecker and Bethge, CVPR 2016, equation 6. There the gradient is 0 where a map is;
    that belongs to the ReLU before, whose own backward pass sees to it here.

    Examples
    --------
    >>> gram_loss_gradient([[[2.0, 1.0], [4.0, 0.0]]], [[10.0, 1.0], [1.0, 2.5]]).tolist()
    [[[0.0, -1.0], [0.0, 0.0]]]
    """
    rows = _rows(maps)
    gram = gram_matrix(maps)
    share = 4 / (gram.size * len(rows))
    gradient: Array = rows @ (gram - _target(target, gram)) * rows.dtype.type(share)
    return gradient.reshape(np.shape(maps))


def _rows(maps: ArrayLike) -> Array:
    """Return maps as a matrix: a row for each place, a column for each channel."""
    array = float_array(maps, "maps")
    if array.ndim != 3 or 0 in array.shape:
        raise ValueError(
            f"maps has the shape {array.shape}; give those of one picture, (H, W, C), such as "
            "maps[0]"
        )
    return array.reshape(-1, array.shape[2])


def _target(target: ArrayLike, gram: Array) -> Array:
    """Return the target in the Gram matrix's dtype, or say that it belongs to other maps."""
    array = float_array(target, "target")
    if array.shape != gram.shape:
        raise ValueError(
            f"target has the shape {array.shape}, and the maps' Gram matrix {gram.shape}; give "
            "gram_matrix of the same layer's maps"
        )
    return array.astype(gram.dtype, copy=False)
