"""Windows of pooling: the arrangement it cannot have, and those that follow from a size."""

from cnnkit.shapes.arguments import flag, pair, whole_number
from cnnkit.shapes.padding import Padding2D, padding_2d, window_span
from cnnkit.shapes.windows import output_size, touched_pixels


def check_pooling_windows(
    shape: tuple[int, int],
    window: int | tuple[int, int],
    *,
    stride: int | tuple[int, int],
    padding: Padding2D = "valid",
    dilation: int | tuple[int, int] = 1,
    ceil_mode: bool = False,
) -> None:
    """Refuse a pooling in which some window sees no pixel at all, only padding.

    Parameters
    ----------
    shape, window, stride, padding, dilation, ceil_mode
        As in `output_shape`.

    Raises
    ------
    ValueError
        If a window lies wholly in the padding: it has neither a maximum nor a mean.

    Examples
    --------
    >>> check_pooling_windows((4, 4), 2, stride=2, padding=1)
    >>> check_pooling_windows((4, 4), 2, stride=2, padding=2)
    Traceback (most recent call last):
        ...
    ValueError: padding (2, 2) puts a pooling window of 2 wholly outside ...; use padding ≤ 1
    """
    windows = pair(window, "window")
    sides = padding_2d(shape, windows, stride=stride, padding=padding, dilation=dilation)
    axes = zip(
        ("height", "width"),
        pair(shape, "shape"),
        windows,
        pair(stride, "stride"),
        pair(dilation, "dilation"),
        sides,
        strict=True,
    )
    for name, n, k, s, d, (before, after) in axes:
        if before == after == 0 and not flag(ceil_mode, "ceil_mode"):
            continue
        count = output_size(
            n, k, stride=s, padding=(before, after), dilation=d, ceil_mode=ceil_mode, name="window"
        )
        for index in range(count):
            if not touched_pixels(index, n, k, stride=s, before=before, dilation=d):
                raise ValueError(
                    f"padding {(before, after)} puts a pooling window of {k} wholly outside "
                    f"the {name}'s {n} pixels; {_advice(n, k, d)}"
                )


def adaptive_windows(size: int, output_size: int) -> list[tuple[int, int]]:
    """Divide one axis into windows that give exactly ``output_size`` outputs.

    Window i begins at floor(i · n / o) and ends before ceil((i + 1) · n / o): the windows cover
    the axis, differ in size by one pixel at most, and overlap where o does not divide n.

    Parameters
    ----------
    size, output_size : int
        n and o, both at least 1. With o > n, pixels serve several windows.

    Returns
    -------
    list of (int, int)
        First pixel of each window, and the one after its last.

    Raises
    ------
    TypeError, ValueError
        If either is no whole number ≥ 1.

    Notes
    -----
    The windows are those of PyTorch's adaptive pooling.

    Examples
    --------
    >>> adaptive_windows(6, 3)
    [(0, 2), (2, 4), (4, 6)]
    >>> adaptive_windows(5, 3)
    [(0, 2), (1, 4), (3, 5)]
    """
    n, o = whole_number(size, "size"), whole_number(output_size, "output_size")
    return [(i * n // o, -(-(i + 1) * n // o)) for i in range(o)]


def _advice(size: int, kernel_size: int, dilation: int) -> str:
    """Say what puts every window over a pixel: less padding, if the window then still fits."""
    padding = kernel_size // 2 if dilation == 1 else 0
    if window_span(kernel_size, dilation) <= size + 2 * padding:
        return f"use padding ≤ {padding}"
    return "use a dilation of 1"
