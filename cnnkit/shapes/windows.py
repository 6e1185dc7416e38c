"""Where windows stand along an axis: how many, what they leave over, which pixels they use."""

from cnnkit.shapes.arguments import flag, pair
from cnnkit.shapes.padding import Padding, Padding2D, padding_2d, padding_sides, window_span


def output_size(
    size: int,
    kernel_size: int,
    *,
    stride: int = 1,
    padding: Padding = "valid",
    dilation: int = 1,
    ceil_mode: bool = False,
    name: str = "kernel",
) -> int:
    """Count the windows along one axis: the size of a convolution's or a pooling's output.

    floor((n + p_before + p_after - d(k - 1) - 1) / s) + 1

    Parameters
    ----------
    size : int
        Pixels along the axis, n ≥ 1.
    kernel_size, stride, dilation : int
        The window: k, s and d, each at least 1.
    padding : "valid", "same", "full", int or (int, int)
        As in `padding_sides`.
    ceil_mode : bool
        Round up, so that a last window may reach past the end; one that would begin in the
        padding after the pixels is left out, as PyTorch's pooling does.
    name : str
        What an error calls the window: a pooling has no kernel.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of range, or the window does not fit into the padded axis.

    Notes
    -----
    Source: V. Dumoulin and F. Visin, arXiv:1603.07285, relationship 15.

    Examples
    --------
    >>> output_size(6, 3)
    4
    >>> output_size(6, 3, stride=2)
    2
    >>> output_size(6, 3, stride=2, ceil_mode=True)
    3
    >>> output_size(4, 5)
    Traceback (most recent call last):
        ...
    ValueError: kernel 5 does not fit into the padded input 4; use padding ≥ 1 or a smaller kernel
    """
    before, after = padding_sides(
        size, kernel_size, stride=stride, padding=padding, dilation=dilation
    )
    # NumPy's small integers, which the check lets pass, would overflow in what follows.
    size, stride = int(size), int(stride)
    span = window_span(kernel_size, dilation)
    room = size + before + after - span
    if flag(ceil_mode, "ceil_mode"):
        last_on_a_pixel = (before + size - 1) // stride
        count = min(-(-room // stride), last_on_a_pixel) + 1
    else:
        count = room // stride + 1
    if count < 1:
        raise ValueError(
            f"{name} {_spanning(str(kernel_size), str(span), dilation > 1)} does not fit into the "
            f"padded input {size + before + after}; "
            f"use padding ≥ {_padding_a_side(size, span)} or a smaller {name}"
        )
    return count


def _spanning(kernel: str, span: str, dilated: bool) -> str:
    """Name a kernel, with the pixels it spans where dilation makes them more."""
    return f"{kernel} (spanning {span} with its dilation)" if dilated else kernel


def _padding_a_side(size: int, span: int) -> int:
    """Return the smallest equal padding a side with which a span fits."""
    return max(-(-(span - size) // 2), 0)


def output_shape(
    shape: tuple[int, int],
    kernel_shape: int | tuple[int, int],
    *,
    stride: int | tuple[int, int] = 1,
    padding: Padding2D = "valid",
    dilation: int | tuple[int, int] = 1,
    ceil_mode: bool = False,
    name: str = "kernel",
) -> tuple[int, int]:
    """Return height and width of a convolution's or a pooling's output.

    Parameters
    ----------
    shape : (int, int)
        Height and width of the input.
    kernel_shape, stride, dilation : int or (int, int)
        The window along both axes; one number stands for both.
    padding : see `padding_2d`
        The padding of the image.
    ceil_mode, name
        As in `output_size`, which gives each axis.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of range, or the kernel does not fit into the padded input.

    Examples
    --------
    >>> output_shape((32, 48), 3, stride=(1, 2))
    (30, 23)
    >>> output_shape((4, 4), 5)
    Traceback (most recent call last):
        ...
    ValueError: kernel 5×5 does not fit into the padded input 4×4; use padding ≥ 1 or ...
    """
    sides = padding_2d(shape, kernel_shape, stride=stride, padding=padding, dilation=dilation)
    sizes = pair(shape, "shape")
    kernel_sizes = pair(kernel_shape, "kernel_shape")
    strides = pair(stride, "stride")
    dilations = pair(dilation, "dilation")
    spans = [window_span(k, d) for k, d in zip(kernel_sizes, dilations, strict=True)]
    padded = [n + before + after for n, (before, after) in zip(sizes, sides, strict=True)]
    if not flag(ceil_mode, "ceil_mode") and any(
        span > n for span, n in zip(spans, padded, strict=True)
    ):
        window = _spanning(
            "{}×{}".format(*kernel_sizes), "{}×{}".format(*spans), max(dilations) > 1
        )
        needed = max(_padding_a_side(n, span) for n, span in zip(sizes, spans, strict=True))
        raise ValueError(
            f"{name} {window} does not fit into the padded input {padded[0]}×{padded[1]}; "
            f"use padding ≥ {needed} or a smaller {name}"
        )
    height, width = (
        output_size(n, k, stride=s, padding=p, dilation=d, ceil_mode=ceil_mode, name=name)
        for n, k, s, p, d in zip(sizes, kernel_sizes, strides, sides, dilations, strict=True)
    )
    return height, width


def remainder(
    size: int,
    kernel_size: int,
    *,
    stride: int = 1,
    padding: Padding = "valid",
    dilation: int = 1,
) -> int:
    """Count the pixels at the end of the padded axis that no window reaches.

    (n + p_before + p_after - d(k - 1) - 1) mod s: what the floor in `output_size` drops.

    Parameters
    ----------
    size, kernel_size, stride, padding, dilation
        As in `output_size`.

    Raises
    ------
    TypeError, ValueError
        As `output_size` does.

    Examples
    --------
    >>> remainder(13, 2, stride=2)  # the pooling 13 → 6 of the course's first network
    1
    >>> remainder(12, 2, stride=2)
    0
    """
    count = output_size(size, kernel_size, stride=stride, padding=padding, dilation=dilation)
    before, after = padding_sides(
        size, kernel_size, stride=stride, padding=padding, dilation=dilation
    )
    covered = (count - 1) * int(stride) + window_span(kernel_size, dilation)
    return int(size) + before + after - covered


def touched_pixels(
    index: int, size: int, kernel_size: int, *, stride: int, before: int, dilation: int
) -> range:
    """Return the pixels that window ``index`` touches, without those of the padding."""
    first = index * stride - before
    first_inside = first if first >= 0 else first % dilation
    return range(first_inside, min(first + dilation * kernel_size, size), dilation)


def pixel_use(
    size: int,
    kernel_size: int,
    *,
    stride: int = 1,
    padding: Padding = "valid",
    dilation: int = 1,
    ceil_mode: bool = False,
) -> list[int]:
    """Count, for each pixel of an axis, the windows that use it.

    An image's pixel (i, j) is used by the product of its row's and its column's counts.

    Parameters
    ----------
    size, kernel_size, stride, padding, dilation, ceil_mode
        As in `output_size`.

    Returns
    -------
    list of int
        One count a pixel, padding not included; 0 for one that no window uses.

    Raises
    ------
    TypeError, ValueError
        As `output_size` does.

    Examples
    --------
    Padding with 1 does not make all pixels count equally; ``"full"`` does, at stride 1:

    >>> pixel_use(5, 3, padding="same")
    [2, 3, 3, 3, 2]
    >>> pixel_use(5, 3, padding="full")
    [3, 3, 3, 3, 3]
    """
    count = output_size(
        size, kernel_size, stride=stride, padding=padding, dilation=dilation, ceil_mode=ceil_mode
    )
    before, _ = padding_sides(size, kernel_size, stride=stride, padding=padding, dilation=dilation)
    size, kernel_size, stride, dilation = int(size), int(kernel_size), int(stride), int(dilation)
    use = [0] * size
    for index in range(count):
        touched = touched_pixels(
            index, size, kernel_size, stride=stride, before=before, dilation=dilation
        )
        for position in touched:
            use[position] += 1
    return use
