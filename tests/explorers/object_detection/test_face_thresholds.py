"""What the thresholds leave, against plain loops, and the stored windows against the networks."""

import numpy as np
import pytest
from driving import Page, check_sound, html
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit import pretrained
from cnnkit.explorers import FaceThresholds
from cnnkit.explorers.object_detection.photos import PHOTOS, face_windows
from tools.recipes.measure_faces import windows


def overlap(a, b):
    """Count the overlap of two boxes in plain Python."""
    height = max(0.0, min(a[2], b[2]) - max(a[0], b[0]))
    width = max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (a, b)]
    return height * width / (sum(areas) - height * width)


@settings(max_examples=25)
@given(photo=st.sampled_from(PHOTOS), score=st.integers(5, 100), threshold=st.integers(0, 20))
def test_what_is_left(photo, score, threshold):
    score, threshold = score / 100, threshold / 20
    explorer = FaceThresholds(photo=photo, score=score, overlap=threshold)
    check_sound(explorer)
    boxes, scores = face_windows(photo)
    kept = []
    for place in np.argsort(-scores, kind="stable"):
        if scores[place] >= score and all(
            overlap(boxes[place], boxes[k]) <= threshold for k in kept
        ):
            kept.append(place)
    assert explorer.result.kept.tolist() == kept
    assert len(explorer.result.reached) == (scores >= score).sum()
    assert f"of {len(scores)} windows {(scores >= score).sum()} reach" in explorer.description


def test_what_the_notebook_says_of_the_eight_photos():
    best = {name: face_windows(name).scores.max() for name in PHOTOS}
    assert min(best.pop("astronaut"), best.pop("camera")) > 0.99
    assert max(best, key=best.get) == "coffee"
    assert best["coffee"] == pytest.approx(0.80, abs=0.006)
    assert best["chelsea"] == pytest.approx(0.50, abs=0.006)
    assert best["gravel"] == pytest.approx(0.59, abs=0.006)
    windows_of_coffee = face_windows("coffee")
    spoon = windows_of_coffee.boxes[windows_of_coffee.scores.argmax()]
    np.testing.assert_allclose(spoon, [235, 352, 280, 393], atol=4)
    assert len(FaceThresholds(photo="coins", score=0.3, overlap=0.3).result.kept) == 1
    explorer = FaceThresholds(photo="astronaut", score=0.3, overlap=0.3)
    assert len(explorer.result.kept) == 2
    gravel = FaceThresholds(photo="gravel", score=0.05, overlap=0.3)
    assert len(gravel.result.kept) > 10


def test_labels_do_not_hide_one_another():
    explorer = FaceThresholds(photo="astronaut", score=0.0, overlap=1.0)
    labels = Page(html(explorer)).all(tag="rect", fill="#222")
    places = [(float(each["y"]), float(each["x"])) for each in labels]
    assert 1 < len(places) <= 4
    for one, (y, x) in enumerate(places):
        for other_y, other_x in places[:one]:
            assert abs(y - other_y) >= 16 or abs(x - other_x) >= 42


def test_suppressed_boxes_are_drawn_on_request():
    explorer = FaceThresholds(photo="camera", score=0.9, overlap=0.3)
    few = len(Page(html(explorer)).all(tag="rect"))
    explorer.update(suppressed=True)
    gone = len(explorer.result.reached) - len(explorer.result.kept)
    assert len(Page(html(explorer)).all(tag="rect")) == few + gone


def test_the_stored_windows_are_what_the_networks_say():
    measured, stored = windows("camera", pretrained.mtcnn()), face_windows("camera")
    assert len(measured.boxes) == len(stored.boxes)
    np.testing.assert_allclose(measured.boxes, stored.boxes, atol=0.2)
    np.testing.assert_allclose(measured.scores, stored.scores, atol=1e-3)
