import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import functional
from cnnkit.plots import matrix


@st.composite
def inputs_and_kernels(draw):
    kernel_shape = draw(st.tuples(st.integers(1, 3), st.integers(1, 4)))
    more = draw(st.tuples(st.integers(0, 3), st.integers(0, 3)))
    shape = (kernel_shape[0] + more[0], kernel_shape[1] + more[1])
    return shape, kernel_shape


@pytest.fixture
def shown(monkeypatch):
    figures = []
    monkeypatch.setattr(matrix, "show", lambda *figure_and_words: figures.append(figure_and_words))
    return figures


@given(inputs_and_kernels())
def test_the_matrix_does_what_the_convolution_does(shapes):
    shape, kernel_shape = shapes
    rng = np.random.default_rng(0)
    x, kernel = rng.normal(size=shape), rng.normal(size=kernel_shape)
    weights = np.append(kernel.reshape(-1), 0.0)  # the last one is found at −1
    flat = weights[matrix.tied_weights(shape, kernel_shape)] @ x.reshape(-1)
    expected = functional.conv2d(x[None, :, :, None], kernel[:, :, None, None])
    np.testing.assert_allclose(flat, expected.reshape(-1), atol=1e-12)


@given(inputs_and_kernels())
def test_every_row_holds_every_weight_once(shapes):
    shape, kernel_shape = shapes
    size = kernel_shape[0] * kernel_shape[1]
    for row in matrix.tied_weights(shape, kernel_shape):
        assert sorted(row[row >= 0].tolist()) == list(range(size))


def test_every_entry_that_is_not_zero_is_named_and_zeros_are_blank(shown):
    matrix.show_convolution_matrix((3, 4), [[1, -2], [3, 0.25]])
    ((figure, _),) = shown
    kernel, entries = figure.axes
    names = [text.get_text() for text in kernel.texts]
    assert names == ["K[0,0]\n1", "K[0,1]\n−2", "K[1,0]\n3", "K[1,1]\n0.25"]
    written = {
        tuple(map(int, text.get_position()))[::-1]: text.get_text() for text in entries.texts
    }
    places = matrix.tied_weights((3, 4), (2, 2))
    assert written == {
        (row, column): f"{place // 2},{place % 2}"
        for (row, column), place in np.ndenumerate(places)
        if place >= 0
    }
    cells = entries.images[0].get_array()
    assert (cells[places < 0] == 1).all()
    colours = [{tuple(cell) for cell in cells[places == place].tolist()} for place in range(4)]
    assert [len(colour) for colour in colours] == [1, 1, 1, 1]
    assert len(set.union(*colours)) == 4


def test_rows_are_named_after_outputs_and_columns_after_pixels(shown):
    matrix.show_convolution_matrix((2, 4), [[1, 2]])
    ((figure, _),) = shown
    entries = figure.axes[1]
    rows = [label.get_text() for label in entries.get_yticklabels()]
    columns = [label.get_text() for label in entries.get_xticklabels()]
    assert rows == ["Y[0,0]", "Y[0,1]", "Y[0,2]", "Y[1,0]", "Y[1,1]", "Y[1,2]"]
    assert columns == ["0,0", "0,1", "0,2", "0,3", "1,0", "1,1", "1,2", "1,3"]


def test_the_words_count_what_is_seen(shown):
    matrix.show_convolution_matrix((3, 4), [[1, 2], [3, 5]])
    ((_, words),) = shown
    assert "the matrix of 6 × 12" in words
    assert "Of its 72 entries 48 are blank, that is 0; the other 24 repeat the 4 weights" in words
    assert "Row 0 holds K[0,0] at column 0, K[0,1] at column 1, K[1,0] at column 4" in words


@pytest.mark.parametrize(
    ("shape", "kernel", "message"),
    [
        ((3, 4), [1, 2], r"kernel has the shape \(2,\); it must have two axes"),
        ((5, 5), [[1, 2]], "too large to be read; use at most 24 pixels and 12 weights"),
        ((4, 6), np.ones((4, 4)), "an input of 4×6 and a kernel of 4×4 are too large"),
        ((1, 4), [[1], [2]], "kernel 2×1 does not fit"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_a_way_out(shown, shape, kernel, message):
    with pytest.raises(ValueError, match=message):
        matrix.show_convolution_matrix(shape, kernel)
    assert shown == []
