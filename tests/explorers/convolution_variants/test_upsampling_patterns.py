"""Patterns on an even grey, against larger ones made by the library, and the photo itself."""

import numpy as np
import pytest
from driving import check_sound, formula
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit import functional
from cnnkit.explorers import UpsamplingPatterns
from cnnkit.explorers.convolution_variants.upsampling_patterns import (
    RESIZED,
    TRANSPOSED,
    kernel_of,
)

states = st.fixed_dictionaries(
    {
        "stride": st.integers(2, 4),
        "way": st.sampled_from([TRANSPOSED, RESIZED]),
        "weights": st.sampled_from(["all alike", "random"]),
    }
)


@settings(max_examples=40)
@given(states, st.integers(0, 6))
def test_the_period_is_that_of_a_large_even_grey(state, extra):
    s = state["stride"]
    k = min(8, s + extra)
    explorer = UpsamplingPatterns(kernel=k, **state)
    check_sound(explorer)
    result = explorer.result
    weights = kernel_of(k, state["weights"])[:, :, None, None]
    if state["way"] == RESIZED:
        assert result.spread < 1e-5
        assert "stays even" in explorer.description
        return
    grey = np.ones((1, 20, 20, 1))
    large = functional.conv2d_transpose(grey, weights * s * s, stride=s)[0, :, :, 0]
    middle = large[10 * s : 11 * s, 10 * s : 11 * s]
    np.testing.assert_allclose(result.period, middle, atol=1e-5)
    np.testing.assert_allclose(middle.mean(), 1, atol=1e-5)
    ones = functional.conv2d_transpose(grey, np.ones((k, k, 1, 1)), stride=s)[0, :, :, 0]
    np.testing.assert_array_equal(result.windows, ones[10 * s : 11 * s, 10 * s : 11 * s])
    even = k % s == 0
    assert (len(set(result.windows.flat)) == 1) == even
    assert ("nothing left over" in formula(explorer)[0]) == even
    assert ("stays even" in explorer.description) == (even and state["weights"] == "all alike")


@pytest.mark.parametrize("way", [TRANSPOSED, RESIZED])
@pytest.mark.parametrize(("k", "s"), [(2, 2), (3, 2), (5, 3), (8, 4)])
def test_the_photo_keeps_its_shape_and_brightness(way, k, s):
    result = UpsamplingPatterns(kernel=k, stride=s, way=way).result
    assert result.large.shape == tuple(n * s for n in result.small.shape)
    inside = result.large[s * 4 : -s * 4, s * 4 : -s * 4]
    assert inside.mean() == pytest.approx(result.small[4:-4, 4:-4].mean(), rel=0.05)


def test_a_kernel_smaller_than_the_stride_cannot_be_reached():
    with pytest.raises(ValueError, match="use a value from 3 to 8"):
        UpsamplingPatterns(kernel=2, stride=3)
