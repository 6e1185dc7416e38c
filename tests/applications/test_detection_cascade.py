"""MTCNN step by step: scales, maps, windows, and what it finds in the course's photos."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import datasets, functional, pretrained
from cnnkit.applications.detection import (
    cascade,
    find_faces,
    iou,
    non_maximum_suppression,
    proposals,
    pyramid_scales,
    read_heads,
    refine,
    score_map,
    squares,
    window_boxes,
)
from cnnkit.images import resize

FACES = {
    # photo: (box, probability, landmarks), of the package mtcnn 1.0.0 with faces from 40 pixels
    # on: its own functions on boxes, its networks computed with PyTorch 2.13. It
    # cuts its crops a little larger, and counts pixels inclusively.
    "astronaut": (
        [64, 180, 172, 265],
        0.9993,
        [(100.2, 203.7), (102.6, 246.1), (126.2, 224.8), (138.7, 201.3), (141.0, 244.3)],
    ),
    "camera": (
        [118, 199, 196, 255],
        0.9940,
        [(146.9, 234.5), (148.4, 251.3), (166.4, 250.2), (178.3, 229.0), (178.9, 242.9)],
    ),
}

PHOTOS = datasets.photo_names()


@pytest.fixture(scope="module")
def networks():
    return pretrained.mtcnn()


@pytest.fixture(scope="module")
def astronaut():
    return datasets.photo("astronaut")


@pytest.mark.parametrize("name", PHOTOS)
def test_faces_in_the_photos(networks, name):
    found = find_faces(datasets.photo(name), networks)
    if name not in FACES:
        assert found.boxes.shape == (0, 4)
        return
    box, score, landmarks = FACES[name]
    assert len(found.boxes) == 1
    assert iou(found.boxes, [box])[0, 0] > 0.85
    assert found.scores[0] == pytest.approx(score, abs=0.01)
    np.testing.assert_allclose(found.landmarks[0], landmarks, atol=4)


def test_a_false_hit_on_the_suit_that_the_last_threshold_keeps_out(networks, astronaut):
    many = find_faces(astronaut, networks, smallest=20, thresholds=(0.6, 0.7, 0.8))
    few = find_faces(astronaut, networks, smallest=20)
    assert (len(many.boxes), len(few.boxes)) == (2, 1)
    np.testing.assert_allclose(many.boxes[1], [203, 144, 241, 174], atol=3)
    assert 0.8 < many.scores[1] < 0.95
    np.testing.assert_array_equal(many.boxes[0], few.boxes[0])


def test_each_stage_chooses_from_its_candidates(networks, astronaut):
    thresholds = (0.6, 0.7, 0.95)
    first, second, third = cascade(astronaut, networks, thresholds=thresholds)
    for stage, threshold in zip((first, second, third), thresholds, strict=True):
        assert len(stage.boxes) == len(stage.scores) == len(stage.landmarks) > 0
        assert np.all(np.diff(stage.scores) <= 0)
        assert stage.scores.min() >= threshold
        # A kept box is one of the candidates.
        same = (stage.boxes[:, None] == stage.candidates.boxes[None]).all(axis=2)
        assert same.any(axis=1).all()
        alone = non_maximum_suppression(stage.boxes, stage.scores, threshold=0.7)
        assert len(alone) == len(stage.boxes)
    assert len(second.candidates.boxes) == len(first.boxes)
    assert len(third.candidates.boxes) == len(second.boxes)
    assert (first.landmarks.shape[1], third.landmarks.shape[1:]) == (0, (5, 2))


def test_stages_are_the_functions_that_they_are_made_of(networks, astronaut):
    first, second, third = cascade(astronaut, networks)
    scales = pyramid_scales(astronaut.shape, smallest=40)
    by_scale = [proposals(astronaut, networks.proposal, s, threshold=0.6) for s in scales]
    boxes = np.concatenate([found.boxes for found in by_scale])
    np.testing.assert_array_equal(boxes, first.candidates.boxes)
    for stage, before, network, size in (
        (second, first, networks.refinement, 24),
        (third, second, networks.output, 48),
    ):
        found = refine(astronaut, before.boxes, network, size)
        for part, expected in zip(found, stage.candidates, strict=True):
            np.testing.assert_array_equal(part, expected)


def test_a_photo_without_anything_passes_all_stages(networks):
    for photo in (np.full((60, 80, 3), 127, np.uint8), np.zeros((20, 20, 1), np.uint8)):
        stages = cascade(photo, networks)
        assert [len(stage.boxes) for stage in stages] == [0, 0, 0]
        assert [len(stage.candidates.scores) for stage in stages] == [0, 0, 0]
        assert find_faces(photo, networks).boxes.shape == (0, 4)


def test_boxes_are_cut_off_at_the_border(networks, astronaut):
    close = astronaut[85:175, 190:265]
    found = find_faces(close, networks, thresholds=(0.6, 0.7, 0.5))
    height, width, _ = close.shape
    assert len(found.boxes)
    assert (found.boxes >= 0).all()
    assert (found.boxes <= [height, width, height, width]).all()


@pytest.mark.parametrize("factor", [0.75, 1.5])
def test_the_face_is_found_in_a_smaller_and_a_larger_photo(networks, astronaut, factor):
    size = round(512 * factor)
    found = find_faces(resize(astronaut, size, method="bicubic"), networks)
    assert len(found.boxes) == 1
    assert iou(found.boxes / factor, [FACES["astronaut"][0]])[0, 0] > 0.85


# Scales, maps and windows


@given(
    st.integers(10, 900),
    st.integers(10, 900),
    st.floats(6, 200),
    st.sampled_from([0.5, 0.709, 0.9]),
)
def test_scales_reach_from_the_smallest_face_to_the_whole_photo(height, width, smallest, factor):
    scales = pyramid_scales((height, width), smallest=smallest, factor=factor)
    shorter = min(height, width)
    if not scales:
        assert shorter < smallest * (1 + 1e-9)
        return
    assert 12 / scales[0] == pytest.approx(smallest)
    np.testing.assert_allclose(np.array(scales[1:]) / scales[:-1], factor)
    assert shorter * scales[-1] >= 12 > shorter * scales[-1] * factor


def test_a_score_is_what_the_network_says_of_its_window(networks, astronaut):
    scale = 0.12
    scores = score_map(astronaut, networks.proposal, scale)
    windows = window_boxes(scores.shape, astronaut.shape, scale, networks.proposal)
    assert windows.shape == (scores.size, 4)
    # The photo at this scale, by means over areas: a matrix for each axis, the same for both
    small = round(512 * scale)
    edges = np.arange(small + 1) * 512 / small
    pixels = np.arange(512)
    cover = np.minimum(edges[1:, None], pixels + 1) - np.maximum(edges[:-1, None], pixels)
    cover = np.maximum(cover, 0) * small / 512
    x = np.einsum("iu,jv,uvc->ijc", cover, cover, (astronaut - 127.5) / 128).astype(np.float32)
    for i, j in ((0, 0), (9, 11), (20, 3), tuple(np.argwhere(scores == scores.max())[0])):
        crop = x[2 * i : 2 * i + 12, 2 * j : 2 * j + 12]
        (answer,) = read_heads(networks.proposal.forward(crop[None])).scores.ravel()
        assert answer == pytest.approx(scores[i, j], abs=1e-4)
        window = np.array([2 * i, 2 * j, 2 * i + 12, 2 * j + 12]) * 512 / small
        np.testing.assert_allclose(windows[i * scores.shape[1] + j], window)


def test_proposals_are_the_windows_above_the_threshold(networks, astronaut):
    scores = score_map(astronaut, networks.proposal, 0.2)
    found = proposals(astronaut, networks.proposal, 0.2, threshold=0.6)
    np.testing.assert_array_equal(found.scores, scores[scores >= 0.6])
    everything = proposals(astronaut, networks.proposal, 0.2, threshold=0)
    assert everything.boxes.shape == (scores.size, 4)


def test_heads_are_taken_apart():
    answers = np.random.default_rng(0).normal(size=(2, 3, 16)).astype(np.float32)
    heads = read_heads(answers)
    np.testing.assert_allclose(
        heads.scores, functional.softmax(answers[..., :2])[..., 1], rtol=1e-6
    )
    np.testing.assert_array_equal(heads.offsets, answers[..., 2:6])
    assert heads.landmarks.shape == (2, 3, 5, 2)
    np.testing.assert_array_equal(heads.landmarks[..., 4, :], answers[..., 14:])


def test_squares_hold_their_boxes():
    boxes = np.array([[0.0, 0.0, 10.0, 4.0], [5.0, 5.0, 6.0, 25.0], [3.0, 3.0, 3.0, 3.0]])
    around = squares(boxes)
    np.testing.assert_allclose(around[:, 2:] - around[:, :2], [[10, 10], [20, 20], [1, 1]])
    np.testing.assert_allclose(around[:, :2] + around[:, 2:], boxes[:, :2] + boxes[:, 2:])


PHOTO = np.zeros((40, 40, 3), np.uint8)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda n: find_faces(PHOTO / 255, n), TypeError, "float64; give uint8 from 0 to 255"),
        (lambda n: find_faces(PHOTO[:, :, :2], n), ValueError, "2 channels; give one of 3"),
        (lambda n: find_faces(PHOTO[0], n), ValueError, "channel axis"),
        (lambda n: find_faces(PHOTO, n, smallest=5), ValueError, "smallest is 5; .* ≥ 6"),
        (lambda n: cascade(PHOTO, n, thresholds=0.6), ValueError, "one for each of the three"),
        (lambda n: cascade(PHOTO, n, thresholds=(0.6, 7, 1)), ValueError, r"thresholds\[1\] is 7"),
        (lambda n: score_map(PHOTO, n[0], 0.1), ValueError, "4 × 4 of .* use at least 0.3"),
        (lambda n: score_map(PHOTO, n[0], 0), ValueError, "scale is 0"),
        (lambda n: pyramid_scales(40, smallest=20), ValueError, "image_shape is 40"),
        (lambda n: pyramid_scales((40, 40), smallest=20, factor=1), ValueError, "factor is 1"),
        (lambda n: refine(PHOTO, [[4, 0, 0, 4]], n[1], 24), ValueError, "above its top"),
        (lambda n: read_heads(np.zeros((1, 10))), ValueError, "6 numbers, or 16"),
    ],
)
def test_what_is_refused(networks, call, error, message):
    with pytest.raises(error, match=message):
        call(networks)
