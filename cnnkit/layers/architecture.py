"""A layer's architecture as plain values that JSON can hold, and the way back."""

from collections.abc import Iterator
from dataclasses import is_dataclass
from inspect import signature
from itertools import zip_longest
from typing import Any

import numpy as np

from cnnkit import initialisers
from cnnkit.layers.arguments import naming
from cnnkit.layers.joint import Joint
from cnnkit.layers.layer import Layer
from cnnkit.layers.writing import arguments_of

Plain = dict[str, Any]

KNOWN_INITIALISERS = (
    *("he_normal", "he_uniform", "xavier_normal", "xavier_uniform"),
    *("lecun_normal", "lecun_uniform", "orthogonal"),
)


def plain(layer: Layer) -> Plain:
    """Return a layer as its kind and its arguments.

    Examples
    --------
    >>> from cnnkit.layers import Dropout
    >>> plain(Dropout(0.5))
    {'kind': 'Dropout', 'rate': 0.5}
    """
    values: Plain = {"kind": _kind(type(layer))}
    if not is_dataclass(layer) and signature(type(layer)).parameters:
        raise TypeError(
            f"{values['kind']} has arguments that a file cannot hold, since it is no dataclass; "
            "put @dataclass(eq=False, repr=False) before the class, and make them its fields"
        )
    with naming(values["kind"]):
        return values | {k: _plain(v, k) for k, v in arguments_of(layer).items()}


def from_plain(value: Any) -> Layer:
    """Return the layer that `plain` wrote. Only layers can come of it, and their arguments.

    Examples
    --------
    >>> from_plain({"kind": "Dropout", "rate": 0.5})
    Dropout(0.5)
    >>> from_plain({"kind": "os.system"})
    Traceback (most recent call last):
        ...
    ValueError: there is no layer os.system here; import or define it first
    """
    if not isinstance(value, dict) or not isinstance(value.get("kind"), str):
        raise ValueError(f"{value!r} is no layer")
    kind = {_kind(each): each for each in _kinds(Layer)}.get(value["kind"])
    if kind is None:
        raise ValueError(f"there is no layer {value['kind']} here; import or define it first")
    arguments = {name: _from_plain(item) for name, item in value.items() if name != "kind"}
    # Concatenate takes its branches one by one, and nothing else.
    return kind(*arguments.pop("branches", ()), **arguments)


def first_difference(there: Plain, here: Plain) -> str | None:
    """Name the first layer that a file has otherwise; initialisers may differ.

    Examples
    --------
    >>> from cnnkit.layers import Flatten, MaxPool2D, Sequential
    >>> there, here = (plain(Sequential([MaxPool2D(k), Flatten()])) for k in (2, 3))
    >>> first_difference(there, here)
    'layer 1 is MaxPool2D(2) in the file, and MaxPool2D(3) here'
    """
    there, here = _without_initialisers(there), _without_initialisers(here)
    layers = (_places(from_plain(each)) for each in (there, here))
    for (place, theirs), (own_place, ours) in zip_longest(*layers, fillvalue=("", "missing")):
        if (place, theirs) != (own_place, ours):
            elsewhere = f"{own_place} is " if place and own_place and place != own_place else ""
            return f"{place or own_place} is {theirs} in the file, and {elsewhere}{ours} here"
    return None if there == here else "a joint has other branches of None in the file than here"


def _kind(kind: type[Layer]) -> str:
    """Name a kind of layer; one from elsewhere with its module, so that none replaces another."""
    return kind.__name__ if _is_ours(kind) else f"{kind.__module__}.{kind.__qualname__}"


def _is_ours(kind: type[Layer]) -> bool:
    return kind.__module__.startswith("cnnkit.layers.")


def _kinds(base: type[Layer]) -> Iterator[type[Layer]]:
    """Go through all kinds that can be made; of two with one name the later one counts."""
    for kind in base.__subclasses__():
        # Ours that are no dataclasses are what others share, and make no layer.
        if is_dataclass(kind) or not _is_ours(kind):
            yield kind
        yield from _kinds(kind)


def _plain(value: Any, name: str) -> Any:
    if isinstance(value, Layer):
        return plain(value)
    if isinstance(value, list | tuple):
        return [_plain(item, name) for item in value]
    if isinstance(value, np.generic):
        return value.item()
    if callable(value):
        name_of = getattr(value, "__name__", "unnamed")
        is_known = getattr(initialisers, name_of, None) is value
        return {"initialiser": name_of if is_known else f"{value.__module__}.{name_of}"}
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise TypeError(
        f"{name} is {value!r}, which a file cannot hold; use numbers, text, layers, or a function "
        "of cnnkit.initialisers"
    )


def _from_plain(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_from_plain, value))
    if isinstance(value, dict) and value.keys() == {"initialiser"}:
        name = value["initialiser"]
        if name not in KNOWN_INITIALISERS:
            raise ValueError(
                f"there is no initialiser {name} in cnnkit.initialisers; make the network in "
                "Python and call its load_parameters"
            )
        return getattr(initialisers, name)
    return from_plain(value) if isinstance(value, dict) else value


def _without_initialisers(value: Any) -> Any:
    """Leave out how the parameters started."""
    if isinstance(value, list):
        return [_without_initialisers(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {k: _without_initialisers(v) for k, v in value.items() if k != "initialiser"}


def _places(layer: Layer, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield where each layer stands, in words, and how it is written."""
    if not (isinstance(layer, Joint) and layer.is_open):
        yield place, repr(layer)
        return
    for number, (name, child) in enumerate(layer.children().items(), 1):
        here = name if layer.is_joining else f"layer {number}"
        yield from _places(child, f"{place}, {here}" if place else here)
