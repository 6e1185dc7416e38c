"""Whole training steps against PyTorch and the usual NumPy way, on one thread.

    python -m pip install threadpoolctl
    python -m pip install torch==2.13.0    # optional
    python -m benchmarks.training_step

A step is forward, cross-entropy, backward and Adam. All ways start from the same weights, and their
losses over the first steps are compared before anything is timed.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import threadpoolctl

sys.path.insert(0, str(Path(__file__).parent.parent))  # also where cnnkit is not installed

from benchmarks import usual_numpy
from benchmarks.timing import (
    Ways,
    channels_first,
    describe_machine,
    kernel_first,
    medians,
    print_head,
    print_row,
    ratios,
    torch,
)
from cnnkit.functional import cross_entropy, cross_entropy_backward
from cnnkit.layers import Conv2D, Dense, Flatten, MaxPool2D, ReLU, Sequential
from cnnkit.training import Adam

RATE = 1e-3


def lenet5() -> Sequential:
    """LeNet-5 with ReLU and max pooling, on 28×28×1: 61,706 parameters."""
    return Sequential(
        [
            *(Conv2D(6, 5, padding=2), ReLU(), MaxPool2D(2)),
            *(Conv2D(16, 5), ReLU(), MaxPool2D(2)),
            *(Flatten(), Dense(120), ReLU(), Dense(84), ReLU(), Dense(10)),
        ]
    )


def tutorial_cnn() -> Sequential:
    """Three convolutions on 32×32×3, the network of the course: 122,570 parameters."""
    return Sequential(
        [
            *(Conv2D(32, 3), ReLU(), MaxPool2D(2), Conv2D(64, 3), ReLU(), MaxPool2D(2)),
            *(Conv2D(64, 3), ReLU(), Flatten(), Dense(64), ReLU(), Dense(10)),
        ]
    )


def in_cnnkit(model: Sequential, x: np.ndarray, labels: np.ndarray) -> Callable[[], float]:
    optimiser = Adam(learning_rate=RATE)

    def step() -> float:
        logits = model.forward(x, training=True)
        model.parameter_gradients(cross_entropy_backward(logits, labels))
        optimiser.step(model.parameters())
        return float(cross_entropy(logits, labels))

    return step


def in_torch(
    model: Sequential, x: np.ndarray, labels: np.ndarray, channels_last: bool
) -> Callable[[], float]:
    """Build the same network in PyTorch, with the same weights."""
    layers: list[torch.nn.Module] = []
    shape = flattened = x.shape[1:]
    for layer in model:
        if isinstance(layer, Conv2D):
            kernel, bias = (parameter.value for parameter in layer.parameters())
            padding = layer.padding if isinstance(layer.padding, int) else 0
            k, _, C, F = kernel.shape
            module = torch.nn.Conv2d(C, F, k, padding=padding)
            module.weight.data, module.bias.data = kernel_first(kernel), torch.tensor(bias)
        elif isinstance(layer, Dense):
            weight, bias = (parameter.value for parameter in layer.parameters())
            module = torch.nn.Linear(*weight.shape)
            module.weight.data, module.bias.data = torch.tensor(weight.T), torch.tensor(bias)
            if isinstance(layers[-1], torch.nn.Flatten):  # PyTorch flattens channels first
                H, W, C = flattened
                rows = weight.reshape(H, W, C, -1).transpose(2, 0, 1, 3).reshape(H * W * C, -1)
                module.weight.data = torch.tensor(np.ascontiguousarray(rows.T))
        elif isinstance(layer, Flatten):
            module, flattened = torch.nn.Flatten(), shape
        else:
            module = {ReLU: torch.nn.ReLU, MaxPool2D: lambda: torch.nn.MaxPool2d(2)}[type(layer)]()
        layers.append(module)
        shape = layer.output_shape(shape)
    layout = torch.channels_last if channels_last else torch.contiguous_format
    network = torch.nn.Sequential(*layers).to(memory_format=layout)
    images = channels_first(x).contiguous(memory_format=layout)
    targets = torch.from_numpy(labels)
    optimiser = torch.optim.Adam(network.parameters(), RATE)

    def step() -> float:
        optimiser.zero_grad()
        loss = torch.nn.functional.cross_entropy(network(images), targets)
        loss.backward()
        optimiser.step()
        return loss.item()

    return step


def in_usual_numpy(model: Sequential, x: np.ndarray, labels: np.ndarray) -> Callable[[], float]:
    """Build the same network the usual NumPy way, with the same weights."""
    layers: list = []
    for layer in model:
        values = [parameter.value for parameter in layer.parameters()]
        if isinstance(layer, Conv2D):
            padding = layer.padding if isinstance(layer.padding, int) else 0
            layers.append(usual_numpy.Convolution(*values, padding))
        elif isinstance(layer, Dense):
            layers.append(usual_numpy.Dense(*values))
        else:
            kinds = {
                ReLU: usual_numpy.ReLU,
                MaxPool2D: usual_numpy.MaxPooling,
                Flatten: usual_numpy.Flatten,
            }
            layers.append(kinds[type(layer)]())
    network = usual_numpy.Network(layers, RATE)
    images = x.transpose(0, 3, 1, 2).copy()
    return lambda: network.step(images, labels)


def ways(make: Callable[[], Sequential], shape: tuple[int, ...], batch: int) -> Ways:
    """Return a step in each way, after a few steps that show that they agree."""
    rng = np.random.default_rng(0)
    x = rng.standard_normal((batch, *shape), np.float32)
    labels = rng.integers(0, 10, batch)
    model = make()
    model.build(shape, rng)
    steps: Ways = {"cnnkit": in_cnnkit(model, x, labels)}
    if torch is not None:
        steps["PyTorch"] = in_torch(model, x, labels, channels_last=False)
        steps["channels-last"] = in_torch(model, x, labels, channels_last=True)
    steps["fancy index"] = in_usual_numpy(model, x, labels)
    losses = {name: [step() for _ in range(4)] for name, step in steps.items()}
    for name, values in losses.items():
        np.testing.assert_allclose(values, losses["cnnkit"], rtol=1e-3, err_msg=name)
    return steps


def main() -> None:
    if torch is not None:
        torch.set_num_threads(1)
    with threadpoolctl.threadpool_limits(1):
        describe_machine()
        print("\nMilliseconds of cnnkit; the other columns: cnnkit's time / theirs.\n")
        cases = [
            (f"{name}, batch {batch}", ways(make, shape, batch))
            for name, make, shape in (
                ("32×32×3 network", tutorial_cnn, (32, 32, 3)),
                ("LeNet-5", lenet5, (28, 28, 1)),
            )
            for batch in (64, 1)
        ]
        names = list(cases[0][1])
        print_head("training step", *names)
        for name, steps in cases:
            print_row(name, *ratios(medians(steps), names))


if __name__ == "__main__":
    main()
