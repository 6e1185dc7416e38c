"""Forward convolution, timed against PyTorch and the usual NumPy ways, on one thread.

    python -m pip install threadpoolctl
    python -m pip install torch==2.13.0    # optional
    python -m benchmarks.convolution

Every way runs in turn, again and again, so that a busy moment hits all of them: once untimed, since
the one before it filled the caches with its own numbers, and once timed. The table shows medians;
a way that needs more than a fifth of a second is timed once. To see what a processor without
AVX-512 would do, set OPENBLAS_CORETYPE=Haswell in the environment; PyTorch has kernels of its own,
which that does not hold back.
"""

import platform
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import scipy
import threadpoolctl
from scipy.signal import correlate2d

try:
    import torch
except ImportError:
    torch = None

sys.path.insert(0, str(Path(__file__).parent.parent))  # also where cnnkit is not installed

from benchmarks.machine import blas_in_use
from cnnkit import __version__
from cnnkit.functional import conv2d

ROUNDS = 15
SLOW = 0.2  # seconds: what takes longer is timed once


class Case(NamedTuple):
    """One convolution: sizes, and a name for the table."""

    name: str
    images: int
    size: int
    channels: int
    filters: int
    kernel: int
    padding: int = 0
    groups: int = 1


CASES = [
    Case("LeNet-5, first layer", 64, 28, 1, 6, 5),
    Case("32×32×3 → 32", 64, 32, 3, 32, 3),
    Case("15×15×32 → 64", 64, 15, 32, 64, 3),
    Case("6×6×64 → 64", 64, 6, 64, 64, 3),
    Case("56×56×64 → 64", 8, 56, 64, 64, 3, 1),
    Case("56×56×64 → 64", 8, 56, 64, 64, 1),
    Case("56×56×64, depthwise", 8, 56, 64, 64, 3, 1, 64),
    Case("256×256×3 → 16", 1, 256, 3, 16, 3, 1),
]


def padded(x: np.ndarray, padding: int) -> np.ndarray:
    return np.pad(x, ((0, 0), (padding, padding), (padding, padding), (0, 0)))


def fancy_index(x: np.ndarray, kernel: np.ndarray, bias: np.ndarray, padding: int) -> np.ndarray:
    """im2col by index arrays, as in Stanford's CS231n: (N, C, H, W), all columns at once."""
    x = padded(x, padding).transpose(0, 3, 1, 2)
    k, _, C, F = kernel.shape
    N, _, H, W = x.shape
    height, width = H - k + 1, W - k + 1
    channels = np.repeat(np.arange(C), k * k)[:, None]
    rows = np.tile(np.repeat(np.arange(k), k), C)[:, None] + np.repeat(np.arange(height), width)
    columns = np.tile(np.arange(k), k * C)[:, None] + np.tile(np.arange(width), height)
    gathered = x[:, channels, rows, columns].transpose(1, 2, 0).reshape(k * k * C, -1)
    matrix = kernel.transpose(3, 2, 0, 1).reshape(F, -1)
    y = matrix @ gathered + bias[:, None]
    return y.reshape(F, height, width, N).transpose(3, 1, 2, 0)


def einsum(x: np.ndarray, kernel: np.ndarray, bias: np.ndarray, padding: int) -> np.ndarray:
    """One einsum over the windows."""
    windows = np.lib.stride_tricks.sliding_window_view(
        padded(x, padding), kernel.shape[:2], axis=(1, 2)
    )
    return np.einsum("nijcuv,uvcf->nijf", windows, kernel, optimize=True) + bias


def scipy_loops(x: np.ndarray, kernel: np.ndarray, bias: np.ndarray, padding: int) -> np.ndarray:
    """SciPy's correlation of two images, looped over images, channels and filters."""
    x = padded(x, padding)
    maps = [
        [
            sum(
                correlate2d(image[:, :, c], kernel[:, :, c, f], mode="valid")
                for c in range(image.shape[2])
            )
            + bias[f]
            for f in range(kernel.shape[3])
        ]
        for image in x
    ]
    return np.array(maps).transpose(0, 2, 3, 1)


def ways(case: Case) -> dict[str, Callable[[], np.ndarray]]:
    """Return each way to compute a case, ready to run."""
    rng = np.random.default_rng(0)
    shape = (case.images, case.size, case.size, case.channels)
    x = rng.standard_normal(shape, dtype=np.float32)
    kernel_shape = (case.kernel, case.kernel, case.channels // case.groups, case.filters)
    kernel = rng.standard_normal(kernel_shape, dtype=np.float32)
    bias = rng.standard_normal(case.filters, dtype=np.float32)
    chosen: dict[str, Callable[[], np.ndarray]] = {
        "cnnkit": lambda: conv2d(x, kernel, bias, padding=case.padding, groups=case.groups)
    }
    if torch is not None:
        x_first = torch.from_numpy(np.ascontiguousarray(x.transpose(0, 3, 1, 2)))
        kernel_first = torch.from_numpy(np.ascontiguousarray(kernel.transpose(3, 2, 0, 1)))
        x_last, kernel_last = (
            tensor.to(memory_format=torch.channels_last) for tensor in (x_first, kernel_first)
        )
        torch_bias = torch.from_numpy(bias)

        def in_torch(tensor: "torch.Tensor", weight: "torch.Tensor") -> np.ndarray:
            y = torch.nn.functional.conv2d(
                tensor, weight, torch_bias, padding=case.padding, groups=case.groups
            )
            return y.numpy().transpose(0, 2, 3, 1)

        chosen["PyTorch"] = lambda: in_torch(x_first, kernel_first)
        chosen["channels-last"] = lambda: in_torch(x_last, kernel_last)
    if case.groups == 1:
        for name, way in (
            ("fancy index", fancy_index),
            ("einsum", einsum),
            ("scipy loops", scipy_loops),
        ):
            chosen[name] = lambda way=way: way(x, kernel, bias, case.padding)
    return chosen


def medians(chosen: dict[str, Callable[[], np.ndarray]]) -> dict[str, float]:
    """Run all ways in turn, and return each one's median seconds."""
    seconds: dict[str, list[float]] = {name: [] for name in chosen}
    expected = chosen["cnnkit"]()
    for name, way in chosen.items():  # the first run warms up, and shows whether all agree
        start = time.perf_counter()
        result = way()
        elapsed = time.perf_counter() - start
        if elapsed > SLOW:
            seconds[name].append(elapsed)
        np.testing.assert_allclose(result, expected, rtol=1e-3, atol=1e-3, err_msg=name)
    quick = [name for name in chosen if not seconds[name]]
    for _ in range(ROUNDS):
        for name in quick:
            chosen[name]()
            start = time.perf_counter()
            chosen[name]()
            seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) for name, times in seconds.items()}


def extra_memory(way: Callable[[], np.ndarray]) -> float:
    """Return the MiB that a run needs at its peak, besides its result."""
    tracemalloc.start()
    result = way()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return (peak - result.nbytes) / 2**20


def describe_machine() -> None:
    """Print what the figures depend on."""
    print(
        f"cnnkit {__version__}, Python {platform.python_version()}, NumPy {np.__version__}, ",
        end="",
    )
    print(f"SciPy {scipy.__version__}, PyTorch {torch.__version__ if torch else 'not installed'}")
    print("\n".join(blas_in_use()))
    if torch is None:
        print("PyTorch is not installed, so its columns are missing.")
    else:
        print(
            f"PyTorch: {torch.backends.cpu.get_cpu_capability()}, {torch.get_num_threads()} thread"
        )


def main() -> None:
    if torch is not None:
        torch.set_num_threads(1)
        torch.set_grad_enabled(False)
    with threadpoolctl.threadpool_limits(1):
        describe_machine()
        names = list(ways(CASES[0]))
        print("\nMilliseconds of cnnkit; the other columns: cnnkit's time / theirs.\n")
        print("| convolution | kernel | batch | " + " | ".join(names) + " |")
        print("|---|---|---|" + "---:|" * len(names))
        for case in CASES:
            seconds = medians(ways(case))
            cells = [f"{1000 * seconds['cnnkit']:.2f}"]
            for name in names[1:]:
                cells.append(f"{seconds['cnnkit'] / seconds[name]:.3g}" if name in seconds else "–")
            kernel = f"{case.kernel}×{case.kernel}"
            print(f"| {case.name} | {kernel} | {case.images} | " + " | ".join(cells) + " |")
        chosen = ways(CASES[4])
        print(f"\nPeak memory besides the result, {CASES[4].name}, 3×3, batch 8:")
        for name in ("cnnkit", "fancy index", "einsum"):
            print(f"  {name}: {extra_memory(chosen[name]):.1f} MiB")


if __name__ == "__main__":
    main()
