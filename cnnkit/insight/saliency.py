"""Saliency: which pixels a class's logit reacts to, and the same averaged over noisy images."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.functional.checks import Array, generator, real_number
from cnnkit.insight.class_gradient import one_image, target_gradient
from cnnkit.layers import Sequential
from cnnkit.shapes import whole_number


def saliency(model: Sequential, image: NDArray[Any], target: int) -> NDArray[Any]:
    """Return how strongly a class's logit reacts to each pixel.

    S[i, j] = max_c |∂z[target] / ∂X[i, j, c]|: the gradient flows back from one logit to the
    image; of a pixel's channels the one that matters most counts.

    Parameters
    ----------
    model : Sequential
        A network that ends in logits. Each parameter's ``grad`` is overwritten.
    image : ndarray
        One image (H, W, C), as the network takes it.
    target : int
        The position of the class.

    Returns
    -------
    ndarray
        (H, W), not negative, of the image's dtype.

    Raises
    ------
    ValueError
        If there is no such target, or ``image`` is not one image.

    Notes
    -----
    It says how the logit would change, if a pixel changed a little; not what made it large.
    Source: K. Simonyan, A. Vedaldi and A. Zisserman, "Deep Inside Convolutional Networks:
    Visualising Image Classification Models and Saliency Maps", ICLR workshop 2014, section 3.1.

    Examples
    --------
    >>> from cnnkit import datasets, pretrained
    >>> from cnnkit.images import to_float
    >>> image = to_float(datasets.digits().x_test[0])
    >>> map_of_pixels = saliency(pretrained.digits_cnn(), image, target=3)
    >>> map_of_pixels.shape, bool(map_of_pixels.min() >= 0)
    ((28, 28), True)
    """
    return _largest_of_channels(_input_gradient(model, one_image(image), target))


def smooth_saliency(
    model: Sequential,
    image: NDArray[Any],
    target: int,
    *,
    rng: np.random.Generator,
    noise: float = 0.15,
    samples: int = 25,
) -> NDArray[Any]:
    """Return `saliency` from the mean gradient of many noisy copies of the image (SmoothGrad).

    S[i, j] = max_c |mean over samples of ∂z[target] / ∂X[i, j, c] at X + ε|, with
    ε ~ Normal(0, σ²) and σ = noise · (max X − min X). What the gradient owes to the image's
    smallest details averages out.

    Parameters
    ----------
    model, image, target
        As in `saliency`.
    rng : numpy.random.Generator
        Draws the noise.
    noise : float
        Its standard deviation, as a share of the image's range.
    samples : int
        How many noisy copies.

    Returns
    -------
    ndarray
        (H, W), not negative, of the image's dtype.

    Raises
    ------
    TypeError, ValueError
        As in `saliency`, or if ``noise`` is negative or there is no sample.

    Notes
    -----
    Source: D. Smilkov, N. Thorat, B. Kim, F. Viégas and M. Wattenberg, "SmoothGrad: removing noise
    by adding noise", arXiv:1706.03825, 2017, section 2.

    Examples
    --------
    Without noise it is the same map:

    >>> from cnnkit import datasets, pretrained
    >>> from cnnkit.images import to_float
    >>> image, model = to_float(datasets.digits().x_test[0]), pretrained.digits_cnn()
    >>> rng = np.random.default_rng(0)
    >>> smooth = smooth_saliency(model, image, target=3, rng=rng, noise=0, samples=1)
    >>> np.array_equal(smooth, saliency(model, image, target=3))
    True
    """
    x = one_image(image)
    generator(rng)
    spread = real_number(noise, "noise", minimum=0, example=0.15) * float(x.max() - x.min())
    samples = whole_number(samples, "samples")
    total = np.zeros_like(x)
    for _ in range(samples):
        noisy = x + (spread * rng.standard_normal(x.shape)).astype(x.dtype)
        total += _input_gradient(model, noisy, target)
    return _largest_of_channels(total / samples)


def _input_gradient(model: Sequential, x: Array, target: int) -> Array:
    """Return the gradient of a class's logit with respect to the image."""
    return model.backward(target_gradient(model.forward(x), target))


def _largest_of_channels(gradient: Array) -> Array:
    largest: Array = np.abs(gradient[0]).max(axis=2)
    return largest
