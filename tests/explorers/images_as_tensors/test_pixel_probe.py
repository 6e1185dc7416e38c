import re

import numpy as np
import pytest
from driving import Page, check_sound, formula, html
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit import datasets
from cnnkit.explorers import PixelProbe
from cnnkit.explorers.images_as_tensors.pixel_probe import BYTES, CLOSE, FLOATS, WHOLE
from cnnkit.explorers.photos import COLOUR_PHOTOS, small_photo

states = st.fixed_dictionaries(
    {
        "photo": st.sampled_from(COLOUR_PHOTOS),
        "row": st.integers(0, 169),
        "column": st.integers(0, 255),
        "values": st.sampled_from([BYTES, FLOATS]),
        "show": st.sampled_from([WHOLE, CLOSE]),
    }
)


def bytes_of(name):
    """Return a photo as bytes."""
    return np.rint(small_photo(name, grey=False) * np.float32(255)).astype(int)


@settings(max_examples=40)
@given(states)
def test_the_pixel_in_formula_and_words(state):
    explorer = PixelProbe(**state)
    page = check_sound(explorer)
    photo = bytes_of(state["photo"])
    pixel = photo[state["row"], state["column"]]
    first, second = formula(explorer)
    kind = "uint8" if state["values"] == BYTES else "float32"
    assert first == f"X.shape = {photo.shape}, X.dtype = {kind}"
    place = f"X[{state['row']}, {state['column']}] = "
    numbers = ", ".join(map(str, pixel))
    parts = [f"{value / 255:.2f}" for value in pixel]
    if state["values"] == BYTES:
        assert second == f"{place}[{numbers}]"
    else:
        assert second == f"{place}[{', '.join(f'{n}/255' for n in pixel)}] ≈ [{', '.join(parts)}]"
    shown = numbers.split(", ") if state["values"] == BYTES else parts
    words = explorer.description
    assert f"red {shown[0]}, green {shown[1]}, blue {shown[2]} ({kind})" in words
    assert ("no colour" in words) == (len(set(pixel.tolist())) == 1)
    assert ("nearly grey" in words) == (0 < int(pixel.max()) - int(pixel.min()) <= 12)
    if "most of it" in words:
        named = re.search(r"most of it ([\w ]+)\.", words)[1].split(" and ")
        strong = pixel.max() - pixel <= 12
        assert [name in named for name in ("red", "green", "blue")] == strong.tolist()
    titles = [part["text"] for part in page.all(**{"class": "title"})]
    assert titles == [
        *("photo", "5 × 5 pixels, enlarged", "the pixel"),
        *("channel 0, red", "channel 1, green", "channel 2, blue"),
    ]


@settings(max_examples=30)
@given(states)
def test_the_neighbourhood_stays_on_the_photo_and_holds_the_pixel(state):
    result = PixelProbe(**state).result
    top, left = result.corner
    photo = bytes_of(state["photo"])
    np.testing.assert_array_equal(result.neighbourhood, photo[top : top + 5, left : left + 5])
    assert result.neighbourhood.shape == (5, 5, 3)
    assert 0 <= state["row"] - top < 5
    assert 0 <= state["column"] - left < 5


def test_close_up_the_channels_are_tables_of_numbers():
    explorer = PixelProbe(photo="rocket", row=0, column=255, show=CLOSE)
    photo = bytes_of("rocket")
    groups = re.findall(r'<g class="number".*?</g>', html(explorer))
    texts = [text for group in groups for text in re.findall(r">(\d+)</text>", group)]
    assert sorted(map(int, texts)) == sorted(photo[:5, 251:256].ravel().tolist())
    explorer.update(values=FLOATS)
    assert "0.1" in html(explorer)


def test_a_photo_and_its_channels_travel_once():
    explorer = PixelProbe()
    sent = explorer._shared_view.value
    for change in ({"show": CLOSE}, {"values": FLOATS}, {"row": 0}, {"show": WHOLE}):
        explorer.update(**change)
        assert explorer._shared_view.value == sent
    assert len(re.findall("<image id=", sent)) == 4
    page = Page(html(explorer))
    assert len(page.all(tag="use")) == 4


@pytest.mark.parametrize("panel", ["photo", "channel 2"])
def test_touching_any_of_the_images_moves_the_probe(panel):
    explorer = PixelProbe(photo="coffee")
    explorer._pointer.set_state({"cell": [panel, 30, 77]})
    assert (explorer.state["row"], explorer.state["column"]) == (30, 77)


def test_the_bytes_are_nearly_those_of_the_file_made_smaller():
    # The hubble photo is 400 × 400; its mean colour does not depend on how it is made smaller.
    file = datasets.photo("hubble").mean(axis=(0, 1))
    np.testing.assert_allclose(bytes_of("hubble").mean(axis=(0, 1)), file, atol=0.6)
