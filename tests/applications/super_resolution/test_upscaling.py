"""Training pairs, networks that add detail, and what the stored ones gain."""

import json

import numpy as np
import pytest

from cnnkit import datasets, images, pretrained
from cnnkit.applications import super_resolution as sr
from cnnkit.architectures.espcn import espcn
from cnnkit.architectures.srcnn import srcnn
from cnnkit.layers import ReLU
from cnnkit.training import Adam, MeanSquaredError, fit


def test_no_photo_is_on_both_sides():
    assert not set(sr.TRAINING_PHOTOS) & set(sr.HELD_OUT_PHOTOS)


@pytest.mark.parametrize(("scale", "by"), [(2, "bicubic"), (3, "area average")])
def test_a_pair_is_a_small_patch_and_what_enlarging_it_misses(scale, by):
    photo = sr.luminance("camera")[:67, :80]
    rng = np.random.default_rng(0)
    small, detail = sr.training_pairs([photo], scale, count=5, size=6, rng=rng, by=by)
    assert small.shape == (5, 6, 6, 1)
    large = sr.whole_blocks(photo, scale)
    shrunk = sr.shrink(large, scale, by=by)
    missing = large - sr.enlarge(shrunk, scale)
    for patch, wanted in zip(small, detail, strict=True):
        places = [
            (i, j)
            for i in range(shrunk.shape[0] - 5)
            for j in range(shrunk.shape[1] - 5)
            if np.array_equal(shrunk[i : i + 6, j : j + 6], patch)
        ]
        assert any(
            np.allclose(
                missing[i * scale : (i + 6) * scale, j * scale : (j + 6) * scale], wanted, atol=1e-6
            )
            for i, j in places
        )


def test_the_same_generator_draws_the_same_pairs_from_all_photos():
    photos = [sr.luminance(name)[:40, :40] for name in ("brick", "coins")]
    first, second = (
        sr.training_pairs(photos, 2, count=7, size=4, rng=np.random.default_rng(3))
        for _ in range(2)
    )
    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one, other)
    with pytest.raises(ValueError, match="use size at most 20"):
        sr.training_pairs(photos, 2, count=2, size=21, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="photos is empty"):
        sr.training_pairs([], 2, count=2, rng=np.random.default_rng(0))


@pytest.mark.parametrize("make", [lambda: espcn(3), srcnn])
def test_a_network_that_adds_nothing_is_bicubic(make):
    network = make()
    network.build((9, 12, 1), np.random.default_rng(0))
    small = np.random.default_rng(1).random((9, 12, 1))
    assert abs(sr.detail(small, network, 3)).max() > 0
    sr.start_from_bicubic(network)
    expected = np.clip(sr.enlarge(small, 3), 0, 1)
    np.testing.assert_array_equal(sr.upscale(small, network, 3), expected)


def test_in_colour_the_luminance_gains_the_detail_and_the_differences_stay():
    network = pretrained.espcn("x2")
    small = 0.4 + 0.2 * np.random.default_rng(0).random((8, 10, 3))
    made, soft = sr.upscale(small, network, 2), sr.enlarge(small, 2)
    added = sr.detail(images.to_grey(small), network, 2)
    np.testing.assert_allclose(made - soft, added.repeat(3, axis=2), atol=1e-6)
    np.testing.assert_allclose(images.to_grey(made) - images.to_grey(soft), added, atol=1e-6)


def test_a_network_of_another_scale_is_refused():
    with pytest.raises(ValueError, match=r"architectures\.espcn\(3\)"):
        sr.detail(np.zeros((6, 8, 1)), pretrained.espcn("x2"), 3)


def test_a_few_seconds_of_training_beat_bicubic():
    rng = np.random.default_rng(0)
    photos = [sr.luminance(name) for name in sr.TRAINING_PHOTOS]
    pairs = sr.training_pairs(photos, 2, count=640, rng=rng)
    network = espcn(2, filters=(16, 8), activation=ReLU)
    network.build((16, 16, 1), rng)
    sr.start_from_bicubic(network)
    options = {"epochs": 8, "batch_size": 16, "rng": rng, "quiet": True}
    fit(network, pairs, MeanSquaredError(), Adam(0.003), **options)
    photo = sr.luminance("ihc")
    assert sr.decibels(photo, network, 2) > sr.decibels(photo, None, 2) + 0.5


@pytest.mark.parametrize("name", ["espcn_x2", "espcn_x3", "espcn_x2_area"])
def test_the_stored_networks_gain_what_was_measured(name):
    path = datasets.data_path("measured/super_resolution.json")
    measured = json.loads(path.read_text(encoding="utf-8"))
    network = pretrained.espcn(name.removeprefix("espcn_").replace("_", " "))
    scale = int(name[7])
    for photo in ("text", "ihc"):
        large = sr.luminance(photo)
        for by in sr.SHRINKING:
            gain = sr.decibels(large, network, scale, by=by) - sr.decibels(
                large, None, scale, by=by
            )
            expected = measured[f"{name}, shrunk by {by}, seed 0"][photo]
            assert gain == pytest.approx(expected, abs=0.01)


def test_every_seed_beats_bicubic_on_every_held_out_photo():
    path = datasets.data_path("measured/super_resolution.json")
    measured = json.loads(path.read_text(encoding="utf-8"))
    for seed in range(3):
        gains = measured[f"espcn_x2, shrunk by bicubic, seed {seed}"]
        assert set(gains) == set(sr.HELD_OUT_PHOTOS)
        assert min(gains.values()) > 0.7
        assert sum(gain >= 1 for gain in gains.values()) >= 3
