"""Three explanations of one class, of a network whose weights are drawn anew from the top."""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.what_the_network_sees import photo_maps
from cnnkit.explorers.what_the_network_sees.networks import is_photo, network, prepared
from cnnkit.insight import grad_cam, guided_gradient, randomised, rank_correlation, saliency

METHODS = {"saliency": "saliency", "guided": "guided backpropagation", "cam": "Grad-CAM"}
"""The explanations, with their names for people."""

DIGIT_STOPS = ("dense_1", "conv2d_2", "conv2d_1")
"""The lowest layer of the digits network that is drawn anew, stop by stop."""

STOP_LABELS = {
    "dense_1": "the dense layer",
    "conv2d_2": "the last convolution",
    **{f"sequential_{k}": f"stage {k}" for k in range(7, 0, -1)},
    "conv2d_1": "the first convolution",
}


def stops_of(name: str) -> tuple[str, ...]:
    """Return the lowest layer that is drawn anew, stop by stop."""
    return photo_maps.STOPS if is_photo(name) else DIGIT_STOPS


@lru_cache(maxsize=512)
def explanation(name: str, seed: int, stop: int, method: str) -> NDArray[Any]:
    """Return what a method shows after the first ``stop`` stops are drawn anew: a map, (h, w).

    The class is always the one that the trained network sees.

    Examples
    --------
    >>> explanation("digit 3", 0, 0, "saliency").shape, explanation("digit 3", 0, 2, "cam").shape
    ((28, 28), (14, 14))
    """
    if is_photo(name):
        return photo_maps.randomised_map(name, seed, stop, method)
    image, model = prepared(name)[0], network(False)
    target = int(model.forward(prepared(name)).argmax())
    if stop:
        rng = np.random.default_rng(seed)
        model = randomised(model, layer=DIGIT_STOPS[stop - 1], rng=rng)
    if method == "cam":
        return grad_cam(model, image, target, layer="relu_2")
    if method == "guided":
        guided: NDArray[Any] = np.abs(guided_gradient(model, image, target)).max(axis=2)
        return guided
    return saliency(model, image, target)


@lru_cache(maxsize=64)
def agreements(name: str, seed: int, method: str) -> tuple[float, ...]:
    """Return the rank correlation with the trained network's map, stop by stop; 1 at the first.

    Examples
    --------
    >>> len(agreements("digit 3", 0, "saliency")), round(agreements("digit 3", 0, "cam")[0], 6)
    (4, 1.0)
    """
    trained = explanation(name, seed, 0, method)
    stops = range(len(stops_of(name)) + 1)
    return tuple(rank_correlation(trained, explanation(name, seed, stop, method)) for stop in stops)
