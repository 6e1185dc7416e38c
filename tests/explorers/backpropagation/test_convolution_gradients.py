"""The gradients of a convolution against SciPy and loops, from every side."""

import numpy as np
import pytest
from driving import check_products, check_sound, formula, value_of
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import convolve2d, correlate2d

from cnnkit.explorers import ConvolutionGradients
from cnnkit.explorers.backpropagation.convolution_pass import (
    EXAMPLES,
    ONES,
    OUTPUT,
    PIXEL,
    SINGLE,
    UPSTREAM,
    VIEWS,
    WEIGHT,
)


@st.composite
def explorers(draw):
    """An explorer in any state that its controls can reach."""
    explorer = ConvolutionGradients(
        example=draw(st.sampled_from(list(EXAMPLES))),
        upstream=draw(st.sampled_from(UPSTREAM)),
        view=draw(st.sampled_from(VIEWS)),
        step=0,
        stride=draw(st.integers(1, 3)),
    )
    for name in ("padding", "dilation", "padding", "step"):
        low, high = explorer.limits(explorer.state)[name]
        explorer.update(**{name: draw(st.integers(low, high), name)})
    return explorer


def by_loops(result):
    """Gather dX, dK and db as the equations say."""
    (s, t), (p, q), (d, e) = result.stride, result.padding, result.dilation
    dx, dk = np.zeros(result.x.shape), np.zeros(result.kernel.shape)
    for i, j in np.ndindex(result.dy.shape):
        for u, v in np.ndindex(result.kernel.shape):
            row, column = i * s + u * d - p, j * t + v * e - q
            if 0 <= row < dx.shape[0] and 0 <= column < dx.shape[1]:
                dx[row, column] += result.dy[i, j] * result.kernel[u, v]
                dk[u, v] += result.dy[i, j] * result.x[row, column]
    return dx, dk, result.dy.sum()


@settings(max_examples=60, deadline=None)
@given(explorer=explorers())
def test_every_side_gives_the_same_gradients(explorer):
    result = explorer.result
    dx, dk, db = by_loops(result)
    np.testing.assert_allclose(result.gradients[0], dx)
    np.testing.assert_allclose(result.gradients[1], dk)
    assert result.gradients[2] == pytest.approx(db)
    gathered, gathered_dk, gathered_db = result.gathered(result.dy.size)
    (p, q), (rows, columns) = result.padding, result.x.shape
    np.testing.assert_allclose(gathered[p : p + rows, q : q + columns], dx)
    np.testing.assert_allclose(gathered_dk, dk)
    assert gathered_db == pytest.approx(db)
    for row, column in np.ndindex(result.x.shape):
        pairs = result.fed(row + p, column + q)
        assert sum(result.dy[o] * result.kernel[w] for o, w in pairs) == pytest.approx(
            dx[row, column]
        )
    for u, v in np.ndindex(result.kernel.shape):
        pairs = result.met(u, v)
        assert sum(result.dy[o] * result.padded[x] for o, x in pairs) == pytest.approx(dk[u, v])
    check_sound(explorer)


@settings(max_examples=60, deadline=None)
@given(explorer=explorers())
def test_dx_is_the_turned_kernel_sliding_over_the_surrounded_messages(explorer):
    result = explorer.result
    (d, e), (k, m) = result.dilation, result.kernel.shape
    spread = np.zeros((d * (k - 1) + 1, e * (m - 1) + 1))
    spread[::d, ::e] = result.turned
    np.testing.assert_allclose(
        correlate2d(result.surrounded, spread, "valid"), result.gradients[0], atol=1e-12
    )
    sliding = correlate2d(result.padded, result.stretched, "valid")[::d, ::e]
    # Where rows are left over, the kernel of messages would fit once more.
    np.testing.assert_allclose(sliding[:k, :m], result.gradients[1], atol=1e-12)


def test_without_settings_it_is_scipy_full_convolution():
    result = ConvolutionGradients().result
    np.testing.assert_allclose(result.gradients[0], convolve2d(result.dy, result.kernel, "full"))
    np.testing.assert_allclose(result.gradients[1], correlate2d(result.x, result.dy, "valid"))


def test_a_single_message_stamps_the_kernel_as_it_is():
    result = ConvolutionGradients(upstream=SINGLE).result
    i, j = (int(place[0]) for place in np.nonzero(result.dy))
    np.testing.assert_array_equal(result.gradients[0][i : i + 2, j : j + 2], result.kernel)
    np.testing.assert_array_equal(result.gradients[1], result.x[i : i + 2, j : j + 2])


def test_ones_count_the_windows():
    result = ConvolutionGradients(upstream=ONES).result
    assert result.gradients[0].argmax() == 1 * 5 + 1
    assert result.gradients[0][0, 0] == result.kernel[0, 0]
    assert result.gradients[0][1, 1] == result.kernel.sum() == 11
    assert result.gradients[2] == result.dy.size


def test_the_formula_of_an_output():
    lines = formula(ConvolutionGradients())
    assert lines[1] == "dY[1, 1] = 4; its window begins at row 1, column 1"
    assert lines[2] == "dX there += 4·K = 4·[1 2; 3 5] = [4 8; 12 20]"
    assert lines[3] == "dK += 4·patch = 4·[1 1; 3 0] = [4 4; 12 0]; db += 4, so far 7"


@settings(max_examples=40, deadline=None)
@given(explorer=explorers())
def test_the_products_in_the_formula(explorer):
    result = explorer.result
    row, column = result.place
    for view, index in ((PIXEL, 0), (WEIGHT, 1)):
        if result.view != view:
            continue
        expected = result.gradients[index][row, column]
        line = formula(explorer)[2]
        if line.startswith("= ") and "·" in line:
            assert check_products("sum " + line) == pytest.approx(expected, abs=0.01)
        else:
            assert expected == 0


@pytest.mark.parametrize(
    ("view", "panel", "cell", "step"),
    [
        (PIXEL, "dX", (2, 3), 1 * 5 + 2),
        (PIXEL, "X", (0, 0), 0),
        (WEIGHT, "K", (1, 0), 2),
        (WEIGHT, "dK", (0, 1), 1),
        (OUTPUT, "dY", (1, 2), 1 * 6 + 2),
    ],
)
def test_touching_chooses_the_place(view, panel, cell, step):
    explorer = ConvolutionGradients(padding=1, view=view)
    explorer._pointer.set_state({"cell": [panel, *cell]})
    assert (explorer.state["view"], explorer.state["step"]) == (view, step)


@pytest.mark.parametrize(
    ("view", "others"),
    [(OUTPUT, ("X", "dX", "K", "dK")), (PIXEL, ("dY", "K", "dK")), (WEIGHT, ("X", "dX", "dY"))],
)
def test_a_mouse_that_passes_the_other_arrays_does_not_change_the_side(view, others):
    explorer = ConvolutionGradients(view=view)
    before = explorer.state
    for panel in others:
        explorer._pointer.set_state({"cell": [panel, 1, 1]})
        assert explorer.state == before


def test_the_zeros_are_counted():
    line = formula(ConvolutionGradients(view=PIXEL, stride=2))[-1]
    assert line == (
        "rows: 1·(2 − 1) − 0 = 1 zeros before, 2 − 1 between; "
        "columns: 1·(2 − 1) − 0 = 1 zeros before, 2 − 1 between"
    )
    assert value_of("1") == ConvolutionGradients(view=PIXEL, stride=2).result.before[0]
