"""A control that holds a list of layers: buttons that rearrange it, sliders for one of them."""

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as widgets

from cnnkit.explorers.controls import WIDTH, choice, slider
from cnnkit.layers.notation import NUMBERS, PADDINGS, in_words, parts_of

Written = list[Any]

MOST_LAYERS = 16
LARGEST = {"filters": 512, "units": 512, "kernel size": 11, "window": 11, "stride": 11}
"""The most that a slider gives; the least is 1."""

DEFAULTS: dict[str, Written] = {
    "conv": ["conv", 32, 3],
    "relu": ["relu"],
    "max pool": ["max pool", 2],
    "average pool": ["average pool", 2],
    "global average pool": ["global average pool"],
    "flatten": ["flatten"],
    "dense": ["dense", 64],
}
"""What a layer is turned into when its kind is chosen."""


class LayerList:
    """The layers of a network, of which one is selected and can be changed.

    Parameters
    ----------
    value : sequence of tuples
        The layers, as `cnnkit.layers.notation` writes them.
    rearrange : callable
        Called with ``layers=`` and ``selected=`` when a button asks for another list: both change
        at once, so that the explorer sets them.

    Examples
    --------
    >>> layers = LayerList([("conv", 8, 3), ("relu",)], rearrange=print)
    >>> layers.value
    [['conv', 8, 3], ['relu']]
    """

    def __init__(self, value: Sequence[Sequence[Any]], rearrange: Callable[..., None]) -> None:
        self._layers = checked(value)
        self._rearrange = rearrange
        self._handlers: list[Callable[[Any], None]] = []
        self._following = False
        self.moved = ""
        """The label of the slider that moved last."""
        self.selected = slider("selected layer", 1, 1, len(self._layers))
        """The place of the layer that the sliders change, from 1 on."""
        self._buttons = {
            name: widgets.Button(description=name, layout=widgets.Layout(width="92px"), tooltip=tip)
            for name, tip in (
                ("Add", "A copy of the selected layer, behind it"),
                ("Remove", "The selected layer"),
                ("Up", "The selected layer one place towards the image"),
                ("Down", "The selected layer one place towards the end"),
            )
        }
        for name, button in self._buttons.items():
            button.on_click(lambda _button, name=name: self._press(name))
        self._kind = choice("its kind", "conv", tuple(NUMBERS))
        self._channels = slider("filters", 32, 1, LARGEST["filters"])
        self._window = slider("kernel size", 3, 1, LARGEST["kernel size"])
        self._stride = slider("stride", 1, 1, LARGEST["stride"])
        self._padding = choice("padding", "valid", PADDINGS)
        self._kind.observe(lambda change: self._replace(DEFAULTS[change["new"]]), names="value")
        for widget in (self._channels, self._window, self._stride, self._padding):
            widget.observe(lambda change: self._slid(change["owner"]), names="value")
        self.selected.observe(lambda _change: self._follow(), names="value")
        self._note = widgets.Label()
        buttons = widgets.Box(
            [*self._buttons.values(), self._note],
            layout=widgets.Layout(width=WIDTH, max_width="100%", flex_flow="row wrap"),
        )
        parts = [buttons, self._kind, self._channels, self._window, self._stride, self._padding]
        wrapping = widgets.Box(parts, layout=widgets.Layout(flex_flow="row wrap", width="100%"))
        self.widget = widgets.Box([wrapping], layout=widgets.Layout(width="100%"))
        self._follow()

    @property
    def value(self) -> list[Written]:
        """The layers, each as a list of its kind and its numbers."""
        return [list(layer) for layer in self._layers]

    @value.setter
    def value(self, value: Sequence[Sequence[Any]]) -> None:
        layers = checked(value)
        if layers == self._layers:
            return
        self._layers = layers
        self._follow()
        for handler in self._handlers:
            handler({"name": "value", "new": self.value})

    def observe(self, handler: Callable[[Any], None], names: str = "value") -> None:
        """Call ``handler`` whenever a layer changes."""
        self._handlers.append(handler)

    @property
    def _place(self) -> int:
        """The selected layer's index; the slider may be behind when the list grows shorter."""
        return int(min(self.selected.value, len(self._layers))) - 1

    def _replace(self, layer: Written) -> None:
        """Put another layer in the selected one's place, unless it is the list that moves."""
        if not self._following:
            layers = self.value
            layers[self._place] = list(layer)
            self.value = layers

    def _slid(self, widget: Any) -> None:
        """Give the selected layer the sliders' numbers."""
        if not self._following:
            self.moved = widget.description
            self._replace(self._from_sliders())

    def _from_sliders(self) -> Written:
        """Return the selected layer with the sliders' numbers, in its shortest form."""
        kind = self._layers[self._place][0]
        if kind == "dense":
            return [kind, self._channels.value]
        if "stride" not in NUMBERS[kind]:
            return [kind]
        if kind != "conv":
            return [kind, self._window.value, *self._stride_of_pooling()]
        stride = [self._stride.value] if self._stride.value > 1 else []
        padding = ["same"] if self._padding.value == "same" else []
        return [kind, self._channels.value, self._window.value, *stride, *padding]

    def _stride_of_pooling(self) -> list[int]:
        """Return its stride, or nothing where it is that of the window and grows with it."""
        window, *chosen = self._layers[self._place][1:]
        stride = self._stride.value
        is_left_out = not chosen and stride == window
        return [] if is_left_out or stride == self._window.value else [stride]

    def _follow(self) -> None:
        """Let buttons and sliders show the selected layer; what it does not have is hidden."""
        kind, numbers, padding = parts_of(self._layers[self._place])
        names = NUMBERS[kind]
        self._following = True
        try:
            self._kind.value = kind
            by_name = dict(zip(names, numbers, strict=False))
            by_name.setdefault("stride", by_name.get("window", 1))
            self._channels.description = "units" if kind == "dense" else "filters"
            self._window.description = "window" if "window" in names else "kernel size"
            for widget, wanted in (
                (self._channels, ("filters", "units")),
                (self._window, ("kernel size", "window")),
                (self._stride, ("stride",)),
            ):
                shown = [name for name in wanted if name in names]
                _show(widget, bool(shown))
                if shown:
                    widget.value = by_name[shown[0]]
            _show(self._padding, kind == "conv")
            self._padding.value = padding
        finally:
            self._following = False
        self._note.value = ""

    def _press(self, name: str) -> None:
        """Do what a button says, or say why it cannot be done.

        The buttons are never switched off: one that has the keyboard's focus would lose it.
        """
        layers, place = self.value, self._place
        refusal = {
            "Add": f"{MOST_LAYERS} layers are the most" if len(layers) >= MOST_LAYERS else "",
            "Remove": "one layer has to stay" if len(layers) == 1 else "",
            "Up": "it is the first layer" if place == 0 else "",
            "Down": "it is the last layer" if place == len(layers) - 1 else "",
        }[name]
        if refusal:
            self._note.value = refusal
            return
        if name == "Add":
            layers.insert(place + 1, layers[place])
            place += 1
        elif name == "Remove":
            del layers[place]
            place = min(place, len(layers) - 1)
        else:
            other = place - 1 if name == "Up" else place + 1
            layers[place], layers[other] = layers[other], layers[place]
            place = other
        self._rearrange(layers=layers, selected=place + 1)


def checked(layers: Any) -> list[Written]:
    """Return layers as lists, or say which one cannot be shown.

    Examples
    --------
    >>> checked([("dense", 1000)])
    Traceback (most recent call last):
        ...
    ValueError: dense 1000 has more units than the 512 that fit here
    """
    if not isinstance(layers, list | tuple) or not 1 <= len(layers) <= MOST_LAYERS:
        raise ValueError(f'give 1 to {MOST_LAYERS} layers, such as [("conv", 32, 3)]')
    for layer in layers:
        kind, numbers, _ = parts_of(layer)
        for name, number in zip(NUMBERS[kind], numbers, strict=False):
            if number > LARGEST[name]:
                raise ValueError(
                    f"{in_words(layer)} has more {name} than the {LARGEST[name]} that fit here"
                )
    return [list(layer) for layer in layers]


def _show(widget: Any, shown: bool) -> None:
    """Show a widget, or leave its place empty, so that the others stay where they are."""
    widget.disabled = not shown
    widget.layout.visibility = "visible" if shown else "hidden"
