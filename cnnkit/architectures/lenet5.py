"""LeNet-5: the network that read the digits on cheques."""

from functools import partial

from cnnkit import layers
from cnnkit.initialisers import xavier_normal
from cnnkit.layers import AveragePool2D, Flatten, Sequential, Tanh

FILTERS = (6, 16)
"""Filters of the two convolutions of 5×5, each of which a pooling of 2×2 follows."""

UNITS = (120, 84)
"""Units of the two dense layers before the last one."""

Conv2D = partial(layers.Conv2D, initialiser=xavier_normal)  # He's numbers are made for ReLU
Dense = partial(layers.Dense, initialiser=xavier_normal)


def lenet5(*, classes: int = 10) -> Sequential:
    """Return LeNet-5 as it is built today, for images of 32×32×1.

    Two convolutions, each with a pooling, and three dense layers: 61,706 parameters for ten
    classes. Digits of 28×28 get a border of two pixels first.

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
    Source: Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, "Gradient-Based Learning Applied to
    Document Recognition", Proceedings of the IEEE 86(11), 1998, section II.B. The network there
    has exactly 60,000 parameters, since four things differ:

    - Each of the 16 maps of the second convolution sees only 3, 4 or all 6 of the maps before it,
      60 of 96 pairs in all, by a table: 1,516 parameters instead of 2,416.
    - A pooling multiplies its means by a number and adds another, both learned for each map: 44
      parameters, and a tanh behind.
    - The last layer measures distances to ten drawings of digits that are not learned (radial
      basis functions), and has no parameters instead of 850.
    - Its tanh is scaled: 1.7159 · tanh(2x / 3).

    Examples
    --------
    >>> lenet5().count((32, 32, 1))[0]
    61706
    """
    first, second = FILTERS
    return Sequential([
        *(Conv2D(first, 5), Tanh(), AveragePool2D(2)),
        *(Conv2D(second, 5), Tanh(), AveragePool2D(2)),
        Flatten(),
        *(layer for units in UNITS for layer in (Dense(units), Tanh())),
        Dense(classes),
    ])  # fmt: skip
