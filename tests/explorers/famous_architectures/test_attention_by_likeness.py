import numpy as np
import pytest
from driving import check_sound
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import softmax

from cnnkit import datasets, insight, pretrained
from cnnkit.explorers import AttentionByLikeness


@pytest.fixture(scope="module")
def cosines():
    model = insight.network_up_to(pretrained.efficientnet_lite0(), "sequential_5")
    maps = model.forward(pretrained.imagenet_image(datasets.photo("coffee")))[0]
    rows = maps.reshape(196, 112).astype(float)
    rows = rows - rows.mean(axis=0)
    return rows @ rows.T / np.outer(*[np.linalg.norm(rows, axis=1)] * 2)


PLACE = st.integers(0, 13)


@given(row=PLACE, column=PLACE, sharpness=st.integers(0, 20))
def test_weights_are_a_softmax_of_cosines(cosines, row, column, sharpness):
    explorer = AttentionByLikeness(photo="coffee", row=row, column=column, sharpness=sharpness)
    check_sound(explorer)
    weights = explorer.result.weights
    expected = softmax(sharpness * cosines[14 * row + column]).reshape(14, 14)
    np.testing.assert_allclose(weights, expected, atol=1e-6)
    rows = [r for r in range(14) if abs(r - row) <= 1]
    near = sum(expected[r, c] for r in rows for c in range(14) if abs(c - column) <= 1)
    assert f"{100 * near:.1f} % from the 3 × 3" in explorer.description


def test_one_eye_of_the_cat_takes_from_the_other():
    result = AttentionByLikeness(photo="chelsea", row=6, column=4).result
    row, column = result.strongest_elsewhere
    assert (row, column) == (7, 11)


def test_a_touch_chooses_the_place():
    explorer = AttentionByLikeness()
    explorer._pointer.cell = ["weights", 3, 12]
    assert (explorer.state["row"], explorer.state["column"]) == (3, 12)


def test_without_sharpness_it_is_global_average_pooling():
    np.testing.assert_allclose(AttentionByLikeness(sharpness=0).result.weights, 1 / 196)
