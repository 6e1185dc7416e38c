"""What is written below the gradients of a convolution: the present place with its numbers."""

from cnnkit.explorers.backpropagation.cells import in_rows
from cnnkit.explorers.backpropagation.convolution_pass import (
    OUTPUT,
    PIXEL,
    SETTINGS,
    ConvolutionPass,
)
from cnnkit.explorers.drawing.picture import number
from cnnkit.explorers.drawing.svg import factor, signed_number

UNIT = {OUTPUT: "outputs", PIXEL: "pixels"}


def lines(result: ConvolutionPass) -> list[str]:
    """Write what the present place gives or gets, and with which settings."""
    state = result.state
    if result.view == OUTPUT:
        text = _given(result)
    elif result.view == PIXEL:
        text = _received_by_the_pixel(result)
    else:
        text = _received_by_the_weight(result)
    settings = ", ".join(f"{name} {number(name, state[name])}" for name in SETTINGS)
    seen_from = f"{number('view', state['view'])}, dY: {number('upstream', state['upstream'])}"
    return [f"{number('example', state['example'])}, {settings}; {seen_from}", *text]


def _given(result: ConvolutionPass) -> list[str]:
    """Write the three gifts of one output."""
    row, column = result.place
    message = float(result.dy[row, column])
    name = f"dY[{number('step', row)}, {number('step', column)}]"
    kernel, patch = result.kernel, result.patch(row, column)
    first = result.window(row, column)[0][0]
    top, left = first[0] - result.padding[0], first[1] - result.padding[1]
    corner = f"row {signed_number(top)}, column {signed_number(left)}"
    times = signed_number(message)
    count = row * result.output[1] + column + 1
    db = signed_number(result.gathered(count)[2])
    return [
        f"{name} = <b>{times}</b>; its window begins at {corner}",
        f"dX there += {factor(message)}·K = {factor(message)}·{in_rows(kernel)} = "
        f"<b>{in_rows(message * kernel)}</b>",
        f"dK += {factor(message)}·patch = {factor(message)}·{in_rows(patch)} = "
        f"<b>{in_rows(message * patch)}</b>; db += {times}, so far {db}",
    ]


def _received_by_the_pixel(result: ConvolutionPass) -> list[str]:
    """Write one number of dX as a sum over the outputs that the pixel fed."""
    row, column = result.place
    (p, q) = result.padding
    pairs = result.fed(row + p, column + q)
    letters = " + ".join(f"dY[{i}, {j}]·K[{u}, {v}]" for (i, j), (u, v) in pairs)
    products = " + ".join(
        f"{factor(float(result.dy[output]))}·{factor(float(result.kernel[weight]))}"
        for output, weight in pairs
    )
    name = f"dX[{number('step', row)}, {number('step', column)}]"
    value = signed_number(float(result.gradients[0][row, column]))
    if not pairs:
        return [f"{name} = <b>0</b>: no window has this pixel", _zeros(result)]
    return [f"{name} = {letters}", f"= {products} = <b>{value}</b>", _zeros(result)]


def _zeros(result: ConvolutionPass) -> str:
    """Write how dY is prepared for the turned kernel."""
    parts = []
    for axis, n in enumerate(result.kernel.shape):
        if n == 1:
            continue
        d, p, s = result.dilation[axis], result.padding[axis], result.stride[axis]
        between = f", {number('stride', s)} − 1 between" if s > 1 else ""
        named = f"{number('dilation', d)}·({n} − 1) − {number('padding', p)}"
        parts.append(
            f"{('rows', 'columns')[axis]}: {named} = {result.before[axis]} zeros before{between}"
        )
    return "; ".join(parts)


def _received_by_the_weight(result: ConvolutionPass) -> list[str]:
    """Write one number of dK as a sum over all outputs."""
    row, column = result.place
    pairs = [(output, place) for output, place in result.met(row, column) if result.dy[output]]
    products = " + ".join(
        f"{factor(float(result.dy[output]))}·{signed_number(float(result.padded[place]))}"
        for output, place in pairs
    )
    name = f"dK[{number('step', row)}, {number('step', column)}]"
    value = signed_number(float(result.gradients[1][row, column]))
    return [
        f"{name} = Σ dY[i, j] · (the pixel that this weight met there), over all outputs",
        f"= {products or '0'} = <b>{value}</b>",
    ]


def present(result: ConvolutionPass) -> str:
    """Say the present place in words, with its numbers."""
    row, column = result.place
    if result.view == OUTPUT:
        message = float(result.dy[row, column])
        gift, patch = message * result.kernel, message * result.patch(row, column)
        return (
            f"The output at row {row}, column {column} passes on "
            f"{signed_number(message)}: to its window in dX {in_rows(gift)}, to dK "
            f"{in_rows(patch)}."
        )
    if result.view == PIXEL:
        (p, q) = result.padding
        count = len(result.fed(row + p, column + q))
        outputs = "1 output" if count == 1 else f"{count} outputs"
        return (
            f"The pixel at row {row}, column {column} fed {outputs}; its gradient is "
            f"{signed_number(float(result.gradients[0][row, column]))}."
        )
    return (
        f"The weight at row {row}, column {column} took part in all {result.dy.size} outputs; its "
        f"gradient is {signed_number(float(result.gradients[1][row, column]))}."
    )
