"""What went wrong when a loss is not finite, and what to try."""

import math
from collections.abc import Sequence
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnnkit.layers import Layer, Sequential
from cnnkit.layers.parameter import Parameter
from cnnkit.training.history import Step

LARGE_INPUT = 20.0
"""Inputs beyond this are neither pixels from 0 to 1 nor normalised."""

LARGE_ACTIVATION = 1e6
"""Activations beyond this come shortly before those that overflow."""

LARGE_PARAMETER = 1e3
"""Training hardly ever moves a good value that far."""

LARGE_NORM = 1e3
"""A gradient beyond this makes a step that leaves all good values behind."""


class DivergedError(ArithmeticError):
    """The loss is NaN or infinite; the message says what was looked at, found, and can be tried."""


class Finding(NamedTuple):
    """What was seen, and what to try if that may be the cause."""

    text: str
    advice: str = ""


def diagnosis(
    model: Layer,
    inputs: NDArray[Any],
    targets: NDArray[Any],
    value: float,
    steps: Sequence[Step] = (),
) -> str:
    """Look for the reason why a loss is not finite: in the data, the network, and the steps so far.

    Parameters
    ----------
    model : Layer
        The network, built.
    inputs, targets : array
        The batch that has this loss.
    value : float
        The loss.
    steps : sequence of Step
        Those before, if this happened in training.

    Returns
    -------
    str
        A line for everything that was looked at, in the order of causes. What may help stands by
        the first that is not as it should be: the others follow from it.

    Examples
    --------
    >>> from cnnkit.layers import Dense
    >>> model = Dense(1)
    >>> model.build((2,), np.random.default_rng(0))
    >>> print(diagnosis(model, np.array([[1.0, np.nan]]), np.array([[0.5]]), float("nan")))
    The loss is nan. What was looked at:
    - inputs: 1 of 2 numbers are NaN or infinite
      → correct these examples, or leave them out
    - targets: from 0.5 to 0.5
    - parameters: up to 1.39, in weight
    """
    findings = {"inputs": _inputs(inputs), "targets": _targets(targets)}
    parameters = model.parameters()
    findings["parameters"] = _parameters(parameters, steps)
    if np.isfinite(inputs).all():
        findings["activations"] = _activations(model, inputs)
    if any(parameter.grad is not None for parameter in parameters):
        findings["gradients of the step before"] = _gradients(parameters)
    if steps:
        findings["last losses"] = Finding(", ".join(f"{step.loss:.3g}" for step in steps[-5:]))
        rate = steps[-1].learning_rate
        findings["learning rate"] = Finding(f"{rate:g}", f"a tenth of it, {rate / 10:g}")
    when = f" at step {len(steps) + 1}" if steps else ""
    lines = [f"The loss is {value}{when}. What was looked at:"]
    cause = next((name for name, finding in findings.items() if finding.advice), None)
    for name, (text, advice) in findings.items():
        lines.append(f"- {name}: {text}")
        if name == cause:
            lines.append(f"  → {advice}")
    return "\n".join(lines)


def _inputs(inputs: NDArray[Any]) -> Finding:
    broken = np.count_nonzero(~np.isfinite(inputs))
    if broken:
        return Finding(
            f"{broken} of {inputs.size} numbers are NaN or infinite",
            "correct these examples, or leave them out",
        )
    low, high = float(inputs.min()), float(inputs.max())
    text = f"from {low:g} to {high:g}"
    if low >= 0 and LARGE_INPUT < high <= 255:
        return Finding(text, "these look like pixels from 0 to 255: divide them by 255")
    if max(-low, high) > LARGE_INPUT:
        return Finding(text, "subtract their mean and divide by their standard deviation")
    return Finding(text)


def _targets(targets: NDArray[Any]) -> Finding:
    broken = np.count_nonzero(~np.isfinite(targets))
    if broken:
        return Finding(
            f"{broken} of {targets.size} numbers are NaN or infinite",
            "correct these targets, or leave them out",
        )
    return Finding(f"from {targets.min():g} to {targets.max():g}")


def _parameters(parameters: Sequence[Parameter], steps: Sequence[Step]) -> Finding:
    advice = (
        "a step before this one was too long: build the network anew, and try a smaller learning "
        "rate"
    )
    if steps:
        advice += f", such as {min(steps[-1].learning_rate / 10, 0.01):g}"
    broken = [p.name for p in parameters if not np.isfinite(p.value).all()]
    if broken:
        return Finding(f"not finite in {', '.join(broken)}", advice)
    if not parameters:
        return Finding("none")
    sizes = [(p.name, float(abs(p.value).max())) for p in parameters]
    name, size = max(sizes, key=itemgetter(1))
    return Finding(
        f"up to {size:.3g}, in {name}", advice if steps and size > LARGE_PARAMETER else ""
    )


def _activations(model: Layer, inputs: NDArray[Any]) -> Finding:
    if isinstance(model, Sequential):
        walk = model.activations(inputs)
    else:
        walk = iter([(model.label, model.forward(inputs))])
    sizes = {name: float(abs(output).max()) for name, output in walk}
    for name, size in sizes.items():
        if not size <= LARGE_ACTIVATION:
            return Finding(
                f"{name} is the first layer with one of {size:.3g}",
                "a smaller learning rate, weights initialised for the layer (he_normal before a "
                "ReLU), or a BatchNorm before it",
            )
    return Finding(f"up to {max(sizes.values()):.3g}")


def _gradients(parameters: Sequence[Parameter]) -> Finding:
    squares = [np.square(p.grad, dtype=np.float64).sum() for p in parameters if p.grad is not None]
    norm = math.sqrt(sum(squares))
    if not norm <= LARGE_NORM:
        return Finding(f"norm {norm:.3g}", "clip=1 shortens gradients to a norm of 1")
    return Finding(f"norm {norm:.3g}")
