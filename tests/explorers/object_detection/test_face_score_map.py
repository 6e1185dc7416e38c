"""The stored maps against the network, and the window against the shrunk photo."""

import numpy as np
import pytest
from driving import check_sound, inputs

from cnnkit import pretrained
from cnnkit.applications import detection
from cnnkit.explorers import FaceScoreMap
from cnnkit.explorers.object_detection.photos import FACE_SIZES, face_map, shrunk


@pytest.fixture(scope="module")
def network():
    return pretrained.mtcnn().proposal


@pytest.mark.parametrize("name", ["astronaut", "coffee"])
@pytest.mark.parametrize("size", [96, 240])
def test_a_cell_is_what_the_network_says_of_its_window(network, name, size):
    scores = face_map(name, size)
    explorer = FaceScoreMap(photo=name, size=size)
    rng = np.random.default_rng(0)
    for _ in range(5):
        row, column = (int(rng.integers(n)) for n in scores.shape)
        explorer.update(row=row, column=column)
        window = explorer.result.window
        assert window.shape == (12, 12, 3)
        if explorer.result.inside != (12, 12):
            continue
        x = ((window * 255 - 127.5) / 128).astype(np.float32)[None]
        alone = detection.read_heads(network.forward(x)[0]).scores[0, 0]
        assert explorer.result.score == pytest.approx(alone, abs=0.01)


def test_moving_the_scale_goes_to_the_best_window():
    explorer = FaceScoreMap()
    (slider,) = (widget for name, widget in inputs(explorer) if name == "size")
    for place in range(len(FACE_SIZES)):
        slider.set_state({"index": (place + 1) % len(FACE_SIZES)})
        check_sound(explorer)
        result = explorer.result
        assert result.score == result.scores.max()


def test_the_face_is_found_where_it_fills_a_window():
    explorer = FaceScoreMap(photo="astronaut")
    centre = np.array([117, 223])  # of the face, in the photo
    for size in (80, 96, 112, 136, 160):
        scores = face_map("astronaut", size)
        place = np.array(np.unravel_index(scores.argmax(), scores.shape))
        scale = 512 / shrunk("astronaut", size).shape[0]
        middle = (2 * place + 6) * scale
        assert abs(middle - centre).max() < 40, size
    for size in (68, 80, 96, 112):
        assert face_map("astronaut", size).max() > 0.995
    assert face_map("astronaut", 48).max() == pytest.approx(0.99, abs=0.006)
    assert face_map("coffee", 80).max() == pytest.approx(0.99, abs=0.006)
    explorer.update(size=320, row=4, column=0)
    assert explorer.result.score == explorer.result.scores.max()
    assert explorer.result.score > 0.85


def test_the_last_windows_reach_beyond_the_photo():
    explorer = FaceScoreMap(photo="astronaut", size=320, row=4, column=0)
    assert explorer.result.inside == (11, 12)
    assert explorer.result.window.shape == (12, 12, 3)
    assert (explorer.result.window[11] == 0.5).all()
    explorer.update(row=0)
    assert explorer.result.inside == (12, 12)


def test_a_touch_on_the_photo_takes_the_window_around_it():
    explorer = FaceScoreMap(photo="camera", size=96)
    explorer.update(**explorer.touch("photo", 30, 21))
    row, column = explorer.result.cell
    assert abs(2 * row + 6 - 30) <= 1
    assert abs(2 * column + 6 - 21) <= 1
    assert explorer.touch("photo", 0, 0) == {"row": 0, "column": 0}
    assert explorer.touch("map", 3, 5) == {"row": 3, "column": 5}
