import base64
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from PIL import Image

from cnnkit.plots import colours

KINDS = ("image", "signed", "positive")
LARGEST = 2.0**100
finite = arrays.arrays(
    np.float32,
    arrays.array_shapes(min_dims=2, max_dims=2, max_side=6),
    elements=st.floats(-LARGEST, LARGEST, width=32).map(
        lambda value: 0.0 if abs(value) < 1 / LARGEST else value
    ),
)


def decoded(uri):
    head, data = uri.split(",")
    assert head == "data:image/png;base64"
    return Image.open(io.BytesIO(base64.b64decode(data)))


def linear(colours_):
    """Return the relative luminance that WCAG 2.1 defines for sRGB bytes."""
    part = np.asarray(colours_) / 255
    part = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return part @ [0.2126, 0.7152, 0.0722]


@pytest.mark.parametrize("kind", KINDS)
def test_a_palette_is_127_bytes_of_rgb_that_nobody_can_change(kind):
    palette = colours.palette(kind)
    assert palette.shape == (127, 3)
    assert palette.dtype == np.uint8
    with pytest.raises(ValueError, match="read-only"):
        palette[0] = 0


def test_zero_is_white_in_the_middle_with_blue_below_and_red_above():
    palette = colours.palette("signed").astype(int)
    middle = colours.palette_indices(np.zeros(1), "signed", (-3.0, 3.0)).item()
    assert middle == colours.STEPS // 2
    assert palette[middle].min() > 240
    below, above = palette[:50], palette[-50:]
    assert (below[:, 2] > below[:, 0]).all()
    assert (above[:, 0] > above[:, 2]).all()


@given(finite)
def test_signed_limits_are_symmetric_and_hold_every_value(array):
    low, high = colours.value_range(array, "signed")
    assert low == -high < 0
    assert low <= array.min()
    assert array.max() <= high
    zeros = colours.palette_indices(array, "signed")[array == 0]
    assert set(zeros.tolist()) <= {63}


@given(finite)
def test_opposite_values_have_opposite_colours(array):
    np.testing.assert_allclose(
        colours.palette_indices(array, "signed").astype(int),
        126 - colours.palette_indices(-array, "signed").astype(int),
        atol=1,  # a value midway between two colours
    )


@given(finite, st.sampled_from(KINDS))
def test_larger_values_never_have_lower_colours(array, kind):
    indices = colours.palette_indices(array, kind)
    assert indices.dtype == np.uint8
    assert indices.shape == array.shape
    assert indices.max() < colours.STEPS
    order = np.argsort(array, axis=None)
    assert (np.diff(indices.flat[order].astype(int)) >= 0).all()


@given(finite)
def test_positive_maps_start_at_zero_or_below(array):
    low, high = colours.value_range(array, "positive")
    assert low == min(0.0, array.min())
    assert high > low
    assert high >= array.max()


@pytest.mark.parametrize("value", [0.0, -2.5, 7.0])
@pytest.mark.parametrize("kind", KINDS)
def test_constant_arrays_have_a_scale_too(value, kind):
    array = np.full((2, 3), value, np.float32)
    low, high = colours.value_range(array, kind)
    assert low < high
    assert len(np.unique(colours.palette_indices(array, kind))) == 1


def test_an_all_zero_array_is_the_zero_of_its_scale():
    zeros = np.zeros((2, 2))
    assert colours.palette_indices(zeros, "signed").tolist() == [[63, 63]] * 2
    assert colours.palette_indices(zeros, "positive").tolist() == [[0, 0]] * 2
    assert colours.palette_indices(zeros, "image").tolist() == [[0, 0]] * 2


def test_values_beyond_the_limits_have_the_colours_of_the_ends():
    indices = colours.palette_indices(np.array([-9.0, 0.5, 9.0]), "positive", (0.0, 1.0))
    assert indices.tolist() == [0, 63, 126]
    assert colours.palette_indices(np.array([-1.0, 2.0]), "image").tolist() == [0, 126]


def test_whole_numbers_and_truth_values_are_drawn_too():
    counts = np.array([[0, 3], [200, 255]], np.uint8)
    assert colours.palette_indices(counts, "signed").tolist() == [[63, 64], [112, 126]]
    assert colours.palette_indices(np.array([True, False]), "positive").tolist() == [126, 0]


@given(finite, st.sampled_from(KINDS))
def test_a_png_holds_the_palettes_colours_pixel_by_pixel(array, kind):
    picture = np.asarray(decoded(colours.png_data_uri(array, kind)).convert("RGB"))
    expected = colours.palette(kind)[colours.palette_indices(array, kind)]
    np.testing.assert_array_equal(picture, expected)


def test_a_png_of_a_part_that_is_not_contiguous():
    whole = np.linspace(-1, 1, 48).reshape(6, 8)
    part = whole[::-2, 1::3].T
    picture = np.asarray(decoded(colours.png_data_uri(part, "signed")).convert("RGB"))
    expected = colours.palette("signed")[colours.palette_indices(part, "signed")]
    np.testing.assert_array_equal(picture, expected)


def test_an_rgb_image_keeps_its_colours():
    image = np.random.default_rng(0).random((5, 4, 3))
    picture = np.asarray(decoded(colours.png_data_uri(image, "image")))
    np.testing.assert_allclose(picture / 255, image, atol=0.5 / 255 + 1e-9)
    beyond = decoded(colours.png_data_uri(np.full((1, 1, 3), [-1.0, 0.5, 2.0]), "image"))
    assert beyond.getpixel((0, 0)) == (0, 128, 255)


@pytest.mark.parametrize("kind", KINDS)
def test_numbers_can_be_read_on_every_colour(kind):
    every_step = np.linspace(-1, 1, colours.STEPS)
    assert colours.palette_indices(every_step, kind, (-1.0, 1.0)).tolist() == list(range(127))
    inks = colours.ink(every_step, kind, (-1.0, 1.0))
    assert set(inks) == {"#000", "#fff"}
    text = np.array([0.0 if ink == "#000" else 1.0 for ink in inks])
    ground = linear(colours.palette(kind))
    contrast = (np.maximum(text, ground) + 0.05) / (np.minimum(text, ground) + 0.05)
    assert contrast.min() >= 4.5  # WCAG 2.1, 1.4.3
