"""SRCNN: the first convolutional network for super-resolution, on the enlarged picture."""

from cnnkit.layers import Conv2D, ReLU, Sequential


def srcnn(
    *, filters: tuple[int, int] = (64, 32), kernel_sizes: tuple[int, int, int] = (9, 1, 5)
) -> Sequential:
    """Return the super-resolution convolutional network: three convolutions, the size is kept.

    It is given a picture that was enlarged by interpolation before. (H, W, 1) → (H, W, 1)

    Parameters
    ----------
    filters : (int, int)
        Of the first two convolutions.
    kernel_sizes : (int, int, int)
        Of the three convolutions; the paper also tried 9, 3, 5 and 9, 5, 5.

    Returns
    -------
    Sequential
        Not built.

    Notes
    -----
    Source: C. Dong, C. C. Loy, K. He, X. Tang, "Image Super-Resolution Using Deep Convolutional
    Networks", 2014, arXiv:1501.00092, sections 3 and 4. It counts 8,032 weights, without the 97
    biases; "same" padding keeps the size, where the paper's maps shrink.

    Examples
    --------
    >>> srcnn().count((32, 48, 1))[0]
    8129
    """
    first, second = filters
    sizes = kernel_sizes
    return Sequential(
        [
            *(Conv2D(first, sizes[0], padding="same"), ReLU()),
            *(Conv2D(second, sizes[1], padding="same"), ReLU()),
            Conv2D(1, sizes[2], padding="same"),
        ]
    )
