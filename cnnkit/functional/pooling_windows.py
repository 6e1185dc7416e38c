"""How all windows of a pooling are combined at once.

Axes: N images, H, W height and width, C channels.
"""

import numpy as np

from cnnkit.functional.checks import Array, new_array
from cnnkit.functional.geometry import Geometry
from cnnkit.functional.windows import blocks
from cnnkit.shapes import window_span


def padded_map(x: Array, geometry: Geometry, value: float) -> Array:
    """Return ``x`` with ``value`` wherever a window reaches past it, or ``x`` itself."""
    N, H, W, C = x.shape
    (top, _), (left, _) = geometry.padding
    height, width = (
        (o - 1) * s + window_span(k, d)
        for o, s, k, d in zip(
            geometry.output, geometry.stride, geometry.window, geometry.dilation, strict=True
        )
    )
    if top == left == 0 and height <= H and width <= W:
        return x
    shape = (N, max(height, top + H), max(width, left + W), C)
    padded = new_array(shape, x.dtype, "padding")
    padded[...] = value
    padded[:, top : top + H, left : left + W] = x
    return padded


def combine_windows(operation: np.ufunc, padded: Array, geometry: Geometry) -> Array:
    """Reduce all windows by ``operation``, one offset in the window after the other.

    Whole shifted maps are combined, which is far faster than a reduction of each window; rows
    come first and columns then, so that k + k steps do the work of k · k. So many images at a
    time as stay in the cache between the two: on large maps a quarter less time than all at once.
    """
    (height, width), (s_h, s_w) = geometry.output, geometry.stride
    d_h, d_w = geometry.dilation
    row_span, column_span = (height - 1) * s_h + 1, (width - 1) * s_w + 1
    y = np.empty((len(padded), height, width, padded.shape[3]), padded.dtype)
    for images, _ in blocks(len(padded), 1, padded[0].nbytes):
        maps, out = padded[images], y[images]
        rows = maps[:, :row_span:s_h]
        for u in range(1, geometry.window[0]):
            rows = operation(rows, maps[:, u * d_h : u * d_h + row_span : s_h])
        combined = rows[:, :, :column_span:s_w]
        for v in range(1, geometry.window[1]):
            column = rows[:, :, v * d_w : v * d_w + column_span : s_w]
            combined = operation(combined, column, out=out)
        if combined is not out:  # a window of one column
            out[...] = combined
    return y
