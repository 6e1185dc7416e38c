"""Batch norm in training and evaluation, layer, group and local response norm, with gradients."""

from collections.abc import Iterator

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
    size,
)


def cases(rng: Generator) -> Iterator[Case]:
    yield from batch_norms(rng, 24)
    yield from layer_norms(rng, 12)
    yield from group_norms(rng, 12)
    yield from local_response_norms(rng, 12)


def images(rng: Generator, channels: int) -> np.ndarray:
    return numbers(rng, int(rng.integers(1, 4)), *size(rng, 2, 4), channels)


def images_or_features(rng: Generator, channels: int) -> np.ndarray:
    """(N, H, W, C), and now and then (N, C)."""
    return images(rng, channels) if rng.random() < 0.75 else numbers(rng, 5, channels)


def scale_and_shift(rng: Generator, channels: int) -> dict[str, np.ndarray]:
    return {"gamma": numbers(rng, channels), "beta": numbers(rng, channels)}


def epsilon(rng: Generator) -> dict[str, float]:
    """The default, or another."""
    return pick(rng, {}, {"epsilon": 1e-3})


def batch_norms(rng: Generator, count: int) -> Iterator[Case]:
    for index in range(count):
        channels, options = int(rng.integers(1, 5)), epsilon(rng)
        inputs = {"x": images_or_features(rng, channels), **scale_and_shift(rng, channels)}
        constants = {}
        if index % 2:  # evaluation
            constants["mean"] = numbers(rng, channels)
            constants["variance"] = np.abs(numbers(rng, channels)) + 0.25

        def operation(x, gamma, beta, mean=None, variance=None, options=options):
            training, eps = mean is None, options.get("epsilon", 1e-5)
            y = functional.batch_norm(
                torch.movedim(x, -1, 1), mean, variance, gamma, beta, training, eps=eps
            )
            return torch.movedim(y, 1, -1)

        yield differentiate(
            rng,
            "batch_norm",
            options,
            inputs | constants,
            operation,
            constants=("mean", "variance"),
        )


def layer_norms(rng: Generator, count: int) -> Iterator[Case]:
    for index in range(count):
        channels, options = int(rng.integers(2, 8)), epsilon(rng)
        inputs = {"x": images_or_features(rng, channels), **scale_and_shift(rng, channels)}

        def operation(x, gamma, beta, options=options):
            eps = options.get("epsilon", 1e-5)
            return functional.layer_norm(x, gamma.shape, gamma, beta, eps)

        if index % 5 == 0:  # no variance at all; of other constants PyTorch leaves rounding errors
            inputs["x"][...] = 0.0
        yield differentiate(rng, "layer_norm", options, inputs, operation)


def group_norms(rng: Generator, count: int) -> Iterator[Case]:
    for index in range(count):
        groups = 1 + index % 3
        # A value alone in its group has no variance either.
        channels = groups * int(rng.integers(2, 4))
        inputs = {"x": images_or_features(rng, channels), **scale_and_shift(rng, channels)}
        options = {"groups": groups, **epsilon(rng)}

        def operation(x, gamma, beta, options=options):
            eps = options.get("epsilon", 1e-5)
            y = functional.group_norm(torch.movedim(x, -1, 1), options["groups"], gamma, beta, eps)
            return torch.movedim(y, 1, -1)

        yield differentiate(rng, "group_norm", options, inputs, operation)


def local_response_norms(rng: Generator, count: int) -> Iterator[Case]:
    for index in range(count):
        channels = int(rng.integers(1, 8))
        options = {"size": 1 + index % 6}  # an even size reaches further down than up
        if index % 2:
            options |= {"alpha": pick(rng, 0.25, 1.0), "beta": pick(rng, 0.5, 1.0), "k": 2.0}

        def operation(x, options=options):
            y = functional.local_response_norm(channels_first(x), **options)
            return channels_last(y)

        x = images(rng, channels)
        yield differentiate(rng, "local_response_norm", options, {"x": x}, operation)
