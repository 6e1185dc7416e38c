"""Precision and recall, counted box by box."""

import pytest
from driving import Page, check_sound, formula, html, value_of

from cnnkit.explorers import DetectionCurve
from cnnkit.explorers.object_detection.detection_curve import THRESHOLDS
from cnnkit.explorers.object_detection.scenes import (
    DETECTORS,
    DIGITS_AND_CLOTHES,
    DIGITS_ONLY,
    found,
    scenes,
)


def counted(detector, threshold):
    """Match boxes with digits one by one, best first; return shown, right, and objects."""
    every, shown, right = found(detector), 0, 0
    taken = set()
    for box, score, place in zip(every.boxes, every.scores, every.scenes, strict=True):
        if score < threshold:
            continue
        shown += 1
        # Squares of 28 × 28 that are off by a and b pixels.
        overlaps = []
        for k, square in enumerate(scenes()[place].squares):
            a, b = abs(box[0] - square[0]), abs(box[1] - square[1])
            both = max(0, 28 - a) * max(0, 28 - b)
            overlaps.append((both / (2 * 28 * 28 - both), k))
        overlap, k = max(overlaps)
        if overlap >= 0.5 and (place, k) not in taken:
            taken.add((place, k))
            right += 1
    return shown, right, sum(len(scene.squares) for scene in scenes())


@pytest.mark.parametrize("detector", DETECTORS)
@pytest.mark.parametrize("threshold", THRESHOLDS[::4])
def test_precision_and_recall_are_counted(detector, threshold):
    explorer = DetectionCurve(detector=detector, threshold=threshold)
    check_sound(explorer)
    shown, right, objects = counted(detector, threshold)
    result = explorer.result
    assert (result.shown, result.right, result.objects) == (shown, right, objects)
    assert result.recall == right / objects
    assert f"{shown} boxes" in explorer.description
    assert value_of(formula(explorer)[0].rsplit(" = ", 1)[1]) == pytest.approx(
        right / objects, abs=6e-4
    )


def test_scene_by_scene_nothing_is_lost():
    for threshold in (0.1, 0.99):
        explorer = DetectionCurve(threshold=threshold)
        total = 0
        for place in range(len(scenes())):
            explorer.update(scene=place)
            total += len(explorer.result.here)
            dotted = Page(html(explorer)).all(tag="rect", **{"stroke-dasharray": "2 4"})
            words = explorer.description.rsplit(": ", 1)[1]
            assert f"{len(dotted)} missed" in words
        assert total == explorer.result.shown


def test_clothes_are_what_the_careless_detector_finds():
    assert found(DIGITS_ONLY).average_precision < 0.9
    assert found(DIGITS_AND_CLOTHES).average_precision > 0.98
    careless = DetectionCurve(detector=DIGITS_ONLY, threshold=THRESHOLDS[-1]).result
    careful = DetectionCurve(detector=DIGITS_AND_CLOTHES, threshold=0.8).result
    assert careless.precision < careful.precision
    assert careless.precision == pytest.approx(3 / 4, abs=0.01)
    assert careless.recall == pytest.approx(1 / 2, abs=0.02)
    for threshold in (0.7, 0.8):
        both = DetectionCurve(detector=DIGITS_AND_CLOTHES, threshold=threshold).result
        assert (both.precision, both.recall) == (1, 1)
    assert DetectionCurve(detector=DIGITS_AND_CLOTHES, threshold=0.9).result.recall < 1
