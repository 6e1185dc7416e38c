"""Gradient checks: is what `backward` returns the slope of what `forward` computes?"""

import copy
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.checks import Array, float_array, generator, real_number
from cnnkit.layers.layer import Layer
from cnnkit.layers.parameter import Parameter
from cnnkit.shapes import flag, whole_number
from cnnkit.training.arguments import an_instance
from cnnkit.training.central_differences import Slope, size_of, slope_along
from cnnkit.training.gradient_report import Comparison, GradientCheck

Place = tuple[int, ...]


def check_gradients(
    layer: Layer,
    x: ArrayLike,
    *,
    rng: np.random.Generator,
    training: bool = True,
    step: float = 1e-5,
    samples: int | None = None,
    tolerance: float = 1e-7,
) -> GradientCheck:
    """Compare a layer's or a network's backward pass with its forward pass, in float64.

    With a random upstream gradient dy, the loss is L = Σ dy · layer(x). For the input and every
    parameter, the gradient a that `backward` gives is compared with the slopes n of L that are
    found by moving one entry at a time:

    error = ‖a − n‖ / (‖a‖ + ‖n‖)

    Parameters
    ----------
    layer : Layer
        Built. It is copied, and stays as it is to the last bit.
    x : array_like, (N, ...)
        A batch of inputs. Random numbers serve best; two images are enough.
    rng : numpy.random.Generator
        Draws dy and the sample.
    training : bool
        Whether to check the pass made in training. Dropout then draws the same mask each time.
    step : float
        How far an entry is moved, in parts of its size or, where that is larger, of the root mean
        square of its array.
    samples : int, optional
        How many entries to try of each array, drawn at random; all unless given. Every entry
        takes four forward passes.
    tolerance : float
        The largest error that passes.

    Returns
    -------
    GradientCheck
        With ``passed``, ``worst``, and a report when printed.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above; if the layer gives something else than
        float64 for float64, numbers that are not finite, other numbers each time, or a gradient
        of another shape than its value.

    Notes
    -----
    *Kinks.* Where the slopes to both sides differ, as for a ReLU at 0, there is no gradient. Such
    entries are recognised by `forward` alone, tried again with smaller steps, and only then left
    out, counted and named: what `backward` says has no say in it. Entries of equal value that
    stand at kinks are then moved together, for that has a slope where the maximum of a pooling
    window is reached twice: the gradient must be given out once.

    *Rounding.* A slope is known up to a doubt: how far its estimates disagree, and about
    10⁻¹⁶ Σ |dy · y| / distance. ‖a‖ + ‖n‖ counts as at least 10 · ‖doubts‖ / tolerance, so that a
    gradient that is truly zero, as that of a bias before a batch norm, agrees with slopes of 10⁻¹¹.

    Examples
    --------
    >>> from cnnkit.layers import Dense
    >>> rng = np.random.default_rng(0)
    >>> dense = Dense(3)
    >>> dense.build((4,), rng)
    >>> check = check_gradients(dense, rng.standard_normal((2, 4)), rng=rng)
    >>> check.passed, check.worst < 1e-9
    (True, True)
    """
    an_instance(layer, "layer", Layer, "Dense(10)")
    generator(rng)
    training = flag(training, "training")
    step = real_number(step, "step", above=0, example=1e-5)
    tolerance = real_number(tolerance, "tolerance", above=0, example=1e-7)
    if samples is not None:
        whole_number(samples, "samples")
    x = float_array(x, "x").astype(np.float64)
    model = copy.deepcopy(layer)
    for parameter in model.parameters():
        parameter.value = parameter.value.astype(np.float64)
    generators = model.generators()
    states = [each.bit_generator.state for each in generators]

    def output() -> Array:
        for each, state in zip(generators, states, strict=True):
            each.bit_generator.state = state
        # Copies, for some layers return what they are given, and some write on it.
        return np.array(model.forward(x.copy(), training=training))

    y = output()
    _check_output(layer.label, y, output())
    dy = rng.standard_normal(y.shape)
    given = [Parameter("x", x, model.backward(dy.copy())), *model.parameters()]
    gradients = [_checked_gradient(layer.label, each) for each in given]
    trial = _Trial(output, y, dy, step, tolerance)
    comparisons = [
        trial.compare(each.name, each.value, gradient, _draw_places(each.value.shape, samples, rng))
        for each, gradient in zip(given, gradients, strict=True)
    ]
    return GradientCheck(tuple(comparisons), tolerance)


@dataclass(frozen=True)
class _Trial:
    """One upstream gradient, with which entry after entry is tried."""

    output: Callable[[], Array]
    y: Array
    dy: Array
    step: float
    tolerance: float

    def compare(self, name: str, value: Array, gradient: Array, places: list[Place]) -> Comparison:
        """Compare a gradient with the slopes at some places."""
        slopes = {place: self.slope(value, place) for place in places}
        kinks = tuple(place for place, slope in slopes.items() if slope is None)
        pairs: list[tuple[Any, float, float, float]] = [
            (place, float(gradient[place]), *slope)
            for place, slope in slopes.items()
            if slope is not None
        ]
        pairs += self.joint_slopes(value, gradient, kinks)
        a, n, doubts = np.array([pair[1:] for pair in pairs]).reshape(-1, 3).T
        furthest = pairs[int(np.abs(a - n).argmax())][:3] if pairs else None
        norm, least = float(np.linalg.norm(n)), 10 * float(np.linalg.norm(doubts)) / self.tolerance
        lengths = max(float(np.linalg.norm(a)) + norm, least)
        error = float(np.linalg.norm(a - n)) / (lengths or 1.0)
        return Comparison(name, value.size, len(places), kinks, norm, error, furthest)

    def slope(self, value: Array, place: Any) -> Slope | None:
        """Return the slope along one entry, or along several together; None at a kink."""
        for part in (1.0, 0.1, 0.01):
            distance = part * self.step * size_of(value, place)
            slope, doubt = slope_along(self.output, self.y, value, place, self.dy, distance)
            noise = self.rounding / distance
            if doubt <= self.tolerance * abs(slope) + 100 * noise:
                return Slope(slope, doubt + noise)
        return None

    def joint_slopes(
        self, value: Array, gradient: Array, kinks: tuple[Place, ...]
    ) -> list[tuple[Any, float, float, float]]:
        """Pair gradient and slope where entries of one value stand at kinks, but not together."""
        ties: dict[float, list[Place]] = {}
        for place in kinks:
            ties.setdefault(float(value[place]), []).append(place)
        pairs = []
        for tied in ties.values():
            places = tuple(np.array(tied).T)
            slope = self.slope(value, places)
            if len(tied) > 1 and slope is not None:
                pairs.append((tuple(tied), float(gradient[places].sum()), *slope))
        return pairs

    @property
    def rounding(self) -> float:
        """How much of L is rounding, at least: steps on the way may have larger numbers than y."""
        return float(np.finfo(np.float64).eps * np.abs(self.dy * self.y).sum())


def _draw_places(
    shape: tuple[int, ...], samples: int | None, rng: np.random.Generator
) -> list[Place]:
    """Choose the entries to try, in their order."""
    size = math.prod(shape)
    chosen = np.arange(size)
    if samples is not None and samples < size:
        chosen = np.sort(rng.choice(size, samples, replace=False))
    return [tuple(int(i) for i in np.unravel_index(place, shape)) for place in chosen]


def _check_output(label: str, y: Array, again: Array) -> None:
    """See that slopes of a forward pass can be found."""
    if y.dtype == object:
        raise TypeError(
            f"forward of {label} gives {y.tolist()!r}; it must end with return y, an array"
        )
    if y.dtype != np.float64:
        raise TypeError(
            f"forward of {label} gives {y.dtype} for float64, in which slopes drown; compute in "
            "the dtype of x"
        )
    if not np.isfinite(y).all():
        raise ValueError(
            f"forward of {label} gives NaN or infinity, which have no slope; give other x, such "
            "as rng.standard_normal(x.shape)"
        )
    if not np.array_equal(y, again):
        raise ValueError(
            f"forward of {label} gives other numbers the second time; list every generator that "
            "it draws from in generators(), so that it can be set back"
        )


def _checked_gradient(label: str, parameter: Parameter) -> Array:
    """Return a copy of a gradient, sure that there is one for each entry."""
    gradient, shape = parameter.grad, parameter.value.shape
    if gradient is None or np.shape(gradient) != shape:
        what = "none" if gradient is None else f"one of shape {np.shape(gradient)}"
        raise ValueError(
            f"backward of {label} must give {parameter.name} a gradient of its own shape, {shape}, "
            f"and gives {what}"
        )
    return np.array(gradient)
