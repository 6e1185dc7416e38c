"""The loop: its four steps, what it says of them, and that it learns."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from cnnkit import functional
from cnnkit.layers import Dense, Layer
from cnnkit.training import (
    SGD,
    Adam,
    Augmentation,
    CrossEntropy,
    History,
    MeanSquaredError,
    evaluate,
    train,
)
from tests.training.small import X, Y, few_digits, network, run, steps

LINE = np.linspace(-1, 1, 11)[:, None]


def line(seed=0, **options):
    """A straight line through eleven points, and the steps that fit it."""
    rng = np.random.default_rng(seed)
    model = Dense(1)
    model.build((1,), rng)
    optimiser = options.pop("optimiser", SGD(0.1))
    options = {"epochs": 2, "batch_size": 4, "rng": rng} | options
    return model, train(model, (LINE, 3 * LINE - 1), MeanSquaredError(), optimiser, **options)


def test_a_step_is_the_equation_of_gradient_descent():
    model, run_of_steps = line(batch_size=11)
    w, b = (parameter.value.copy().item() for parameter in model.parameters())
    for step in run_of_steps:
        error = w * LINE + b - (3 * LINE - 1)
        assert step.loss == pytest.approx(float(np.mean(error**2)), rel=1e-5)
        w, b = w - 0.1 * float(np.mean(2 * error * LINE)), b - 0.1 * float(np.mean(2 * error))
        fitted = [parameter.value.item() for parameter in model.parameters()]
        assert fitted == pytest.approx([w, b], rel=1e-4)


def test_what_is_said_of_each_step():
    history = History()
    said = list(line(history=history, schedule=lambda step: 0.1 / (step + 1))[1])
    assert said == history.steps
    assert [step.number for step in said] == [1, 2, 3, 4, 5, 6]
    assert {step.total for step in said} == {6}
    assert [step.epoch for step in said] == [1, 1, 1, 2, 2, 2]
    assert [step.size for step in said] == [4, 4, 3] * 2
    assert [step.learning_rate for step in said] == [0.1 / n for n in range(1, 7)]
    assert {step.accuracy for step in said} == {step.gradient_norm for step in said} == {None}
    assert [step.finished for step in said if step.finished] == history.epochs
    assert [epoch.number for epoch in history.epochs] == [1, 2]
    assert history.losses == [step.loss for step in said]


def test_means_of_an_epoch_weigh_batches_by_their_size():
    history = History()
    list(steps(run() | {"history": history}))
    for number, epoch in enumerate(history.epochs, start=1):
        of_epoch = [step for step in history.steps if step.epoch == number]
        assert [step.size for step in of_epoch] == [5, 5, 5, 5, 2]
        assert epoch.loss == pytest.approx(sum(s.loss * s.size for s in of_epoch) / 22)
        assert epoch.accuracy == pytest.approx(sum(s.accuracy * s.size for s in of_epoch) / 22)


def test_validation_is_evaluation_after_the_epoch():
    parts = run()
    for step in steps(parts):
        if step.finished is not None:
            expected = evaluate(parts["model"], (X[:7], Y[:7]), CrossEntropy(label_smoothing=0.1))
            assert step.finished.validation_loss == pytest.approx(expected[0], rel=1e-6)
            assert step.finished.validation_accuracy == expected[1]


def test_validation_changes_nothing():
    def losses(**options):
        return [step.loss for step in steps(run(), **options)]

    assert losses() == losses(validation=None)


def test_runs_differ_by_nothing_but_the_generator():
    def losses(seed):
        return [step.loss for step in steps(run(seed))]

    assert losses(0) == losses(0)
    assert losses(0) != losses(1)


class Spy(Layer):
    """Passes its input on, and keeps what it was asked to do."""

    def __init__(self):
        self.calls = []

    def forward(self, x, training=False):
        self.calls.append((x[:, 0].tolist(), training))
        return self.receive(x)

    def backward(self, dy):
        return dy


def test_every_example_comes_once_an_epoch_in_a_new_order():
    spy, x = Spy(), np.arange(7.0)[:, None]
    options = {"epochs": 2, "batch_size": 3, "rng": np.random.default_rng(0)}
    list(train(spy, (x, x), MeanSquaredError(), SGD(0.1), **options))
    first, second = (
        [number for numbers, _ in spy.calls[part] for number in numbers]
        for part in (slice(3), slice(3, None))
    )
    assert sorted(first) == sorted(second) == list(range(7))
    assert first != second


def test_training_and_evaluation_are_told_apart():
    spy, x = Spy(), np.arange(4.0)[:, None]
    options = {"epochs": 2, "batch_size": 2, "rng": np.random.default_rng(0)}
    list(train(spy, (x, x), MeanSquaredError(), SGD(0.1), validation=(x[:1], x[:1]), **options))
    assert [training for _, training in spy.calls] == [True, True, False] * 2


def test_clipping_shortens_and_reports_the_norm():
    model, run_of_steps = line(clip=0.01, optimiser=SGD(1.0))
    before = np.concatenate([p.value.ravel() for p in model.parameters()])
    for step in run_of_steps:
        after = np.concatenate([p.value.ravel() for p in model.parameters()])
        assert step.gradient_norm > 0.01
        assert np.linalg.norm(after - before) == pytest.approx(0.01, rel=1e-3)
        before = after


def test_augmentation_reaches_training_and_not_validation():
    given = []

    def augmentation(x, rng):
        given.append(len(x))
        return x

    list(steps(run(), augmentation=augmentation))
    assert given == [5, 5, 5, 5, 2] * 3


def test_a_run_goes_on_where_it_was_left():
    whole, halves = run(), run()
    expected = list(steps(whole))
    first = list(itertools.islice(steps(halves), 7))
    assert len(halves["history"].steps_of_epoch()) == 2
    assert [*first, *steps(halves)] == expected
    assert list(steps(halves)) == []
    assert [step.number for step in steps(halves, epochs=4)] == [16, 17, 18, 19, 20]


def test_evaluate_does_not_depend_on_the_batch_size():
    model = network(np.random.default_rng(0))
    loss = CrossEntropy(weight=(1.0, 2.0, 5.0))
    whole = evaluate(model, (X, Y), loss, batch_size=22)
    for batch_size in (1, 5, 256):
        assert evaluate(model, (X, Y), loss, batch_size) == pytest.approx(whole, rel=1e-5)
    assert whole[0] == pytest.approx(loss(model.forward(X), Y))


def test_a_tiny_network_tells_digits_apart():
    x, y = few_digits(0, 1, 7)
    rng = np.random.default_rng(0)
    model = network(rng, (28, 28, 1))
    history = History()
    options = {"epochs": 3, "batch_size": 32, "rng": rng, "history": history}
    options |= {"augmentation": Augmentation(shift=1), "validation": (x[900:], y[900:])}
    list(train(model, (x[:900], y[:900]), CrossEntropy(), Adam(0.003), **options))
    losses = [epoch.validation_loss for epoch in history.epochs]
    assert losses == sorted(losses, reverse=True)
    assert history.epochs[-1].validation_accuracy > 0.95


@pytest.mark.parametrize(
    ("options", "error", "parts"),
    [
        ({"epochs": 0}, ValueError, ["epochs is 0", "≥ 1"]),
        ({"batch_size": 2.5}, TypeError, ["batch_size is 2.5", "whole number"]),
        ({"rng": 3}, TypeError, ["rng is 3", "np.random.default_rng(0)"]),
        ({"clip": 0}, ValueError, ["clip is 0", "> 0", "such as 1"]),
        ({"optimiser": SGD}, TypeError, ["optimiser is the class SGD", "such as Adam(1e-3)"]),
        (
            {"optimiser": 0.1},
            TypeError,
            ["optimiser is 0.1", "must be an object, such as Adam(1e-3)"],
        ),
        ({"schedule": 0.1}, TypeError, ["schedule is 0.1", "such as CosineDecay(1e-3"]),
        ({"augmentation": Augmentation}, TypeError, ["the class Augmentation", "shift=2"]),
        ({"history": []}, TypeError, ["history is []", "such as History()"]),
        ({"validation": LINE}, TypeError, ["validation is an array of shape (11, 1)", "(x, y)"]),
        ({"validation": (LINE, LINE[1:])}, ValueError, ["validation has 11 inputs but 10"]),
        (
            {"history": replace(History(), order=np.arange(8))},
            ValueError,
            ["history stands in an epoch over 8 examples", "data has 11", "new History()"],
        ),
    ],
)
def test_errors_teach(options, error, parts):
    with pytest.raises(error) as caught:
        next(line(**options)[1])
    assert [part for part in parts if part not in str(caught.value)] == []


def test_errors_of_the_model_and_the_loss_teach():
    model, _ = line()
    options = {"epochs": 1, "batch_size": 4, "rng": np.random.default_rng(0)}
    with pytest.raises(TypeError, match=r"loss is the class CrossEntropy.*CrossEntropy\(\)"):
        next(train(model, (LINE, LINE), CrossEntropy, SGD(0.1), **options))
    with pytest.raises(TypeError, match=r"loss is <function cross_entropy .*CrossEntropy\(\)"):
        next(train(model, (LINE, LINE), functional.cross_entropy, SGD(0.1), **options))
    with pytest.raises(TypeError, match=r"loss is the class CrossEntropy.*CrossEntropy\(\)"):
        evaluate(model, (LINE, LINE), CrossEntropy)
    with pytest.raises(TypeError, match=r"model is 'lenet'.*such as Sequential"):
        evaluate("lenet", (LINE, LINE), MeanSquaredError())
    with pytest.raises(TypeError, match=r"model is 'lenet'.*such as Sequential"):
        next(train("lenet", (LINE, LINE), MeanSquaredError(), SGD(0.1), **options))
    with pytest.raises(TypeError, match=r"data is a tuple of 3; .*such as \(x, y\)"):
        next(train(model, (LINE, LINE, LINE), MeanSquaredError(), SGD(0.1), **options))
