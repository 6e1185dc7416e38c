"""The capstone's known mistakes: each is made, and is known by its name."""

from dataclasses import replace

import numpy as np
import pytest

from cnnkit import pretrained
from cnnkit.course import capstone
from cnnkit.course.capstone import RESTORE, TRACKS, Run
from cnnkit.course.capstone.evidence import Evidence
from cnnkit.course.capstone.suspicions import SUSPICIONS, found
from cnnkit.layers import (
    BatchNorm,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePool2D,
    MaxPool2D,
    ReLU,
    Sequential,
    Softmax,
)
from cnnkit.training import Augmentation, Epoch, History

every_track = pytest.mark.parametrize("track", TRACKS, ids=lambda track: track.name)


@pytest.fixture
def read():
    """Track read as it is in a new session."""
    return replace(capstone.READ)


def built(*layers, track=capstone.READ, seed=0):
    model = Sequential(list(layers))
    model.build(track.input_shape, np.random.default_rng(seed))
    return model


def names(check):
    return [one.name for one in check.mistakes]


def x_and_y(track=capstone.READ, count=300):
    x, y = track.train_images
    return x[:count].copy(), y[:count].copy()


def mistakes_made():
    """Return by name a network or run that makes each mistake, and its track."""
    read, reader = capstone.READ, pretrained.digits_cnn()
    x, y = x_and_y()
    test, validation = read.splits().test, read.validation_images
    history = History()
    for number, (loss, share) in enumerate(
        zip([1, 0.5, 0.6, 0.7, 0.8, 0.9], [90] * 6, strict=True)
    ):
        shown = {"validation_loss": loss, "validation_accuracy": (share + (number == 1)) / 100}
        history.epochs.append(Epoch(number + 1, loss, share / 100, **shown))
    falling = History()
    for number, loss in enumerate((1.0, 0.8, 0.6)):
        falling.epochs.append(Epoch(number + 1, loss, 0.5, validation_loss=loss))
    huge = built(Flatten(), Dense(10))
    huge.parameters()[0].value[:] = np.nan
    dead = built(Flatten(), Dense(10))
    dead.parameters()[0].value[:] = 0
    same = built(Conv2D(1, 1), track=RESTORE)
    same.parameters()[0].value[:] = 1
    minus_blur = built(Conv2D(1, 3, padding="same"), track=RESTORE)
    minus_blur.parameters()[0].value[:] = (
        -np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]])[:, :, None, None] / 16
    )
    minus_blur.parameters()[0].value[1, 1] += 1
    sorted_labels = np.sort(y)
    return {
        "not one logit a class": (read, Run(built(Flatten(), Dense(9)))),
        "another size comes out": (RESTORE, Run(built(Conv2D(1, 3), track=RESTORE))),
        "not a number": (read, Run(huge)),
        "always the same answer": (read, Run(dead)),
        "softmax twice": (read, Run(built(Flatten(), Dense(10), Softmax()))),
        "relu behind the logits": (read, Run(built(Flatten(), Dense(10), ReLU()))),
        "gives the noise": (RESTORE, Run(minus_blur)),
        "gives the input back": (RESTORE, Run(same)),
        "test images in training": (read, Run(reader, data=(test[0][:50], test[1][:50]))),
        "validation images in training": (
            read,
            Run(reader, data=(255 * validation[0][:50], validation[1][:50])),
        ),
        "labels of other images": (read, Run(reader, data=(x, sorted_labels))),
        "pixels up to 255": (read, Run(reader, data=(255 * x, y))),
        "other numbers than in use": (read, Run(reader, data=((x - 0.13) / 0.31, y))),
        "clean images left behind": (
            RESTORE,
            Run(minus_blur, augmentation=Augmentation(flip=True)),
        ),
        "mirrored digits": (read, Run(reader, augmentation=Augmentation(flip=True))),
        "too much behind flatten": (read, Run(reader)),
        "too many filters": (
            read,
            Run(built(Conv2D(32, 3), Conv2D(32, 3), GlobalAveragePool2D(), Dense(10))),
        ),
        "the time was up": (read, Run(reader, seconds=61.0)),
        "only guesses": (read, Run(built(MaxPool2D(4), Flatten(), Dense(10), seed=3))),
        "went past its best": (read, Run(reader, 5.0, history)),
        "stopped too early": (read, Run(reader, 5.0, falling)),
    }


@pytest.mark.parametrize("name", list(mistakes_made()))
def test_each_mistake_is_known_by_its_name(name):
    track, made = mistakes_made()[name]
    check = track.check(made)
    assert name in names(check)
    assert not check
    shown = " ".join(str(check).split())
    assert name in shown
    (known,) = (one for one in SUSPICIONS if one.name == name)
    if known in check.mistakes[:2]:
        assert " ".join(known.explanation.split())[:50] in shown


def test_images_shuffled_alone_are_known_too(read):
    reader, (x, y) = pretrained.digits_cnn(), read.train_images
    shuffled = np.random.default_rng(0).permutation(len(x))
    alone = read.check(Run(reader, data=(x[shuffled], y)))
    assert "labels of other images" in names(alone)
    together = read.check(Run(reader, data=(x[shuffled], y[shuffled])))
    assert "labels of other images" not in names(together)


def test_learned_by_heart(read):
    x, y = x_and_y(count=60)
    options = {"epochs": 40, "batch_size": 10, "rng": np.random.default_rng(0), "quiet": True}
    run = read.train(read.network_for_a_start(), data=(x, y), **options)
    assert "learned by heart" in names(read.check(run))


@pytest.mark.parametrize(
    "name", ["measured in training mode", "training images for validation", "best epoch for last"]
)
def test_a_claim_is_traced_to_what_was_measured(read, name):
    layers = [Conv2D(6, 3), BatchNorm(), ReLU(), MaxPool2D(4), Flatten(), Dropout(0.4), Dense(10)]
    options = {"epochs": 3, "batch_size": 16, "rng": np.random.default_rng(0), "quiet": True}
    run = read.train(Sequential(layers), data=x_and_y(count=400), **options)
    best = replace(run.history.epochs[0], validation_accuracy=0.9991)
    run.history.epochs[0] = best
    e = Evidence(run, read.splits(), read.budget)
    claims = {"training images for validation": e.training, "best epoch for last": 0.9991}
    if name in claims:
        assert name in names(read.check(run, claimed=claims[name]))
    else:
        again = Evidence(run, read.splits(), read.budget, claimed=e.in_training_mode)
        again.__dict__["in_training_mode"] = e.in_training_mode  # dropout draws anew
        assert name in [one.name for one in found(again)]
    assert not {name} & set(names(read.check(run, claimed=e.validation)))


def test_looking_in_training_mode_leaves_the_network_as_it_is(read):
    layers = [Conv2D(4, 3), BatchNorm(), ReLU(), MaxPool2D(4), Flatten(), Dropout(0.4), Dense(10)]
    options = {"epochs": 1, "batch_size": 16, "rng": np.random.default_rng(0), "quiet": True}
    run = read.train(Sequential(layers), data=x_and_y(count=100), **options)
    before = {name: array.copy() for name, array in run.network.state().items()}
    assert Evidence(run, read.splits(), read.budget).in_training_mode < 1
    assert all(np.array_equal(array, before[name]) for name, array in run.network.state().items())


def test_every_known_mistake_is_made_in_these_tests():
    tested = {*mistakes_made(), "learned by heart", "measured in training mode"}
    tested |= {"training images for validation", "best epoch for last"}
    assert tested == {one.name for one in SUSPICIONS}
    assert len(tested) >= 20


def test_explanations_are_short_and_speak_to_the_learner():
    for one in SUSPICIONS:
        words = one.explanation.lower().replace(".", " ").replace(",", " ").split()
        assert 15 <= len(words) <= 80, one.name
        assert {"you", "your"} & set(words), one.name


@every_track
def test_an_honest_start_looks_like_no_mistake(track):
    few = tuple(part[:200] for part in track.train_images)
    options = {"epochs": 4, "batch_size": 16, "rng": np.random.default_rng(0), "quiet": True}
    run = track.train(track.network_for_a_start(), data=few, **options)
    harmless = {"learned by heart", "stopped too early", "only guesses"}
    assert set(names(track.check(run))) <= harmless
