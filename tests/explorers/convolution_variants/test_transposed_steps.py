"""The finished transposed convolution, against the library's; and the way there."""

import numpy as np
from driving import check_sound, formula
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit import shapes
from cnnkit.explorers import TransposedSteps
from cnnkit.functional import conv2d_transpose

states = st.fixed_dictionaries(
    {
        "kernel": st.integers(1, 4),
        "stride": st.integers(1, 4),
        "numbers": st.sampled_from(["small numbers", "all ones"]),
    }
)


@settings(max_examples=60)
@given(states, st.integers(0, 2), st.integers(0, 3))
def test_the_last_step_has_made_the_library_s_output(state, padding, extra):
    explorer = TransposedSteps(**state)
    limits = explorer.limits(explorer.state)
    p, o = min(padding, limits["padding"][1]), min(extra, limits["output_padding"][1])
    explorer.update(padding=p, output_padding=o, step=5)
    check_sound(explorer)
    result = explorer.result
    options = {"stride": state["stride"], "padding": p, "output_padding": o}
    weights = result.kernel[:, :, None, None]
    expected = conv2d_transpose(result.x[None, :, :, None], weights, **options)[0, :, :, 0]
    rows, columns = result.canvas.shape
    np.testing.assert_allclose(result.canvas[p : rows - p, p : columns - p], expected)
    assert result.size == expected.shape
    assert result.size == shapes.transposed_output_shape((2, 3), state["kernel"], **options)
    _, down, across = formula(explorer)
    assert (down.split(" = ")[-1], across.split(" = ")[-1]) == tuple(map(str, result.size))
    counts = conv2d_transpose(
        np.ones((1, 2, 3, 1)), np.ones_like(weights), stride=state["stride"], output_padding=o
    )
    np.testing.assert_array_equal(result.counts, counts[0, :, :, 0])


def test_a_step_adds_one_window_and_nothing_else():
    before, after = TransposedSteps(step=1).result, TransposedSteps(step=2).result
    change = after.canvas - before.canvas
    np.testing.assert_array_equal(after.counts - before.counts, change * 0 + _window(after))
    assert after.place == (0, 2)
    np.testing.assert_array_equal(change[0:3, 4:7], after.x[0, 2] * after.kernel)


def _window(result):
    marked = np.zeros(result.canvas.shape, int)
    marked[0:3, 4:7] = 1
    return marked


def test_touching_a_number_steps_to_it():
    explorer = TransposedSteps()
    explorer._pointer.set_state({"cell": ["input", 1, 2]})
    assert explorer.state["step"] == 5
    assert "the number −1 at row 1, column 2" in explorer.description


def test_the_counts_are_said():
    assert "written to 1 or 2 or 4 times" in TransposedSteps(step=5, numbers="all ones").description
    assert "written to once" in TransposedSteps(step=5, stride=3).description


def test_the_size_s_formula_waits_for_the_controls_that_it_needs():
    explorer = TransposedSteps(hidden=["padding", "output_padding"])
    explorer.update(kernel=4, stride=3)
    check_sound(explorer)
    _, down, across = formula(explorer)
    assert down == "rows: 2 windows of 4, beginning 3 apart: 7"
    assert across == "columns: 3 windows of 4, beginning 3 apart: 10"
