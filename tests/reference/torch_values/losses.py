"""Dense layers and losses: cross entropy with all its options, binary cross entropy, squares."""

from collections.abc import Iterator
from typing import Any

import torch
from torch.nn import functional

from tests.reference.stored import Case
from tests.reference.torch_values.drawing import Generator, differentiate, numbers, pick


def cases(rng: Generator) -> Iterator[Case]:
    yield from dense(rng, 8)
    yield from cross_entropies(rng, 36)
    yield from binary_cross_entropies(rng)
    yield from squares(rng)


def dense(rng: Generator, count: int) -> Iterator[Case]:
    for index in range(count):
        N, D, F = (int(n) for n in rng.integers(1, 7, 3))
        inputs = {"x": numbers(rng, N, D), "weight": numbers(rng, D, F)}
        if index % 2:
            inputs["bias"] = numbers(rng, F)

        def operation(x, weight, bias=None):
            return functional.linear(x, weight.T, bias)

        yield differentiate(rng, "dense", {}, inputs, operation)


def cross_entropies(rng: Generator, count: int) -> Iterator[Case]:
    """Labels are kept among the options, as they are whole numbers and no array of floats."""
    for index in range(count):
        shape, classes = pick(rng, (1,), (6,), (2, 3), (1, 2, 2)), int(rng.integers(1, 6))
        labels = rng.integers(0, classes, shape)
        reduction = ("mean", "sum", "none")[index % 3]
        smoothing = pick(rng, 0.0, 0.1, 0.5)
        logits = numbers(rng, *shape, classes) * pick(rng, 1, 100)
        inputs, constants = {"logits": logits}, {}
        if index % 4 > 1:
            constants["weight"] = abs(numbers(rng, classes)) + 0.25

        def operation(logits, weight=None, labels=labels, red=reduction, smoothing=smoothing):
            target = torch.from_numpy(labels)
            return functional.cross_entropy(
                torch.movedim(logits, -1, 1),
                target,
                weight,
                reduction=red,
                label_smoothing=smoothing,
            )

        options: dict[str, Any] = {"labels": labels.tolist(), "reduction": reduction}
        options["label_smoothing"] = smoothing
        yield differentiate(
            rng, "cross_entropy", options, inputs | constants, operation, "dloss", ("weight",)
        )


def binary_cross_entropies(rng: Generator) -> Iterator[Case]:
    operation = functional.binary_cross_entropy_with_logits
    for shape in ((1,), (4,), (3, 2), (2, 3, 3, 1)):
        for scale in (1, 100):
            logits, targets = numbers(rng, *shape) * scale, rng.integers(0, 5, shape) / 4
            inputs = {"logits": logits, "targets": targets}
            yield differentiate(
                rng, "binary_cross_entropy", {}, inputs, operation, "dloss", ("targets",)
            )


def squares(rng: Generator) -> Iterator[Case]:
    for shape in ((1,), (5,), (3, 2), (2, 3, 3, 2)):
        inputs = {"y": numbers(rng, *shape), "target": numbers(rng, *shape)}
        yield differentiate(
            rng, "mean_squared_error", {}, inputs, functional.mse_loss, "dloss", ("target",)
        )
