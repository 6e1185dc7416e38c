"""Twenty steps of every optimiser, learning rate schedules, clipping, and starting weights."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from torch.nn import init
from torch.optim import lr_scheduler

from tests.reference.stored import Case
from tests.reference.torch_values.drawing import Generator, numbers

STEPS = 20

SLOW, DECAYED = {"learning_rate": 0.1}, {"learning_rate": 0.1, "weight_decay": 0.25}
SHORT = {"learning_rate": 0.1, "beta1": 0.5, "beta2": 0.75, "epsilon": 0.1}

OPTIMISERS: list[tuple[str, dict[str, Any]]] = [
    ("SGD", SLOW),
    ("SGD", DECAYED),
    ("SGD", SLOW | {"momentum": 0.9}),
    ("SGD", DECAYED | {"momentum": 0.9}),
    ("SGD", SLOW | {"momentum": 0.9, "nesterov": True}),
    ("SGD", DECAYED | {"momentum": 0.5, "nesterov": True}),
    ("RMSProp", {}),
    ("RMSProp", DECAYED | {"decay": 0.9}),
    ("RMSProp", SLOW | {"epsilon": 0.1}),
    ("RMSProp", SLOW | {"momentum": 0.9}),
    *[(name, options) for name in ("Adam", "AdamW") for options in ({}, SLOW, SHORT, DECAYED)],
]

INITIALISERS: list[tuple[str, dict[str, Any], str, dict[str, Any]]] = [
    ("he_normal", {}, "kaiming_normal_", {"nonlinearity": "relu"}),
    ("he_normal", {"negative_slope": 0.5}, "kaiming_normal_", {"a": 0.5}),
    ("he_uniform", {}, "kaiming_uniform_", {"nonlinearity": "relu"}),
    ("xavier_normal", {}, "xavier_normal_", {}),
    ("xavier_normal", {"gain": 2.0}, "xavier_normal_", {"gain": 2.0}),
    ("xavier_uniform", {}, "xavier_uniform_", {}),
    ("lecun_normal", {}, "kaiming_normal_", {"nonlinearity": "linear"}),
    ("lecun_uniform", {}, "kaiming_uniform_", {"nonlinearity": "linear"}),
    ("orthogonal", {}, "orthogonal_", {}),
]
"""The course's name and options, and PyTorch's."""


def cases(rng: Generator) -> Iterator[Case]:
    for name, options in OPTIMISERS:
        yield trajectory(rng, name, options)
    yield from schedules()
    yield from clippings(rng)
    yield from initialisers()


def trajectory(rng: Generator, name: str, options: dict[str, Any]) -> Case:
    """The weights after each step; one gradient is nought throughout, and one very small."""
    start, gradients = numbers(rng, 4), numbers(rng, STEPS, 4)
    gradients[:, 0] = 0.0
    gradients[:, 1] /= 2**20
    weights = torch.nn.Parameter(torch.tensor(start))
    optimiser = getattr(torch.optim, name.replace("Prop", "prop"))(
        [weights], **torch_words(options)
    )
    after = []
    for gradient in gradients:
        weights.grad = torch.tensor(gradient)
        optimiser.step()
        after.append(weights.detach().numpy().copy())
    return Case(name, options, {"start": start, "gradients": gradients}, {"after": np.stack(after)})


def torch_words(options: dict[str, Any]) -> dict[str, Any]:
    """Return an optimiser's options as PyTorch calls them."""
    words = {"learning_rate": "lr", "decay": "alpha", "epsilon": "eps"}
    given = {words.get(name, name): value for name, value in options.items()}
    if "beta1" in given:
        given["betas"] = given.pop("beta1"), given.pop("beta2")
    return given


def schedules() -> Iterator[Case]:
    """The learning rate of each step, the first one included; WarmUp goes over into CosineDecay."""
    step, cosine, warm_up = (
        lr_scheduler.StepLR,
        lr_scheduler.CosineAnnealingLR,
        lr_scheduler.LinearLR,
    )
    for name, options, steps, schedule in (
        ("StepDecay", {"every": 1, "factor": 0.5}, 20, lambda o: step(o, 1, 0.5)),
        ("StepDecay", {"every": 7}, 20, lambda o: step(o, 7)),
        # PyTorch's goes up again after the last step, and the course's stays.
        ("CosineDecay", {"steps": 20}, 21, lambda o: cosine(o, 20)),
        ("CosineDecay", {"steps": 7, "lowest": 0.01}, 8, lambda o: cosine(o, 7, 0.01)),
        (
            "WarmUp",
            {"steps": 5, "start_factor": 0.25, "decay": 10},
            16,
            lambda o: lr_scheduler.SequentialLR(
                o, [warm_up(o, 0.25, total_iters=5), cosine(o, 10)], milestones=[5]
            ),
        ),
    ):
        optimiser = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)
        running, rates = schedule(optimiser), []
        for _ in range(steps):
            rates.append(optimiser.param_groups[0]["lr"])
            optimiser.step()
            running.step()
        yield Case(name, options, {}, {"rates": np.array(rates)})


def clippings(rng: Generator) -> Iterator[Case]:
    for largest in (0.5, 5.0, 1000.0):
        given = {"first": numbers(rng, 3, 4), "second": numbers(rng, 5)}
        parameters = [torch.nn.Parameter(torch.tensor(array)) for array in given.values()]
        for parameter in parameters:
            parameter.grad = parameter.detach().clone()
        norm = torch.nn.utils.clip_grad_norm_(parameters, largest)
        clipped = [parameter.grad.numpy() for parameter in parameters]
        outputs = {"norm": norm.numpy(), "first": clipped[0], "second": clipped[1]}
        yield Case("clip_gradients", {"max_norm": largest}, given, outputs)


def initialisers() -> Iterator[Case]:
    """Spread and largest number of what PyTorch draws; shapes are (..., inputs, outputs)."""
    torch.manual_seed(0)
    for name, options, torch_name, torch_options in INITIALISERS:
        for shape in ((300, 100), (100, 300), (3, 3, 64, 32), (5, 3, 16, 128)):
            *field, inputs, outputs = shape
            weights = torch.empty(outputs, inputs, *field, dtype=torch.float64)
            getattr(init, torch_name)(weights, **torch_options)
            drawn = {"spread": weights.std().numpy(), "largest": weights.abs().max().numpy()}
            yield Case(name, {"shape": shape, **options}, {}, drawn)
