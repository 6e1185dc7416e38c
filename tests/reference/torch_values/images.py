"""Padding modes, blocks of pixels as channels, and resizing, with gradients."""

from collections.abc import Iterator

import torch
from torch.nn import functional

from tests.reference.stored import Case
from tests.reference.torch_values.drawing import (
    Generator,
    differentiate,
    numbers,
    on_images,
    pick,
    size,
    torch_sides,
)

MODES = {"constant": "constant", "reflect": "reflect", "edge": "replicate", "wrap": "circular"}


def cases(rng: Generator) -> Iterator[Case]:
    yield from paddings(rng, 32)
    yield from blocks(rng, 8)
    yield from resizings(rng, 60)


def paddings(rng: Generator, count: int) -> Iterator[Case]:
    for index in range(count):
        mode = list(MODES)[index % 4]
        shape = size(rng, 1, 6)
        widest = [{"reflect": n - 1, "wrap": n}.get(mode, 4) for n in shape]
        padding = [[int(p) for p in rng.integers(0, w + 1, 2)] for w in widest]
        options = {"padding": padding, "mode": mode}
        if mode == "constant":
            options["value"] = 2.5

        def operation(x: torch.Tensor, options=options):
            mode = MODES[options["mode"]]
            return functional.pad(x, torch_sides(options["padding"]), mode, options.get("value"))

        yield differentiate(
            rng, "pad2d", options, {"x": numbers(rng, 2, *shape, 2)}, on_images(operation)
        )


def blocks(rng: Generator, count: int) -> Iterator[Case]:
    """PyTorch numbers a block's channels c·b² + u·b + v, and the course (u·b + v)·C + c."""
    for index in range(count):
        block, channels = 1 + index % 4, int(rng.integers(1, 4))
        height, width = size(rng, 1, 3)

        def to_space(x: torch.Tensor, b=block, C=channels):
            # (…, b·b·C) → (…, C·b·b)
            swapped = x.unflatten(3, (b * b, C)).transpose(3, 4).flatten(3)
            return on_images(lambda y: functional.pixel_shuffle(y, b))(swapped)

        def to_depth(x: torch.Tensor, b=block, C=channels):
            y = on_images(lambda y: functional.pixel_unshuffle(y, b))(x)
            # (…, C·b·b) → (…, b·b·C)
            return y.unflatten(3, (C, b * b)).transpose(3, 4).flatten(3)

        options = {"block": block}
        deep = numbers(rng, 2, height, width, channels * block**2)
        yield differentiate(rng, "depth_to_space", options, {"x": deep}, to_space)
        wide = numbers(rng, 2, height * block, width * block, channels)
        yield differentiate(rng, "space_to_depth", options, {"x": wide}, to_depth)


def resizings(rng: Generator, count: int) -> Iterator[Case]:
    for index in range(count):
        method = ("nearest", "bilinear", "bicubic")[index % 3]
        shape, new = size(rng, 1, 8), size(rng, 1, 10)
        options = {"size": new, "method": method}
        given = {"mode": "nearest-exact"} if method == "nearest" else {"mode": method}
        if method != "nearest":
            option = pick(rng, None, "align_corners", "antialias")
            if option is not None:
                options[option] = given[option] = True
            if option == "antialias":  # PyTorch 2.13 repeats the first row where the width is 1
                new[1] = max(new[1], 2)

        def operation(x: torch.Tensor, new=new, given=given):
            return functional.interpolate(x, size=new, **given)

        x = numbers(rng, 1, *shape, int(rng.integers(1, 3)))
        yield differentiate(rng, "resize", options, {"x": x}, on_images(operation))
