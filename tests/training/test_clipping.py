"""clip_gradients: the norm of all gradients together, and what becomes of them."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit.layers.parameter import Parameter
from cnnkit.training import clip_gradients


def parameters(*gradients):
    return [
        Parameter(f"p{i}", np.zeros_like(gradient), gradient)
        for i, gradient in enumerate(gradients)
    ]


@given(st.lists(st.integers(1, 5), min_size=1, max_size=4), st.floats(-6, 6), st.floats(-6, 6))
def test_all_together_are_no_longer_than_the_limit(sizes, exponent, limit):
    rng = np.random.default_rng(0)
    gradients = [rng.standard_normal(size) * 10**exponent for size in sizes]
    weights = parameters(*gradients)
    norm = clip_gradients(weights, 10**limit)
    everything = np.concatenate(gradients)
    assert norm == pytest.approx(math.sqrt((everything**2).sum()))
    factor = min(1.0, 10**limit / (norm + 1e-6))
    clipped = np.concatenate([weight.grad for weight in weights])
    np.testing.assert_allclose(clipped, factor * everything, rtol=1e-12)
    assert np.linalg.norm(clipped) <= 10**limit


def test_short_gradients_are_left_as_they_are():
    weights = parameters(np.array([3.0]), np.array([[4.0]]))
    before = [weight.grad for weight in weights]
    assert clip_gradients(weights, 5.1) == 5.0
    assert [weight.grad for weight in weights] == before
    assert weights[0].grad is before[0]


def test_float32_stays_and_huge_numbers_have_a_norm():
    huge = np.array([3e30, 4e30], np.float32)
    huge.flags.writeable = False
    (weight,) = parameters(huge)
    assert clip_gradients([weight], 1.0) == pytest.approx(5e30, rel=1e-6)
    assert weight.grad.dtype == np.float32
    np.testing.assert_allclose(weight.grad, [0.6, 0.8], rtol=1e-6)
    assert huge[0] == np.float32(3e30)


def test_zero_gradients_and_no_parameters():
    assert clip_gradients(parameters(np.zeros(3)), 1.0) == 0
    assert clip_gradients([], 1.0) == 0


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_what_has_no_length_is_named_and_nothing_is_changed(bad):
    weights = parameters(np.array([30.0]), np.array([1.0, bad]))
    with pytest.raises(ValueError, match="gradient of p1 holds NaN or infinity.*learning rate"):
        clip_gradients(weights, 1.0)
    assert weights[0].grad.tolist() == [30.0]


@pytest.mark.parametrize(
    ("call", "error", "parts"),
    [
        (lambda: clip_gradients([], 0), ValueError, ("max_norm is 0", "> 0")),
        (lambda: clip_gradients([], "1"), TypeError, ("max_norm is '1'",)),
        (lambda: clip_gradients([np.ones(2)], 1), TypeError, ("must be a list",)),
        (lambda: clip_gradients(parameters(np.ones(2)) * 2, 1), ValueError, ("twice",)),
        (
            lambda: clip_gradients([Parameter("bias", np.ones(2))], 1),
            ValueError,
            ("bias has no gradient", "model.backward"),
        ),
        (
            lambda: clip_gradients([Parameter("bias", np.ones(2), np.ones((2, 1)))], 1),
            ValueError,
            ("bias", "(2, 1)", "(2,)"),
        ),
    ],
)
def test_errors(call, error, parts):
    with pytest.raises(error) as caught:
        call()
    assert [part for part in parts if part not in str(caught.value)] == []
