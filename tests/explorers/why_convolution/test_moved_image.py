import numpy as np
import pytest
from driving import check_sound, formula, value_of
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import correlate2d

from cnnkit import datasets
from cnnkit.explorers import MovedImage
from cnnkit.explorers.why_convolution.moved_image import EDGES, FARTHEST, HEIGHT, WIDTH
from cnnkit.kernels import hand_made

moves = st.integers(-FARTHEST, FARTHEST)
states = st.fixed_dictionaries(
    {
        "image": st.integers(0, 99),
        "down": moves,
        "across": moves,
        "kernel": st.sampled_from(EDGES),
        "stride": st.integers(1, 4),
        "padding": st.sampled_from(["none", "zeros"]),
    }
)


def on_black(image, down, across):
    """Paint a digit pixel by pixel."""
    digit = datasets.digits().x_test[image, :, :, 0] / 255
    canvas = np.zeros((HEIGHT, WIDTH))
    for row, column in np.argwhere(digit > 0):
        place = row + (HEIGHT - 28) // 2 + down, column + (WIDTH - 28) // 2 + across
        if 0 <= place[0] < HEIGHT and 0 <= place[1] < WIDTH:
            canvas[place] = digit[row, column]
    return canvas


@settings(max_examples=25)
@given(states)
def test_maps_and_numbers_agree_with_scipy(state):
    explorer = MovedImage(**state)
    check_sound(explorer)
    here = on_black(state["image"], 0, 0)
    there = on_black(state["image"], state["down"], state["across"])
    s, kernel = state["stride"], hand_made(state["kernel"])
    mode = "same" if state["padding"] == "zeros" else "valid"
    before, after = (correlate2d(image, kernel, mode=mode)[::s, ::s] for image in (here, there))
    result = explorer.result
    np.testing.assert_allclose(result.before, before, atol=1e-5)
    np.testing.assert_allclose(result.after, after, atol=1e-5)
    # The same move, cell by cell.
    rows, columns = round(state["down"] / s), round(state["across"] / s)
    largest = 0.0
    for i, j in np.ndindex(*after.shape):
        inside = 0 <= i - rows < after.shape[0] and 0 <= j - columns < after.shape[1]
        wanted = before[i - rows, j - columns] if inside else 0.0
        largest = max(largest, abs(after[i, j] - wanted))
    assert result.largest == pytest.approx(largest, abs=2e-5)
    stated = [line.replace(" now", "").rsplit(" ", 1)[1] for line in formula(explorer)]
    dense = (here * there).sum() / (here**2).sum()
    for text, number in zip(stated, (largest, after.max(), dense), strict=True):
        assert value_of(text) == pytest.approx(number, abs=0.0051)
    assert result.maximum == pytest.approx(after.max() / before.max(), abs=1e-4)
    gone = 1 - there.sum() / here.sum()
    assert ("has left the image" in explorer.description) == (gone > 0.0005)
    assert ("All of it has left" in explorer.description) == (gone > 0.9995)


@given(
    st.integers(0, 99),
    st.integers(-3, 3),
    st.integers(-7, 7),
    st.sampled_from(EDGES),
    st.sampled_from(["none", "zeros"]),
)
def test_at_stride_one_the_map_moves_along_as_long_as_the_digit_stays_inside(
    image, down, across, kernel, padding
):
    state = {"image": image, "down": down, "across": across, "kernel": kernel}
    result = MovedImage(**state, padding=padding).result
    assert result.largest == 0
    assert result.after.max() == result.before.max()
    assert down == across == 0 or result.dense < 1


@given(st.integers(0, 99), moves, moves, st.sampled_from(EDGES))
def test_without_padding_what_is_cut_off_in_the_image_is_cut_off_in_the_map(
    image, down, across, kernel
):
    explorer = MovedImage(image=image, down=down, across=across, kernel=kernel)
    assert explorer.result.largest == 0


@pytest.mark.parametrize(("down", "across"), [(16, 0), (-16, 0), (0, 20), (0, -20)])
def test_padding_makes_an_edge_where_the_border_cuts_the_digit(down, across):
    state = {"image": 3, "down": down, "across": across, "kernel": "outline"}
    result = MovedImage(**state, padding="zeros").result
    assert 0 < result.inside < 1
    assert result.largest > 0.1
    inner = result.difference[1:-1, 1:-1]
    assert np.abs(inner).max() < 1e-5
    farthest = {"down": np.sign(down) * FARTHEST, "across": np.sign(across) * FARTHEST}
    gone = MovedImage(image=3, **farthest, padding="zeros").result
    assert gone.inside == gone.after.max() == gone.largest == 0


def test_at_stride_two_even_moves_only():
    assert MovedImage(down=2, across=-4, stride=2).result.largest == 0
    assert MovedImage(down=1, across=-4, stride=2).result.largest > 0.1


def test_a_touch_puts_the_digit_under_the_pointer():
    explorer = MovedImage()
    explorer._pointer.set_state({"cell": ["image", 25, 20]})
    assert (explorer.state["down"], explorer.state["across"]) == (7, -2)
    explorer._pointer.set_state({"cell": ["image", 0, 51]})
    assert (explorer.state["down"], explorer.state["across"]) == (-18, 29)
