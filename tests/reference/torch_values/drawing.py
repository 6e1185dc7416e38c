"""What the groups share: random numbers that are short to store, and a case from an operation."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from tests.reference.stored import Case

Generator = np.random.Generator


def numbers(rng: Generator, *shape: int) -> np.ndarray:
    """Quarters from -8 to 8: exact in float32 too, and short when compressed."""
    return rng.integers(-32, 33, shape) / 4


def pick(rng: Generator, *choices: Any) -> Any:
    """Return one of the choices."""
    return choices[rng.integers(len(choices))]


def size(rng: Generator, low: int, high: int) -> list[int]:
    """Draw a height and a width."""
    return [int(n) for n in rng.integers(low, high + 1, 2)]


def channels_first(x: torch.Tensor) -> torch.Tensor:
    """(N, H, W, C) → (N, C, H, W), contiguous, so that PyTorch takes its usual way."""
    return x.permute(0, 3, 1, 2).contiguous()


def channels_last(y: torch.Tensor) -> torch.Tensor:
    """(N, C, H, W) → (N, H, W, C)."""
    return y.permute(0, 2, 3, 1)


def on_images(operation: Callable[..., torch.Tensor]) -> Callable[..., torch.Tensor]:
    """Let an operation of one array in PyTorch's layout take and give the course's."""
    return lambda x: channels_last(operation(channels_first(x)))


def same_padding(
    shape: list[int], window: list[int], stride: list[int], dilation: list[int]
) -> Any:
    """((top, bottom), (left, right)) of "same": ceil(n / s) windows, the odd pixel after."""
    sides = []
    for n, k, s, d in zip(shape, window, stride, dilation, strict=True):
        total = max((-(-n // s) - 1) * s + d * (k - 1) + 1 - n, 0)
        sides.append([total // 2, total - total // 2])
    return sides


def torch_sides(padding: Any) -> tuple[int, int, int, int]:
    """((top, bottom), (left, right)) → PyTorch's (left, right, top, bottom)."""
    (top, bottom), (left, right) = padding
    return left, right, top, bottom


def differentiate(
    rng: Generator,
    function: str,
    options: dict[str, Any],
    inputs: dict[str, np.ndarray],
    operation: Callable[..., torch.Tensor],
    upstream: str = "dy",
    constants: tuple[str, ...] = (),
) -> Case:
    """Run an operation on arrays of the course's layout, forward and backward.

    The gradient with respect to the output is drawn at random; it is passed to the backward as
    ``upstream``. No gradient is asked with respect to ``constants``.
    """
    tensors = {
        name: torch.tensor(np.asarray(array), requires_grad=name not in constants)
        for name, array in inputs.items()
    }
    learnt = [name for name in tensors if name not in constants]
    y = operation(*tensors.values())
    dy = np.asarray(numbers(rng, *y.shape))
    gradients = torch.autograd.grad(y, [tensors[n] for n in learnt], torch.from_numpy(dy))
    return Case(
        function,
        options,
        inputs,
        {"y": y.detach().numpy()},
        {upstream: dy},
        {f"d{name}": g.numpy() for name, g in zip(learnt, gradients, strict=True)},
    )
