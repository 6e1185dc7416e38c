"""Scenes of digits: what lies where, and what the windows that are cut out are called."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from cnnkit import datasets, pretrained
from cnnkit.applications import detection
from cnnkit.applications.digit_scenes import digit_scene, many_scenes, one_digit_each
from cnnkit.applications.digit_windows import NOTHING, read_windows, training_windows
from cnnkit.functional import softmax
from cnnkit.images import to_float


@pytest.fixture(scope="module")
def data():
    digits = datasets.digits()
    return to_float(digits.x_test[:100]), digits.y_test[:100]


@pytest.fixture(scope="module")
def clothes():
    return to_float(datasets.fashion().x_test[:50])


def test_the_box_holds_all_ink_and_touches_it_on_every_side(data):
    images, boxes = one_digit_each(data[0], np.random.default_rng(0))
    for image, box in zip(images[:, :, :, 0], boxes.astype(int), strict=True):
        top, left, bottom, right = box
        inside = image[top:bottom, left:right]
        assert (inside > 0).sum() == (image > 0).sum() > 0
        assert min(side.max() for side in (inside[0], inside[-1], inside.T[0], inside.T[-1])) > 0


def test_digits_lie_in_their_squares_and_nowhere_over_one_another(data, clothes):
    rng = np.random.default_rng(1)
    scene = digit_scene(data[0][:4], data[1][:4], rng, strangers=clothes[:2])
    every = np.concatenate([scene.squares, scene.strangers])
    overlaps = detection.iou(every, every)
    assert_array_equal(overlaps, np.eye(6))
    for square, digit in zip(scene.squares.astype(int), data[0][:4], strict=True):
        top, left, bottom, right = square
        assert_array_equal(scene.image[top:bottom, left:right], digit)
    assert scene.labels.tolist() == data[1][:4].tolist()


def test_no_room(data):
    with pytest.raises(ValueError, match="4 squares of 28 × 28 find no room in 40 × 56 pixels"):
        digit_scene(data[0][:4], data[1][:4], np.random.default_rng(0), shape=(40, 56))


def test_windows_are_named_by_how_far_off_they_are(data, clothes):
    rng = np.random.default_rng(2)
    scenes = many_scenes(5, data, clothes, rng)
    x, y = training_windows(scenes, np.random.default_rng(3))
    assert x.shape[1:] == (28, 28, 1)
    assert (y != NOTHING).sum() == 5 * 4
    views = [np.lib.stride_tricks.sliding_window_view(s.image[:, :, 0], (28, 28)) for s in scenes]
    recognised = 0
    for window, label in zip(x[:, :, :, 0], y, strict=True):
        places = [
            (scene, corner)
            for scene, view in zip(scenes, views, strict=True)
            for corner in np.argwhere((view == window).all(axis=(2, 3)))
        ]
        if len(places) > 1:  # hardly any ink, or a digit that was drawn twice
            continue
        ((scene, corner),) = places
        off = abs(scene.squares[:, :2] - corner).max(axis=1)
        recognised += 1
        if label == NOTHING:
            assert off.min() >= 5
        else:
            assert scene.labels[off.argmin()] == label
            assert off.min() <= 2
    assert recognised > len(y) / 2


def test_one_pass_reads_what_windows_cut_out_are_read_as(data, clothes):
    (scene,) = many_scenes(1, data, clothes, np.random.default_rng(4))
    network = pretrained.digit_detector()
    read = read_windows(detection.as_convolutions(network, (28, 28, 1)), scene.image)
    assert len(read.boxes) == 18 * 26
    for place in (0, 25, 26, 200, 467):
        top, left, bottom, right = read.boxes[place].astype(int)
        alone = softmax(network.forward(scene.image[None, top:bottom, left:right]))[0]
        assert read.scores[place] == pytest.approx(1 - alone[NOTHING], abs=1e-4)
        assert read.digits[place] == alone[:NOTHING].argmax()
    few = read.take([3, 1])
    assert_array_equal(few.boxes, read.boxes[[3, 1]])
