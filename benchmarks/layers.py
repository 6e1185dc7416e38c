"""Pooling, batch norm and ReLU, forward and backward, against PyTorch, on one thread.

python -m pip install threadpoolctl torch==2.13.0
python -m benchmarks.layers
"""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import threadpoolctl

sys.path.insert(0, str(Path(__file__).parent.parent))  # also where cnnkit is not installed

from benchmarks.timing import (
    Ways,
    channels_first,
    describe_machine,
    layouts,
    medians,
    print_head,
    print_row,
    ratios,
    torch,
)
from cnnkit import functional

SHAPES = [(64, 30, 30, 32), (64, 13, 13, 64), (64, 28, 28, 6), (8, 56, 56, 64)]


def in_cnnkit(x: np.ndarray) -> dict[str, tuple[Any, Any]]:
    """Return forward and backward of each layer."""
    gamma, beta = np.ones(x.shape[3], x.dtype), np.zeros(x.shape[3], x.dtype)
    pooled = functional.max_pool2d(x, 2)
    return {
        "max pool 2×2": (
            lambda: functional.max_pool2d(x, 2),
            lambda: functional.max_pool2d_backward(pooled, x, 2),
        ),
        "average pool 2×2": (
            lambda: functional.average_pool2d(x, 2),
            lambda: functional.average_pool2d_backward(pooled, x, 2),
        ),
        "batch norm": (
            lambda: functional.batch_norm(x, gamma, beta),
            lambda: functional.batch_norm_backward(x, x, gamma),
        ),
        "ReLU": (
            lambda: functional.relu(x),
            lambda: functional.relu_backward(x, x),
        ),
    }


def in_torch(x: "torch.Tensor") -> dict[str, tuple[Any, Any]]:
    """Return the same for PyTorch; backward is that of autograd, from the stored forward."""
    C = x.shape[1]
    gamma, beta = (torch.full((C,), v, requires_grad=True) for v in (1.0, 0.0))
    network = torch.nn.functional
    forwards = {
        "max pool 2×2": lambda x: network.max_pool2d(x, 2),
        "average pool 2×2": lambda x: network.avg_pool2d(x, 2),
        "batch norm": lambda x: network.batch_norm(x, None, None, gamma, beta, training=True),
        "ReLU": network.relu,
    }
    passes = {}
    for name, forward in forwards.items():
        leaf = x.clone().requires_grad_()
        y = forward(leaf)
        dy = y.detach().clone()
        wanted = [leaf, gamma, beta] if name == "batch norm" else [leaf]
        passes[name] = (
            lambda forward=forward, leaf=leaf: forward(leaf),
            lambda y=y, wanted=wanted, dy=dy: torch.autograd.grad(y, wanted, dy, retain_graph=True),
        )
    return passes


def main() -> None:
    if torch is not None:
        torch.set_num_threads(1)
    with threadpoolctl.threadpool_limits(1):
        describe_machine()
        print("\nMilliseconds of cnnkit; the other columns: cnnkit's time / theirs.\n")
        names = ["cnnkit", *(layouts() if torch is not None else [])]
        print_head("layer", "shape", "pass", *names, text_columns=3)
        for shape in SHAPES:
            x = np.random.default_rng(0).standard_normal(shape, np.float32)
            kits = {"cnnkit": in_cnnkit(x)}
            if torch is not None:
                for name, layout in layouts().items():
                    kits[name] = in_torch(channels_first(x).contiguous(memory_format=layout))
            for layer in kits["cnnkit"]:
                for index, direction in enumerate(("forward", "backward")):
                    ways: Ways = {name: kit[layer][index] for name, kit in kits.items()}
                    sizes = "×".join(map(str, shape))
                    print_row(layer, sizes, direction, *ratios(medians(ways), names))


if __name__ == "__main__":
    main()
