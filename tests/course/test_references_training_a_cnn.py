"""The reference solutions of notebook 12 against the library, which has tests of its own."""

import numpy as np
import pytest

from cnnkit.course.lessons import training_a_cnn as lesson
from cnnkit.layers import Dense, Dropout, Flatten, ReLU, Sequential
from cnnkit.training import SGD, CrossEntropy, accuracy, confusion_matrix, evaluate, train


def small_network(rng: np.random.Generator) -> Sequential:
    model = Sequential([Flatten(), Dense(6), ReLU(), Dense(3)])
    model.build((2, 3, 1), rng)
    for parameter in model.parameters():
        parameter.value = parameter.value.astype(np.float64)
    return model


def pour(vector: np.ndarray, model: Sequential) -> None:
    """Give a network the parameters that stand in one row."""
    begin = 0
    for parameter in model.parameters():
        size = parameter.value.size
        parameter.value[:] = vector[begin : begin + size].reshape(parameter.value.shape)
        begin += size


def row(arrays: list[np.ndarray]) -> np.ndarray:
    return np.concatenate([array.ravel() for array in arrays])


@pytest.mark.parametrize(("count", "size"), [(12, 4), (13, 4), (5, 8)])
def test_an_epoch_is_that_of_train(count, size):
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(count, 2, 3, 1)), rng.integers(3, size=count)
    model, other, loss = small_network(rng), small_network(rng), CrossEntropy()
    start = row([parameter.value for parameter in model.parameters()])

    def gradient_of(weights, inputs, targets):
        pour(weights, other)
        other.backward(loss.backward(other.forward(inputs, training=True), targets))
        return row([parameter.grad for parameter in other.parameters()])

    order = np.random.default_rng(7).permutation(count)
    end = lesson.train_epoch.reference(start, gradient_of, x, y, order, size, 0.1)
    settings = {"epochs": 1, "batch_size": size, "rng": np.random.default_rng(7)}
    assert len(list(train(model, (x, y), loss, SGD(0.1), **settings))) == -(-count // size)
    np.testing.assert_allclose(end, row([p.value for p in model.parameters()]), rtol=1e-10)


@pytest.mark.parametrize("size", [1, 4, 7, 100])
def test_accuracy_is_that_of_evaluate(size):
    rng = np.random.default_rng(1)
    model = Sequential([Flatten(), Dense(20), Dropout(0.5), Dense(3)])
    model.build((2, 3, 1), rng)
    x, y = rng.normal(size=(30, 2, 3, 1)).astype(np.float32), rng.integers(3, size=30)
    expected = evaluate(model, (x, y), CrossEntropy())[1]
    assert lesson.dataset_accuracy.reference(model.forward, x, y, size) == pytest.approx(expected)


def test_the_confusion_matrix_is_the_librarys():
    rng = np.random.default_rng(2)
    labels, predictions = rng.integers(7, size=(2, 300))
    mine = lesson.confusion.reference(labels, predictions, 8)
    np.testing.assert_array_equal(mine, confusion_matrix(predictions, labels, 8))
    assert np.trace(mine) / mine.sum() == pytest.approx(accuracy(predictions, labels))


def test_no_writer_stands_on_both_sides():
    rng = np.random.default_rng(3)
    for _ in range(50):
        writers = rng.integers(9, size=40)
        order = rng.permutation(np.unique(writers))
        count = int(rng.integers(1, len(order)))
        aside = lesson.validation_images.reference(writers, order, count)
        rest = np.setdiff1d(np.arange(40), aside)
        assert set(writers[aside]) == set(order[:count])
        assert not set(writers[aside]) & set(writers[rest])
        assert aside == sorted(aside)


def test_early_stopping_never_looks_behind_the_stop():
    rng = np.random.default_rng(4)
    for _ in range(200):
        losses, patience = rng.integers(9, size=12) / 10, int(rng.integers(1, 5))
        kept = lesson.early_stop.reference(losses, patience)
        end = next(
            (e for e in range(1, 13) if e - 1 - np.argmin(losses[:e]) >= patience), len(losses)
        )
        assert kept == np.argmin(losses[:end]) + 1
        assert lesson.early_stop.reference(losses[:end], patience) == kept
