"""Precision, recall and average precision against loops and areas."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit.applications.detection import average_precision, precision_and_recall
from tests.applications.box_loops import precision_and_recall_by_loops, whole_boxes


@given(
    whole_boxes(maximum=8, smallest=1),
    whole_boxes(minimum=1, maximum=4, smallest=1),
    st.data(),
    st.sampled_from([0.1, 0.5, 1.0]),
)
def test_it_is_the_loop(boxes, truth, data, threshold):
    scores = data.draw(st.lists(st.integers(0, 3), min_size=len(boxes), max_size=len(boxes)))
    precision, recall = precision_and_recall(boxes, scores, truth, threshold=threshold)
    expected = precision_and_recall_by_loops(boxes, scores, truth, threshold)
    np.testing.assert_allclose(precision, expected[0])
    np.testing.assert_allclose(recall, expected[1])


@given(st.lists(st.booleans(), min_size=1, max_size=12), st.integers(1, 15))
def test_average_precision_is_the_area_under_the_best_from_here_on(right, true_boxes):
    hits = np.minimum(np.cumsum(right), true_boxes)
    precision, recall = hits / np.arange(1, len(right) + 1), hits / true_boxes
    # Each hit is worth 1 / true_boxes of the width, at the best precision from this recall on.
    heights = [
        max((p for p, h in zip(precision, hits, strict=True) if h >= k), default=0.0)
        for k in range(1, true_boxes + 1)
    ]
    assert average_precision(precision, recall) == pytest.approx(sum(heights) / true_boxes)


def test_the_second_detection_of_a_thing_is_wrong():
    truth = [[0, 0, 10, 10]]
    precision, recall = precision_and_recall([truth[0], truth[0]], [0.9, 0.8], truth)
    assert (precision.tolist(), recall.tolist()) == ([1.0, 0.5], [1.0, 1.0])
    assert average_precision(precision, recall) == 1.0


def test_a_detection_counts_for_what_it_overlaps_most_alone():
    # The second one overlaps both, the first more, which is taken: wrong, as in PASCAL VOC.
    truth = [[0, 0, 10, 10], [0, 4, 10, 14]]
    found = [[0, 0, 10, 10], [0, 1, 10, 11]]
    precision, _ = precision_and_recall(found, [0.9, 0.8], truth)
    assert precision.tolist() == [1.0, 0.5]


def test_boxes_of_several_images_meet_only_those_of_their_own():
    box = [[0, 0, 10, 10]]
    there = {"images": [0, 1], "truth_images": [1]}
    precision, recall = precision_and_recall(box * 2, [0.9, 0.8], box, **there)
    assert (precision.tolist(), recall.tolist()) == ([0.0, 0.5], [0.0, 1.0])
    nothing_there = {"images": [0], "truth_images": [1], "threshold": 0}
    assert precision_and_recall(box, [0.9], box, **nothing_there)[1].tolist() == [0.0]


def test_nothing_found_and_everything_found():
    truth = [[0, 0, 10, 10], [20, 20, 30, 30]]
    precision, recall = precision_and_recall([], [], truth)
    assert (precision.shape, recall.shape) == ((0,), (0,))
    assert average_precision(precision, recall) == 0.0
    assert average_precision(*precision_and_recall(truth, [0.6, 0.7], truth)) == 1.0


BOX = [[0, 0, 4, 4]]


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        ((BOX, [0.9], []), {}, "truth holds no box"),
        ((BOX, [float("nan")], BOX), {}, r"scores\[0\] is nan"),
        ((BOX, [0.9], [[4, 0, 0, 4]]), {}, r"truth\[0\]"),
        ((BOX, [0.9], BOX), {"threshold": 1.5}, "threshold is 1.5"),
        ((BOX, [0.9], BOX), {"images": [0]}, "truth_images is None"),
        ((BOX, [0.9], BOX), {"images": [0, 1], "truth_images": [0]}, r"images holds .*\(2,\)"),
        ((BOX, [0.9], BOX), {"images": [0.5], "truth_images": [0]}, "images holds float64"),
    ],
)
def test_what_precision_and_recall_refuses(arguments, options, message):
    with pytest.raises(ValueError, match=message):
        precision_and_recall(*arguments, **options)


@pytest.mark.parametrize(
    ("precision", "recall", "message"),
    [
        ([1.0], [0.5, 1.0], r"shape \(1,\) and recall \(2,\)"),
        ([1.0, 1.0], [0.5, 0.4], "recall falls to 0.4"),
        ([100.0], [0.5], "precision is .* numbers from 0 to 1"),
        ([1.0], [float("nan")], "recall is .* numbers from 0 to 1"),
    ],
)
def test_what_average_precision_refuses(precision, recall, message):
    with pytest.raises(ValueError, match=message):
        average_precision(precision, recall)
