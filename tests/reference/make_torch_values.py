"""Make torch_values.npz: what PyTorch computes, for the tests to compare with.

The tests need no PyTorch; only this script does. Run it from the project's root after a change:

    python -m pip install torch==2.13.0
    python tests/reference/make_torch_values.py

The file holds, for each case i, the arrays "i/x", "i/y" and for convolutions "i/kernel" and
"i/bias", in this project's layout, and under "cases" one JSON list with each case's function and
options. Everything is float64, with small integers where rounding does not matter: they compress.
"""

import json
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

OUTPUT = Path(__file__).with_name("torch_values.npz")


def to_torch(x):
    """(N, H, W, C) → (N, C, H, W)."""
    return torch.from_numpy(np.ascontiguousarray(x.transpose(0, 3, 1, 2)))


def from_torch(y):
    """(N, C, H, W) → (N, H, W, C)."""
    return np.ascontiguousarray(y.numpy().transpose(0, 2, 3, 1))


def numbers(rng, *shape):
    """Quarters from -8 to 8: exact in float32 too, and short when compressed."""
    return rng.integers(-32, 33, shape) / 4


def pick(rng, *choices):
    return choices[rng.integers(len(choices))]


def size(rng, low, high):
    return [int(n) for n in rng.integers(low, high + 1, 2)]


def convolutions(rng, count):
    while count:
        groups = pick(rng, 1, 1, 1, 2, 3)
        channels, filters = groups * int(rng.integers(1, 4)), groups * int(rng.integers(1, 4))
        if rng.random() < 0.2:
            groups, filters = channels, channels * int(rng.integers(1, 3))
        kernel_shape, stride, dilation = size(rng, 1, 4), size(rng, 1, 4), size(rng, 1, 2)
        padding = [size(rng, 0, 3), size(rng, 0, 3)]
        shape = size(rng, 1, 10)
        spans = [d * (k - 1) + 1 for k, d in zip(kernel_shape, dilation, strict=True)]
        if any(n + sum(p) < s for n, p, s in zip(shape, padding, spans, strict=True)):
            continue
        x = numbers(rng, int(rng.integers(1, 3)), *shape, channels)
        kernel = numbers(rng, *kernel_shape, channels // groups, filters)
        bias = numbers(rng, filters) if rng.random() < 0.5 else None
        (top, bottom), (left, right) = padding
        y = functional.conv2d(
            functional.pad(to_torch(x), (left, right, top, bottom)),
            torch.from_numpy(np.ascontiguousarray(kernel.transpose(3, 2, 0, 1))),
            None if bias is None else torch.from_numpy(bias),
            stride=stride,
            dilation=dilation,
            groups=groups,
        )
        options = {"stride": stride, "padding": padding, "dilation": dilation, "groups": groups}
        yield "conv2d", options, {"x": x, "kernel": kernel, "bias": bias, "y": from_torch(y)}
        count -= 1


def same_convolutions(rng):
    """PyTorch has "same" at stride 1 only, with the odd pixel after, as here."""
    for kernel_shape, dilation in (([2, 4], [1, 1]), ([3, 2], [2, 1]), ([4, 3], [1, 2])):
        x, kernel = numbers(rng, 2, 6, 7, 2), numbers(rng, *kernel_shape, 2, 3)
        y = functional.conv2d(
            to_torch(x),
            torch.from_numpy(np.ascontiguousarray(kernel.transpose(3, 2, 0, 1))),
            padding="same",
            dilation=dilation,
        )
        options = {"padding": "same", "dilation": dilation}
        yield "conv2d", options, {"x": x, "kernel": kernel, "y": from_torch(y)}


def poolings(rng, count, function):
    while count:
        window, stride, dilation = size(rng, 1, 4), size(rng, 1, 4), size(rng, 1, 2)
        if function == "average_pool2d":
            dilation = [1, 1]
        padding = [int(rng.integers(0, k // 2 + 1)) for k in window]
        shape = size(rng, 2, 11)
        ceil_mode = bool(rng.integers(2))
        spans = [d * (k - 1) + 1 for k, d in zip(window, dilation, strict=True)]
        if any(n + 2 * p < s for n, p, s in zip(shape, padding, spans, strict=True)):
            continue
        x = numbers(rng, int(rng.integers(1, 3)), *shape, int(rng.integers(1, 4)))
        if rng.random() < 0.3:
            x = -np.abs(x) - 1
        options = {"window": window, "stride": stride, "padding": padding, "ceil_mode": ceil_mode}
        if function == "max_pool2d":
            options["dilation"] = dilation
            y = functional.max_pool2d(to_torch(x), window, stride, padding, dilation, ceil_mode)
            if torch.isinf(y).any():  # a dilated window all in the padding: an error here
                continue
        else:
            options["count_include_pad"] = bool(rng.integers(2))
            include = options["count_include_pad"]
            y = functional.avg_pool2d(to_torch(x), window, stride, padding, ceil_mode, include)
        yield function, options, {"x": x, "y": from_torch(y)}
        count -= 1


def resizings(rng, count):
    for index in range(count):
        method = ("nearest", "bilinear", "bicubic")[index % 3]
        shape, new = size(rng, 1, 8), size(rng, 1, 12)
        x = numbers(rng, 1, *shape, int(rng.integers(1, 3)))
        options = {"size": new, "method": method}
        if method == "nearest":
            y = functional.interpolate(to_torch(x), size=new, mode="nearest-exact")
        else:
            option = pick(rng, None, "align_corners", "antialias")
            if option is not None:
                options[option] = True
            given = {"align_corners": option == "align_corners", "antialias": option == "antialias"}
            y = functional.interpolate(to_torch(x), size=new, mode=method, **given)
        yield "resize", options, {"x": x, "y": from_torch(y)}


def paddings(rng, count):
    names = {"constant": "constant", "reflect": "reflect", "edge": "replicate", "wrap": "circular"}
    for index in range(count):
        mode = list(names)[index % 4]
        shape = size(rng, 1, 6)
        widest = [{"reflect": n - 1, "wrap": n}.get(mode, 4) for n in shape]
        padding = [[int(p) for p in rng.integers(0, w + 1, 2)] for w in widest]
        (top, bottom), (left, right) = padding
        x = numbers(rng, 2, *shape, 2)
        options = {"padding": padding, "mode": mode}
        if mode == "constant":
            options["value"] = 2.5
        y = functional.pad(
            to_torch(x), (left, right, top, bottom), names[mode], options.get("value")
        )
        yield "pad2d", options, {"x": x, "y": from_torch(y)}


def main():
    rng = np.random.default_rng(20)
    cases, arrays = [], {}
    for function, options, values in (
        *convolutions(rng, 60),
        *same_convolutions(rng),
        *poolings(rng, 40, "max_pool2d"),
        *poolings(rng, 40, "average_pool2d"),
        *resizings(rng, 48),
        *paddings(rng, 16),
    ):
        for name, array in values.items():
            if array is not None:
                arrays[f"{len(cases)}/{name}"] = array
        cases.append({"function": function, "options": options})
    cases_text = json.dumps({"torch": torch.__version__, "cases": cases})
    np.savez_compressed(OUTPUT, cases=np.array(cases_text), **arrays)
    print(f"{len(cases)} cases, {OUTPUT.stat().st_size / 1000:.0f} kB: {OUTPUT.name}")


if __name__ == "__main__":
    main()
