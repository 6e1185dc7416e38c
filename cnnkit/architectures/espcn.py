"""ESPCN: super-resolution whose layers all work on the small picture."""

from cnnkit.layers import Conv2D, DepthToSpace, Layer, Sequential, Tanh
from cnnkit.shapes import whole_number


def espcn(
    scale: int = 2, *, filters: tuple[int, int] = (64, 32), activation: type[Layer] = Tanh
) -> Sequential:
    """Return the efficient sub-pixel convolutional network: three convolutions, then a shuffle.

    Convolutions of 5×5, 3×3 and 3×3 at the small picture's size; the last has scale² filters, and
    `DepthToSpace` spreads its maps over the pixels of the large picture.

    (H, W, 1) → (H · scale, W · scale, 1)

    Parameters
    ----------
    scale : int
        How many times higher and wider the picture gets.
    filters : (int, int)
        Of the first two convolutions.
    activation : layer without arguments
        Between the convolutions; the paper took tanh.

    Returns
    -------
    Sequential
        Not built.

    Notes
    -----
    Source: W. Shi et al., "Real-Time Single Image and Video Super-Resolution Using an Efficient
    Sub-Pixel Convolutional Neural Network", CVPR 2016, arXiv:1609.05158, section 3. "Same" padding
    keeps the size, as is usual in code.

    Examples
    --------
    >>> model = espcn(3)
    >>> model.output_shape((17, 25, 1))
    (51, 75, 1)
    >>> model.count((17, 25, 1))[0]
    22729
    """
    scale = whole_number(scale, "scale")
    first, second = filters
    return Sequential(
        [
            *(Conv2D(first, 5, padding="same"), activation()),
            *(Conv2D(second, 3, padding="same"), activation()),
            *(Conv2D(scale**2, 3, padding="same"), DepthToSpace(scale)),
        ]
    )
