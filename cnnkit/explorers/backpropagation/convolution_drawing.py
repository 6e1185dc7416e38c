"""The drawing of a convolution's gradients: forwards above, gradients below, then as a sliding."""

from collections.abc import Iterable

import numpy as np

from cnnkit.explorers.backpropagation.cells import NEXT_ROW, Place, largest, number_panel
from cnnkit.explorers.backpropagation.convolution_pass import (
    OUTPUT,
    PIXEL,
    Array,
    ConvolutionPass,
)
from cnnkit.explorers.drawing.svg import Panel, signed_number

WIDEST = 40.0
HIGH = 28.0


def panels(result: ConvolutionPass) -> list[Panel | str]:
    """Return X, K and dY, then dX, dK and db, and then what the present view adds."""
    return [
        *_forwards(result),
        NEXT_ROW,
        *_backwards(result),
        NEXT_ROW,
        *_as_sliding(result),
    ]


def _size(columns: int, room: float = 300.0) -> tuple[float, float]:
    return min(WIDEST, room / columns), HIGH


def _padding_cells(result: ConvolutionPass) -> list[Place]:
    """Return the cells of the padded image that are padding."""
    (p, q), (rows, columns) = result.padding, result.padded.shape
    inside = range(p, rows - p), range(q, columns - q)
    return [
        (row, column)
        for row, column in np.ndindex(rows, columns)
        if row not in inside[0] or column not in inside[1]
    ]


def _marked(result: ConvolutionPass) -> tuple[list[Place], list[Place], list[Place]]:
    """Return the cells of the padded image, the kernel and dY that the present place concerns."""
    row, column = result.place
    if result.view == OUTPUT:
        window = [place for line in result.window(row, column) for place in line]
        return window, [], [(row, column)]
    if result.view == PIXEL:
        place = row + result.padding[0], column + result.padding[1]
        pairs = result.fed(*place)
        return [place], [weight for _, weight in pairs], [output for output, _ in pairs]
    pairs = result.met(row, column)
    return [place for _, place in pairs], [(row, column)], [output for output, _ in pairs]


def _forwards(result: ConvolutionPass) -> list[Panel | str]:
    """Draw the image, the kernel and the upstream gradient."""
    pixels, weights, outputs = _marked(result)
    wide = _size(result.padded.shape[1])
    return [
        number_panel(
            "X, with its padding" if any(result.padding) else "image X",
            result.padded,
            size=wide,
            limit=largest(result.x),
            kind="image",
            marked=pixels,
            hatched=_padding_cells(result),
            name="X",
            note=_shape(result.x)
            + (f", {_shape(result.padded)} with padding" * any(result.padding)),
        ),
        number_panel(
            "kernel K",
            result.kernel,
            size=(WIDEST, HIGH),
            limit=5.0,
            marked=weights,
            name="K",
        ),
        number_panel(
            "dY, arriving",
            result.dy,
            size=(WIDEST, HIGH),
            limit=largest(result.dy),
            gradient=True,
            marked=outputs,
            name="dY",
        ),
    ]


def _backwards(result: ConvolutionPass) -> list[Panel | str]:
    """Draw what has gathered: so far where outputs give, and all where pixels and weights get."""
    count = int(np.prod(result.output))
    far = result.view == OUTPUT
    row, column = result.place
    if far:
        count = row * result.output[1] + column + 1
    dx, dk, db = result.gathered(count)
    whole = result.gathered(int(np.prod(result.output)))
    pixels, weights, _ = _marked(result)
    if far:
        weights = list(np.ndindex(result.kernel.shape))  # every weight gets something
    if result.view == PIXEL:
        weights = []
    if not far and result.view != PIXEL:
        pixels = []
    so_far = f"after {count} of {result.dy.size}" if far else "all gathered"
    return [
        number_panel(
            "dX",
            dx,
            size=_size(dx.shape[1]),
            limit=largest(whole[0]),
            gradient=True,
            marked=pixels,
            hatched=_padding_cells(result),
            name="dX",
            note=so_far + ("; hatched: dropped" if any(result.padding) else ""),
        ),
        number_panel(
            "dK",
            dk,
            size=(WIDEST, HIGH),
            limit=largest(whole[1]),
            gradient=True,
            marked=weights,
            name="dK",
        ),
        number_panel(
            "db",
            np.array([[db]]),
            size=(WIDEST, HIGH),
            limit=max(abs(whole[2]), 1.0),
            gradient=True,
            marked=[(0, 0)] if far else [],
            note="1 number",
        ),
    ]


def _as_sliding(result: ConvolutionPass) -> list[Panel | str]:
    """Draw what an output adds; or dX and dK as what a window makes that slides."""
    row, column = result.place
    if result.view == OUTPUT:
        message = result.dy[row, column]
        text = f"{signed_number(float(message))} ·"
        return [
            _gift(f"added to dX: {text} K", message * result.kernel),
            _gift(f"added to dK: {text} patch", message * result.patch(row, column)),
        ]
    if result.view == PIXEL:
        return _sliding_over_messages(result, row, column)
    return _sliding_over_the_image(result, row, column)


def _gift(title: str, array: Array) -> Panel:
    return number_panel(
        title, array, size=(WIDEST, HIGH), limit=max(largest(array), 5.0), gradient=True
    )


def _sliding_over_messages(result: ConvolutionPass, row: int, column: int) -> list[Panel | str]:
    """Draw the turned kernel on dY, which has zeros between its numbers and around them."""
    (d, e), (k, m) = result.dilation, result.kernel.shape
    window = [(row + u * d, column + v * e) for u in range(k) for v in range(m)]
    around = result.surrounded
    (top, left), (s, t) = result.before, result.stride
    rows, columns = result.output
    own = {(top + i * s, left + j * t) for i, j in np.ndindex(rows, columns)}
    zeros = [place for place in np.ndindex(around.shape) if place not in own]
    return [
        number_panel(
            "dY with zeros around" + (" and between" if max(s, t) > 1 else ""),
            around,
            size=_size(around.shape[1]),
            limit=largest(result.dy),
            gradient=True,
            marked=window,
            hatched=_pairs(zeros),
        ),
        "∗",
        number_panel("K turned round", result.turned, size=(WIDEST, HIGH), limit=5.0, marked=()),
        "=",
        number_panel(
            "this number of dX",
            np.array([[result.gradients[0][row, column]]]),
            size=(WIDEST + 10, HIGH),
            limit=largest(result.gradients[0]),
            gradient=True,
            marked=[(0, 0)],
            note=f"row {row}, column {column}",
        ),
    ]


def _sliding_over_the_image(result: ConvolutionPass, row: int, column: int) -> list[Panel | str]:
    """Draw dY as a kernel on the image: its numbers stand a stride apart."""
    (d, e), stretched = result.dilation, result.stretched
    (s, t) = result.stride
    corner = row * d, column * e
    window = [
        (corner[0] + i, corner[1] + j)
        for i, j in np.ndindex(stretched.shape)
        if i % s == 0 and j % t == 0
    ]
    between = [(i, j) for i, j in np.ndindex(stretched.shape) if i % s or j % t]
    return [
        number_panel(
            "X under the sliding dY",
            result.padded,
            size=_size(result.padded.shape[1]),
            limit=largest(result.x),
            kind="image",
            marked=window,
            hatched=_padding_cells(result),
        ),
        "∗",
        number_panel(
            "dY as a kernel" + (", zeros between" if max(s, t) > 1 else ""),
            stretched,
            size=_size(stretched.shape[1], 220.0),
            limit=largest(result.dy),
            gradient=True,
            hatched=between,
        ),
        "=",
        number_panel(
            "this number of dK",
            np.array([[result.gradients[1][row, column]]]),
            size=(WIDEST + 10, HIGH),
            limit=largest(result.gradients[1]),
            gradient=True,
            marked=[(0, 0)],
            note=f"row {row}, column {column}",
        ),
    ]


def _pairs(places: Iterable[tuple[int, ...]]) -> list[Place]:
    return [(place[0], place[1]) for place in places]


def _shape(array: Array) -> str:
    return " × ".join(str(n) for n in array.shape)
