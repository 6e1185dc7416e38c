"""The training dashboard: its picture against the network's own numbers, before, during, after."""

import asyncio
import math
import re

import numpy as np
import pytest
from driving import check_sound, formula, html, inputs, move, reset
from scipy.special import softmax

from cnnkit import datasets
from cnnkit.explorers import TrainingDashboard
from cnnkit.explorers.training_a_cnn.training_run import NETWORKS, images_of
from cnnkit.images import to_float
from cnnkit.layers.notation import network_of
from cnnkit.training import Adam, CrossEntropy, evaluate, fit

SHORT = {"images": 200, "epochs": 3}


def run(explorer):
    async def main():
        explorer.start()
        return await explorer.wait()

    return asyncio.run(main())


@pytest.fixture(scope="module")
def trained():
    explorer = TrainingDashboard(**SHORT)
    assert run(explorer) == "finished"
    return explorer


def test_the_run_is_that_of_fit(trained):
    x, y = to_float(datasets.digits().x_train), datasets.digits().y_train
    rng = np.random.default_rng(0)
    model = network_of(NETWORKS["small CNN"])
    model.build((28, 28, 1), rng)
    validation = x[3200:], y[3200:]
    options = {"epochs": 3, "batch_size": 32, "rng": rng, "quiet": True, "validation": validation}
    history = fit(model, (x[:200], y[:200]), CrossEntropy(), Adam(0.001), **options)
    assert trained.work.history.losses == history.losses
    assert trained.work.history.epochs == history.epochs
    accuracy = evaluate(model, validation, CrossEntropy())[1]
    assert f"after it {100 * accuracy:.1f} % of the validation images" in trained.description
    means = [np.mean(history.losses[max(0, end - 25) : end]) for end in range(1, 22)]
    np.testing.assert_allclose(trained.result.smoothed, means)


def test_the_look_is_the_networks(trained):
    x, y = to_float(datasets.digits().x_train), datasets.digits().y_train
    trained.update(image=17, layer=4)
    outputs = list(trained.work.model.activations(x[[3217]]))
    look = trained.result.look
    np.testing.assert_array_equal(look.maps, outputs[3][1][0].transpose(2, 0, 1))
    np.testing.assert_allclose(look.probabilities, softmax(outputs[-1][1][0]), rtol=1e-5)
    read = int(outputs[-1][1].argmax())
    assert f"It takes image 17, a {y[3217]}, for a {read}" in trained.description
    check_sound_parts(trained)
    trained.update(image=0, layer=1)


def check_sound_parts(explorer):
    """As `check_sound`; but what is said aloud includes what the run is doing."""
    assert explorer.description in explorer._pointer.words
    explorer._pointer.words = explorer.description
    check_sound(explorer)


def test_every_control_can_be_moved_after_a_run(trained):
    for _, widget in inputs(trained):
        for share in (0, 0.6, 1):
            move(widget, share)
            check_sound_parts(trained)
    assert "Takes effect at Start: network, trained on, training images" in trained._line.value
    assert trained.description.startswith("The network (small CNN) has taken 21 of 21 steps")
    trained.update(**trained._initial)
    assert "Takes effect" not in trained._line.value


def test_the_layers_are_those_of_the_network_that_runs(trained):
    trained.update(network="without convolution")
    assert trained.controls["layer"].max == 8  # the CNN is still there
    reset(trained_copy := TrainingDashboard(network="without convolution"))
    assert trained_copy.controls["layer"].max == 4
    trained.update(**trained._initial)


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("data", ["digits", "clothes", "digits, labels by lot"])
def test_every_network_learns_from_everything(network, data):
    explorer = TrainingDashboard(network=network, data=data, images=50, epochs=1, augmented=True)
    before = html(explorer)
    assert run(explorer) == "finished"
    assert html(explorer) != before
    check_sound_parts(explorer)


def test_steps_are_counted_in_the_formula():
    for images, batch, epochs in ((50, 32, 1), (200, 8, 50), (3200, 256, 3), (800, 64, 6)):
        explorer = TrainingDashboard(images=images, batch=batch, epochs=epochs)
        line = formula(explorer)[1].replace(",", "")
        steps = math.ceil(images / batch)
        assert f"→ {steps} steps an epoch" in line
        assert line.endswith(f"= {steps * epochs} steps")
        rest = images % batch
        assert (f"the last of {rest} images" in line) == bool(rest)


def test_half_a_run_is_shown_as_half():
    explorer = TrainingDashboard(images=200, epochs=6)

    async def main():
        explorer.start()
        while len(explorer.work.history.steps) < 20:
            await asyncio.sleep(0)
        explorer.pause()
        taken = len(explorer.work.history.steps)
        stated = re.search(
            r"has taken (\d+) of 42 steps and is in epoch (\d) of 6", explorer.description
        )
        assert int(stated[1]) == taken
        assert int(stated[2]) == math.ceil(taken / 7)
        explorer.update(rate=0.1, image=3)
        assert "learning rate" in explorer._line.value
        explorer.stop()
        await explorer.wait()

    asyncio.run(main())
    assert "Stopped at step" in explorer.status


def test_a_run_that_diverges_keeps_its_curves_and_says_why():
    explorer = TrainingDashboard(**SHORT)
    run_of = explorer.begin

    def poisoned(state):
        work = run_of(state)
        work.model[0].weights["kernel"].value[:] = 1e38
        return work

    explorer.begin = poisoned
    with pytest.raises(ArithmeticError):
        run(explorer)
    assert explorer.run_state == "failed"
    assert "Failed in its first step: " in explorer.status
    assert "loss" in explorer.status
    check_sound_parts(explorer)


def test_labels_by_lot_are_only_those_trained_on():
    x, y = images_of("digits")
    same, by_lot = images_of("digits, labels by lot")
    np.testing.assert_array_equal(x, same)
    np.testing.assert_array_equal(y[-800:], by_lot[-800:])
    assert 0.07 < np.mean(y[:-800] == by_lot[:-800]) < 0.13


def test_two_dashboards_start_from_the_same_weights():
    one, other = TrainingDashboard(**SHORT), TrainingDashboard(**SHORT)
    run(one)
    assert (
        other.result.look.probabilities.tolist()
        == TrainingDashboard().result.look.probabilities.tolist()
    )
    run(other)
    assert one.work.history.losses == other.work.history.losses
