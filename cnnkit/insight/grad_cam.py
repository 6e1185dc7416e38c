"""Grad-CAM: where in the image a class's evidence lies, seen from one layer's maps."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.functional.checks import Array
from cnnkit.insight.class_gradient import maps_and_gradient
from cnnkit.layers import Sequential


def grad_cam(model: Sequential, image: NDArray[Any], target: int, *, layer: str) -> NDArray[Any]:
    """Return how much each place of a layer's maps speaks for a class.

    G[i, j] = ReLU(Σ_k α[k] A[i, j, k]), with α[k] = mean over places of ∂z[target] / ∂A[i, j, k]:
    each map A[…, k] counts as much as the class's logit gains, on average, where it grows. ReLU
    leaves out what speaks against the class.

    Parameters
    ----------
    model : Sequential
        A network that ends in logits. Parameters' ``grad`` is overwritten.
    image : ndarray
        One image (H, W, C), as the network takes it.
    target : int
        The position of the class.
    layer : str
        A layer that gives maps; usual is the last one, before they are pooled or flattened.

    Returns
    -------
    ndarray
        (h, w) as the layer's maps, not negative, of the image's dtype. To lay it over the image,
        resize it.

    Raises
    ------
    ValueError
        If the layer gives no maps, there is no such layer or target, or ``image`` is not one image.

    Notes
    -----
    Source: R. Selvaraju et al., "Grad-CAM: Visual Explanations from Deep Networks via
    Gradient-based Localization", ICCV 2017, section 3. Where the maps are averaged and one dense
    layer follows, it is the class activation map of B. Zhou et al., "Learning Deep Features for
    Discriminative Localization", CVPR 2016, with ReLU, divided by the number of places.

    Examples
    --------
    >>> from cnnkit import datasets, pretrained
    >>> from cnnkit.images import to_float
    >>> image = to_float(datasets.digits().x_test[0])
    >>> grad_cam(pretrained.digits_cnn(), image, 3, layer="relu_2").shape
    (14, 14)
    """
    maps, dmaps = maps_and_gradient(model, image, target, layer=layer)
    if maps.ndim != 3:
        raise ValueError(
            f"the output of {layer!r} has shape {maps.shape}, without height and width; take a "
            "layer before it is flattened or pooled to one number a map"
        )
    weights = dmaps.mean(axis=(0, 1))
    evidence: Array = np.maximum(maps @ weights, 0)
    return evidence
