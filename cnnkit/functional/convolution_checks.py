"""What a convolution asks of its images, kernel and bias."""

from numpy.typing import ArrayLike

from cnnkit.functional.checks import Array, float_array, four_axes, image_array
from cnnkit.shapes import whole_number


def convolution_arrays(
    x: ArrayLike, kernel: ArrayLike, bias: ArrayLike | None, groups: int, function: str
) -> tuple[Array, Array, Array | None]:
    """Return a convolution's arrays in ``x``'s dtype, sure to go together.

    Parameters
    ----------
    x : array_like, (N, H, W, C)
        The images.
    kernel : array_like, (kernel_height, kernel_width, C // groups, F)
        The filters.
    bias : array_like, (F,), optional
        One number a filter.
    groups : int
        Into how many groups channels and filters are split.
    function : str
        Who asks, for the error.

    Raises
    ------
    TypeError, ValueError
        If an array is not what is described above, or ``groups`` does not divide C and F.

    Examples
    --------
    >>> import numpy as np
    >>> x, kernel, bias = convolution_arrays(
    ...     np.zeros((1, 5, 5, 2)), [[[[1], [2]]]], [0], 1, "conv2d"
    ... )
    >>> x.dtype.name, kernel.dtype.name, kernel.shape, bias.shape
    ('float64', 'float64', (1, 1, 2, 1), (1,))
    """
    x = image_array(x, function)
    axes = "(kernel_height, kernel_width, C // groups, F)"
    kernel = four_axes(kernel, "kernel", axes, function).astype(x.dtype, copy=False)
    groups = whole_number(groups, "groups")
    C, (_, _, group_channels, F) = x.shape[3], kernel.shape
    if C % groups or F % groups:
        shared = [g for g in range(1, min(C, F) + 1) if C % g == F % g == 0]
        raise ValueError(
            f"groups is {groups}, which does not divide both x's {C} channels and the kernel's "
            f"{F} filters; use one of {shared}"
        )
    if group_channels != C // groups:
        channels_first = x.shape[1] == group_channels * groups
        advice = "; if x is (N, C, H, W), use np.moveaxis(x, 1, -1)" if channels_first else ""
        raise ValueError(
            f"kernel has shape {kernel.shape}, for {group_channels} channels a group, but x has "
            f"{C} channels in groups={groups}; kernel takes {axes}, such as "
            f"{(*kernel.shape[:2], C // groups, F)}{advice}"
        )
    if bias is not None:
        bias = float_array(bias, "bias").astype(x.dtype, copy=False)
        if bias.shape != (F,):
            raise ValueError(
                f"bias has shape {bias.shape}; it takes one number a filter: shape ({F},), "
                f"such as np.zeros({F})"
            )
    return x, kernel, bias
