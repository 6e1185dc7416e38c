"""The solutions of notebook 17 against cnnkit and against plain counting."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import functional
from cnnkit.applications import detection
from cnnkit.course.lessons import object_detection as lesson
from cnnkit.course.solutions import object_detection as solutions

edges = st.integers(0, 9)


@st.composite
def boxes(draw):
    """Return a box of at least one pixel on a grid of 10 × 10."""
    top, left = draw(st.integers(0, 8)), draw(st.integers(0, 8))
    return top, left, draw(st.integers(top + 1, 10)), draw(st.integers(left + 1, 10))


def pixels(box):
    """Return the pixels that a box covers, one by one."""
    top, left, bottom, right = box
    return {(i, j) for i in range(top, bottom) for j in range(left, right)}


@given(a=boxes(), b=boxes())
def test_iou_counts_pixels(a, b):
    one, other = pixels(a), pixels(b)
    counted = len(one & other) / len(one | other)
    assert solutions.iou(a, b) == pytest.approx(counted)
    assert detection.iou([a], [b])[0, 0] == pytest.approx(counted)


@given(count=st.integers(1, 8), seed=st.integers(0, 999), threshold=st.floats(0, 1))
def test_suppression_keeps_what_cnnkit_keeps(count, seed, threshold):
    rng = np.random.default_rng(seed)
    corners = rng.integers(0, 12, (count, 2))
    several = np.concatenate([corners, corners + rng.integers(3, 9, (count, 2))], axis=1)
    scores = rng.permutation(count) / count
    ours = solutions.non_maximum_suppression(detection.iou(several, several), scores, threshold)
    theirs = detection.non_maximum_suppression(several, scores, threshold=threshold)
    assert ours == theirs.tolist()


@pytest.mark.parametrize("shape", [(1, 2, 2), (3, 2, 4), (5, 4, 1)])
def test_the_kernel_computes_what_the_dense_layer_does(shape):
    rng = np.random.default_rng(0)
    maps, weights = rng.normal(size=(2, *shape)), rng.normal(size=(np.prod(shape), 3))
    expected = functional.dense(maps.reshape(2, -1), weights)
    kernel = solutions.dense_as_kernel(weights, shape)
    np.testing.assert_allclose(functional.conv2d(maps, kernel)[:, 0, 0], expected)


def test_precision_and_recall_are_points_of_the_curve():
    truth = np.array([[0, 0, 10, 10], [0, 50, 10, 60], [40, 0, 50, 10]], float)
    found = np.array([[1, 0, 11, 10], [0, 1, 10, 11], [0, 50, 10, 60], [20, 20, 30, 30]], float)
    scores, right = np.array([0.9, 0.8, 0.7, 0.2]), np.array([1, 0, 1, 0])
    precision, recall = detection.precision_and_recall(found, scores, truth)
    for k, score in enumerate(scores):
        got = solutions.precision_and_recall(right, scores, len(truth), score)
        assert got == pytest.approx((precision[k], recall[k]))


def test_the_chain_is_the_case_that_tells_kept_boxes_from_all_boxes():
    overlaps, scores, threshold = lesson.non_maximum_suppression.cases[1].inputs
    assert solutions.non_maximum_suppression(overlaps, scores, threshold) == [0, 2]
