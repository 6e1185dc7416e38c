"""How far a stack of windows sees: size, jump and start of its receptive field."""

from collections.abc import Iterable
from dataclasses import dataclass

from cnnkit.shapes.arguments import whole_number
from cnnkit.shapes.padding import Padding, padding_sides, window_span
from cnnkit.shapes.windows import output_size


@dataclass(frozen=True)
class Window:
    """One layer as its windows see it along one axis: a convolution or a pooling.

    Parameters
    ----------
    kernel_size, stride, dilation : int
        k, s and d, each at least 1.
    padding : "valid", "same", "full", int or (int, int)
        As in `padding_sides`.

    Examples
    --------
    >>> Window(3, padding="same")
    Window(kernel_size=3, stride=1, padding='same', dilation=1)
    """

    kernel_size: int
    stride: int = 1
    padding: Padding = 0
    dilation: int = 1


@dataclass(frozen=True)
class ReceptiveField:
    """The input pixels that one output can see, along one axis.

    Parameters
    ----------
    size : int
        Pixels from the first to the last one seen, r.
    jump : int
        Input pixels between two neighbouring outputs, j.
    start : int
        The first pixel that output 0 sees; negative in the padding.

    Examples
    --------
    >>> ReceptiveField(size=5, jump=2, start=-1).pixels(3)
    (5, 9)
    """

    size: int
    jump: int
    start: int

    def pixels(self, index: int) -> tuple[int, int]:
        """Return the first and the last pixel that output ``index`` sees."""
        index = whole_number(index, "index", minimum=0)
        first = self.start + index * self.jump
        return first, first + self.size - 1


def receptive_fields(windows: Iterable[Window], *, size: int | None = None) -> list[ReceptiveField]:
    """Follow the receptive field through a stack of layers, from the input upwards.

    start -= p_before j, then r += d(k - 1) j, then j *= s, from r = j = 1 and start = 0:
    padding shifts the field and does not grow it.

    Parameters
    ----------
    windows : iterable of Window
        The layers in order. Layers without a window, such as activations, change nothing.
    size : int, optional
        Pixels of the input. Only ``"same"`` at a stride above 1 needs it, since there the
        padding depends on the size.

    Returns
    -------
    list of ReceptiveField
        One a layer: what its outputs see of the input.

    Raises
    ------
    TypeError, ValueError
        If a window is out of range, does not fit, or needs ``size`` and has none.

    Notes
    -----
    Source: A. Araujo, W. Norris and J. Sim, "Computing Receptive Fields of Convolutional Neural
    Networks", Distill 2019, doi:10.23915/distill.00021.

    Examples
    --------
    >>> pooled = [Window(3), Window(2, stride=2), Window(3)]
    >>> receptive_fields(pooled)[-1]
    ReceptiveField(size=8, jump=2, start=0)
    """
    field = ReceptiveField(size=1, jump=1, start=0)
    fields = []
    rule = "give windows, such as [Window(3)]"
    if not isinstance(windows, Iterable):
        raise TypeError(f"windows is {windows!r} ({type(windows).__name__}); {rule}")
    for window in windows:
        if not isinstance(window, Window):
            raise TypeError(f"windows holds {window!r} ({type(window).__name__}); {rule}")
        k, d = window.kernel_size, window.dilation
        s = whole_number(window.stride, "stride")
        if window.padding == "same" and s != 1 and size is None:
            raise ValueError(
                f'padding "same" at stride {s} depends on the input\'s size; '
                "give size, such as size=224"
            )
        # Without a size the padding does not depend on it, so that any number serves.
        before, after = padding_sides(size or 1, k, stride=s, padding=window.padding, dilation=d)
        if size is not None:
            size = output_size(size, k, stride=s, padding=(before, after), dilation=d)
        field = ReceptiveField(
            size=field.size + (window_span(k, d) - 1) * field.jump,
            jump=field.jump * s,
            start=field.start - before * field.jump,
        )
        fields.append(field)
    return fields
