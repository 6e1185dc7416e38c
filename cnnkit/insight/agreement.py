"""How much two maps agree about which places matter more than others."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def rank_correlation(first: ArrayLike, second: ArrayLike) -> float:
    """Return Spearman's correlation of two maps: that of their places in order, not of their sizes.

    ρ = cov(r, s) / (σ(r) σ(s)), with the ranks r and s of both maps' values; equal values share
    the mean of their ranks. 1: both put all pixels into the same order; 0: the one says nothing
    about the other.

    Parameters
    ----------
    first, second : array_like
        Two maps of one shape.

    Returns
    -------
    float
        From −1 to 1; 0 where a map is the same everywhere, and so has no order.

    Raises
    ------
    ValueError
        If the shapes differ.

    Notes
    -----
    Source: C. Spearman, "The Proof and Measurement of Association between Two Things", American
    Journal of Psychology 15, 1904. Of explanations: J. Adebayo et al., "Sanity Checks for
    Saliency Maps", NeurIPS 2018.

    Examples
    --------
    >>> round(rank_correlation([1, 2, 3, 4], [1, 10, 100, 1000]), 9)
    1.0
    >>> round(rank_correlation([1, 2, 3, 4], [4, 3, 2, 1]), 9)
    -1.0
    """
    one, other = np.asarray(first), np.asarray(second)
    if one.shape != other.shape:
        raise ValueError(
            f"the maps have shapes {one.shape} and {other.shape}; resize one of them first"
        )
    r, s = _ranks(one), _ranks(other)
    spread = r.std() * s.std()
    return float((r - r.mean()) @ (s - s.mean()) / (r.size * spread)) if spread else 0.0


def _ranks(values: NDArray[np.generic]) -> NDArray[np.float64]:
    """Return each value's place in order, from 0; equal ones share the mean of theirs."""
    _, which, counts = np.unique(values.ravel(), return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks: NDArray[np.float64] = (ends - (counts + 1) / 2)[which.ravel()]
    return ranks
