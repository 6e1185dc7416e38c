"""A short way to write networks down: one tuple a layer, such as ("conv", 32, 3)."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from cnnkit.layers.convolution import Conv2D
from cnnkit.layers.dense import Dense, Flatten
from cnnkit.layers.layer import Layer
from cnnkit.layers.pooling import AveragePool2D, GlobalAveragePool2D, MaxPool2D
from cnnkit.layers.rectifiers import ReLU
from cnnkit.layers.sequential import Sequential

NUMBERS = {
    "conv": ("filters", "kernel size", "stride"),
    "relu": (),
    "max pool": ("window", "stride"),
    "average pool": ("window", "stride"),
    "global average pool": (),
    "flatten": (),
    "dense": ("units",),
}
"""The kinds of layers, and the numbers that follow each; a stride may be left out."""

PADDINGS = ("valid", "same")
"""The word that may end a convolution; "valid" may be left out."""

TUTORIAL_NETWORK: tuple[tuple[Any, ...], ...] = (
    *(("conv", 32, 3), ("relu",), ("max pool", 2)),
    *(("conv", 64, 3), ("relu",), ("max pool", 2)),
    *(("conv", 64, 3), ("relu",)),
    *(("flatten",), ("dense", 64), ("relu",), ("dense", 10)),
)
"""A network for images of 32 × 32 × 3 and ten classes that many tutorials begin with."""

MAKERS: dict[str, Callable[..., Layer]] = {
    "conv": Conv2D,
    "relu": ReLU,
    "max pool": MaxPool2D,
    "average pool": AveragePool2D,
    "global average pool": GlobalAveragePool2D,
    "flatten": Flatten,
    "dense": Dense,
}


def layer_of(written: Sequence[Any]) -> Layer:
    """Return the layer that a tuple describes.

    Parameters
    ----------
    written : tuple
        The kind and its numbers, in the order of `NUMBERS`: ``("conv", filters, kernel size)``,
        ``("relu",)``, ``("max pool", window)``, ``("average pool", window)``,
        ``("global average pool",)``, ``("flatten",)``, ``("dense", units)``. A convolution and a
        pooling may have a stride behind that, and a convolution "same" at the end.

    Returns
    -------
    Layer
        Not built.

    Raises
    ------
    ValueError
        If it is none of these.

    Examples
    --------
    >>> layer_of(("conv", 32, 3)), layer_of(("conv", 32, 3, 2, "same"))
    (Conv2D(32, 3), Conv2D(32, 3, stride=2, padding='same'))
    >>> layer_of(("max pool", 3, 2))
    MaxPool2D(3, stride=2)
    >>> layer_of(("pool", 2))
    Traceback (most recent call last):
        ...
    ValueError: ('pool', 2) is no layer: the kinds are conv, relu, max pool, average pool, ...
    """
    kind, numbers, padding = parts_of(written)
    options: dict[str, Any] = {} if padding == "valid" else {"padding": padding}
    if "stride" in NUMBERS[kind] and len(numbers) == len(NUMBERS[kind]):
        *numbers, options["stride"] = numbers
    return MAKERS[kind](*numbers, **options)


def network_of(written: Sequence[Sequence[Any]]) -> Sequential:
    """Return the network that a list of tuples describes, as `layer_of` reads each.

    Examples
    --------
    >>> network = network_of([("conv", 8, 3), ("relu",), ("global average pool",), ("dense", 10)])
    >>> network.count((32, 32, 3))
    (314, 194480)
    """
    if not isinstance(written, list | tuple) or not written:
        raise ValueError(f'{written!r} is no network; give a list such as [("conv", 8, 3)]')
    return Sequential([layer_of(each) for each in written])


def parts_of(written: Any) -> tuple[str, list[int], str]:
    """Take a layer's tuple apart into its kind, its numbers and its padding, and check them.

    Examples
    --------
    >>> parts_of(("conv", 32, 3, "same"))
    ('conv', [32, 3], 'same')
    """
    if not isinstance(written, list | tuple) or not written:
        raise ValueError(f'{written!r} is no layer; write a tuple, such as ("conv", 32, 3)')
    kind, *rest = written
    if not isinstance(kind, str) or kind not in NUMBERS:
        raise ValueError(f"{written!r} is no layer: the kinds are {', '.join(NUMBERS)}")
    padding = "valid"
    if kind == "conv" and rest and isinstance(rest[-1], str) and rest[-1] in PADDINGS:
        padding = rest.pop()
    names = NUMBERS[kind]
    fewest = len(names) - ("stride" in names)
    are_counts = all(_is_count(number) for number in rest)
    if not are_counts or not fewest <= len(rest) <= len(names):
        raise ValueError(f"{written!r} is no layer: {kind} is written {_pattern(kind)}")
    return kind, [int(number) for number in rest], padding


def _is_count(number: Any) -> bool:
    """Return whether this is a whole number from 1 on, of Python or of NumPy."""
    return (
        isinstance(number, int | np.integer) and not isinstance(number, bool) and bool(number >= 1)
    )


def in_words(written: Sequence[Any]) -> str:
    """Write a layer in a few words.

    Examples
    --------
    >>> in_words(("conv", 32, 3)), in_words(("max pool", 3, 2)), in_words(("dense", 10))
    ('conv 32, 3×3', 'max pool 3×3, stride 2', 'dense 10')
    """
    kind, numbers, padding = parts_of(written)
    if not numbers:
        return kind
    if kind == "dense":
        return f"{kind} {numbers[0]}"
    *filters, size = numbers[: len(NUMBERS[kind]) - 1]
    words = [f"{kind} {filters[0]}, {size}×{size}" if filters else f"{kind} {size}×{size}"]
    has_stride = len(numbers) == len(NUMBERS[kind])
    if has_stride and numbers[-1] != (1 if kind == "conv" else size):
        words.append(f"stride {numbers[-1]}")
    return ", ".join(words + ([padding] if padding != "valid" else []))


def _pattern(kind: str) -> str:
    """Write how a kind is written, with an example."""
    examples = {
        "conv": (
            '("conv", filters, kernel size), such as ("conv", 32, 3), with a stride or "same" '
            'behind: ("conv", 32, 3, 2), ("conv", 32, 3, "same")'
        ),
        "dense": '("dense", units), such as ("dense", 10)',
    }
    if NUMBERS[kind] and kind not in examples:
        return f'("{kind}", window), such as ("{kind}", 2)'
    return examples.get(kind, f'("{kind}",)')
