"""Convolutions forward and backward, timed against PyTorch and the usual NumPy ways, on one thread.

    python -m pip install threadpoolctl
    python -m pip install torch==2.13.0    # optional
    python -m benchmarks.convolution

To see what a processor without AVX-512 would do, set OPENBLAS_CORETYPE=Haswell in the environment;
PyTorch has kernels of its own, which that does not hold back.
"""

import sys
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import threadpoolctl
from scipy.signal import correlate2d

sys.path.insert(0, str(Path(__file__).parent.parent))  # also where cnnkit is not installed

from benchmarks.timing import (
    Ways,
    channels_first,
    describe_machine,
    extra_memory,
    kernel_first,
    layouts,
    medians,
    print_head,
    print_row,
    ratios,
    torch,
)
from benchmarks.usual_numpy import Convolution
from cnnkit.functional import conv2d, conv2d_backward


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


class Work:
    """The arrays of a case, and every way to go forward and backward with them."""

    def __init__(self, case: Case) -> None:
        rng = np.random.default_rng(0)
        self.case = case
        k, size = case.kernel, case.size + 2 * case.padding - case.kernel + 1
        self.x = rng.standard_normal((case.images, case.size, case.size, case.channels), np.float32)
        self.kernel = rng.standard_normal(
            (k, k, case.channels // case.groups, case.filters), np.float32
        )
        self.bias = rng.standard_normal(case.filters, np.float32)
        self.dy = rng.standard_normal((case.images, size, size, case.filters), np.float32)
        self.options: dict[str, Any] = {"padding": case.padding, "groups": case.groups}

    def forward(self) -> Ways:
        x, kernel, bias, case = self.x, self.kernel, self.bias, self.case
        ways: Ways = {"cnnkit": lambda: conv2d(x, kernel, bias, **self.options)}
        if torch is not None:
            for name, layout in layouts().items():
                tensors = [
                    tensor.contiguous(memory_format=layout)
                    for tensor in (channels_first(x), kernel_first(kernel))
                ]
                ways[name] = lambda tensors=tensors: torch.nn.functional.conv2d(
                    *tensors, torch.from_numpy(bias), **self.options
                )
        if case.groups == 1:
            images = x.transpose(0, 3, 1, 2).copy()
            ways["fancy index"] = lambda: Convolution(kernel, bias, case.padding).forward(images)
            ways["einsum"] = lambda: einsum(x, kernel, bias, case.padding)
            ways["scipy loops"] = lambda: scipy_loops(x, kernel, bias, case.padding)
        return ways

    def backward(self) -> Ways:
        x, kernel, dy, case = self.x, self.kernel, self.dy, self.case
        ways: Ways = {"cnnkit": lambda: conv2d_backward(dy, x, kernel, **self.options)}
        if torch is not None:
            p, ones = [case.padding] * 2, [1, 1]
            fixed = ([case.filters], ones, p, ones, False, [0, 0], case.groups, [True] * 3)
            for name, layout in layouts().items():
                tensors = [
                    tensor.contiguous(memory_format=layout)
                    for tensor in (channels_first(dy), channels_first(x), kernel_first(kernel))
                ]
                ways[name] = lambda tensors=tensors: torch.ops.aten.convolution_backward(
                    *tensors, *fixed
                )
        if case.groups == 1:
            usual = Convolution(kernel, self.bias, case.padding)
            usual.forward(x.transpose(0, 3, 1, 2).copy())
            upstream = dy.transpose(0, 3, 1, 2).copy()
            ways["fancy index"] = lambda: usual.backward(upstream)
        return ways


def check_agreement(work: Work) -> None:
    """All ways compute the same, or the comparison is none."""
    results = {name: way() for name, way in work.forward().items()}
    expected = results.pop("cnnkit")
    for name, result in results.items():
        array = np.asarray(result)
        if name in ("PyTorch", "channels-last", "fancy index"):
            array = array.transpose(0, 2, 3, 1)
        np.testing.assert_allclose(array, expected, rtol=1e-3, atol=1e-3, err_msg=name)
    results = {name: way() for name, way in work.backward().items()}
    expected = results.pop("cnnkit")[0]
    for name, result in results.items():
        dx = np.asarray(result if name == "fancy index" else result[0])
        np.testing.assert_allclose(
            dx.transpose(0, 2, 3, 1), expected, rtol=1e-3, atol=1e-3, err_msg=name
        )


def main() -> None:
    if torch is not None:
        torch.set_num_threads(1)
        torch.set_grad_enabled(False)
    with threadpoolctl.threadpool_limits(1):
        describe_machine()
        names = list(Work(CASES[0]).forward())
        print("\nMilliseconds of cnnkit; the other columns: cnnkit's time / theirs.\n")
        print_head("convolution", "kernel", "batch", "pass", *names, text_columns=4)
        for case in CASES:
            work = Work(case)
            check_agreement(work)
            about = (case.name, f"{case.kernel}×{case.kernel}", case.images)
            print_row(*about, "forward", *ratios(medians(work.forward()), names))
            print_row(*about, "backward", *ratios(medians(work.backward()), names))
        work = Work(CASES[4])
        print(f"\nPeak memory besides the result, {CASES[4].name}, 3×3, batch 8:")
        for name in ("cnnkit", "fancy index", "einsum"):
            print(f"  {name}, forward: {extra_memory(work.forward()[name]):.1f} MiB")
        for name in ("cnnkit", "fancy index"):
            print(f"  {name}, backward: {extra_memory(work.backward()[name]):.1f} MiB")


if __name__ == "__main__":
    main()
