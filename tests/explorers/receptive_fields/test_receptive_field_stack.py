"""The stack's fields against windows traced cell by cell, and against changed pixels."""

import re

import numpy as np
import pytest
from driving import Page, check_sound, formula, html
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit import functional, shapes
from cnnkit.explorers import ReceptiveFieldStack
from cnnkit.explorers.receptive_fields.receptive_field_stack import LAYERS

HEIGHT, WIDTH = 32, 48

states = st.fixed_dictionaries(
    {
        "layers": st.integers(1, 6),
        "padding": st.sampled_from(["valid", "same"]),
        **{f"layer_{place}": st.sampled_from(list(LAYERS)) for place in range(1, 7)},
    }
)


def settings_of(kind):
    """Read a layer's name: kernel size, stride and dilation."""
    k = int(kind.split("×")[1].split()[0])
    stride = 2 if "stride 2" in kind or "pool" in kind else 1
    dilation = int(kind.split("dilation ")[1]) if "dilation" in kind else 1
    return k, stride, dilation


def ones_map(kinds, padding, shape):
    """Follow where a photo's pixels go: each map cell counts the ways from every pixel to it.

    Returns the (rows, columns) ways of one axis, or stops where a layer does not fit.
    """
    ways = np.eye(shape)
    fitting = 0
    for kind in kinds:
        k, s, d = settings_of(kind)
        p = padding if kind.startswith("conv") else "valid"
        before, after = shapes.padding_sides(len(ways), k, stride=s, padding=p, dilation=d)
        padded = np.pad(ways, ((before, after), (0, 0)))
        starts = range(0, len(padded) - d * (k - 1), s)
        if not starts:
            break
        ways = np.stack(
            [padded[first : first + d * (k - 1) + 1 : d].sum(axis=0) for first in starts]
        )
        fitting += 1
    return ways, fitting


@settings(max_examples=60)
@given(states, st.floats(0, 1), st.floats(0, 1))
def test_the_field_is_where_pixels_have_a_way_to_the_cell(state, down, across):
    explorer = ReceptiveFieldStack(**state)
    limits = explorer.limits(explorer.state)
    row, column = (round(share * limits[n][1]) for n, share in (("row", down), ("column", across)))
    explorer.update(row=row, column=column)
    page = check_sound(explorer)
    result = explorer.result
    kinds = [state[f"layer_{place}"] for place in range(1, state["layers"] + 1)]
    fits = min(ones_map(kinds, state["padding"], n)[1] for n in (HEIGHT, WIDTH))
    assert result.fitting == fits
    assert ("does not fit" in explorer.description) == (fits < state["layers"])
    for n, index, size, field, (first, last), pyramid in zip(
        (HEIGHT, WIDTH),
        (row, column),
        result.output,
        result.fields,
        result.seen,
        (result.rows, result.columns),
        strict=True,
    ):
        ways, _ = ones_map(kinds[:fits], state["padding"], n)
        assert len(ways) == size
        used = np.flatnonzero(ways[index])
        pixels = [place for place in pyramid.seen(index)[0] if 0 <= place < n]
        assert pixels == used.tolist()
        assert last - first + 1 == field.size
        if len(used):
            assert first <= used[0]
            assert used[-1] <= last
    words = explorer.description
    (rows_from, rows_to), (columns_from, columns_to) = result.seen
    rows_said = f"rows {rows_from} to {rows_to}" if rows_to > rows_from else f"row {rows_from}"
    columns_said = (
        f"columns {columns_from} to {columns_to}"
        if columns_to > columns_from
        else f"column {columns_from}"
    )
    assert f"sees {rows_said} and {columns_said}." in words.replace("−", "-")
    read = [
        np.flatnonzero(ones_map(kinds[:fits], state["padding"], n)[0][index]).size
        for n, index in ((HEIGHT, row), (WIDTH, column))
    ]
    outside = (result.fields[0].size * result.fields[1].size) - sum(
        0 <= r < HEIGHT and 0 <= c < WIDTH
        for r in range(rows_from, rows_to + 1)
        for c in range(columns_from, columns_to + 1)
    )
    assert (f"{outside} lie outside the photo" in words) == (outside > 0)
    inside = (result.fields[0].size * result.fields[1].size) - outside
    assert ("It has holes" in words) == (read[0] * read[1] < inside)
    if read[0] * read[1] < inside:
        assert f"the cell reads {read[0]} × {read[1]} pixels only" in words
    dots = re.findall(r'class="mark"[^>]* d="([^"]*)"', html(explorer))
    assert sum(path.count("M") for path in dots) == (
        read[0] * read[1] if "It has holes" in words else 0
    )
    titles = [part["text"] for part in page.all(**{"class": "title"})]
    assert titles == ["the stack, along the width", "what the cell sees", "the last map"]


@settings(max_examples=30)
@given(states)
def test_the_formula_computes_what_it_states(state):
    explorer = ReceptiveFieldStack(**state)
    *lines, cell, _ = [line.replace("−", "-") for line in formula(explorer)]
    r, j, start = 1, 1, 0
    for line in lines:
        kind, rest = re.match(r"\d\. (.*): (start = .*)", line).groups()
        k, s, d = settings_of(kind)
        numbers = [
            int(text) for text in re.findall(r"(?<![\d·(])-?\d+|\d+", rest.replace("- ", ""))
        ]
        old_start, p, old_j, new_start, old_r, *_, new_r, old_j2, stride, new_j = numbers
        assert (old_start, old_r, old_j, old_j2) == (start, r, j, j)
        assert stride == s
        start, r, j = start - p * j, r + d * (k - 1) * j, j * s
        assert (new_start, new_r, new_j) == (start, r, j)
    field = explorer.result.fields[1]
    assert (field.size, field.jump, field.start) == (r, j, start)
    first = start + explorer.state["column"] * j
    assert f"= {first} to {first} + {r} - 1 = {first + r - 1};" in cell


def test_changed_pixels_change_the_cell_inside_the_field_only():
    explorer = ReceptiveFieldStack(layers=6, padding="same", row=2, column=7)
    (top, bottom), (left, right) = explorer.result.seen

    def cell(x):
        kernel = np.linspace(-1, 1.3, 9).reshape(3, 3, 1, 1)
        for place in range(1, 7):
            if explorer.state[f"layer_{place}"] == "conv 3×3":
                x = functional.conv2d(x, kernel, padding="same")
            else:
                x = functional.average_pool2d(x, 2)
        return x[0, 2, 7, 0]

    photo = np.random.default_rng(0).normal(size=(1, HEIGHT, WIDTH, 1))
    before = cell(photo)
    for row, column in ((top, left), (bottom, right), (top - 1, left), (top, right + 1)):
        if not (0 <= row < HEIGHT and 0 <= column < WIDTH):
            continue
        changed = photo.copy()
        changed[0, row, column] += 1
        assert (cell(changed) != before) == (top <= row <= bottom and left <= column <= right)


def test_a_layer_that_does_not_fit_is_named_and_the_others_are_shown():
    explorer = ReceptiveFieldStack(layers=5, layer_4="conv 7×7", layer_5="conv 7×7")
    assert explorer.result.fitting == 5
    explorer.update(layer_3="pool 3×3", layer_4="pool 3×3", layer_5="conv 7×7")
    assert explorer.description.startswith("Layer 5, conv 7×7, does not fit on 6 × 10: choose")
    assert formula(explorer)[-1].endswith("not stacked: 5. conv 7×7")
    assert "✗ 5. conv 7×7 does not fit on 6 × 10" in html(explorer)


@pytest.mark.parametrize("panel", ["photo", "output"])
def test_touching_chooses_the_cell_whose_field_is_there(panel):
    explorer = ReceptiveFieldStack(layers=6, padding="same")
    (_, rows, columns) = next(one for one in Page(html(explorer)).panels if one[0] == panel)
    explorer._pointer.set_state({"cell": [panel, rows // 2, columns // 3]})
    (top, bottom), (left, right) = explorer.result.seen
    jump = explorer.result.fields[0].jump
    start = explorer.result.fields[0].start
    if panel == "output":
        assert (explorer.state["row"], explorer.state["column"]) == (rows // 2, columns // 3)
    else:
        assert abs((top + bottom) / 2 - (rows // 2 + start)) <= jump / 2
        assert abs((left + right) / 2 - (columns // 3 + start)) <= jump / 2


def test_the_cells_drawn_are_those_of_the_tree():
    explorer = ReceptiveFieldStack(layers=3)
    (seen, *_) = [len(places) for places in explorer.result.columns.seen(10)]
    drawn = re.findall(r'data-cells="seen" d="([^"]*)"', html(explorer))
    assert drawn[0].count("M") == seen == 6


def test_lists_of_layers_that_are_not_asked_for_are_switched_off():
    explorer = ReceptiveFieldStack(layers=4)
    lists = [explorer.controls[f"layer_{place}"] for place in range(1, 7)]
    assert [each.disabled for each in lists] == [False] * 4 + [True] * 2
    explorer.controls["layers"].value = 6
    assert not any(each.disabled for each in lists)


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("kind", list(LAYERS))
def test_the_panels_keep_their_widths_whatever_is_stacked(kind, padding):
    def widths(explorer):
        return [float(width) for width in re.findall(r'<svg [^>]* width="(\d+)"', html(explorer))]

    first, second, last = widths(ReceptiveFieldStack())
    changed = widths(ReceptiveFieldStack(layers=5, layer_1=kind, layer_4=kind, padding=padding))
    assert changed[:2] == [first, second]
    assert first + second + max(last, changed[2]) + 2 * 12 <= 820


def test_without_padding_the_formula_does_without_the_start():
    taught, later = ReceptiveFieldStack(hidden=("padding",)), ReceptiveFieldStack()
    assert "start" in formula(later)[0]
    assert "start" not in "".join(formula(taught))
    assert "padd" not in "".join(formula(taught))
    assert formula(taught)[-2].startswith("column 10: from 10·2 = 20 to 20 + 6 − 1 = 25;")
