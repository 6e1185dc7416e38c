"""Maximum and average pooling, by windows, over the whole map and adaptive, with gradients."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from tests.reference.stored import Case
from tests.reference.torch_values.drawing import (
    Generator,
    differentiate,
    numbers,
    on_images,
    pick,
    same_padding,
    size,
    torch_sides,
)


def cases(rng: Generator) -> Iterator[Case]:
    yield from poolings(rng, 70, "max_pool2d")
    yield from poolings(rng, 50, "average_pool2d")
    yield from padded_unevenly(rng)
    yield from whole_maps(rng)
    yield from adaptive(rng)
    yield from usual(rng)


def maps(rng: Generator, shape: list[int]) -> np.ndarray:
    """Feature maps: of quarters, all negative, or of few whole numbers that often tie."""
    full = (int(rng.integers(1, 3)), *shape, int(rng.integers(1, 4)))
    kind = pick(rng, "quarters", "negative", "ties")
    if kind == "negative":
        return -np.abs(numbers(rng, *full)) - 1
    return numbers(rng, *full) if kind == "quarters" else rng.integers(-1, 2, full).astype(float)


def pooling(function: str, options: dict[str, Any], padding: Any = None) -> Any:
    """Return PyTorch's pooling; ``padding`` is given where the options hold another form of it."""
    window, stride = options["window"], options.get("stride")
    padding = options["padding"] if padding is None else padding
    ceil_mode = options.get("ceil_mode", False)
    if function == "max_pool2d":
        dilation = options.get("dilation", 1)
        return lambda x: functional.max_pool2d(x, window, stride, padding, dilation, ceil_mode)
    include = options.get("count_include_pad", True)
    return lambda x: functional.avg_pool2d(x, window, stride, padding, ceil_mode, include)


def poolings(rng: Generator, count: int, function: str) -> Iterator[Case]:
    while count:
        window, stride, dilation = size(rng, 1, 4), size(rng, 1, 4), size(rng, 1, 2)
        if function == "average_pool2d":
            dilation = [1, 1]
        padding = [int(rng.integers(0, k // 2 + 1)) for k in window]
        shape = size(rng, 2, 9)
        spans = [d * (k - 1) + 1 for k, d in zip(window, dilation, strict=True)]
        if any(n + 2 * p < s for n, p, s in zip(shape, padding, spans, strict=True)):
            continue
        options = {"window": window, "stride": stride, "padding": padding}
        options["ceil_mode"] = bool(rng.integers(2))
        if function == "max_pool2d":
            options["dilation"] = dilation
        else:
            options["count_include_pad"] = bool(rng.integers(2))
        operation = pooling(function, options)
        case = differentiate(rng, function, options, {"x": maps(rng, shape)}, on_images(operation))
        if np.isinf(case.outputs["y"]).any():  # a dilated window all in the padding: an error here
            continue
        yield case
        count -= 1


def padded_unevenly(rng: Generator) -> Iterator[Case]:
    """PyTorch pads both sides alike, so that here the map itself is padded, where that is so."""
    for function, beyond in (("max_pool2d", -np.inf), ("average_pool2d", 0.0)):
        for index in range(6):
            window, stride, shape = size(rng, 2, 4), size(rng, 1, 3), size(rng, 4, 8)
            before = [int(rng.integers(0, k)) for k in window]
            sides = [[p, (p + 1) % k] for p, k in zip(before, window, strict=True)]
            options = {"window": window, "stride": stride, "padding": sides}
            if index % 2:
                options["padding"] = "same"
                sides = same_padding(shape, window, stride, [1, 1])

            def operation(
                x: torch.Tensor, function=function, options=options, sides=sides, v=beyond
            ):
                return pooling(function, options, 0)(functional.pad(x, torch_sides(sides), value=v))

            yield differentiate(
                rng, function, options, {"x": maps(rng, shape)}, on_images(operation)
            )


def whole_maps(rng: Generator) -> Iterator[Case]:
    for index in range(5):
        x = maps(rng, size(rng, 1, 6) if index else [1, 1])
        yield differentiate(
            rng, "global_average_pool2d", {}, {"x": x}, lambda x: x.mean(dim=(1, 2))
        )
        # Not amax, which shares the gradient among ties: pooling gives it to the first.
        yield differentiate(
            rng,
            "global_max_pool2d",
            {},
            {"x": x},
            lambda x: on_images(lambda y: functional.adaptive_max_pool2d(y, 1))(x)[:, 0, 0],
        )


def adaptive(rng: Generator) -> Iterator[Case]:
    for index in range(16):
        shape, new = size(rng, 1, 9), size(rng, 1, 6)  # an output may be larger than its map
        if index == 0:
            shape, new = [6, 4], [3, 2]  # windows that divide the map evenly
        x = maps(rng, shape)
        for function, operation in (
            ("adaptive_average_pool2d", functional.adaptive_avg_pool2d),
            ("adaptive_max_pool2d", functional.adaptive_max_pool2d),
        ):
            pool = on_images(lambda x, operation=operation, new=new: operation(x, new))
            yield differentiate(rng, function, {"output_size": new}, {"x": x}, pool)


def usual(rng: Generator) -> Iterator[Case]:
    """What nearly all networks use, and what is nearest to it, on even and odd maps."""
    for window, stride, padding in (
        *((2, None, 0), (2, 2, 0), (3, 2, 0), (3, 2, 1)),
        *((3, 3, 0), (2, 1, 0), (1, 2, 0), (4, 2, 0)),
    ):
        for shape in ([6, 8], [7, 5]):
            for function in ("max_pool2d", "average_pool2d"):
                options = {"window": window, "stride": stride, "padding": padding}
                operation, x = pooling(function, options), maps(rng, shape)
                yield differentiate(rng, function, options, {"x": x}, on_images(operation))
