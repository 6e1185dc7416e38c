"""How every benchmark here is timed and printed: side by side in one run, on one thread."""

import platform
import statistics
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import scipy

from benchmarks.machine import blas_in_use
from cnnkit import __version__

try:
    import torch
except ImportError:
    torch = None

ROUNDS = 15
SLOW = 0.2  # seconds: what takes longer is timed once

Ways = dict[str, Callable[[], Any]]
"""Several ways to do the same, by the name of their column."""


def medians(ways: Ways) -> dict[str, float]:
    """Run all ways in turn, and return each one's median seconds.

    A busy moment then hits all of them. Each runs twice in a row, and the second run counts: the
    way before it filled the caches with its own numbers.
    """
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for name, way in ways.items():
        way()  # warms up
        elapsed = seconds_of(way)
        if elapsed > SLOW:
            seconds[name].append(elapsed)
    quick = [name for name in ways if not seconds[name]]
    for _ in range(ROUNDS):
        for name in quick:
            ways[name]()
            seconds[name].append(seconds_of(ways[name]))
    return {name: statistics.median(times) for name, times in seconds.items()}


def seconds_of(way: Callable[[], Any]) -> float:
    start = time.perf_counter()
    way()
    return time.perf_counter() - start


def extra_memory(way: Callable[[], Any]) -> float:
    """Return the MiB that a run needs at its peak, besides its results."""
    tracemalloc.start()
    results = way()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    arrays = results if isinstance(results, tuple) else (results,)
    return float(peak - sum(array.nbytes for array in arrays)) / 2**20


def ratios(seconds: dict[str, float], names: list[str]) -> list[str]:
    """Return cells for a table: milliseconds of the first way, and first / other for the rest."""
    first = seconds[names[0]]
    cells = [f"{1000 * first:.2f}"]
    return cells + [f"{first / seconds[n]:.3g}" if n in seconds else "–" for n in names[1:]]


def print_row(*cells: object) -> None:
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def print_head(*names: str, text_columns: int = 1) -> None:
    print_row(*names)
    numbers = len(names) - text_columns
    print("|" + "---|" * text_columns + "---:|" * numbers, flush=True)


def describe_machine() -> None:
    """Print what the figures depend on."""
    version = torch.__version__ if torch else "not installed"
    print(
        f"cnnkit {__version__}, Python {platform.python_version()}, NumPy {np.__version__}, "
        f"SciPy {scipy.__version__}, PyTorch {version}"
    )
    print("\n".join(blas_in_use()))
    if torch is None:
        print("PyTorch is not installed, so its columns are missing.")
    else:
        capability, threads = torch.backends.cpu.get_cpu_capability(), torch.get_num_threads()
        print(f"PyTorch: {capability}, {threads} thread")


def channels_first(x: np.ndarray) -> "torch.Tensor":
    """(N, H, W, C) → a tensor (N, C, H, W) in PyTorch's default layout."""
    return torch.from_numpy(np.ascontiguousarray(x.transpose(0, 3, 1, 2)))


def kernel_first(kernel: np.ndarray) -> "torch.Tensor":
    """(kernel_height, kernel_width, C // groups, F) → a tensor in PyTorch's order."""
    return torch.from_numpy(np.ascontiguousarray(kernel.transpose(3, 2, 0, 1)))


def layouts() -> dict[str, Any]:
    """Return PyTorch's two memory layouts, by the name of their column."""
    return {"PyTorch": torch.contiguous_format, "channels-last": torch.channels_last}
