"""Small networks that say whether a window holds a digit, trained by this project."""

from cnnkit.datasets import data_path
from cnnkit.layers import Sequential


def digit_detector(*, clothes: bool = True) -> Sequential:
    """Load a small network that says which digit a window holds, or that it holds none.

    Two blocks of convolution (8 and 16 filters of 5×5, without padding), ReLU and 2×2 max pooling,
    then Flatten and Dense: 6,251 parameters. It takes windows (N, 28, 28, 1) with floats from 0 to
    1, and returns eleven logits each, the last one for "no digit in the middle".
    `python -m tools.recipes.train_digit_detector` trained it on scenes made of training images.

    Parameters
    ----------
    clothes : bool
        Whether pieces of clothing stood in the scenes that it learned from, labelled as nothing.

    Returns
    -------
    Sequential
        A new network at every call.

    Examples
    --------
    >>> from cnnkit import datasets
    >>> from cnnkit.images import to_float
    >>> digits = datasets.digits()
    >>> logits = digit_detector().forward(to_float(digits.x_test[:5]))
    >>> logits.argmax(axis=1).tolist() == digits.y_test[:5].tolist()
    True
    """
    name = "digit_detector" if clothes else "digit_detector_digits_only"
    return Sequential.load(data_path(f"networks/{name}.npz"))
