"""The network that many tutorials begin with."""

from cnnkit.layers import Sequential
from cnnkit.layers.notation import TUTORIAL_NETWORK, network_of


def tutorial_cnn(*, classes: int = 10) -> Sequential:
    """Return three convolutions of 3×3 and two dense layers, for small colour images.

    `cnnkit.layers.notation.TUTORIAL_NETWORK` is its table. It is made for 32×32×3, the size of
    CIFAR-10: a pixel of its last feature map sees 18×18 pixels of the image.

    Parameters
    ----------
    classes : int
        Logits of the last layer.

    Returns
    -------
    Sequential
        Not built.

    Notes
    -----
    Source: the tutorial "Convolutional Neural Network (CNN)" of TensorFlow,
    https://www.tensorflow.org/tutorials/images/cnn.

    Examples
    --------
    >>> tutorial_cnn().count((32, 32, 3))
    (122570, 4548608)
    """
    *layers, _ = TUTORIAL_NETWORK
    return network_of([*layers, ("dense", classes)])
