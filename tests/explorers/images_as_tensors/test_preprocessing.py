import re

import numpy as np
import pytest
from driving import check_sound, formula, value_of
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cnnkit.explorers import Preprocessing
from cnnkit.explorers.images_as_tensors.preparation import source_photo, statistics
from cnnkit.explorers.images_as_tensors.preprocessing import BY_HAND, CENTRE, DETAILED
from cnnkit.explorers.photos import COLOUR_PHOTOS

states = st.fixed_dictionaries(
    {
        "photo": st.sampled_from(COLOUR_PHOTOS),
        "size": st.sampled_from([8, 12, 16, 24, 32, 48, 64]),
        "percent": st.integers(30, 100),
        "place": st.sampled_from([CENTRE, DETAILED]),
    }
)


def scaled(image, height, width):
    """Resize by Pillow, a channel at a time, in floats."""
    channels = [
        Image.fromarray(np.ascontiguousarray(image[:, :, c]), mode=None).resize(
            (width, height), Image.Resampling.BILINEAR
        )
        for c in range(3)
    ]
    return np.stack([np.asarray(channel) for channel in channels], axis=2)


def off_by(small, original):
    back = scaled(small, *original.shape[:2])
    return np.abs(back - original).mean() * 255


@settings(max_examples=25)
@given(states)
def test_images_and_losses_agree_with_pillow(state):
    explorer = Preprocessing(**state)
    check_sound(explorer)
    result, size = explorer.result, state["size"]
    photo = source_photo(state["photo"])
    rows, columns = photo.shape[:2]
    stretched = scaled(photo, size, size)
    np.testing.assert_allclose(result.stretched.image, stretched, atol=2e-3)
    assert result.stretched.off == pytest.approx(off_by(stretched, photo), abs=0.05)
    side = min(rows, columns) * state["percent"] // 100
    top, left = (middle - side // 2 for middle in result.place)
    part = photo[top : top + side, left : left + side]
    assert part.shape == (side, side, 3)
    assert result.cropped.off == pytest.approx(off_by(scaled(part, size, size), part), abs=0.05)
    assert result.outside == pytest.approx(1 - part.size / photo.size)
    scale = size / max(rows, columns)
    fitted = scaled(photo, round(rows * scale), round(columns * scale))
    assert result.letterboxed.off == pytest.approx(off_by(fitted, photo), abs=0.05)
    assert result.padding == pytest.approx(1 - fitted[:, :, 0].size / size**2)
    black = np.isclose(result.letterboxed.image, 0.0).all(axis=2).mean()
    assert black >= result.padding - 1e-9


@settings(max_examples=25)
@given(states)
def test_formula_and_words(state):
    explorer = Preprocessing(**state)
    result, size = explorer.result, state["size"]
    _, stretched, crop, box, normal = formula(explorer)
    rows, columns = result.photo.shape[:2]
    assert stretched == f"resized, {rows} × {columns} → {size} × {size}: {result.stretched.off:.1f}"
    start = f"cropped {state['place']}, {result.side} × {result.side} around "
    assert crop.startswith(start)
    assert f"{result.cropped.off:.1f} inside, the rest is gone" in crop
    assert box.endswith(f"in {size} × {size}: {result.letterboxed.off:.1f}")
    assert normal.endswith(": 0.0")
    words = explorer.description
    assert f"{result.outside:.0%} of its pixels are gone" in words
    if rows == columns:
        assert "unbent, since the photo is square" in words
    else:
        assert f"on {1 - result.padding:.0%} of the square" in words
    offs = (result.stretched.off, result.cropped.off, result.letterboxed.off)
    for off, where in zip(offs, ("of 255", "inside", "in the letterbox"), strict=True):
        assert f"{off:.1f} {where}" in words
    written = re.search(r"\(x − (\S+)\) / (\S+), and undone", normal).groups()
    mean, std = (float(channels[0]) for channels in statistics())
    assert [value_of(text) for text in written] == pytest.approx([mean, std], abs=0.006)
    np.testing.assert_allclose(
        result.normalised[:, :, 0] * std + mean, result.stretched.image[:, :, 0], atol=1e-5
    )


def test_statistics_are_those_of_all_photos_together():
    total, squares, count = np.zeros(3), np.zeros(3), 0
    for name in COLOUR_PHOTOS:
        pixels = source_photo(name).reshape(-1, 3).astype(float)
        total, squares = total + pixels.sum(0), squares + (pixels**2).sum(0)
        count += len(pixels)
    mean, std = statistics()
    np.testing.assert_allclose(mean, total / count, rtol=1e-6)
    np.testing.assert_allclose(std, np.sqrt(squares / count - (total / count) ** 2), rtol=1e-5)


@pytest.mark.parametrize("name", COLOUR_PHOTOS)
def test_what_the_notebook_says_of_detail(name):
    result = Preprocessing(photo=name, size=48).result
    rows, columns = result.photo.shape[:2]
    assert result.cropped.off < result.stretched.off or name != "coffee"
    # A letterbox gives a photo that is not square fewer pixels than stretching does.
    assert (result.letterboxed.off > result.stretched.off) == (rows != columns)
    offs = [
        Preprocessing(photo="coffee", size=48, percent=percent).result.cropped.off
        for percent in (100, 80, 60, 40, 30)
    ]
    assert offs == sorted(offs, reverse=True)


def test_where_a_rule_places_the_crop_the_sliders_show_where():
    explorer = Preprocessing(photo="astronaut", place=DETAILED, percent=40)
    row, column = explorer.state["row"], explorer.state["column"]
    assert explorer.controls["row"].disabled
    explorer.update(place=CENTRE)
    assert (explorer.state["row"], explorer.state["column"]) == (96, 96) != (row, column)
    explorer.update(place=BY_HAND, row=40, column=150)
    assert not explorer.controls["row"].disabled
    assert explorer.result.place == (40, 150)
    explorer.update(percent=100)
    assert explorer.result.place == (96, 96)


def test_touching_the_photo_places_the_crop_by_hand():
    explorer = Preprocessing(photo="rocket", percent=50)
    explorer._pointer.set_state({"cell": ["photo", 0, 191]})
    side = explorer.result.side
    assert explorer.state["place"] == BY_HAND
    assert explorer.result.place == (side // 2, 192 - (side - side // 2))
