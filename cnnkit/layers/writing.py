"""How a layer is written: as the call that makes it."""

import dataclasses
from collections.abc import Iterator
from typing import Any


def arguments_of(layer: object) -> dict[str, Any]:
    """Return a layer's arguments by name: the fields of its dataclass, if it is one."""
    fields = dataclasses.fields(layer) if dataclasses.is_dataclass(layer) else ()
    return {field.name: getattr(layer, field.name) for field in fields}


def call_of(layer: object) -> str:
    """Write the call that makes a layer: options by name, and only those that are chosen.

    Examples
    --------
    >>> from cnnkit.layers import Conv2D
    >>> call_of(Conv2D(32, 3, padding="same", stride=1))
    "Conv2D(32, 3, padding='same')"
    """
    return f"{type(layer).__name__}({', '.join(_written(layer))})"


def _written(layer: object) -> Iterator[str]:
    for field in dataclasses.fields(layer) if dataclasses.is_dataclass(layer) else ():
        value = getattr(layer, field.name)
        written = getattr(value, "__name__", "...") if callable(value) else repr(value)
        if not field.kw_only and field.default is dataclasses.MISSING:
            yield written
        elif value != field.default:
            yield f"{field.name}={written}"
