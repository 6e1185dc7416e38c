"""What a convolution asks of its images, kernel and bias."""

from numpy.typing import ArrayLike

from cnnkit.functional.channel_checks import dividing_groups, one_each
from cnnkit.functional.checks import Array, four_axes, image_array
from cnnkit.shapes import pair, whole_number

KERNEL_AXES = "(kernel_height, kernel_width, C // groups, F)"
TRANSPOSED_AXES = "(kernel_height, kernel_width, F // groups, C)"


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
    kernel = four_axes(kernel, "kernel", KERNEL_AXES, function).astype(x.dtype, copy=False)
    C, (_, _, group_channels, F) = x.shape[3], kernel.shape
    groups = dividing_groups(groups, ("x's", C, "channels"), ("the kernel's", F, "filters"))
    if group_channels != C // groups:
        channels_first = x.shape[1] == group_channels * groups
        advice = "; if x is (N, C, H, W), use np.moveaxis(x, 1, -1)" if channels_first else ""
        raise ValueError(
            f"kernel has shape {kernel.shape}, for {group_channels} channels a group, but x has "
            f"{C} channels in groups={groups}; kernel takes {KERNEL_AXES}, such as "
            f"{(*kernel.shape[:2], C // groups, F)}{advice}"
        )
    return x, kernel, _bias(bias, F, x)


def transposed_arrays(
    x: ArrayLike, kernel: ArrayLike, bias: ArrayLike | None, groups: int, function: str
) -> tuple[Array, Array, Array | None]:
    """Return a transposed convolution's arrays in ``x``'s dtype, sure to go together.

    Parameters
    ----------
    x : array_like, (N, H, W, C)
        The images.
    kernel : array_like, (kernel_height, kernel_width, F // groups, C)
        The kernel of the convolution that is transposed.
    bias, groups, function
        As in `convolution_arrays`.

    Raises
    ------
    TypeError, ValueError
        If an array is not what is described above, or ``groups`` does not divide C.

    Examples
    --------
    >>> transposed_arrays([[[[1, 1]]]], [[[[1], [2]]]], None, 1, "conv2d_transpose")
    Traceback (most recent call last):
        ...
    ValueError: kernel has shape (1, 1, 2, 1), for 1 channels, but x has 2 channels; kernel takes
    (kernel_height, kernel_width, F // groups, C), such as (1, 1, 2, 2)
    """
    x = image_array(x, function)
    kernel = four_axes(kernel, "kernel", TRANSPOSED_AXES, function).astype(x.dtype, copy=False)
    C, (_, _, group_filters, kernel_channels) = x.shape[3], kernel.shape
    if kernel_channels != C:
        raise ValueError(
            f"kernel has shape {kernel.shape}, for {kernel_channels} channels, but x has {C} "
            f"channels; kernel takes {TRANSPOSED_AXES}, such as {(*kernel.shape[:3], C)}"
        )
    groups = dividing_groups(groups, ("x's", C, "channels"))
    return x, kernel, _bias(bias, group_filters * groups, x)


def gradient_and_kernel(
    dy: ArrayLike, kernel: ArrayLike, input_shape: object, groups: int
) -> tuple[Array, Array, tuple[int, int, int, int]]:
    """Return ``dy``, the kernel in its dtype, and the shape (N, H, W, C) that dx will have.

    Raises
    ------
    TypeError, ValueError
        If they do not go together.

    Examples
    --------
    >>> gradient_and_kernel([[[[1]]]], [[[[1]]]], (3, 3), 1)
    Traceback (most recent call last):
        ...
    ValueError: input_shape is (3, 3); it must be (H, W, C), three whole numbers ≥ 1, such as
    (32, 32, 3)
    """
    function = "conv2d_input_gradient"
    dy = four_axes(dy, "dy", "(N, H', W', F)", function)
    kernel = four_axes(kernel, "kernel", KERNEL_AXES, function).astype(dy.dtype, copy=False)
    if not isinstance(input_shape, tuple | list) or len(input_shape) != 3:
        error = ValueError if isinstance(input_shape, tuple | list) else TypeError
        raise error(
            f"input_shape is {input_shape!r}; it must be (H, W, C), three whole numbers ≥ 1, such "
            "as (32, 32, 3)"
        )
    H, W, C = (whole_number(n, f"input_shape[{i}]") for i, n in enumerate(input_shape))
    F = kernel.shape[3]
    groups = dividing_groups(
        groups, ("input_shape's", C, "channels"), ("the kernel's", F, "filters")
    )
    if kernel.shape[2] != C // groups:
        raise ValueError(
            f"kernel has shape {kernel.shape}, for {kernel.shape[2]} channels a group, but "
            f"input_shape {(H, W, C)} has {C} channels in groups={groups}; kernel takes "
            f"{KERNEL_AXES}, such as {(*kernel.shape[:2], C // groups, F)}"
        )
    return dy, kernel, (len(dy), H, W, C)


def gradient_and_images(
    dy: ArrayLike, x: ArrayLike, kernel_size: object, groups: int
) -> tuple[Array, Array, tuple[int, int, int, int]]:
    """Return ``dy`` and ``x`` in ``x``'s dtype, and the shape that the kernel's gradient will have.

    Raises
    ------
    TypeError, ValueError
        If they do not go together.

    Examples
    --------
    >>> gradient_and_images([[[[1]]]], [[[[1, 1]]]], 1, 2)
    Traceback (most recent call last):
        ...
    ValueError: groups is 2, which does not divide both x's 2 channels and dy's 1 filters; use one
    of [1]
    """
    x = image_array(x, "conv2d_parameter_gradients")
    dy = four_axes(dy, "dy", "(N, H', W', F)", "conv2d_parameter_gradients")
    C, F = x.shape[3], dy.shape[3]
    groups = dividing_groups(groups, ("x's", C, "channels"), ("dy's", F, "filters"))
    return dy.astype(x.dtype, copy=False), x, (*pair(kernel_size, "kernel_size"), C // groups, F)


def _bias(bias: ArrayLike | None, F: int, x: Array) -> Array | None:
    """Return the bias in ``x``'s dtype, sure to hold one number for each filter."""
    return None if bias is None else one_each(bias, "bias", F, "filters", x)
