import itertools

import numpy as np
import pytest
from driving import check_sound, formula, value_of
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit import datasets, pretrained
from cnnkit.explorers import BatchStatistics
from cnnkit.explorers.normalisation_and_dropout.batch_statistics import (
    ORDERS,
    SIZES,
    batch_statistics,
    image_moments,
)
from cnnkit.images import to_float


def test_the_moments_are_those_of_the_maps():
    mean, square, labels = image_moments()
    maps = pretrained.digits_cnn().layers[0].forward(to_float(datasets.digits().x_test[40:48]))
    for place, one in enumerate(maps.astype(np.float64), start=40):
        np.testing.assert_allclose(mean[place], one.reshape(-1, 8).mean(axis=0), atol=1e-6)
        np.testing.assert_allclose(square[place], (one**2).reshape(-1, 8).mean(axis=0), atol=1e-6)
    assert (labels == datasets.digits().y_test).all()


def test_a_batch_has_the_statistics_of_its_maps():
    rng = np.random.default_rng(0)
    chosen = rng.choice(1000, 4, replace=False)
    layer = pretrained.digits_cnn().layers[0]
    maps = layer.forward(to_float(datasets.digits().x_test[chosen])).astype(np.float64)
    mean, variance = batch_statistics("shuffled", 4)
    np.testing.assert_allclose(mean[0], maps.mean(axis=(0, 1, 2)), atol=1e-6)
    np.testing.assert_allclose(variance[0], maps.var(axis=(0, 1, 2)), atol=1e-6)


@settings(max_examples=30)
@given(
    st.sampled_from(SIZES),
    st.integers(0, 60),
    st.sampled_from([0.01, 0.1, 1.0]),
    st.sampled_from(ORDERS),
    st.integers(0, 7),
)
def test_the_running_averages_are_the_sums_written_out(size, seen, momentum, order, channel):
    explorer = BatchStatistics(
        size=size, batches=seen, momentum=momentum, order=order, channel=channel
    )
    check_sound(explorer)
    result = explorer.result
    for start, values, running in zip(
        (0, 1), (result.means, result.variances), result.running, strict=True
    ):
        weights = momentum * (1 - momentum) ** np.arange(seen)[::-1]
        expected = (1 - momentum) ** seen * start + (weights * values[:seen]).sum()
        assert running[seen] == pytest.approx(expected, abs=1e-9)
    if seen:
        stated = value_of(formula(explorer)[1].split(" = ")[-1])
        assert stated == pytest.approx(result.running[0][seen], abs=5.1e-4)


def test_four_times_the_images_half_the_noise():
    spreads = [BatchStatistics(size=size).result.spread for size in (2, 8, 32)]
    for larger, smaller in itertools.pairwise(spreads):
        assert 1.5 < larger / smaller < 2.8


def test_only_ones_settle_elsewhere():
    ones = BatchStatistics(order="only ones", size=64, batches=60).result
    assert abs(ones.running[0][60] - ones.all_mean) > 0.02
