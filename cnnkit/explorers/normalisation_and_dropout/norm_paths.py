"""The three paths from a value to the loss through batch norm, each with its own numbers."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.controls import choice, decimal, slider, tick
from cnnkit.explorers.drawing.bars import bar_panel
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import Panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.plots.colours import GRADIENT_COLOUR

START = (1.0, 3.0, 4.0, 6.0, 11.0)
M, EPSILON = len(START), 1e-5
NAMES = tuple(f"x{digit}" for digit in "₀₁₂₃₄")
PATHS = ("direct", "variance", "mean")

ONE, SAME, LIKE, MIXED = "one output only", "the same for all", "like x̂", "mixed"
MESSAGES = (ONE, SAME, LIKE, MIXED)
"""Gradients that can arrive from behind."""


@dataclass(frozen=True)
class NormPathsResult:
    """Five values of one channel, and the gradient of the loss in each, path by path."""

    state: State
    x: NDArray[Any]
    dy: NDArray[Any]
    paths: dict[str, NDArray[Any]]
    """What each path brings, whether it is switched on or not."""
    slopes: NDArray[Any]
    """The slopes measured by moving each x a little."""

    @property
    def dx(self) -> NDArray[Any]:
        """The sum over the paths that are switched on."""
        total = np.zeros(M)
        for path in PATHS:
            total = total + self.paths[path] * self.state[path]
        return total

    @property
    def complete(self) -> bool:
        """Whether the sum is the measured slope."""
        return bool(np.allclose(self.dx, self.slopes, atol=1e-4))


def normalised(x: NDArray[Any]) -> NDArray[Any]:
    """Return x̂.

    Examples
    --------
    >>> normalised(np.array([1.0, 3.0])).round(2).tolist()
    [-1.0, 1.0]
    """
    hat: NDArray[Any] = (x - x.mean()) / np.sqrt(x.var() + EPSILON)
    return hat


class NormPaths(Explorer[NormPathsResult]):
    """Five values of a channel and a message for each: what does each path send back?

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``moved`` (the last value), ``message`` (one of `MESSAGES`), ``place`` (which value the
        formula is about, and with "one output only" which gets the message), ``gamma``, and the
        three ticks ``direct``, ``variance`` and ``mean``.

    Examples
    --------
    >>> NormPaths(message="the same for all").result.dx.round(6).tolist()
    [0.0, 0.0, 0.0, 0.0, 0.0]
    """

    title = "Three paths back"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "message": choice("dy from behind", ONE, MESSAGES),
            "place": slider("value i (0 to 4)", 1, 0, M - 1),
            "moved": decimal("x₄ (−9 to 20)", START[-1], -9.0, 20.0, 0.5),
            "gamma": decimal("γ (−2 to 3)", 1.0, -2.0, 3.0, 0.25),
            "direct": tick("directly, through x̂", True),
            "variance": tick("through the variance", True),
            "mean": tick("through the mean", True),
        }
        super().__init__(controls, state, hidden)

    def compute(self, state: State) -> NormPathsResult:
        """Follow each path by itself, and measure the slopes without any of them."""
        x = np.array([*START[:-1], state["moved"]])
        dy = _message(state["message"], state["place"], x)
        gamma, centred = state["gamma"], x - x.mean()
        deviation = np.sqrt(x.var() + EPSILON)
        dx_hat = dy * gamma
        d_variance = (dx_hat * centred).sum() * -0.5 / deviation**3
        d_mean = -dx_hat.sum() / deviation
        paths = {
            "direct": dx_hat / deviation,
            "variance": d_variance * 2 * centred / M,
            "mean": np.full(M, d_mean / M),
        }
        steps = 1e-5 * np.eye(M)
        slopes = [
            (gamma * dy * (normalised(x + step) - normalised(x - step))).sum() / 2e-5
            for step in steps
        ]
        return NormPathsResult(state, x, dy, paths, np.array(slopes))

    def draw(self, result: NormPathsResult) -> Picture:
        """Draw x and x̂, then the messages from right to left, as they travel."""
        state, place = result.state, result.state["place"]
        hat = normalised(result.x)
        largest = max(np.abs(bars).max() for bars in (*result.paths.values(), result.slopes))
        options: dict[str, Any] = {"width": 58, "text_width": 48, "outlined": place}
        names: dict[str, Any] = {"names": NAMES, "name_width": 28}

        def purple(title: str, values: NDArray[Any], limit: float, **more: Any) -> Panel:
            limit = max(limit, 0.1)
            return bar_panel(
                title,
                values.tolist(),
                low=-limit,
                high=limit,
                colour=GRADIENT_COLOUR,
                texts=[_three(value) for value in values],
                **{**options, **more},
            )

        paths = [
            purple(
                name if state[path] else f"{name}: off",
                result.paths[path] * state[path],
                largest,
                **(names if path == "direct" else {}),
            )
            for path, name in zip(PATHS, ("directly", "variance", "mean"), strict=True)
        ]
        dx = purple(
            "dx",
            result.dx,
            largest,
            note="the slope" if result.complete else "not the slope",
        )
        measured = purple("slope, measured", result.slopes, largest)
        # So wide that what goes back stands in a row of its own.
        wide: dict[str, Any] = {**options, "width": 140}
        first = bar_panel("x", result.x.tolist(), low=-9, high=20, **wide, **names)
        second = bar_panel("x̂", hat.tolist(), low=-2.1, high=2.1, **wide)
        message = purple("dy", result.dy, max(1.0, np.abs(result.dy).max()), width=140)
        back: list[Panel | str] = [
            message,
            paths[0],
            "+",
            paths[1],
            "+",
            paths[2],
            "=",
            dx,
            measured,
        ]
        return Picture([first, "→", second, "←", *back], formula=_formula(result), formula_lines=4)

    def describe(self, result: NormPathsResult) -> str:
        """Say what arrives at the chosen value, by each path and in all."""
        state, place = result.state, result.state["place"]
        on = [path for path in PATHS if state[path]]
        parts = ", ".join(f"{path} {_three(result.paths[path][place])}" for path in PATHS)
        verdict = "that is the measured slope"
        if not result.complete:
            verdict = f"the measured slope is {_three(result.slopes[place])}"
            if np.isclose(result.dx[place], result.slopes[place], atol=1e-4):
                verdict += ", but those of other values differ"
        everything = " All of dx is 0." if np.allclose(result.dx, 0, atol=1e-3) else ""
        return (
            f"Message: {state['message']}. What comes back to value {place}, which is "
            f"{_three(result.x[place])}: {parts}. Added up "
            f"({', '.join(on) if on else 'no path is on'}): "
            f"{_three(result.dx[place])}; {verdict}.{everything}"
        )


def _message(name: str, place: int, x: NDArray[Any]) -> NDArray[Any]:
    """Return the gradient with respect to the output."""
    if name == ONE:
        chosen: NDArray[Any] = (np.arange(M) == place).astype(np.float64)
        return chosen
    if name == SAME:
        return np.ones(M)
    if name == LIKE:
        return normalised(x)
    return np.array([0.5, -1.0, 0.25, 1.0, -0.5])


def _formula(result: NormPathsResult) -> str:
    """Write each path for the chosen value, with its numbers."""
    state, i = result.state, result.state["place"]
    x, dy, gamma = result.x, result.dy, state["gamma"]
    mean, deviation = x.mean(), np.sqrt(x.var() + EPSILON)
    d_hat = dy * gamma
    d_variance = (d_hat * (x - mean)).sum() * -0.5 / deviation**3
    d_mean = -d_hat.sum() / deviation
    sent = {path: _three(result.paths[path][i]) for path in PATHS}

    def off(path: str) -> str:
        return "" if state[path] else f" ({number(path, 'switched off')})"

    return "<br>".join(
        [
            f"{number('message', state['message'])}, value {number('place', i)}: dx̂ = dy·γ = "
            f"{_term(dy[i])}·{number('gamma', _term(gamma))} = <b>{_three(d_hat[i])}</b>; "
            f"x₄ = {number('moved', _three(state['moved']))}, μ = {_three(mean)}, "
            f"√(σ² + ε) = {_three(deviation)}",
            f"directly: dx̂ / √(σ² + ε) = {_three(d_hat[i])} / {_three(deviation)} "
            f"= <b>{sent['direct']}</b>{off('direct')}",
            f"variance: dσ²·2(x − μ)/m = {_term(d_variance)}·2·{_term(x[i] - mean)}/{M} = "
            f"<b>{sent['variance']}</b>{off('variance')}",
            f"mean: dμ / m = {_term(d_mean)} / {M} = <b>{sent['mean']}</b>{off('mean')}",
        ]
    )


def _three(value: Any) -> str:
    """Write a number with up to three digits after the point."""
    return signed_number(float(value), 3)


def _term(value: Any) -> str:
    """Write a number as it stands in a product: in brackets where it is negative."""
    text = _three(value)
    return f"({text})" if text.startswith("−") else text
