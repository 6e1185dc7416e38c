"""Measured slopes against differences written out, and the U that the notebook speaks of."""

import math

import numpy as np
import pytest
from driving import check_sound, formula
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit.explorers import GradientCheckError
from cnnkit.explorers.backpropagation.gradient_check_error import (
    CENTRAL,
    EXPONENTS,
    FORWARD,
    PRECISIONS,
    SAMPLES,
    WAYS,
    relative_error,
)

states = st.fixed_dictionaries(
    {
        "exponent": st.integers(-64, 0).map(lambda quarter: quarter / 4),
        "way": st.sampled_from(WAYS),
        "precision": st.sampled_from(list(PRECISIONS)),
        "function": st.sampled_from(list(SAMPLES)),
        "x": st.integers(50, 200).map(lambda part: part / 100),
    }
)


@settings(max_examples=80, deadline=None)
@given(state=states)
def test_every_state_is_sound(state):
    check_sound(GradientCheckError(**state))


@pytest.mark.parametrize("x", [0.6, 1.0, 1.3, 1.9])
def test_the_cube_in_plain_python(x):
    for exponent in (-1.0, -3.0, -5.0, -8.0):
        h = 10.0**exponent
        up, down, here = (v * v * v for v in (x + h, x - h, x))
        for way, slope in ((FORWARD, (up - here) / h), (CENTRAL, (up - down) / (2 * h))):
            result = GradientCheckError(x=x, exponent=exponent, way=way).result
            assert result.measured == pytest.approx(slope, rel=1e-15)
            assert result.true == pytest.approx(3 * x * x)


@pytest.mark.parametrize("name", [name for name in SAMPLES if "ReLU" not in name])
def test_the_true_slopes(name):
    for x in (0.5, 1.2, 2.0):
        result = GradientCheckError(function=name, x=x, exponent=-5, way=CENTRAL).result
        assert result.error < 1e-8


def errors(way, precision="float64"):
    """The error over h, in the middle of many places, so that chance plays no part."""
    middles = []
    for exponent in EXPONENTS:
        found = [
            GradientCheckError(
                exponent=float(exponent), way=way, precision=precision, x=x
            ).result.error
            for x in (0.7, 0.93, 1.1, 1.37, 1.5, 1.62, 1.81)
        ]
        middles.append(float(np.median(found)))
    return np.array(middles)


@pytest.fixture(scope="module")
def curves():
    return {(way, precision): errors(way, precision) for way in WAYS for precision in PRECISIONS}


def test_where_the_bottom_of_the_u_lies(curves):
    for key, place, depth in (
        ((FORWARD, "float64"), -8, -8),
        ((CENTRAL, "float64"), -5, -11),
        ((CENTRAL, "float32"), -2.5, -5),
        ((FORWARD, "float32"), -4, -4),
    ):
        best = int(curves[key].argmin())
        assert EXPONENTS[best] == pytest.approx(place, abs=1.25), key
        assert math.log10(curves[key][best]) == pytest.approx(depth, abs=1.1), key


def test_how_the_branches_run(curves):
    right = {
        way: np.log10(curves[way, "float64"][(EXPONENTS >= -3) & (EXPONENTS <= -1)]) for way in WAYS
    }
    for way, order in ((FORWARD, 1), (CENTRAL, 2)):
        assert (right[way][-1] - right[way][0]) / 2 == pytest.approx(order, abs=0.05)
    left = np.log10(curves[CENTRAL, "float64"][(EXPONENTS >= -14) & (EXPONENTS <= -8)])
    assert (left[-1] - left[0]) / 6 == pytest.approx(-1, abs=0.3)


def test_a_step_across_the_corner():
    state = {"function": "ReLU(x − 1)", "x": 1.05, "way": CENTRAL}
    inside = GradientCheckError(**state, exponent=-1.5)
    across = GradientCheckError(**state, exponent=-1.0)
    assert inside.result.error < 1e-9
    assert across.result.measured == pytest.approx(0.75)
    assert "across the corner" in across.description


def test_a_step_that_is_rounded_away():
    explorer = GradientCheckError(exponent=-16, way=FORWARD)
    assert explorer.result.measured == 0
    assert explorer.result.error == 1
    assert "rounded back to x" in explorer.description


def test_the_formula():
    first, second = formula(GradientCheckError(way=CENTRAL))
    assert first.startswith("central, float64, f = x³: n = (f(1.5 + 10⁻²) − f(1.5 − 10⁻²)) / (2 ·")
    assert second.startswith("a = slope at 1.5 = 6.75")


def test_relative_error():
    assert relative_error(2.0, -2.0) == 1
    assert relative_error(0.0, 1e-9) == 1
