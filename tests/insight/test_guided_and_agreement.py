"""Guided backpropagation by hand, and rank correlation against SciPy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr

from cnnkit.insight import guided_gradient, rank_correlation, saliency
from cnnkit.layers import Conv2D, Dense, Flatten, ReLU, ReLU6, Residual, Sequential


@given(st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5)), min_size=3, max_size=40))
def test_rank_correlation_is_spearmans_with_ties(pairs):
    first, second = np.array(pairs).T
    if np.ptp(first) and np.ptp(second):
        expected = spearmanr(first, second).statistic
        assert rank_correlation(first, second) == pytest.approx(expected, abs=1e-12)
    else:
        assert rank_correlation(first, second) == 0


def test_shapes_must_agree():
    with pytest.raises(ValueError, match=r"shapes \(2, 3\) and \(3, 2\); resize"):
        rank_correlation(np.ones((2, 3)), np.ones((3, 2)))


def test_each_relu_drops_what_is_negative_on_the_way_back():
    rng = np.random.default_rng(0)
    first, second, last = Conv2D(3, 3, padding="same"), Conv2D(3, 1), Dense(2)
    model = Sequential([first, ReLU6(), Residual(Sequential([second, ReLU()])), Flatten(), last])
    model.build((4, 5, 2), rng)
    image = rng.normal(size=(4, 5, 2))
    guided = guided_gradient(model, image, 1)
    # By hand, with the same steps written out.
    before = first.forward(image[None])
    inside = second.forward(np.clip(before, 0, 6))
    dy = last.weights["weight"].value[:, 1].reshape(1, 4, 5, 3).astype(float)
    through = second.backward(np.maximum(dy, 0) * (inside > 0))
    dy = np.maximum(dy + through, 0) * ((before > 0) & (before < 6))
    np.testing.assert_allclose(guided, first.backward(dy)[0], atol=1e-5)


def test_without_a_relu_it_is_the_gradient():
    model = Sequential([Flatten(), Dense(3)])
    model.build((3, 4, 1), np.random.default_rng(1))
    image = np.zeros((3, 4, 1))
    guided = np.abs(guided_gradient(model, image, 2)).max(axis=2)
    np.testing.assert_allclose(guided, saliency(model, image, 2))
