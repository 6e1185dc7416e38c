import json
import re

import numpy as np
import pytest
from driving import Page, check_sound, formula, html
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import softmax

from cnnkit import datasets
from cnnkit.course import capstone
from cnnkit.explorers import ErrorBrowser
from cnnkit.explorers.capstone.error_browser import ANY, ANY_WRONG, LEAST, SUREST
from cnnkit.layers import Sequential
from cnnkit.training import confusion_matrix

NAMES = ("cat", "dog", "T-shirt/top")


@pytest.fixture(scope="module")
def digits():
    x, y = capstone.READ.validation_images
    network = Sequential.load(datasets.data_path("networks/capstone_reader.npz"))
    return x, y, softmax(network.forward(x), axis=1)


def small(seed=0, count=12):
    rng = np.random.default_rng(seed)
    images, labels = rng.random((count, 4, 5, 1)), rng.integers(0, 3, count)
    return ErrorBrowser(images, labels, rng.normal(0, 2, (count, 3)), NAMES)


def test_the_network_is_the_one_that_was_measured(digits):
    _, y, p = digits
    stored = json.loads(datasets.data_path("measured/capstone.json").read_text("utf-8"))
    design = stored["read"]["designs"]["one convolution"]
    assert (p.argmax(axis=1) == y).mean() == pytest.approx(design["validation"][0], abs=1e-4)


def test_sevens_and_nines_are_mixed_up_most(digits):
    matrix = ErrorBrowser().result.matrix
    wrong = matrix - np.diag(matrix.diagonal())
    assert (wrong.sum(), wrong[7, 9], wrong[9, 7]) == (45, 5, 4)
    assert wrong[7, 9] == wrong.max()
    assert np.count_nonzero(wrong) - 2 == 25
    both = wrong + wrong.T
    assert sorted(both[np.triu_indices(10)])[-2:] == [3, 9]


def test_the_matrix_is_that_of_the_course(digits):
    _, y, p = digits
    assert np.array_equal(ErrorBrowser().result.matrix, confusion_matrix(p, y, 10))


@pytest.mark.parametrize("order", [SUREST, LEAST])
def test_errors_come_in_their_order(digits, order):
    _, y, p = digits
    explorer = ErrorBrowser(order=order)
    wrong = [n for n in range(len(y)) if p[n].argmax() != y[n]]
    assert sorted(explorer.result.places) == wrong
    sure = p.max(axis=1)[explorer.result.places]
    assert (np.diff(sure) <= 1e-6).all() if order == SUREST else (np.diff(sure) >= -1e-6).all()


def test_words_and_formula_say_what_is_shown(digits):
    _, y, p = digits
    explorer = ErrorBrowser(truth="7", read="9")
    place = explorer.result.place
    assert y[place] == 7
    assert f"reads 9 with {p[place].max():.3f}; the truth gets {p[place][7]:.3f}" in (
        explorer.description
    )
    first, second = formula(explorer)
    assert f"{((y == 7) & (p.argmax(axis=1) == 9)).sum()} of 800 images" in first
    right = int(((y == 7) & (p.argmax(axis=1) == 7)).sum())
    assert (
        second
        == f"of this class right: {right} / {(y == 7).sum()} = {right / (y == 7).mean() / 8:.0f} %"
    )


@given(
    st.integers(0, 50),
    st.sampled_from([ANY, *NAMES]),
    st.sampled_from([ANY_WRONG, ANY, *NAMES]),
    st.integers(1, 12),
)
def test_the_images_asked_for_are_counted(seed, truth, read, image):
    explorer = small(seed)
    explorer.update(truth=truth, read=read)
    check_sound(explorer)
    result = explorer.result
    rows = range(3) if truth == ANY else [NAMES.index(truth)]
    columns = [NAMES.index(read)] if read in NAMES else range(3)
    cells = [(r, c) for r in rows for c in columns if read != ANY_WRONG or r != c]
    assert len(result.places) == sum(result.matrix[cell] for cell in cells)
    if len(result.places) >= image:
        explorer.update(image=image)
        assert f"image {image} of {len(result.places)}" in explorer.description
    if not len(result.places):
        assert "no such image" in explorer.description


def test_a_touched_cell_is_chosen():
    explorer = small(1)
    (panel,) = Page(html(explorer)).panels
    assert panel == ("matrix", 3, 3)
    explorer._pointer.cell = ["matrix", 2, 0]
    assert explorer.state["truth"] == "T-shirt/top"
    assert explorer.state["read"] == "cat"
    assert explorer.state["image"] == 1


def test_another_choice_begins_with_its_first_image():
    explorer = ErrorBrowser(image=9)
    explorer.controls["order"].value = LEAST
    assert explorer.state["image"] == 1
    assert len(re.findall('class="bar"', html(explorer))) == 10
