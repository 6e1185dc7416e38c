"""Wrong answers to the exercises of notebook 03 as learners write them, in their own ways."""

import numpy as np
import pytest

from cnnkit.course.lessons import convolution as lesson
from cnnkit.course.solutions.convolution import convolve2d


def maps_of_pairs(x, kernel, pairs):
    """Return one map for each pair of channel and filter."""
    return np.stack([convolve2d(x[:, :, c], kernel[:, :, c, f]) for c, f in pairs], axis=2)


def channels_outside(x, kernel, bias):
    channels, filters = kernel.shape[2:]
    return maps_of_pairs(x, kernel, [(c, f) for c in range(channels) for f in range(filters)])


def filters_outside(x, kernel, bias):
    channels, filters = kernel.shape[2:]
    return maps_of_pairs(x, kernel, [(c, f) for f in range(filters) for c in range(channels)])


def filters_outside_with_bias(x, kernel, bias):
    return filters_outside(x, kernel, bias) + np.repeat(bias, kernel.shape[2])


@pytest.mark.parametrize(
    "answer",
    [channels_outside, filters_outside, filters_outside_with_bias],
    ids=lambda f: f.__name__,
)
def test_maps_left_unsummed_are_known_in_any_order(answer):
    assert lesson.convolve_channels.check(answer).mistake == "maps left unsummed"


def test_one_map_too_many_is_no_known_mistake():
    def answer(x, kernel, bias):
        maps = lesson.convolve_channels.reference(x, kernel, bias)
        return np.concatenate([maps, maps[:, :, :1]], axis=2)

    verdict = lesson.convolve_channels.check(answer)
    assert verdict.kind == "wrong"
    assert verdict.mistake is None
