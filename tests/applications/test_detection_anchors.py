"""Anchors against the equation, and offsets there and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit.applications.detection import anchors, area, decode_boxes, encode_boxes

LENGTHS = st.floats(0.5, 200)


def test_they_are_the_equation_in_the_order_that_is_promised():
    sizes, ratios, stride = (16, 32, 48), (0.5, 1, 2), (8, 12)
    found = iter(anchors((2, 3), stride=stride, sizes=sizes, ratios=ratios))
    for i in range(2):
        for j in range(3):
            for size in sizes:
                for ratio in ratios:
                    top, left, bottom, right = next(found)
                    assert (top + bottom) / 2 == pytest.approx((i + 0.5) * 8)
                    assert (left + right) / 2 == pytest.approx((j + 0.5) * 12)
                    assert (bottom - top) / (right - left) == pytest.approx(ratio)
                    assert (bottom - top) * (right - left) == pytest.approx(size**2)
    assert next(found, None) is None


@st.composite
def boxes_with_area(draw):
    top, left = draw(st.floats(-50, 50)), draw(st.floats(-50, 50))
    return [top, left, top + draw(LENGTHS), left + draw(LENGTHS)]


@given(boxes_with_area(), boxes_with_area())
def test_offsets_lead_back(box, anchor):
    offsets = encode_boxes([box], [anchor])
    np.testing.assert_allclose(decode_boxes(offsets, [anchor]), [box], atol=1e-7)


@given(boxes_with_area(), boxes_with_area(), st.floats(0.1, 10))
def test_offsets_do_not_change_with_the_scale(box, anchor, scale):
    there = encode_boxes([box], [anchor])
    enlarged = encode_boxes(scale * np.array([box]), scale * np.array([anchor]))
    np.testing.assert_allclose(enlarged, there, rtol=1e-6, atol=1e-6)


@given(boxes_with_area(), st.lists(st.floats(-10, 10), min_size=4, max_size=4))
def test_whatever_a_network_says_is_a_box(anchor, offsets):
    assert area(decode_boxes([offsets], [anchor]))[0] >= 0


def test_no_offset_is_the_anchor():
    anchor = [[3.0, 5.0, 10.0, 25.0]]
    np.testing.assert_array_equal(encode_boxes(anchor, anchor), [[0, 0, 0, 0]])
    np.testing.assert_array_equal(decode_boxes([[0, 0, 0, 0]], anchor), anchor)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: anchors((2, 2), stride=8, sizes=()), ValueError, r"sizes is \(\)"),
        (lambda: anchors((2, 2), stride=8, sizes=16), TypeError, "sizes is 16"),
        (lambda: anchors((2, 2), stride=8, sizes=(-1,)), ValueError, r"sizes\[0\] is -1"),
        (lambda: anchors((2, 2), stride=8, sizes=(8,), ratios=(0,)), ValueError, r"ratios\[0\]"),
        (lambda: anchors((0, 2), stride=8, sizes=(8,)), ValueError, "feature_map_shape"),
        (lambda: encode_boxes([[0, 0, 0, 4]], [[0, 0, 4, 4]]), ValueError, "logarithm of 0"),
        (lambda: encode_boxes([[0, 0, 4, 4]], [[0, 0, 0, 4]]), ValueError, r"anchors\[0\] has no"),
        (lambda: encode_boxes([[0, 0, 4, 4]], np.zeros((0, 4))), ValueError, "1 boxes and 0 anch"),
        (lambda: decode_boxes([[0, 0, 900, 0]], [[0, 0, 4, 4]]), ValueError, "no finite size"),
        (lambda: decode_boxes([[0, 0, 0]], [[0, 0, 4, 4]]), ValueError, r"shape \(1, 3\)"),
    ],
)
def test_what_they_refuse(call, error, message):
    with pytest.raises(error, match=message):
        call()
