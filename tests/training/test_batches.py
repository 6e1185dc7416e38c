"""Batches: every example once, inputs with their own targets, and errors that help."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit.training import batches

X = np.arange(10.0).reshape(5, 2)
Y = np.arange(5)


@given(st.integers(1, 20), st.integers(1, 25), st.booleans(), st.none() | st.integers(0, 99))
def test_each_example_comes_once_with_its_own_target(count, size, drop_last, seed):
    x, y = np.arange(count) * 10.0, np.arange(count)
    rng = None if seed is None else np.random.default_rng(seed)
    if drop_last and size > count:
        return
    parts = list(batches(x, y, size, rng=rng, drop_last=drop_last))
    for inputs, targets in parts:
        np.testing.assert_array_equal(inputs, targets * 10)
    sizes = [len(inputs) for inputs, _ in parts]
    rest = [] if drop_last or count % size == 0 else [count % size]
    assert sizes == [size] * (count // size) + rest
    seen = np.concatenate([targets for _, targets in parts])
    assert len(set(seen.tolist())) == len(seen)
    if seed is None:
        np.testing.assert_array_equal(seen, y[: len(seen)])


def test_the_generator_decides_the_order():
    def order(rng):
        return [
            label
            for _, labels in batches(np.arange(50), np.arange(50), 7, rng=rng)
            for label in labels
        ]

    rng = np.random.default_rng(0)
    first, second = order(rng), order(rng)
    assert first == order(np.random.default_rng(0)) != second
    assert sorted(first) == sorted(second) == list(range(50))


def test_batches_are_new_arrays_of_the_same_dtypes():
    x, y = X.astype(np.float16), Y.astype(np.int8)
    x.flags.writeable = False
    for inputs, targets in batches(x, y, 2):
        assert (inputs.dtype, targets.dtype) == (x.dtype, y.dtype)
        inputs += 1
        assert not np.shares_memory(targets, y)


@pytest.mark.parametrize(
    ("arguments", "options", "error", "parts"),
    [
        ((X, Y[:4], 2), {}, ValueError, ["5 inputs but 4 targets", "one target for each"]),
        ((X, 3, 2), {}, ValueError, ["targets of shape ()", "at least one"]),
        ((X[:0], Y[:0], 2), {}, ValueError, ["inputs of shape (0, 2)", "at least one"]),
        ((X, [[1], [1, 2]], 2), {}, ValueError, ["targets", "rows of equal length"]),
        ((X, Y, 0), {}, ValueError, ["batch_size is 0", "≥ 1"]),
        ((X, Y, 2.0), {}, TypeError, ["batch_size is 2.0", "whole number"]),
        ((X, Y, 6), {"drop_last": True}, ValueError, ["batch_size is 6 for 5", "such as 5"]),
        ((X, Y, 2), {"drop_last": 1}, TypeError, ["drop_last is 1", "True or False"]),
        ((X, Y, 2), {"rng": 0}, TypeError, ["rng is 0", "np.random.default_rng(0)"]),
    ],
)
def test_errors_teach(arguments, options, error, parts):
    with pytest.raises(error) as caught:
        batches(*arguments, **options)
    assert [part for part in parts if part not in str(caught.value)] == []
