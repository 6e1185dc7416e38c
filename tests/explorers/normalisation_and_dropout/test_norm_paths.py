import re

import numpy as np
import pytest
from driving import check_sound, formula, value_of
from hypothesis import given
from hypothesis import strategies as st

from cnnkit.explorers import NormPaths
from cnnkit.explorers.normalisation_and_dropout.norm_paths import MESSAGES, PATHS
from cnnkit.functional import loops

STATES = st.fixed_dictionaries(
    {
        "message": st.sampled_from(MESSAGES),
        "place": st.integers(0, 4),
        "moved": st.integers(-18, 40).map(lambda n: n / 2),
        "gamma": st.sampled_from([-2.0, 0.0, 1.0, 2.5]),
    }
)


@given(STATES)
def test_the_three_paths_together_are_the_gradient(state):
    explorer = NormPaths(**state)
    check_sound(explorer)
    result = explorer.result
    dx, _, _ = loops.batch_norm_backward(
        result.dy[:, None], result.x[:, None], [state["gamma"]], epsilon=1e-5
    )
    np.testing.assert_allclose(result.dx, dx[:, 0], atol=1e-9)
    np.testing.assert_allclose(result.slopes, dx[:, 0], atol=1e-6)
    assert "that is the measured slope" in explorer.description
    stated = float(re.search(r"\): (−?[\d.]+);", explorer.description)[1].replace("−", "-"))
    assert stated == pytest.approx(dx[state["place"], 0], abs=5.1e-4)


@pytest.mark.parametrize("path", PATHS)
def test_without_one_path_it_is_not_the_slope(path):
    explorer = NormPaths(message="mixed", **{path: False})
    assert not explorer.result.complete
    assert "the measured slope is" in explorer.description
    assert any("switched off" in line for line in formula(explorer))


@given(STATES)
def test_each_line_of_the_formula_comes_to_its_number(state):
    explorer = NormPaths(**state)
    place = state["place"]
    for line, path in zip(formula(explorer)[1:], PATHS, strict=True):
        stated = value_of(line.split(" = ")[-1])
        assert stated == pytest.approx(explorer.result.paths[path][place], abs=5.1e-4)


def test_a_message_for_all_or_like_x_hat_comes_to_nothing():
    for message in ("the same for all", "like x̂"):
        explorer = NormPaths(message=message, gamma=2)
        np.testing.assert_allclose(explorer.result.dx, 0, atol=1e-5)
        assert "All of dx is 0." in explorer.description
