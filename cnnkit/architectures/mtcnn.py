"""MTCNN: three small networks, one after the other, that find faces.

What each of them answers for an image lies in the last axis, one part behind the other: two
logits, "no face" and "face"; four offsets of the box; and of the last network ten more numbers,
the places of five points of the face. `cnnkit.applications.detection.read_heads` takes them apart.
"""

from cnnkit.layers import Concatenate, Conv2D, Dense, Flatten, MaxPool2D, PReLU, Sequential

FACE, BOX, LANDMARKS = 2, 4, 10
"""How many numbers each part of the answer has."""


def mtcnn_proposal() -> Sequential:
    """Return MTCNN's first network, P-Net, which looks quickly at every place of a photo.

    It has no dense layer: three convolutions, and one of 1×1 for each part of its answer. On an
    image of 12 × 12 that is one answer, on a larger one an answer for each window of 12 × 12, two
    pixels apart.

    Returns
    -------
    Sequential
        Not built. (H, W, 3) → (H', W', 6), from (12, 12, 3) on.

    Notes
    -----
    Source: K. Zhang, Z. Zhang, Z. Li and Y. Qiao, "Joint Face Detection and Alignment Using
    Multitask Cascaded Convolutional Networks", IEEE Signal Processing Letters 23(10), 2016,
    figure 2. PReLU and incomplete windows at the end of a pooling as in the authors' code; the
    paper's figure has ten numbers for points in all three networks, their code in the last alone.

    Examples
    --------
    >>> model = mtcnn_proposal()
    >>> model.output_shape((12, 12, 3)), model.output_shape((12, 32, 3))
    ((1, 1, 6), (1, 11, 6))
    >>> model.count((12, 12, 3))[0]
    6632
    """
    return Sequential(
        [
            *(Conv2D(10, 3), PReLU(), MaxPool2D(2, ceil_mode=True)),
            *(Conv2D(16, 3), PReLU()),
            *(Conv2D(32, 3), PReLU()),
            Concatenate(Conv2D(FACE, 1), Conv2D(BOX, 1)),
        ]
    )


def mtcnn_refinement() -> Sequential:
    """Return MTCNN's second network, R-Net, which looks at what the first one proposes.

    Returns
    -------
    Sequential
        Not built. (24, 24, 3) → (6,).

    Notes
    -----
    Source: as `mtcnn_proposal`.

    Examples
    --------
    >>> mtcnn_refinement().count((24, 24, 3))
    (100178, 1530768)
    """
    return Sequential(
        [
            *(Conv2D(28, 3), PReLU(), MaxPool2D(3, stride=2, ceil_mode=True)),
            *(Conv2D(48, 3), PReLU(), MaxPool2D(3, stride=2, ceil_mode=True)),
            *(Conv2D(64, 2), PReLU()),
            *(Flatten(), Dense(128), PReLU()),
            Concatenate(Dense(FACE), Dense(BOX)),
        ]
    )


def mtcnn_output() -> Sequential:
    """Return MTCNN's third network, O-Net, which decides, and says where eyes, nose and mouth are.

    Returns
    -------
    Sequential
        Not built. (48, 48, 3) → (16,).

    Notes
    -----
    Source: as `mtcnn_proposal`.

    Examples
    --------
    >>> mtcnn_output().count((48, 48, 3))
    (389040, 12909952)
    """
    return Sequential(
        [
            *(Conv2D(32, 3), PReLU(), MaxPool2D(3, stride=2, ceil_mode=True)),
            *(Conv2D(64, 3), PReLU(), MaxPool2D(3, stride=2, ceil_mode=True)),
            *(Conv2D(64, 3), PReLU(), MaxPool2D(2, ceil_mode=True)),
            *(Conv2D(128, 2), PReLU()),
            *(Flatten(), Dense(256), PReLU()),
            Concatenate(Dense(FACE), Dense(BOX), Dense(LANDMARKS)),
        ]
    )
