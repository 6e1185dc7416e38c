"""What one output sees of an input, along one axis, and how such views combine."""

from dataclasses import dataclass
from fractions import Fraction

from cnnkit.layers.arguments import Shape
from cnnkit.shapes import Padding2D, ReceptiveField, Window, padding_2d, pair, receptive_fields


@dataclass(frozen=True)
class View:
    """Output i sees ``size`` pixels from start + i · jump on.

    A `cnnkit.shapes.ReceptiveField` whose numbers may be fractions, since the outputs of a
    transposed convolution lie closer than its pixels; the whole pixels in between are seen.

    Parameters
    ----------
    size : int or Fraction
        Pixels from the first to the last one seen.
    jump : int or Fraction
        Pixels between two neighbouring outputs. 0: all outputs see the same.
    start : int or Fraction
        The first pixel that output 0 sees; negative in the padding.

    Examples
    --------
    Three convolutions of 3 see 7 pixels:

    >>> convolution = View(size=3)
    >>> convolution.through(convolution).through(convolution).size
    7
    """

    size: int | Fraction = 1
    jump: int | Fraction = 1
    start: int | Fraction = 0

    @classmethod
    def of(cls, field: ReceptiveField) -> "View":
        """Return a receptive field as a view."""
        return cls(field.size, field.jump, field.start)

    def through(self, below: "View") -> "View":
        """Return what is seen of the layer below's input, where this is seen of its output."""
        return View(
            below.size + (self.size - 1) * below.jump,
            self.jump * below.jump,
            below.start + self.start * below.jump,
        )

    def within(self, pixels: int) -> "View":
        """Return the view without padding, if all outputs see the same; else as it is."""
        if self.jump:
            return self
        start, end = max(self.start, 0), min(self.start + self.size, pixels)
        return View(end - start, 0, start)

    def joined(self, other: "View") -> "View":
        """Return what is seen through either of two branches: from the earlier start to the end.

        Branches with outputs of one size have, as a rule, one jump. Where padding makes up for
        another stride, the smaller jump is kept.
        """
        start = min(self.start, other.start)
        end = max(self.start + self.size, other.start + other.size)
        return View(end - start, min(self.jump, other.jump), start)


Views = tuple[View, View]
"""Along height and width. Rows of features, which have neither, are seen one to one."""

ONE_TO_ONE: Views = (View(), View())


def whole(input_shape: Shape) -> Views:
    """Return what an output sees that depends on all that the layer is given.

    Examples
    --------
    >>> whole((32, 48, 3))[1]
    View(size=48, jump=0, start=0)
    """
    if len(input_shape) != 3:
        return ONE_TO_ONE
    return View(input_shape[0], 0, 0), View(input_shape[1], 0, 0)


def views_through(above: Views, below: Views, input_shape: Shape) -> Views:
    """Combine two layers' views along both axes.

    Examples
    --------
    Windows of 3 that stand 4 apart, all four of them together, on 16 pixels with a padding of 1:

    >>> all_of_four, apart = whole((4, 4, 8)), (View(size=3, jump=4, start=-1),) * 2
    >>> views_through(all_of_four, apart, (16, 16, 1))[0]
    View(size=14, jump=0, start=0)
    """
    height, width = (a.through(b) for a, b in zip(above, below, strict=True))
    if len(input_shape) != 3:
        return height, width
    return height.within(input_shape[0]), width.within(input_shape[1])


def window_views(
    input_shape: Shape,
    window: int | tuple[int, int],
    stride: int | tuple[int, int],
    padding: Padding2D,
    dilation: int | tuple[int, int] = 1,
) -> Views:
    """Return what a convolution's or a pooling's windows see.

    Examples
    --------
    >>> window_views((32, 48, 3), 3, 2, 1)[0]
    View(size=3, jump=2, start=-1)
    """
    size = input_shape[0], input_shape[1]
    sides = padding_2d(size, window, stride=stride, padding=padding, dilation=dilation)
    windows = zip(
        pair(window, "window"),
        pair(stride, "stride"),
        sides,
        pair(dilation, "dilation"),
        strict=True,
    )
    height, width = (View.of(receptive_fields([Window(*each)])[0]) for each in windows)
    return height, width
