import numpy as np
import pytest
from driving import check_sound, formula
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit.explorers import DropoutMasks
from cnnkit.explorers.normalisation_and_dropout.dropout_masks import (
    SCALINGS,
    layer_values,
    uniform_numbers,
)


@settings(max_examples=40)
@given(
    st.integers(0, 9).map(lambda n: n / 10),
    st.sampled_from([1, 5, 100, 1000]),
    st.integers(0, 9),
    st.sampled_from(list(SCALINGS)),
    st.sampled_from(["training", "evaluation"]),
)
def test_masks_and_sums_are_those_written_out(rate, masks, seed, scaling, mode):
    explorer = DropoutMasks(rate=rate, masks=masks, seed=seed, scaling=scaling, mode=mode)
    check_sound(explorer)
    result, x = explorer.result, layer_values()
    random = np.random.default_rng(seed).random((1000, 3, 4))
    np.testing.assert_array_equal(random, uniform_numbers(seed))
    scale = {"1 / (1 − rate)": 1 / (1 - rate), "none": 1, "1 / rate": 1 / rate if rate else 1}
    ys = [np.where(one < rate, 0, x * scale[scaling]) for one in random[:masks]]
    if mode == "evaluation":
        ys = [x] * masks
    np.testing.assert_allclose(result.y, ys[-1])
    np.testing.assert_allclose(result.mean, np.mean(ys, axis=0))
    np.testing.assert_allclose(result.sums, [y.sum() for y in ys])


def test_only_the_inverted_scale_keeps_the_sum_on_average():
    total = layer_values().sum()
    for rate in (0.2, 0.4, 0.7):
        for scaling in SCALINGS:
            mean = DropoutMasks(rate=rate, scaling=scaling, masks=1000).result.sums.mean()
            assert (abs(mean / total - 1) < 0.06) == (scaling == "1 / (1 − rate)")


def test_evaluation_says_that_nothing_is_done():
    explorer = DropoutMasks(mode="evaluation", rate=0.9)
    assert "y = x" in formula(explorer)[0]
    assert "12 of the 12 values are kept" in explorer.description
    assert explorer.result.sums[0] == pytest.approx(layer_values().sum())
