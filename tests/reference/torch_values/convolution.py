"""conv2d and conv2d_transpose, with the gradients of x, kernel and bias."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from tests.reference.stored import Case
from tests.reference.torch_values.drawing import (
    Generator,
    channels_first,
    channels_last,
    differentiate,
    numbers,
    pick,
    same_padding,
    size,
    torch_sides,
)


def cases(rng: Generator) -> Iterator[Case]:
    yield from random_convolutions(rng, 70)
    yield from corners(rng)
    yield from same_convolutions(rng)
    yield from full_convolutions(rng)
    yield from random_transposed(rng, 60)
    yield from same_transposed(rng)


def kernel_first(kernel: torch.Tensor) -> torch.Tensor:
    """(kh, kw, C // groups, F) → (F, C // groups, kh, kw), and so for transposed kernels."""
    return kernel.permute(3, 2, 0, 1).contiguous()


def convolution(
    rng: Generator,
    x: np.ndarray,
    kernel: np.ndarray,
    options: dict[str, Any],
    sides: list[list[int]] | str,
    *,
    bias: bool,
) -> Case:
    """One case of conv2d; ``sides`` is PyTorch's "same", or what it pads on each side."""

    def operation(x: torch.Tensor, kernel: torch.Tensor, bias: torch.Tensor | None = None):
        images = channels_first(x)
        if sides != "same":
            images = functional.pad(images, torch_sides(sides))
        y = functional.conv2d(
            images,
            kernel_first(kernel),
            bias,
            stride=options.get("stride", 1),
            padding="same" if sides == "same" else 0,
            dilation=options.get("dilation", 1),
            groups=options.get("groups", 1),
        )
        return channels_last(y)

    inputs = {"x": x, "kernel": kernel}
    if bias:
        inputs["bias"] = numbers(rng, kernel.shape[3])
    return differentiate(rng, "conv2d", options, inputs, operation)


def random_convolutions(rng: Generator, count: int) -> Iterator[Case]:
    while count:
        groups = pick(rng, 1, 1, 1, 2, 3)
        channels, filters = groups * int(rng.integers(1, 4)), groups * int(rng.integers(1, 4))
        if rng.random() < 0.2:
            groups, filters = channels, channels * int(rng.integers(1, 3))
        kernel_shape, stride, dilation = size(rng, 1, 4), size(rng, 1, 4), size(rng, 1, 3)
        padding = [size(rng, 0, 3), size(rng, 0, 3)]
        shape = size(rng, 1, 9)
        spans = [d * (k - 1) + 1 for k, d in zip(kernel_shape, dilation, strict=True)]
        if any(n + sum(p) < s for n, p, s in zip(shape, padding, spans, strict=True)):
            continue
        x = numbers(rng, int(rng.integers(1, 3)), *shape, channels)
        kernel = numbers(rng, *kernel_shape, channels // groups, filters)
        options = {"stride": stride, "padding": padding, "dilation": dilation, "groups": groups}
        yield convolution(rng, x, kernel, options, padding, bias=rng.random() < 0.5)
        count -= 1


def corners(rng: Generator) -> Iterator[Case]:
    """What goes wrong first, one by one: x's and the kernel's shape, and the options."""
    for x_shape, kernel_shape, stride, padding, dilation, groups in (
        ((1, 1, 1, 1), (1, 1, 1, 1), 1, 0, 1, 1),  # a single pixel
        ((1, 1, 1, 2), (3, 3, 2, 3), 1, 1, 1, 1),  # a kernel larger than the image
        ((2, 2, 3, 1), (5, 4, 1, 2), 2, 3, 1, 1),
        ((1, 6, 7, 4), (3, 3, 1, 4), 1, 1, 1, 4),  # depthwise
        ((2, 6, 5, 3), (2, 3, 1, 6), 2, 1, 1, 3),  # depthwise, two filters a channel
        ((1, 9, 8, 2), (3, 3, 2, 2), 1, 2, 2, 1),  # dilated
        ((2, 7, 8, 3), (2, 2, 3, 2), 4, 0, 1, 1),  # a stride beyond the kernel, with a remainder
        ((2, 6, 6, 4), (3, 3, 2, 6), 2, 1, 1, 2),  # grouped
        ((1, 4, 4, 40), (3, 3, 40, 2), 1, 1, 1, 1),  # many channels
        ((1, 5, 4, 2), (3, 3, 2, 70), 1, 1, 1, 1),  # many filters
    ):
        options = {"stride": stride, "padding": padding, "dilation": dilation, "groups": groups}
        x, kernel = numbers(rng, *x_shape), numbers(rng, *kernel_shape)
        yield convolution(rng, x, kernel, options, [[padding] * 2] * 2, bias=True)


def same_convolutions(rng: Generator) -> Iterator[Case]:
    """PyTorch has "same" at stride 1 only, with the odd pixel after, as here."""
    for kernel_shape, dilation in (
        *(([2, 4], [1, 1]), ([3, 2], [2, 1]), ([4, 3], [1, 2])),
        *(([3, 3], [1, 1]), ([1, 5], [1, 1]), ([2, 2], [3, 2])),
    ):
        x, kernel = numbers(rng, 2, *size(rng, 3, 8), 2), numbers(rng, *kernel_shape, 2, 3)
        options = {"padding": "same", "dilation": dilation}
        yield convolution(rng, x, kernel, options, "same", bias=True)
    for stride in (2, 3):
        for kernel_size in (2, 3, 4, 6):
            shape, window = size(rng, 4, 10), [kernel_size, pick(rng, 1, 2, 3, 4)]
            dilation = [1, int(rng.integers(1, 3))]
            x, kernel = numbers(rng, 1, *shape, 2), numbers(rng, *window, 2, 2)
            options = {"stride": stride, "padding": "same", "dilation": dilation}
            sides = same_padding(shape, window, [stride] * 2, dilation)
            yield convolution(rng, x, kernel, options, sides, bias=True)


def full_convolutions(rng: Generator) -> Iterator[Case]:
    for stride in (1, 2):
        window, dilation = size(rng, 1, 4), size(rng, 1, 2)
        x, kernel = numbers(rng, 1, *size(rng, 2, 5), 2), numbers(rng, *window, 2, 2)
        options = {"stride": stride, "padding": "full", "dilation": dilation}
        sides = [[d * (k - 1)] * 2 for k, d in zip(window, dilation, strict=True)]
        yield convolution(rng, x, kernel, options, sides, bias=True)


def transposed(
    rng: Generator,
    x: np.ndarray,
    kernel: np.ndarray,
    options: dict[str, Any],
    crop: list[list[int]],
    *,
    bias: bool,
) -> Case:
    """One case of conv2d_transpose; PyTorch crops equal sides, and others are cropped here."""

    def operation(x: torch.Tensor, kernel: torch.Tensor, bias: torch.Tensor | None = None):
        even = all(before == after for before, after in crop)
        y = functional.conv_transpose2d(
            channels_first(x),
            kernel_first(kernel),
            None,
            stride=options["stride"],
            padding=[before for before, _ in crop] if even else 0,
            output_padding=options.get("output_padding", 0),
            dilation=options["dilation"],
            groups=options["groups"],
        )
        if not even:
            y = functional.pad(y, [-side for side in torch_sides(crop)])
        y = channels_last(y)
        return y if bias is None else y + bias  # where the output is extended too

    inputs = {"x": x, "kernel": kernel}
    if bias:
        inputs["bias"] = numbers(rng, options["groups"] * kernel.shape[2])
    return differentiate(rng, "conv2d_transpose", options, inputs, operation)


def random_transposed(rng: Generator, count: int) -> Iterator[Case]:
    while count:
        groups = pick(rng, 1, 1, 1, 2, 3)
        channels, filters = groups * int(rng.integers(1, 4)), groups * int(rng.integers(1, 3))
        window, stride, dilation = size(rng, 1, 4), size(rng, 1, 3), size(rng, 1, 2)
        crop = [size(rng, 0, 3), size(rng, 0, 3)]
        if rng.random() < 0.5:
            crop = [[before, before] for before, _ in crop]
        extra = [
            int(rng.integers(0, max(s, d))) if rng.random() < 0.5 else 0
            for s, d in zip(stride, dilation, strict=True)
        ]
        shape = size(rng, 1, 5)
        sizes = [
            (n - 1) * s + d * (k - 1) + 1 + e - sum(c)
            for n, s, d, k, e, c in zip(shape, stride, dilation, window, extra, crop, strict=True)
        ]
        if min(sizes) < 1:
            continue
        x = numbers(rng, int(rng.integers(1, 3)), *shape, channels)
        kernel = numbers(rng, *window, filters // groups, channels)
        options = {
            "stride": stride,
            "padding": crop,
            "output_padding": extra,
            "dilation": dilation,
            "groups": groups,
        }
        yield transposed(rng, x, kernel, options, crop, bias=rng.random() < 0.5)
        count -= 1


def same_transposed(rng: Generator) -> Iterator[Case]:
    """Exactly n·s pixels: the odd one is cropped after, and a gap is filled after."""
    for stride, window, dilation in (
        *((1, [3, 2], [1, 1]), (2, [4, 3], [1, 1]), (2, [2, 5], [1, 1])),
        *((3, [2, 1], [1, 1]), (3, [3, 4], [1, 2]), (2, [1, 2], [1, 3])),
    ):
        crop = []
        for k, d in zip(window, dilation, strict=True):
            total = d * (k - 1) + 1 - stride
            crop.append([max(total, 0) // 2, total - max(total, 0) // 2])
        x, kernel = numbers(rng, 1, *size(rng, 2, 4), 2), numbers(rng, *window, 3, 2)
        options = {"stride": stride, "padding": "same", "dilation": dilation, "groups": 1}
        yield transposed(rng, x, kernel, options, crop, bias=True)
