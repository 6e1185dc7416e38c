"""The one arrangement of windows that pooling cannot have."""

from cnnkit.shapes.arguments import pair
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
        if before == after == 0 and not ceil_mode:
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


def _advice(size: int, kernel_size: int, dilation: int) -> str:
    """Say what puts every window over a pixel: less padding, if the window then still fits."""
    padding = kernel_size // 2 if dilation == 1 else 0
    if window_span(kernel_size, dilation) <= size + 2 * padding:
        return f"use padding ≤ {padding}"
    return "use a dilation of 1"
