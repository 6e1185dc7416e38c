"""The reference solutions of notebook 20 against cnnkit, NumPy and SciPy."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cnnkit import datasets
from cnnkit.course import capstone
from cnnkit.course.solutions import capstone as solutions
from cnnkit.layers.notation import network_of

MOVED_AND_NOT = "three, flattened", "three, twice as long", "three, images moved", "two of 5×5"


def count(width):
    written = [("conv", width, 3), ("relu",), ("max pool", 2), ("conv", 2 * width, 3), ("relu",)]
    written += [("global average pool",), ("dense", 10)]
    return network_of(written).count((28, 28, 1))[0]


@pytest.mark.parametrize("track", capstone.TRACKS, ids=lambda track: track.name)
def test_the_widest_network_fits_and_the_next_one_does_not(track):
    width = solutions.widest(count, track.budget.parameters)
    assert count(width) <= track.budget.parameters < count(width + 1)


@given(st.integers(0, 1000))
def test_leaked_finds_what_was_copied(seed):
    rng = np.random.default_rng(seed)
    train, test = (rng.integers(0, 3, (n, 2, 3)) for n in (6, 4))
    test[rng.integers(4)] = train[rng.integers(6)]
    expected = np.flatnonzero((test[:, None] == train).all(axis=(2, 3)).any(axis=1))
    assert solutions.leaked(train, test) == expected.tolist()


def test_nothing_has_leaked_between_the_parts_of_a_track():
    for track in capstone.TRACKS:
        splits = track.splits()
        parts = [part[0] for part in (splits.train, splits.validation, splits.test)]
        for place, part in enumerate(parts):
            for other in parts[place + 1 :]:
                assert len(solutions.leaked(part, other)) == 0


def test_seed_by_seed_is_smaller_than_all_against_all():
    rng = np.random.default_rng(0)
    luck = rng.normal(0, 1, 5)
    first, second = 95 + luck, 94 + luck + rng.normal(0, 0.1, 5)
    mean, low, high = solutions.seed_by_seed(first, second)
    assert mean == pytest.approx(first.mean() - second.mean())
    assert high - low < np.ptp(first[:, None] - second)


def test_two_standard_errors_hold_about_95_of_100_measurements():
    for right, images in ((950, 1000), (800, 1000), (150, 200)):
        low, share, high = solutions.chance_range(right, images)
        binomial = stats.binom(images, share)
        inside = binomial.cdf(np.floor(high * images)) - binomial.cdf(np.ceil(low * images) - 1)
        assert 0.94 < inside < 0.97


def test_what_the_notebook_says_of_moving_digits_and_of_twice_the_epochs():
    stored = json.loads(datasets.data_path("measured/capstone.json").read_text("utf-8"))["read"]
    flat, long, moved, wide = (
        100 * np.array(stored["designs"][name]["validation"]) for name in MOVED_AND_NOT
    )
    assert solutions.seed_by_seed(moved, flat)[0] == pytest.approx(1.5, abs=0.2)
    assert solutions.seed_by_seed(long, flat)[0] == pytest.approx(0.5, abs=0.1)
    mean, low, _ = solutions.seed_by_seed(moved, long)
    assert mean == pytest.approx(1, abs=0.2)
    assert low > 0
    assert moved.min() > wide.max()
