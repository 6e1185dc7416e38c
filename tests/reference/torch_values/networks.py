"""Two small networks over three training steps, and what a batch norm layer remembers.

tests/layers/test_against_torch.py writes the same networks with the course's layers.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from torch import nn

from tests.reference.stored import Case
from tests.reference.torch_values.drawing import (
    Generator,
    channels_first,
    channels_last,
    numbers,
    size,
)

STEPS = 3


def cases(rng: Generator) -> Iterator[Case]:
    yield from running_statistics(rng, 6)
    yield training("classic", classic(), torch.optim.Adam, {"lr": 0.01}, 0.0, rng)
    options = {"lr": 0.1, "momentum": 0.9, "nesterov": True, "weight_decay": 0.01}
    yield training("modern", modern(), torch.optim.SGD, options, 0.1, rng)


def running_statistics(rng: Generator, count: int) -> Iterator[Case]:
    """What is remembered after three batches, and what the layer makes of a fourth."""
    for index in range(count):
        channels = int(rng.integers(1, 5))
        momentum = (0.1, 0.5, 0.01)[index % 3]
        shape = (int(rng.integers(2, 4)), *size(rng, 1, 4), channels)
        layer = nn.BatchNorm2d(channels, momentum=momentum, dtype=torch.float64)
        batches = [numbers(rng, *shape) for _ in range(4)]
        for batch in batches[:3]:
            layer(channels_first(torch.from_numpy(batch)))
        y = channels_last(layer.eval()(channels_first(torch.from_numpy(batches[3]))))
        yield Case(
            "BatchNorm",
            {"momentum": momentum},
            {"batches": np.stack(batches)},
            {
                "mean": layer.running_mean.numpy(),
                "variance": layer.running_var.numpy(),
                "y": y.detach().numpy(),
            },
        )


class Residual(nn.Module):
    """x + body(x)."""

    def __init__(self, *body: nn.Module):
        super().__init__()
        self.body = nn.Sequential(*body)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.body(x)


class Concatenate(nn.Module):
    """The outputs of all branches, channels behind channels."""

    def __init__(self, *branches: nn.Module):
        super().__init__()
        self.branches = nn.ModuleList(branches)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.cat([branch(x) for branch in self.branches], dim=1)


class Flatten(nn.Module):
    """All numbers of an image in the course's order: channels last."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return channels_last(x).flatten(1)


class GlobalAverage(nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x.mean(dim=(2, 3))


def classic() -> nn.Module:
    """In the manner of LeNet-5, for images 8×7×2."""
    return nn.Sequential(
        *(nn.Conv2d(2, 4, 3, padding=1), nn.Tanh(), nn.AvgPool2d(2)),
        *(nn.Conv2d(4, 6, (3, 2), padding=1), nn.ReLU(), nn.MaxPool2d(3, 2, 1)),
        *(Flatten(), nn.Linear(24, 8), nn.Sigmoid(), nn.Linear(8, 5)),
    )


def modern() -> nn.Module:
    """A little of what came later, for the same images."""
    inverted = Residual(
        *(nn.Conv2d(6, 6, 3, padding=1, groups=6, bias=False), nn.BatchNorm2d(6), nn.Hardswish()),
        *(nn.Conv2d(6, 6, 1, bias=False), nn.BatchNorm2d(6)),
    )
    branches = Concatenate(nn.Conv2d(6, 3, 1), nn.Conv2d(6, 2, 3, padding=2, dilation=2))
    return nn.Sequential(
        *(nn.Conv2d(2, 6, 3, 2, padding=1, bias=False), nn.BatchNorm2d(6), nn.SiLU()),
        *(inverted, nn.ReLU(), branches, nn.LeakyReLU()),
        *(nn.ConvTranspose2d(5, 4, 3, 2, padding=1), nn.GroupNorm(2, 4), nn.GELU()),
        *(GlobalAverage(), nn.Linear(4, 5)),
    )


def course_layout(parameter: torch.Tensor) -> np.ndarray:
    """Turn a kernel or a dense weight round: (outputs, inputs, …) → (…, inputs, outputs)."""
    axes = (*range(2, parameter.ndim), 1, 0) if parameter.ndim > 1 else (0,)
    return parameter.detach().permute(axes).numpy().copy()


def training(
    name: str,
    model: nn.Module,
    optimiser_class: Any,
    options: dict[str, Any],
    smoothing: float,
    rng: Generator,
) -> Case:
    """Three steps on three batches, and then the logits of the last one in evaluation."""
    model = model.double()
    parameters = list(model.parameters())
    with torch.no_grad():
        for parameter in parameters:
            parameter.copy_(torch.from_numpy(numbers(rng, *parameter.shape) / 16))
        for module in model.modules():
            if isinstance(module, nn.BatchNorm2d | nn.GroupNorm):
                module.weight += 1
    start = [course_layout(parameter) for parameter in parameters]
    batches, labels = numbers(rng, STEPS, 4, 8, 7, 2), rng.integers(0, 5, (STEPS, 4))
    optimiser = optimiser_class(parameters, **options)
    loss_of = nn.CrossEntropyLoss(label_smoothing=smoothing)
    losses, first = [], {}
    for batch, target in zip(batches, labels, strict=True):
        optimiser.zero_grad()
        x = torch.tensor(batch, requires_grad=True)
        loss = loss_of(model(channels_first(x)), torch.from_numpy(target))
        loss.backward()
        losses.append(loss.item())
        first = first or {
            "dx": x.grad.numpy(),
            **{f"{i}": course_layout(p.grad) for i, p in enumerate(parameters)},
        }
        optimiser.step()
    logits = model.eval()(channels_first(torch.from_numpy(batches[-1])))
    return Case(
        name,
        {"labels": labels.tolist()},
        {"batches": batches, **{f"{i}": array for i, array in enumerate(start)}},
        {
            "losses": np.array(losses),
            "logits": logits.detach().numpy(),
            **{f"{i}": course_layout(parameter) for i, parameter in enumerate(parameters)},
        },
        gradients=first,
    )
