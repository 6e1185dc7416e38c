"""What a padding means in rows and columns, side by side."""

from cnnkit.shapes.arguments import pair, whole_number

Padding = str | int | tuple[int, int]
"""Padding along one axis: "valid", "same", "full", pixels a side, or (before, after)."""

Padding2D = str | int | tuple[int, int] | tuple[tuple[int, int], tuple[int, int]]
"""Padding of an image: as along one axis, (height, width), or ((top, bottom), (left, right))."""

CHOICES = '"valid", "same", "full", a whole number ≥ 0'


def window_span(kernel_size: int, dilation: int = 1) -> int:
    """Count the pixels from the first to the last one that a window touches: d(k - 1) + 1.

    Parameters
    ----------
    kernel_size : int
        Pixels that the window uses along the axis, at least 1.
    dilation : int
        Distance between two neighbouring ones; 1 means that they touch.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a whole number ≥ 1.

    Examples
    --------
    >>> window_span(3)
    3
    >>> window_span(3, dilation=2)
    5
    """
    kernel_size = whole_number(kernel_size, "kernel_size")
    dilation = whole_number(dilation, "dilation")
    return dilation * (kernel_size - 1) + 1


def padding_sides(
    size: int,
    kernel_size: int,
    *,
    stride: int = 1,
    padding: Padding = "valid",
    dilation: int = 1,
) -> tuple[int, int]:
    """Return how many pixels a padding adds before and after one axis.

    Parameters
    ----------
    size : int
        Pixels along the axis, n ≥ 1.
    kernel_size, stride, dilation : int
        The window: k, s and d, each at least 1.
    padding : "valid", "same", "full", int or (int, int)
        ``"valid"`` adds nothing. ``"same"`` adds just enough for ceil(n / s) windows, the odd
        pixel after. ``"full"`` adds d(k - 1) on each side, so that every window that touches
        a pixel is there at stride 1. A number is added on each side; a pair is (before, after).

    Returns
    -------
    tuple of two ints
        (before, after).

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above.

    Notes
    -----
    ``"same"`` follows TensorFlow: the total is max((ceil(n / s) - 1) s + d(k - 1) + 1 - n, 0).
    Source: V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep learning",
    arXiv:1603.07285, section 2; TensorFlow's ``tf.nn.convolution`` for the odd pixel.

    Examples
    --------
    >>> padding_sides(6, 3, padding="same")
    (1, 1)
    >>> padding_sides(6, 3, stride=2, padding="same")
    (0, 1)
    >>> padding_sides(6, 3, padding="full")
    (2, 2)
    """
    size = whole_number(size, "size")
    span = window_span(kernel_size, dilation)
    stride = whole_number(stride, "stride")
    if isinstance(padding, str):
        if padding == "valid":
            return 0, 0
        if padding == "same":
            outputs = -(-size // stride)
            total = max((outputs - 1) * stride + span - size, 0)
            return total // 2, total - total // 2
        if padding == "full":
            return span - 1, span - 1
        raise ValueError(f'padding is "{padding}"; give {CHOICES}, or (before, after)')
    if isinstance(padding, tuple | list) and len(padding) != 2:
        raise ValueError(
            f"padding is {padding!r}, of {len(padding)} numbers; give one whole number "
            "or (before, after), such as (0, 1)"
        )
    return pair(padding, "padding", minimum=0)


def padding_2d(
    shape: tuple[int, int],
    kernel_shape: int | tuple[int, int],
    *,
    stride: int | tuple[int, int] = 1,
    padding: Padding2D = "valid",
    dilation: int | tuple[int, int] = 1,
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the rows and columns that a padding adds to an image.

    Parameters
    ----------
    shape : (int, int)
        Height and width of the image.
    kernel_shape, stride, dilation : int or (int, int)
        The window along both axes; one number stands for both.
    padding : "valid", "same", "full", int, (int, int) or ((int, int), (int, int))
        A word or a number holds for all sides, a pair is (height, width), two pairs are
        ((top, bottom), (left, right)).

    Returns
    -------
    tuple
        ((top, bottom), (left, right)).

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above.

    See Also
    --------
    padding_sides : what the words mean along one axis.

    Examples
    --------
    >>> padding_2d((5, 7), 3, padding="same")
    ((1, 1), (1, 1))
    >>> padding_2d((5, 7), 3, padding=(0, 2))
    ((0, 0), (2, 2))
    >>> padding_2d((5, 7), 3, padding=((0, 1), (2, 3)))
    ((0, 1), (2, 3))
    """
    height, width = pair(shape, "shape")
    kernel_height, kernel_width = pair(kernel_shape, "kernel_shape")
    stride_height, stride_width = pair(stride, "stride")
    dilation_height, dilation_width = pair(dilation, "dilation")
    vertical, horizontal = padding_by_axis(padding)
    return (
        padding_sides(
            height, kernel_height, stride=stride_height, padding=vertical, dilation=dilation_height
        ),
        padding_sides(
            width, kernel_width, stride=stride_width, padding=horizontal, dilation=dilation_width
        ),
    )


def padding_by_axis(padding: Padding2D) -> tuple[Padding, Padding]:
    """Split an image's padding into that of its height and that of its width.

    Parameters
    ----------
    padding : "valid", "same", "full", int, (int, int) or ((int, int), (int, int))
        As in `padding_2d`.

    Returns
    -------
    tuple
        A word, a number or (before, after) for each axis.

    Raises
    ------
    TypeError, ValueError
        If it is none of these.

    Examples
    --------
    >>> padding_by_axis("same")
    ('same', 'same')
    >>> padding_by_axis((0, 2))
    ((0, 0), (2, 2))
    """
    rule = f"give {CHOICES}, (height, width) or ((top, bottom), (left, right))"
    if isinstance(padding, str):
        if padding not in ("valid", "same", "full"):
            raise ValueError(f'padding is "{padding}"; {rule}')
        return padding, padding
    if not isinstance(padding, tuple | list):
        try:
            number = whole_number(padding, "padding", minimum=0)
        except TypeError as error:
            raise TypeError(f"padding is {padding!r} ({type(padding).__name__}); {rule}") from error
        return number, number
    if len(padding) != 2:
        raise ValueError(f"padding is {padding!r}, of {len(padding)} entries; {rule}")
    vertical, horizontal = padding
    return (
        pair(vertical, "padding[0]", minimum=0),
        pair(horizontal, "padding[1]", minimum=0),
    )
