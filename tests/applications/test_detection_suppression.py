"""Non-maximum suppression against the loop that it is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit.applications.detection import (
    intersection_over_smaller,
    iou,
    non_maximum_suppression,
)
from tests.applications.box_loops import (
    counted_iou,
    counted_share_of_smaller,
    suppressed,
    whole_boxes,
)


@given(
    whole_boxes(maximum=10),
    st.data(),
    st.sampled_from([0.0, 0.3, 0.5, 0.7, 1.0]),
    st.sampled_from([("union", counted_iou), ("smaller", counted_share_of_smaller)]),
)
def test_it_is_the_loop(boxes, data, threshold, measure):
    over, overlap = measure
    # Few different scores, so that ties are common
    ranks = st.lists(st.integers(0, 3), min_size=len(boxes), max_size=len(boxes))
    scores = data.draw(ranks)
    kept = non_maximum_suppression(boxes, scores, threshold=threshold, over=over)
    assert kept.tolist() == suppressed(boxes, scores, threshold, overlap)


@given(whole_boxes(maximum=10), st.data(), st.sampled_from([0.2, 0.5]))
def test_what_is_left_does_not_overlap_and_what_is_gone_does(boxes, data, threshold):
    scores = data.draw(st.permutations(range(len(boxes))))
    kept = non_maximum_suppression(boxes, scores, threshold=threshold)
    assert np.all(np.diff(np.array(scores)[kept]) < 0)
    overlaps = iou(boxes, boxes)
    for i in range(len(boxes)):
        better = [k for k in kept if scores[k] > scores[i]]
        assert (i in kept) == all(overlaps[i, k] <= threshold for k in better)


def test_what_was_removed_removes_nothing():
    # The second overlaps both others, which have nothing in common.
    boxes = [[0, 0, 4, 10], [3, 0, 7, 10], [6, 0, 10, 10]]
    assert non_maximum_suppression(boxes, [0.9, 0.8, 0.7], threshold=0.1).tolist() == [0, 2]


def test_an_overlap_of_just_the_threshold_is_allowed():
    boxes = [[0, 0, 4, 4], [0, 0, 4, 2]]
    assert non_maximum_suppression(boxes, [1, 0], threshold=0.5).tolist() == [0, 1]
    assert non_maximum_suppression(boxes, [1, 0], threshold=0.49).tolist() == [0]


def test_a_box_within_another():
    boxes = [[0, 0, 10, 10], [4, 4, 6, 6]]
    assert intersection_over_smaller(*([box] for box in boxes))[0, 0] == 1
    assert non_maximum_suppression(boxes, [1, 0]).tolist() == [0, 1]
    assert non_maximum_suppression(boxes, [1, 0], over="smaller").tolist() == [0]


def test_logits_are_scores_too_and_no_boxes_are_none():
    assert non_maximum_suppression([[0, 0, 1, 1], [5, 5, 6, 6]], [-3, 12.5]).tolist() == [1, 0]
    kept = non_maximum_suppression([], [])
    assert (kept.shape, kept.dtype.kind) == ((0,), "i")


BOX = [[0, 0, 4, 4]]


@pytest.mark.parametrize(
    ("scores", "options", "error", "message"),
    [
        ([float("nan")], {}, ValueError, r"scores\[0\] is nan"),
        ([0.5, 0.5], {}, ValueError, r"shape \(2,\); it takes one for each of the 1 boxes"),
        ([[0.5]], {}, ValueError, r"shape \(1, 1\)"),
        (["high"], {}, TypeError, "scores holds text"),
        ([0.5], {"threshold": 50}, ValueError, "threshold is 50; .* ≤ 1"),
        ([0.5], {"threshold": float("nan")}, ValueError, "threshold is nan"),
        ([0.5], {"over": "minimum"}, ValueError, 'over is .*"union", "smaller"'),
    ],
)
def test_what_it_refuses(scores, options, error, message):
    with pytest.raises(error, match=message):
        non_maximum_suppression(BOX, scores, **options)
