"""How alike two pictures are: the mean squared difference in decibels, and structural similarity.

Axes: H, W height and width, C channels.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.functional.convolution import conv2d
from cnnkit.images.checks import check_image

WINDOW, DEVIATION = 11, 1.5
"""Side and standard deviation of the window in which structural similarity is measured."""


def psnr(image: NDArray[Any], truth: NDArray[Any], *, peak: float | None = None) -> float:
    """Return the peak signal-to-noise ratio of an image, in decibels.

    PSNR = 10 · log₁₀(peak² / MSE), with MSE the mean of (image − truth)² over all numbers.

    Parameters
    ----------
    image, truth : numpy.ndarray
        Of one shape, (H, W, C): both uint8 from 0 to 255, or both floats from 0 to 1.
    peak : float, optional
        The largest value that a pixel can have, not the largest that it has. By default 255 for
        uint8 and 1 for floats.

    Returns
    -------
    float
        Infinity if the two are equal. Ten decibels more are a tenth of the mean squared error.

    Raises
    ------
    TypeError, ValueError
        If the two do not go together, or ``peak`` is not above 0.

    Examples
    --------
    >>> truth = np.zeros((2, 2, 1), np.uint8)
    >>> round(psnr(truth + np.uint8(16), truth), 2)
    24.05
    >>> psnr(np.full((2, 2, 1), 0.1), np.zeros((2, 2, 1)))
    20.0
    """
    first, second, highest = _pair(image, truth, peak)
    error = float(np.mean((first - second) ** 2))
    return 10 * math.log10(highest**2 / error) if error else math.inf


def ssim(image: NDArray[Any], truth: NDArray[Any], *, peak: float | None = None) -> float:
    """Return the structural similarity of two images: the mean of `ssim_map`.

    Parameters
    ----------
    image, truth : numpy.ndarray
        Of one shape, (H, W, C), with at least 11 × 11 pixels.
    peak : float, optional
        As in `psnr`.

    Returns
    -------
    float
        1 for equal images, near 0 where nothing agrees, below 0 where the patterns are reversed.

    Raises
    ------
    TypeError, ValueError
        If the two do not go together, or are too small.

    Examples
    --------
    >>> ramp = np.tile(np.linspace(0, 1, 16), (16, 1))[:, :, None]
    >>> ssim(ramp, ramp)
    1.0
    >>> round(ssim(1 - ramp, ramp), 2) < 0.5
    True
    """
    return float(np.mean(ssim_map(image, truth, peak=peak)))


def ssim_map(
    image: NDArray[Any], truth: NDArray[Any], *, peak: float | None = None
) -> NDArray[np.float64]:
    """Return the structural similarity around each place, in windows of 11 × 11 pixels.

    SSIM = (2 μ₁ μ₂ + c₁)(2 σ₁₂ + c₂) / ((μ₁² + μ₂² + c₁)(σ₁² + σ₂² + c₂)), with the means μ, the
    variances σ² and the covariance σ₁₂ of the pixels in a window, weighted by a Gaussian of
    deviation 1.5, and c₁ = (0.01 · peak)², c₂ = (0.03 · peak)².

    Parameters
    ----------
    image, truth : numpy.ndarray
        Of one shape, (H, W, C), with at least 11 × 11 pixels.
    peak : float, optional
        As in `psnr`.

    Returns
    -------
    numpy.ndarray
        (H − 10, W − 10, C), float64, each number at most 1; each channel is compared by itself.

    Raises
    ------
    TypeError, ValueError
        If the two do not go together, or are too small.

    Notes
    -----
    Source: Z. Wang, A. C. Bovik, H. R. Sheikh, E. P. Simoncelli, "Image Quality Assessment: From
    Error Visibility to Structural Similarity", IEEE Transactions on Image Processing 13(4), 2004,
    section III. The paper measures the luminance alone. Libraries differ in the window and in the
    divisor of the variance, and then in the third digit.

    Examples
    --------
    >>> ssim_map(np.zeros((12, 16, 1)), np.zeros((12, 16, 1))).shape
    (2, 6, 1)
    """
    first, second, highest = _pair(image, truth, peak)
    height, width, channels = first.shape
    if min(height, width) < WINDOW:
        raise ValueError(
            f"the images have {height}×{width} pixels, and structural similarity is measured in "
            f"windows of {WINDOW}×{WINDOW}; take larger ones"
        )
    products = (first, second, first**2, second**2, first * second)
    stack = np.concatenate([np.moveaxis(part, 2, 0) for part in products])[..., np.newaxis]
    kernel = _gaussian()
    down = conv2d(stack, kernel.reshape(WINDOW, 1, 1, 1))
    means = conv2d(down, kernel.reshape(1, WINDOW, 1, 1))[..., 0].reshape(
        5, channels, height - WINDOW + 1, width - WINDOW + 1
    )
    m1, m2, squares1, squares2, mixed = np.moveaxis(means, 1, 3)
    c1, c2 = (0.01 * highest) ** 2, (0.03 * highest) ** 2
    brightness = (2 * m1 * m2 + c1) / (m1**2 + m2**2 + c1)
    variances = squares1 - m1**2 + squares2 - m2**2
    similarity: NDArray[np.float64] = brightness * (2 * (mixed - m1 * m2) + c2) / (variances + c2)
    return similarity


def _gaussian() -> NDArray[np.float64]:
    """Return the weights of a window along one axis, with a sum of 1."""
    places = np.arange(WINDOW) - WINDOW // 2
    weights = np.exp(-(places**2) / (2 * DEVIATION**2))
    kernel: NDArray[np.float64] = weights / weights.sum()
    return kernel


def _pair(
    image: NDArray[Any], truth: NDArray[Any], peak: float | None
) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
    """Return two images as float64, and the largest value that a pixel can have."""
    first, second = check_image(image), check_image(truth)
    if first.shape != second.shape:
        raise ValueError(
            f"image has shape {first.shape}, and truth {second.shape}; crop or resize one of them"
        )
    kinds = {each.dtype.kind for each in (first, second)}
    if peak is None:
        if "f" in kinds and kinds != {"f"}:
            raise TypeError(
                f"image holds {first.dtype} and truth {second.dtype}; bring both to one range, "
                "such as with images.to_float"
            )
        if kinds == {"f"}:
            peak = 1.0
        elif {first.dtype, second.dtype} == {np.dtype(np.uint8)}:
            peak = 255.0
        else:
            raise TypeError(
                f"image holds {first.dtype} and truth {second.dtype}, whose largest value is not "
                "known; give peak, such as peak=255"
            )
    if not (math.isfinite(peak) and peak > 0):
        raise ValueError(f"peak is {peak}; it is the largest value a pixel can have, such as 255")
    # uint8 cannot hold a negative difference.
    return first.astype(np.float64), second.astype(np.float64), float(peak)
