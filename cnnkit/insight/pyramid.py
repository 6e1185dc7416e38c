"""A stack of layers along one axis, and the tree of cells below one of its outputs."""

from collections.abc import Sequence
from dataclasses import dataclass

from cnnkit.shapes import ReceptiveField, Window, output_size, padding_sides, receptive_fields

ONE_PIXEL = ReceptiveField(size=1, jump=1, start=0)
"""What a pixel sees, before any layer."""


@dataclass(frozen=True)
class Level:
    """One row of cells: the input, or a map.

    Parameters
    ----------
    name : str
        The layer that made it.
    size : int
        Its cells, without padding.
    field : ReceptiveField
        What its cells see of the input.
    padding : (int, int)
        Cells that the layer above adds before and after.
    """

    name: str
    size: int
    field: ReceptiveField
    padding: tuple[int, int] = (0, 0)

    def middle(self, index: int) -> float:
        """Return where a cell stands over the input: in the middle of what it sees."""
        return self.field.start + index * self.field.jump + self.field.size / 2


@dataclass(frozen=True)
class Pyramid:
    """A stack of layers along one axis: levels from the input upwards, and the windows between.

    Examples
    --------
    >>> pyramid = Pyramid.of(9, ["conv 3", "pool 2"], [Window(3), Window(2, stride=2)])
    >>> [level.size for level in pyramid.levels]
    [9, 7, 3]
    >>> pyramid.seen(1)
    [[2, 3, 4, 5], [2, 3], [1]]
    """

    levels: tuple[Level, ...]
    windows: tuple[Window, ...]

    @classmethod
    def of(cls, size: int, names: Sequence[str], windows: Sequence[Window]) -> "Pyramid":
        """Count the cells of every level, as far up as the windows fit."""
        levels, used = [Level("input", size, ONE_PIXEL)], []
        for name, window in zip(names, windows, strict=True):
            below = levels[-1]
            sides = padding_sides(below.size, **vars(window))
            placed = Window(window.kernel_size, window.stride, sides, window.dilation)
            try:
                above = output_size(below.size, **vars(placed))
            except ValueError:  # it does not fit
                break
            used.append(placed)
            levels[-1] = Level(below.name, below.size, below.field, sides)
            levels.append(Level(name, above, receptive_fields(used)[-1]))
        return cls(tuple(levels), tuple(used))

    @property
    def ends(self) -> tuple[float, float]:
        """How far the drawing reaches, in pixels of the input: pixels, padding and fields."""
        places = [0.0, float(self.levels[0].size)]
        for level in self.levels:
            before, after = level.padding
            half = level.field.jump / 2
            places += [level.middle(-before) - half, level.middle(level.size - 1 + after) + half]
        top = self.levels[-1]
        places += [top.field.start, top.field.pixels(top.size - 1)[1] + 1]
        return min(places), max(places)

    def taps(self, window: Window, index: int) -> list[int]:
        """Return the places below that a cell's window stands on, those in the padding too."""
        before, _ = padding_sides(1, 1, padding=window.padding)
        first = index * window.stride - before
        return [first + tap * window.dilation for tap in range(window.kernel_size)]

    def seen(self, index: int) -> list[list[int]]:
        """Return the places that a top cell's tree touches in each level, from the input up.

        Padding is touched, and nothing below it: it is made of nothing.
        """
        found = [[index]]
        for level, window in zip(self.levels[-2::-1], self.windows[::-1], strict=True):
            above = self.levels[len(self.levels) - len(found)]
            cells = [place for place in found[0] if 0 <= place < above.size]
            places = {tap for place in cells for tap in self.taps(window, place)}
            before, after = level.padding
            inside = range(-before, level.size + after)
            found.insert(0, sorted(place for place in places if place in inside))
        return found
