"""The table of a network: a row for each layer."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from cnnkit.layers.arguments import Shape
from cnnkit.layers.joint import Joint, Stage
from cnnkit.layers.view import ONE_TO_ONE, views_through

HEADINGS = (
    *("name", "kind", "output shape"),
    *("parameters", "multiply-adds", "receptive field"),
)
TEXT_COLUMNS = 3
"""These come first; the others hold numbers, which stand on the right."""


class Row(NamedTuple):
    """One layer of a network."""

    name: str
    kind: str
    output_shape: Shape
    parameters: int
    multiply_adds: int
    receptive_field: tuple[int, int] | None
    """Pixels that one output sees of the input's height and width, if it has these."""


@dataclass(frozen=True, repr=False)
class Summary:
    """A network's table, which prints as text and shows in a notebook as a table.

    Parameters
    ----------
    input_shape : tuple of ints
        What the network is given.
    rows : list of Row
        Its layers; where some are joined, those inside come first.

    Examples
    --------
    >>> from cnnkit.layers import Conv2D, ReLU, Sequential
    >>> summary = Sequential([Conv2D(8, 3), ReLU()]).summary((8, 8, 1))
    >>> summary.parameters, summary.multiply_adds
    (80, 2592)
    >>> summary.rows[0].receptive_field
    (3, 3)
    """

    input_shape: Shape
    rows: list[Row]

    @property
    def parameters(self) -> int:
        """Those of all layers."""
        return sum(row.parameters for row in self.rows)

    @property
    def multiply_adds(self) -> int:
        """Those of all layers, for one input."""
        return sum(row.multiply_adds for row in self.rows)

    def _table(self) -> list[list[str]]:
        """Return all cells as text, the total last."""
        total = ["total", "", "", f"{self.parameters:,}", f"{self.multiply_adds:,}", ""]
        return [*map(_cells, self.rows), total]

    def __repr__(self) -> str:
        table = [list(HEADINGS), *self._table()]
        widths = [max(map(len, column)) for column in zip(*table, strict=True)]
        lines = (
            "  ".join(
                cell.ljust(width) if place < TEXT_COLUMNS else cell.rjust(width)
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            ).rstrip()
            for row in table
        )
        return "\n".join([*lines, f"input {self.input_shape}"])

    def _repr_html_(self) -> str:
        heads = "".join(
            f'<th scope="col" style="text-align:{_side(place)}">{heading}</th>'
            for place, heading in enumerate(HEADINGS)
        )
        *rows, total = map(_html_row, self._table())
        return (
            '<div style="overflow-x:auto"><table style="white-space:nowrap">'
            f"<caption>A network for inputs {self.input_shape}</caption>"
            f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody>"
            f"<tfoot>{total}</tfoot></table></div>"
        )


def summarise(network: Joint, input_shape: Shape) -> Summary:
    """Make a network's table; nothing needs to be built."""
    whole_network = Stage("", network, input_shape, ONE_TO_ONE)
    return Summary(input_shape, list(_rows(whole_network, input_shape)))


def _rows(stage: Stage, image: Shape) -> Iterator[Row]:
    """Yield the rows of a layer, those inside it first; ``image`` is what the network is given."""
    layer, shape = stage.layer, stage.input_shape
    parameters = multiply_adds = 0
    if isinstance(layer, Joint) and layer.is_open:
        for inner in layer.stages(shape):
            name = f"{stage.name}.{inner.name}" if stage.name else inner.name
            views = views_through(inner.views, stage.views, image)
            yield from _rows(inner._replace(name=name, views=views), image)
        if not layer.is_joining:
            return
    else:  # those inside a joint have been counted
        parameters, multiply_adds = layer.count(shape)
    height, width = views_through(layer.views(shape), stage.views, image)
    yield Row(
        stage.name,
        type(layer).__name__,
        layer.output_shape(shape),
        parameters,
        multiply_adds,
        (int(height.size), int(width.size)) if len(image) == 3 else None,
    )


def _cells(row: Row) -> list[str]:
    field = row.receptive_field
    return [
        row.name,
        row.kind,
        str(row.output_shape),
        f"{row.parameters:,}",
        f"{row.multiply_adds:,}",
        f"{field[0]}×{field[1]}" if field else "",
    ]


def _html_row(cells: list[str]) -> str:
    name, *others = map(escape, cells)
    data = "".join(
        f'<td style="text-align:{_side(place)}">{cell}</td>'
        for place, cell in enumerate(others, start=1)
    )
    return f'<tr><th scope="row" style="text-align:left">{name}</th>{data}</tr>'


def _side(place: int) -> str:
    return "left" if place < TEXT_COLUMNS else "right"
