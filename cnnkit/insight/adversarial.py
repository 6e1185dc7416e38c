"""One small step that misleads a network: the fast gradient sign method."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import functional
from cnnkit.functional.checks import Array, real_number
from cnnkit.insight.class_gradient import one_image
from cnnkit.layers import Sequential


def adversarial_step(
    model: Sequential, image: NDArray[Any], label: int, *, size: float
) -> NDArray[Any]:
    """Change every pixel a little, each in the direction that makes the loss larger.

    X' = X + size · sign(∂L/∂X), with the cross-entropy L of the network's logits and the label.

    Parameters
    ----------
    model : Sequential
        A network that ends in logits. Each parameter's ``grad`` is overwritten.
    image : ndarray
        One image (H, W, C), as the network takes it.
    label : int
        The class that the image shows: the one that the network shall no longer see.
    size : float
        By how much each number of the image changes; negative makes the loss smaller.

    Returns
    -------
    ndarray
        (H, W, C), of the image's dtype. It may reach beyond the image's range: `numpy.clip` it to
        have one that a camera could have taken.

    Raises
    ------
    TypeError, ValueError
        If there is no such label, or ``image`` is not one image.

    Notes
    -----
    Source: I. Goodfellow, J. Shlens and C. Szegedy, "Explaining and Harnessing Adversarial
    Examples", ICLR 2015, section 4.

    Examples
    --------
    >>> from cnnkit import datasets, pretrained
    >>> from cnnkit.images import to_float
    >>> data, model = datasets.digits(), pretrained.digits_cnn()
    >>> image, label = to_float(data.x_test[5]), int(data.y_test[5])
    >>> changed = np.clip(adversarial_step(model, image, label, size=0.15), 0, 1)
    >>> [int(model.forward(each[None]).argmax()) for each in (image, changed)]
    [7, 9]
    """
    x = one_image(image)
    step = real_number(size, "size", example=0.01)
    logits = model.forward(x)
    dx = model.backward(functional.cross_entropy_backward(logits, np.array([label])))
    changed: Array = x[0] + np.array(step, x.dtype) * np.sign(dx[0])
    return changed
