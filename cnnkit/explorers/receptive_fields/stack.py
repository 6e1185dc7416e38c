"""A stack of layers on a photo, and what one cell of its last map sees."""

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from cnnkit.explorers.explorer import State
from cnnkit.explorers.photos import small_photo
from cnnkit.insight import Pyramid
from cnnkit.shapes import ReceptiveField, Window

PHOTO = "chelsea"
PIXELS = 48
LAYERS = {
    "conv 3×3": Window(3),
    "conv 5×5": Window(5),
    "conv 7×7": Window(7),
    "conv 1×1": Window(1),
    "conv 3×3 stride 2": Window(3, stride=2),
    "conv 3×3 dilation 2": Window(3, dilation=2),
    "conv 3×3 dilation 4": Window(3, dilation=4),
    "pool 2×2": Window(2, stride=2),
    "pool 3×3": Window(3, stride=2),
}
"""The layers to choose from; poolings have stride 2 and no padding."""


@dataclass(frozen=True)
class StackResult:
    """A stack on a photo, and what one cell of its last map sees."""

    state: State
    rows: Pyramid
    columns: Pyramid
    """Along the photo's height and along its width."""

    @property
    def fitting(self) -> int:
        """How many of the layers fit."""
        return min(len(self.rows.windows), len(self.columns.windows))

    @property
    def output(self) -> tuple[int, int]:
        """Height and width of the last map."""
        return self.rows.levels[self.fitting].size, self.columns.levels[self.fitting].size

    @property
    def fields(self) -> tuple[ReceptiveField, ReceptiveField]:
        """What a cell of the last map sees, along height and width."""
        return self.rows.levels[self.fitting].field, self.columns.levels[self.fitting].field

    @property
    def seen(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """First and last row, and first and last column, that the chosen cell sees."""
        height, width = self.fields
        return height.pixels(self.state["row"]), width.pixels(self.state["column"])

    @property
    def read(self) -> tuple[list[int], list[int]]:
        """Rows and columns of the photo that the chosen cell reads; a field may have holes."""
        height, width = photo().shape[:2]
        rows = self.rows.seen(self.state["row"])[0]
        columns = self.columns.seen(self.state["column"])[0]
        return (
            [row for row in rows if 0 <= row < height],
            [column for column in columns if 0 <= column < width],
        )

    @property
    def on_the_photo(self) -> tuple[int, int]:
        """Rows and columns of the photo from the first to the last of the field."""
        rows, columns = (
            max(0, min(last, n - 1) - max(first, 0) + 1)
            for (first, last), n in zip(self.seen, photo().shape[:2], strict=True)
        )
        return rows, columns

    @property
    def has_holes(self) -> bool:
        """Whether the field holds pixels of the photo that the cell does not read."""
        rows, columns = self.read
        return (len(rows), len(columns)) != self.on_the_photo

    def layer(self, place: int) -> str:
        """Return the kind of a layer, counted from 1."""
        return str(self.state[f"layer_{place}"])

    @property
    def refused(self) -> int:
        """The first layer that does not fit, counted from 1; 0 where all fit."""
        return self.fitting + 1 if self.fitting < self.state["layers"] else 0


def photo() -> NDArray[Any]:
    """Return the photo, small enough for every pixel to be a cell."""
    return small_photo(PHOTO, grey=False, longest_side=PIXELS)


def stacked(state: State) -> StackResult:
    """Follow the stack along both axes, as far as it fits along both."""
    names = [state[f"layer_{place}"] for place in range(1, state["layers"] + 1)]
    windows = [_padded(name, state["padding"]) for name in names]
    sizes = photo().shape[:2]
    fitting = min(len(Pyramid.of(size, names, windows).windows) for size in sizes)
    rows, columns = (Pyramid.of(size, names[:fitting], windows[:fitting]) for size in sizes)
    return StackResult(state, rows, columns)


def _padded(name: str, padding: str) -> Window:
    """Return a layer's window, with its padding if it is a convolution."""
    window = LAYERS[name]
    sides = padding if name.startswith("conv") else 0
    return Window(window.kernel_size, window.stride, sides, window.dilation)
