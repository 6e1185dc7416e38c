import re

import numpy as np
import pytest
from driving import Page, value_of
from hypothesis import given
from hypothesis import strategies as st

from cnnkit.explorers.drawing.picture import Picture, number, render, render_trouble
from cnnkit.explorers.drawing.svg import array_panel, factor, shared_image, signed_number


@given(st.floats(-1e6, 1e6), st.integers(0, 4))
def test_numbers_are_written_as_briefly_as_their_digits_allow(value, digits):
    text = signed_number(value, digits)
    assert value_of(text) == round(value, digits)
    assert "-" not in text
    assert text != "−0"
    assert not ("." in text and text.endswith(("0", ".")))
    negative = round(value, digits) < 0
    assert text.startswith("−") == negative


@given(st.floats(-9, 9))
def test_factors_are_in_brackets_where_they_are_negative(value):
    text = factor(value)
    assert text.startswith("(") == text.endswith(")") == ("−" in text)


@pytest.mark.parametrize("shape", [(1, 1), (1, 7), (9, 2), (4, 5, 3)])
def test_a_panel_is_one_well_formed_drawing_with_its_shape_below(shape):
    panel = array_panel("<a & b>", np.zeros(shape), kind="image", cell=20, name="input")
    page = Page(panel.svg)
    (drawing,) = page.all(tag="svg")
    width = float(drawing["width"])
    assert width == panel.width >= shape[1] * 20
    assert drawing["viewbox"].startswith(f"0 0 {drawing['width']} ")
    texts = [part["text"] for part in page.all(tag="text")]
    assert texts[0] == "<a & b>"
    assert " × ".join(map(str, shape)) in texts
    assert page.panels == [("input", *shape[:2])]


def test_labels_stand_in_their_cells_in_readable_ink():
    array = np.array([[0.0, 1.0], [0.2, 0.9]])
    panel = array_panel("x", array, kind="image", cell=40, labels=["a", "b", "c", "d"])
    groups = dict(re.findall(r'class="number" font-size="\d+" fill="(#\w+)">(.*?)</g>', panel.svg))
    assert re.findall(r">(\w)<", groups["#fff"]) == ["a", "c"]
    assert re.findall(r">(\w)<", groups["#000"]) == ["b", "d"]
    places = {
        text: (float(x), float(y))
        for x, y, text in re.findall(r'x="(\S+)" y="(\S+)">(\w)<', panel.svg)
    }
    for place, label in enumerate("abcd"):
        x, y = places[label]
        assert x == (place % 2 + 0.5) * 40
        assert place // 2 * 40 < y < (place // 2 + 1) * 40


@given(st.integers(0, 6), st.integers(0, 6), st.integers(1, 6), st.integers(1, 6), st.floats(3, 44))
def test_hatching_stays_inside_its_cells(row, column, height, width, cell):
    for kind in ("hatched", "unreached"):
        panel = array_panel(
            "x",
            np.zeros((12, 12)),
            kind="image",
            cell=cell,
            **{kind: [(row, column, height, width)]},
        )
        name = "padding" if kind == "hatched" else kind
        (path,) = re.findall(rf'<path class="{name}" d="([^"]*)"', panel.svg)
        points = [
            tuple(map(float, point)) for point in re.findall(r"[ML]([\d.e-]+) ([\d.e-]+)", path)
        ]
        slack = 1e-3 * cell
        for x, y in points:
            assert column * cell - slack <= x <= (column + width) * cell + slack
            assert row * cell - slack <= y <= (row + height) * cell + slack


def test_a_shared_image_has_its_own_size_in_pixels():
    (image,) = Page(shared_image("cnnkit-0-cat", np.zeros((5, 8)))).elements
    assert (image["id"], image["width"], image["height"]) == ("cnnkit-0-cat", "8", "5")


def test_what_people_write_is_escaped():
    page = Page(
        render(
            Picture(["<&>"], formula=number("stride", "<2>")),
            name="cnnkit-1",
            title='a "quoted" title',
            description="<script>alert('1 & 2')</script>",
        )
    )
    assert page.all(tag="script") == []
    assert page.all(tag="figcaption")[0]["text"] == "<script>alert('1 & 2')</script>"
    assert page.all(role="img")[0]["aria-label"] == 'a "quoted" title'
    assert page.all(data_of="stride")[0]["text"] == "<2>"
    trouble = Page(render_trouble(name="cnnkit-1", message="1 < 2"))
    assert trouble.all(role="status")[0]["text"] == "1 < 2"
