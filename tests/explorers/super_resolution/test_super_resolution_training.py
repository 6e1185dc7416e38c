"""The live training: its run against the plain loop, and what it says before, during and after."""

import asyncio
import re

import numpy as np
import pytest
from driving import check_sound, formula, inputs, move

from cnnkit import images
from cnnkit.applications import super_resolution as sr
from cnnkit.explorers import SuperResolutionTraining
from cnnkit.explorers.super_resolution.pieces import truth
from cnnkit.explorers.super_resolution.training_run import ESPCN, MATERIALS, NETWORKS, new_network
from cnnkit.training import Adam, MeanSquaredError, fit


def run(explorer):
    async def main():
        explorer.start()
        return await explorer.wait()

    return asyncio.run(main())


def check_parts(explorer):
    """As `check_sound`; but what is said aloud includes what the run is doing."""
    assert explorer.description in explorer._pointer.words
    explorer._pointer.words = explorer.description
    check_sound(explorer)


@pytest.fixture(scope="module")
def trained():
    explorer = SuperResolutionTraining(steps=250, rate=0.003)
    assert run(explorer) == "finished"
    return explorer


def test_the_run_is_that_of_fit(trained):
    photos = [sr.luminance(name) for name in sr.TRAINING_PHOTOS]
    pairs = sr.training_pairs(photos, 2, count=1600, rng=np.random.default_rng(0))
    model, rng = new_network(ESPCN, 2)
    options = {"epochs": 5, "batch_size": 32, "rng": rng, "quiet": True}
    history = fit(model, pairs, MeanSquaredError(), Adam(0.003), **options)
    assert trained.work.losses == history.losses
    for name, gains in trained.result.gains.items():
        piece = truth(name)
        small = sr.shrink(piece, 2)
        made = np.clip(sr.enlarge(small, 2) + model.forward(small[None])[0], 0, 1)
        bicubic = np.clip(sr.enlarge(small, 2), 0, 1)
        after, before = (images.psnr(x[2:-2, 2:-2], piece[2:-2, 2:-2]) for x in (made, bicubic))
        assert gains[-1] == pytest.approx(after - before, abs=1e-4)
    assert trained.result.looked_at[0] == 0
    assert trained.result.looked_at[-1] == 250


def test_it_says_when_the_photo_was_a_decibel_above_bicubic(trained):
    trained.update(photo="ihc")
    step, seconds = trained.result.decibel_at
    at = trained.result.looked_at.index(step)
    assert trained.result.gains["ihc"][at] >= 1 > max(trained.result.gains["ihc"][:at])
    assert 0 < seconds < 60
    assert f"1 dB at step {step}, after {seconds:.1f} s" in formula(trained)[1]
    assert list(trained.result.seconds) == sorted(trained.result.seconds)
    trained.update(photo="chelsea")
    assert trained.result.decibel_at is None
    assert "1 dB at" not in formula(trained)[1]
    trained.update(photo="astronaut")


def test_it_beats_bicubic_on_photos_that_it_has_never_seen(trained):
    gains = {name: values[-1] for name, values in trained.result.gains.items()}
    assert gains["ihc"] > 1
    assert min(gains.values()) > 0.3
    for name, gain in gains.items():
        said = re.search(rf"{name} (−?[\d.]+) dB", trained.description)
        assert float(said[1].replace("−", "-").rstrip(".")) == pytest.approx(gain, abs=0.0051)


@pytest.mark.parametrize("photo", sr.HELD_OUT_PHOTOS)
def test_the_square_is_that_of_the_whole_photo(trained, photo):
    trained.update(photo=photo)
    result = trained.result
    piece = truth(photo)
    small = sr.shrink(piece, 2)
    added = trained.work.model.forward(small[None])[0, :, :, 0]
    places = [
        (i, j)
        for i in range(0, 97, 2)
        for j in range(0, 97, 2)
        if np.array_equal(piece[i : i + 72, j : j + 72, 0], result.wanted)
    ]
    (row, column) = places[0]
    window = slice(row, row + 72), slice(column, column + 72)
    np.testing.assert_allclose(result.added, added[window], atol=1e-5)
    soft = sr.enlarge(small, 2)[window][:, :, 0].clip(0, 1)
    np.testing.assert_allclose(result.bicubic, soft, atol=1e-6)
    check_parts(trained)
    trained.update(photo="astronaut")


def test_before_the_start_it_adds_nothing():
    explorer = SuperResolutionTraining(scale=3)
    assert not explorer.result.added.any()
    assert "adds nothing to bicubic interpolation" in explorer.description
    check_sound(explorer)


def test_every_control_can_be_moved_after_a_run(trained):
    for _, widget in inputs(trained):
        for share in (0, 0.6, 1):
            move(widget, share)
            check_parts(trained)
    assert "Takes effect at Start: network, learns from, scale" in trained._line.value
    trained.update(**trained._initial)


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("material", MATERIALS)
def test_every_network_learns_from_everything(network, material):
    explorer = SuperResolutionTraining(network=network, material=material, steps=250, scale=3)
    work = explorer.begin(explorer.state)
    explorer.work = work
    for step, _ in zip(range(20), work, strict=False):
        assert np.isfinite(work.losses[step])
    assert work.looked_at == [0, 20]
    explorer._show(None)
    assert explorer.result.added.any()
