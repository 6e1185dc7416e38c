"""Small networks that read handwritten digits, trained by this project."""

from cnnkit.datasets import data_path
from cnnkit.layers import Sequential


def digits_cnn() -> Sequential:
    """Load a small convolutional network that reads handwritten digits.

    Two blocks of convolution (8 and 16 filters of 5×5, same padding), ReLU and 2×2 max pooling,
    then Flatten and Dense: 11,274 parameters. It takes images (N, 28, 28, 1) with floats from 0
    to 1, and returns ten logits each. `python -m tools.recipes.train_networks` trained it, on the
    training images of `cnnkit.datasets.digits` alone.

    Returns
    -------
    Sequential
        A new network at every call.

    Examples
    --------
    >>> from cnnkit import datasets
    >>> from cnnkit.images import to_float
    >>> digits = datasets.digits()
    >>> logits = digits_cnn().forward(to_float(digits.x_test[:5]))
    >>> logits.argmax(axis=1).tolist() == digits.y_test[:5].tolist()
    True
    """
    return Sequential.load(data_path("networks/digits_cnn.npz"))


def digits_batch_norm() -> Sequential:
    """Load a small convolutional network with batch normalisation that reads handwritten digits.

    Three blocks of 3×3 convolution (8, 16 and 16 filters, the first two with stride 2, without
    bias), batch normalisation and ReLU, then Flatten and Dense: 11,458 parameters. It takes images
    (N, 28, 28, 1) with floats from 0 to 1, and returns ten logits each.
    `python -m tools.recipes.train_batch_norm` trained it, on the training images of
    `cnnkit.datasets.digits` alone.

    Returns
    -------
    Sequential
        A new network at every call.

    Examples
    --------
    >>> from cnnkit import datasets
    >>> from cnnkit.images import to_float
    >>> digits = datasets.digits()
    >>> logits = digits_batch_norm().forward(to_float(digits.x_test[:5]))
    >>> logits.argmax(axis=1).tolist() == digits.y_test[:5].tolist()
    True
    """
    return Sequential.load(data_path("networks/digits_batch_norm.npz"))
