"""A network put together layer by layer: its shapes, what it costs, and what does not fit."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cnnkit.explorers.controls import slider, stops, tick
from cnnkit.explorers.designing_a_network.architecture_drawing import (
    budget_panel,
    image_block,
    layer_blocks,
    line_break,
    table,
)
from cnnkit.explorers.designing_a_network.architecture_trace import Step, Written, shape_text, trace
from cnnkit.explorers.designing_a_network.layer_list import LayerList, checked
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.layers.arguments import Shape
from cnnkit.layers.notation import NUMBERS, TUTORIAL_NETWORK, parts_of

SHAPE_LINES, MOST_LINES = 3, 6
"""Lines of a convolution's formula: for its shape, and with its counts."""

BUDGETS = (5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000, 5_000_000)


@dataclass(frozen=True)
class ArchitectureResult:
    """A network in front of an image, with one layer selected."""

    state: State
    image: Shape
    steps: tuple[Step, ...]

    @property
    def selected(self) -> Step:
        """The layer that is looked at."""
        place: int = self.state["selected"]
        return self.steps[place - 1]

    @property
    def misfit(self) -> Step | None:
        """The layer that does not fit, if there is one."""
        return next((step for step in self.steps if step.misfit), None)

    @property
    def parameters(self) -> int:
        """Those of all layers up to the one that does not fit."""
        return sum(step.cost.parameters for step in self.steps if step.cost)

    @property
    def multiply_adds(self) -> int:
        """Those of all layers up to the one that does not fit."""
        return sum(step.cost.multiply_adds for step in self.steps if step.cost)


class ArchitectureBuilder(Explorer[ArchitectureResult]):
    """A network that the learner puts together, drawn to scale and tabulated.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``height``, ``width``, ``channels`` of the image, ``budget`` of parameters, ``selected``
        (the place of a layer, from 1 on), ``layers`` (as `cnnkit.layers.notation` writes them),
        ``counts`` (whether to show more than shapes).

    Examples
    --------
    >>> explorer = ArchitectureBuilder(layers=[("conv", 8, 3), ("flatten",), ("dense", 10)])
    >>> explorer.result.parameters
    72234
    """

    title = "The architecture builder"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        layers = LayerList(TUTORIAL_NETWORK, rearrange=self.update)
        controls = {
            "height": slider("image height", 32, 4, 96),
            "width": slider("image width", 32, 4, 96),
            "channels": stops("image channels", 3, (1, 3)),
            "budget": stops("parameter budget", 200_000, BUDGETS),
            "selected": layers.selected,
            "counts": tick("show all counts", True),
            "layers": layers,
        }
        super().__init__(controls, state, hidden)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Keep the selection inside the list."""
        return {"selected": (1, len(state["layers"]))}

    def update(self, **state: Any) -> None:
        """Move controls; a list that holds no layers is refused before anything moves."""
        if "layers" in state:
            try:
                state["layers"] = checked(state["layers"])
            except ValueError as error:
                raise ValueError(
                    f"{self.title}: layers cannot be {state['layers']!r} here; use layers such as "
                    f'("conv", 32, 3): {error}'
                ) from error
        super().update(**state)

    def compute(self, state: State) -> ArchitectureResult:
        """Follow the image through the network."""
        image = state["height"], state["width"], state["channels"]
        network = tuple(tuple(layer) for layer in state["layers"])
        return ArchitectureResult(state, image, _traced(image, network))

    def draw(self, result: ArchitectureResult) -> Picture:
        """Draw the blocks in reading order, then the budget and the table."""
        selected = result.state["selected"]
        panels = [image_block(result.image), *layer_blocks(result.steps, selected)]
        if not result.state["counts"]:
            return Picture(panels, formula=_formula(result), formula_lines=SHAPE_LINES)
        complete = result.misfit is None
        budget = budget_panel(result.parameters, result.state["budget"], complete=complete)
        return Picture(
            [*panels, line_break(), budget],
            formula=_formula(result),
            table=table(result.steps, selected),
            formula_lines=MOST_LINES,
        )

    def describe(self, result: ArchitectureResult) -> str:
        """Say what comes out, what it costs, and which layer does not fit."""
        misfit, budget = result.misfit, result.state["budget"]
        if misfit is None and not result.state["counts"]:
            shapes = [shape_text(step.cost.output_shape) for step in result.steps if step.cost]
            return f"An image of {shape_text(result.image)} becomes {', then '.join(shapes)}."
        if misfit is not None:
            behind = len(result.steps) - misfit.number
            rest = f" {_layers(behind)} behind it cannot be reached." if behind else ""
            return (
                f"Layer {misfit.number}, {misfit.words}, does not fit: {misfit.misfit}.{rest} What "
                f"stands before it has {result.parameters:,} parameters."
            )
        last = result.steps[-1]
        shape = last.cost.output_shape if last.cost else result.image
        spare = budget - result.parameters
        against = f"{spare:,} below" if spare >= 0 else f"{-spare:,} above"
        height, width = last.field
        return (
            f"{_layers(len(result.steps))} on an image of {shape_text(result.image)}: out come "
            f"{shape_text(shape)}{' numbers' * (len(shape) == 1)}, with {result.parameters:,} "
            f"parameters, {against} the budget of {budget:,}, and "
            f"{result.multiply_adds:,} multiply-adds. One output sees {height} × {width} pixels."
        )


@lru_cache(maxsize=64)
def _traced(image: Shape, network: tuple[Written, ...]) -> tuple[Step, ...]:
    """Follow a network, once for each: limits, drawing and words ask for the same."""
    return trace(image, network)


def _layers(count: int) -> str:
    """Return "1 layer" or "3 layers"."""
    return f"{count} layer{'s' * (count != 1)}"


def _formula(result: ArchitectureResult) -> str:
    """Write the selected layer's size and its counts with its numbers filled in."""
    step = result.selected
    place = number("selected", step.number)
    if step.misfit:
        return f"Layer {place}, {step.words}: <b>{step.misfit}</b>"
    if step.cost is None or step.input_shape is None:
        return f"Layer {place}, {step.words}: not reached"
    given = _given(result, step)
    head = f"Layer {place}, {step.words}: {' × '.join(given)} → "
    lines = [head + f"<b>{shape_text(step.cost.output_shape)}</b>"]
    if step.axes:
        lines += _size_lines(step, given)
    if not result.state["counts"]:
        return "<br>".join(lines)
    kind, numbers, _ = parts_of(step.written)
    count, work = f"{step.cost.parameters:,}", f"{step.cost.multiply_adds:,}"
    if kind == "conv":
        filters, size = (number(*pair) for pair in zip(NUMBERS[kind], numbers[:2], strict=False))
        rows, columns, _ = step.cost.output_shape
        weights = f"{size}·{size}·{given[2]}"
        lines.append(f"parameters ({weights} + 1)·{filters} = <b>{count}</b>")
        lines.append(f"multiply-adds {rows}·{columns}·{weights}·{filters} = <b>{work}</b>")
    elif kind == "dense":
        units = number("units", numbers[0])
        lines.append(f"parameters ({given[0]} + 1)·{units} = <b>{count}</b>")
        lines.append(f"multiply-adds {given[0]}·{units} = <b>{work}</b>")
    else:
        if kind == "flatten":
            lines.append(f"{'·'.join(given)} = <b>{step.cost.output_shape[0]:,}</b> numbers")
        lines.append("parameters <b>0</b>: it learns nothing")
    if step.axes:
        lines.append(_sees(step))
    return "<br>".join(lines)


def _given(result: ArchitectureResult, step: Step) -> list[str]:
    """Return the numbers of a layer's input; those that a control sets are marked with it."""
    shape = step.input_shape or ()
    if step.number == 1:
        names = ("height", "width", "channels")
        return [number(name, n) for name, n in zip(names, shape, strict=True)]
    return [f"{n:,}" for n in shape]


def _size_lines(step: Step, given: list[str]) -> list[str]:
    """Write the size formula for rows and columns."""
    size = number(_window_name(step), step.window[0])
    stride = number("stride", step.window[1])
    lines = []
    for name, n, axis in zip(("rows", "columns"), given, step.axes, strict=False):
        over = f", <b>{axis.left_over} left over</b>" if axis.left_over else ""
        padding = f" + {axis.before} + {axis.after}" if axis.before + axis.after else ""
        lines.append(
            f"{name} ⌊({n}{padding} − {size}) / {stride}⌋ + 1 = <b>{axis.output}</b>{over}"
        )
    return lines


def _window_name(step: Step) -> str:
    """Return what the slider of a layer's window is called."""
    return "kernel size" if step.kind == "conv" else "window"


def _sees(step: Step) -> str:
    """Write how far the receptive field grows."""
    size = number(_window_name(step), step.window[0])
    before = step.before[0]
    return f"sees {before.size} + ({size} − 1)·{before.jump} = <b>{step.field[0]}</b> pixels a side"
