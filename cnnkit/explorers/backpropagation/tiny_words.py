"""What is written below the tiny network: how the chosen number and its gradient arise."""

from collections.abc import Iterable

import numpy as np

from cnnkit.explorers.backpropagation.tiny_pass import (
    ANSWERED,
    CLASSES,
    REACHED,
    Array,
    TinyPass,
)
from cnnkit.explorers.drawing.picture import number
from cnnkit.explorers.drawing.svg import factor, signed_number


def equations(result: TinyPass) -> list[str]:
    """Write the chosen number's way forwards, and its gradient's way back, as far as known."""
    name, row, column = result.chosen
    label = _label(name, row, column)
    value = signed_number(float(result.values[name][row, column]), 3)
    if result.step >= REACHED[name]:
        forward = f"{number('cell', label)} {_forward(result, name, row, column)} = <b>{value}</b>"
    else:
        forward = f"{number('cell', label)} is not known yet"
    if name == "probabilities p":
        return [forward, "softmax and loss go back in one step: dz = p − y"]
    if result.step < ANSWERED[name]:
        return [forward, f"d{label} is not known yet"]
    slope = signed_number(float(result.gradients[name][row, column]), 3)
    return [forward, f"d{label} {_backward(result, name, row, column)} = <b>{slope}</b>"]


def _label(name: str, row: int, column: int) -> str:
    letter = {"bias b": "b", "biases": f"bias[{column}]", "ReLU R": f"R[{row}, {column}]"}
    if name in letter:
        return letter[name]
    short = name.split()[-1]
    one_row = name in ("pooled M", "logits z", "probabilities p")
    return f"{short}[{column}]" if one_row else f"{short}[{row}, {column}]"


def _products(pairs: Iterable[tuple[float, float]]) -> str:
    """Write a sum of products; those with a 0 are left out where many are."""
    kept = list(pairs)
    if len(kept) > 4:
        kept = [pair for pair in kept if pair[0]] or kept[:1]
    return " + ".join(f"{_number(a)}·{_number(b)}" for a, b in kept)


def _number(value: float) -> str:
    text = signed_number(value, 3)
    return f"({text})" if text.startswith("−") else text


def _windows(i: int, j: int) -> tuple[slice, slice]:
    return slice(i, i + 2), slice(j, j + 2)


def _forward(result: TinyPass, name: str, row: int, column: int) -> str:
    """Write how a number of the way forwards arises."""
    v = result.values
    if name == "map A":
        patch = v["image X"][_windows(row, column)]
        pairs = zip(patch.flat, v["kernel K"].flat, strict=True)
        bias = number("bias", factor(result.state["bias"]))
        return f"= {_products((float(a), float(b)) for a, b in pairs)} + {bias}"
    if name == "ReLU R":
        return f"= max(0, {_number(float(v['map A'][row, column]))})"
    if name == "pooled M":
        window = v["ReLU R"][:, 2 * column : 2 * column + 2]
        return f"= max({', '.join(signed_number(float(n)) for n in window.flat)})"
    if name == "logits z":
        pairs = zip(v["pooled M"][0], v["weights W"][:, column], strict=True)
        bias = _number(float(v["biases"][0, column]))
        return f"= {_products((float(a), float(b)) for a, b in pairs)} + {bias}"
    if name == "probabilities p":
        z = [signed_number(float(n), 3) for n in v["logits z"][0]]
        return f"= exp({z[column]}) / ({' + '.join(f'exp({n})' for n in z)})"
    return "is a pixel" if name == "image X" else "is a parameter"


def _backward(result: TinyPass, name: str, row: int, column: int) -> str:
    """Write how a gradient arises from the messages behind it."""
    v, g = result.values, result.gradients
    if name == "logits z":
        truth = int(column == result.true)
        p = signed_number(float(v["probabilities p"][0, column]), 3)
        named = number("truth", CLASSES[result.true])
        return f"= p[{column}] − y[{column}] = {p} − {truth} (the truth is {named})"
    if name == "weights W":
        pair = float(v["pooled M"][0, row]), float(g["logits z"][0, column])
        return f"= M[{row}] · dz[{column}] = {_products([pair])}"
    if name == "biases":
        return f"= dz[{column}]"
    if name == "pooled M":
        pairs = zip(g["logits z"][0], v["weights W"][column], strict=True)
        return f"= Σ dz · W[{column}, :] = {_products((float(a), float(b)) for a, b in pairs)}"
    if name == "ReLU R":
        window = column // 2
        first = _first_maximum(v["ReLU R"][:, 2 * window : 2 * window + 2])
        if (row, column - 2 * window) == first:
            return f": the largest of its window takes dM[{window}]"
        return ": not the largest of its window, so nothing"
    if name == "map A":
        open_gate = v["map A"][row, column] > 0
        sign = "above 0: open" if open_gate else "not above 0: shut"
        a = signed_number(float(v["map A"][row, column]))
        message = _number(float(g["ReLU R"][row, column]))
        return f"= dR · slope = {message}·{int(open_gate)} (A is {a}, {sign})"
    if name == "image X":
        return f"= {_products(_pixel_pairs(v['kernel K'], g['map A'], row, column))}"
    if name == "kernel K":
        patch = v["image X"][row : row + 2, column : column + 4]
        pairs = zip(g["map A"].flat, patch.flat, strict=True)
        return f"= Σ dA · X = {_products((float(a), float(b)) for a, b in pairs)}"
    messages = [_number(float(a)) for a in g["map A"].flat if a] or ["0"]
    return f"= Σ dA = {' + '.join(messages)}"


def _first_maximum(window: Array) -> tuple[int, int]:
    """Return the place of a window's largest number, the first where there are several."""
    row, column = np.unravel_index(int(window.argmax()), window.shape)
    return int(row), int(column)


def _pixel_pairs(kernel: Array, da: Array, row: int, column: int) -> list[tuple[float, float]]:
    """Pair the messages of all windows that hold a pixel with the weights that it met there."""
    pairs = []
    for u, v in np.ndindex(kernel.shape):
        i, j = row - u, column - v
        if 0 <= i < da.shape[0] and 0 <= j < da.shape[1]:
            pairs.append((float(da[i, j]), float(kernel[u, v])))
    return pairs
