"""The response of three dilated layers, against convolutions of a single bright pixel."""

import itertools

import numpy as np
import pytest
from driving import check_sound, formula
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit.explorers import DilatedStack
from cnnkit.functional import conv2d
from cnnkit.shapes import Window, receptive_fields

dilations = st.tuples(*[st.integers(1, 5)] * 3)


@settings(max_examples=60)
@given(dilations, st.sampled_from([3, 5]))
def test_field_and_ways_are_those_of_a_bright_pixel(rates, k):
    state = {f"dilation_{layer}": rate for layer, rate in enumerate(rates, start=1)}
    explorer = DilatedStack(kernel=k, **state)
    check_sound(explorer)
    result = explorer.result
    field = receptive_fields([Window(k, dilation=rate) for rate in rates])[-1].size
    assert result.field == field == int(formula(explorer)[0].split(" = ")[2].split(";")[0])
    image = np.zeros((1, 2 * field - 1, 2 * field - 1, 1))
    image[0, field - 1, field - 1] = 1
    for rate in rates:
        image = conv2d(image, np.ones((k, k, 1, 1)), dilation=rate)
    np.testing.assert_allclose(result.response, image[0, :, :, 0])
    reached = {sum(steps) for steps in itertools.product(*(range(0, k * r, r) for r in rates))}
    assert result.read == len(reached)
    assert ("no holes" in explorer.description) == (len(reached) == field)


def test_random_weights_are_turned_round_in_what_a_bright_pixel_leaves():
    explorer = DilatedStack(dilation_1=1, dilation_2=2, dilation_3=3, weights="random")
    rng, field = np.random.default_rng(0), explorer.result.field
    image = np.zeros((1, 2 * field - 1, 2 * field - 1, 1))
    image[0, field - 1, field - 1] = 1
    for rate in (1, 2, 3):
        image = conv2d(image, rng.normal(size=(3, 3))[:, :, None, None], dilation=rate)
    left = image[0, ::-1, ::-1, 0]
    np.testing.assert_allclose(explorer.result.response, left, atol=1e-12)


@pytest.mark.parametrize(
    ("rates", "read", "field"), [((2, 2, 2), 7, 13), ((1, 2, 4), 15, 15), ((1, 2, 5), 17, 17)]
)
def test_what_the_notebook_says_of_holes(rates, read, field):
    state = {f"dilation_{layer}": rate for layer, rate in enumerate(rates, start=1)}
    result = DilatedStack(**state).result
    assert (result.read, result.field) == (read, field)
