import re

import numpy as np
import pytest
from driving import check_sound, formula
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit.explorers import StepsOnParabola
from cnnkit.explorers.optimisers_and_initialisation.steps_on_parabola import verdict
from cnnkit.explorers.optimisers_and_initialisation.writing import in_short
from tests.explorers.optimisers_and_initialisation.reading import read

states = st.fixed_dictionaries(
    {
        "curvature": st.integers(5, 40).map(lambda n: n / 10),
        "rate": st.integers(1, 50).map(lambda n: round(n * 0.05, 2)),
        "start": st.integers(-25, 25).map(lambda n: n / 10),
        "step": st.integers(0, 20),
    }
)


@settings(max_examples=40)
@given(states)
def test_path_words_and_formula_agree_with_the_closed_form(state):
    explorer = StepsOnParabola(**state)
    check_sound(explorer)
    c, rate, start, step = (state[name] for name in ("curvature", "rate", "start", "step"))
    expected = start * (1 - rate * c) ** np.arange(step + 1)
    result = explorer.result
    np.testing.assert_allclose(result.path, expected, rtol=1e-6, atol=1e-6 * abs(start) + 1e-12)
    np.testing.assert_allclose(result.losses, c / 2 * result.path**2)
    stated, loss, first = re.search(
        r"w is (\S+) and the loss (\S+); it was (\S+) at the start", explorer.description
    ).groups()
    assert read(stated) == pytest.approx(result.path[-1], rel=0.051, abs=1e-12)
    assert read(loss) == pytest.approx(result.losses[-1], rel=0.051, abs=1e-12)
    assert read(first) == pytest.approx(c / 2 * start**2, rel=0.01, abs=1e-9)
    line, limit = formula(explorer)
    assert read(line.rsplit("=", 1)[1]) == pytest.approx(
        (1 - rate * c) * result.path[-1], rel=0.051, abs=1e-9
    )
    assert read(limit.rsplit("=", 1)[1]) == pytest.approx(2 / c, abs=0.006)


@pytest.mark.parametrize("curvature", [0.5, 1.0, 2.5, 4.0])
@pytest.mark.parametrize("rate", [0.05, 0.4, 0.5, 0.8, 1.0, 2.0, 2.5])
def test_what_is_said_of_a_rate_is_what_happens(curvature, rate):
    explorer = StepsOnParabola(curvature=curvature, rate=rate, start=1.0, step=20)
    path = np.abs(explorer.result.path)
    words = explorer.description
    assert ("diverges" in words) == (path[-1] > 1 + 1e-9)
    assert ("never settles" in words) == (abs(path[-1] - 1) < 1e-9)
    assert ("straight to the bottom" in words) == (path[1] < 1e-9)
    zigzags = 0 < path[-1] < 1 and explorer.result.path[1] < -1e-9
    assert ("zigzags" in words) == zigzags


def test_every_verdict_is_another():
    factors = (-1.5, -1.0, -0.5, 0.0, 0.5)
    assert len({verdict(factor) for factor in factors}) == len(factors)


@given(st.floats(-1e30, 1e30))
def test_short_numbers_read_back(value):
    assert read(in_short(value)) == pytest.approx(value, rel=0.051, abs=1e-300)
