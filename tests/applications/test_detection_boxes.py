"""Area, intersection and IoU against counted pixels, and what they refuse."""

import numpy as np
import pytest
from hypothesis import given

from cnnkit.applications.detection import (
    area,
    intersection,
    intersection_over_smaller,
    iou,
    non_maximum_suppression,
)
from tests.applications.box_loops import (
    counted_iou,
    counted_share_of_smaller,
    pixels,
    whole_boxes,
)


@given(whole_boxes(), whole_boxes())
def test_everything_is_a_count_of_pixels(boxes, others):
    assert area(boxes).tolist() == [len(pixels(box)) for box in boxes]
    pairs = [[(box, other) for other in others] for box in boxes]
    for function, count in (
        (intersection, lambda a, b: len(pixels(a) & pixels(b))),
        (iou, counted_iou),
        (intersection_over_smaller, counted_share_of_smaller),
    ):
        expected = np.array([[count(a, b) for a, b in row] for row in pairs], dtype=float)
        found = function(boxes, others)
        assert found.shape == (len(boxes), len(others))
        np.testing.assert_allclose(found, expected.reshape(found.shape), rtol=1e-12)


@given(whole_boxes(minimum=1, smallest=1))
def test_iou_is_symmetric_and_1_only_for_the_same_box(boxes):
    overlaps = iou(boxes, boxes)
    np.testing.assert_array_equal(overlaps, overlaps.T)
    same = np.array([[a == b for b in boxes] for a in boxes])
    np.testing.assert_array_equal(overlaps == 1, same)


@given(whole_boxes(minimum=1))
def test_iou_does_not_change_with_place_scale_or_order_of_the_axes(boxes):
    overlaps, array = iou(boxes, boxes), np.array(boxes)
    np.testing.assert_allclose(iou(array * 0.3 - 7, array * 0.3 - 7), overlaps, atol=1e-9)
    swapped = array[:, [1, 0, 3, 2]]
    np.testing.assert_array_equal(iou(swapped, swapped), overlaps)


def test_the_known_traps():
    # Counted inclusively the two would share a column.
    assert iou([[0, 0, 4, 4]], [[0, 4, 4, 8]])[0, 0] == 0
    # Without subtracting the common part, a box would have an IoU of 1/2 with itself.
    assert iou([[0, 0, 4, 4]], [[0, 0, 4, 4]])[0, 0] == 1
    # Apart along both axes: two negative lengths would make a positive area, and an IoU of 1.
    assert intersection([[0, 0, 4, 4]], [[8, 8, 12, 12]])[0, 0] == 0
    assert iou([[0, 0, 4, 4]], [[8, 8, 12, 12]])[0, 0] == 0


def test_no_boxes_and_boxes_without_area():
    assert area([]).shape == (0,)
    assert iou(np.zeros((0, 4)), [[0, 0, 1, 1]]).shape == (0, 1)
    assert iou([[2, 2, 2, 2]], [[2, 2, 2, 2], [0, 0, 4, 4]]).tolist() == [[0, 0]]


@pytest.mark.parametrize(
    ("boxes", "error", "message"),
    [
        ([0, 0, 4, 4], ValueError, r"shape \(4,\); .* for one box, use boxes\[None\]"),
        ([[0, 0, 4]], ValueError, r"shape \(1, 3\); it takes \(N, 4\)"),
        ([[5, 0, 4, 4]], ValueError, r"bottom, 4, lies above its top, 5; .*\(5, 0, 9, 4\)"),
        ([[0, 0, 1, 1], [0, 5, 4, 3]], ValueError, r"boxes\[1\].*right, 3, lies left of its left"),
        ([[10, 0, -5, 20]], ValueError, r"\(10, 0, 15, 20\) for a height of 5"),
        ([[0, 0, float("nan"), 4]], ValueError, "must be places in an image"),
        ([[0, 0, float("inf"), 4]], ValueError, "must be places in an image"),
        ([["a", "b", "c", "d"]], TypeError, "boxes holds text"),
        ([[1j, 0, 4, 4]], TypeError, "complex"),
    ],
)
def test_what_is_no_box(boxes, error, message):
    for function in (area, lambda b: iou(b, b), lambda b: non_maximum_suppression(b, [1])):
        with pytest.raises(error, match=message):
            function(boxes)


def test_the_box_that_an_error_suggests_is_one():
    for box in ([5, 9, 4, 3], [10, 8, -5, -2], [3, 1, 0, 2]):
        with pytest.raises(ValueError, match="such as") as raised:
            area([box])
        suggested = str(raised.value).split("such as (")[1].split(")")[0]
        assert area([[float(edge) for edge in suggested.split(",")]]) >= 0


def test_others_are_named():
    with pytest.raises(ValueError, match=r"others\[0\]"):
        iou([[0, 0, 4, 4]], [[4, 0, 0, 4]])
