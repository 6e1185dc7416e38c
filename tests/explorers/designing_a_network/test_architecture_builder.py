"""The builder against a plain loop that knows nothing of cnnkit's layers."""

import re

import ipywidgets as widgets
import pytest
from driving import Page, check_sound, formula, html, inputs, inside, positions
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit.explorers import ArchitectureBuilder
from cnnkit.explorers.designing_a_network.architecture_trace import trace
from cnnkit.explorers.designing_a_network.layer_list import DEFAULTS, MOST_LAYERS, LayerList
from cnnkit.layers.notation import TUTORIAL_NETWORK, network_of

window = st.integers(1, 5)
layer = st.one_of(
    st.tuples(st.just("conv"), st.integers(1, 64), window),
    st.tuples(st.just("conv"), st.integers(1, 64), window, st.integers(2, 3)),
    st.tuples(st.just("conv"), st.integers(1, 64), window, st.just("same")),
    st.tuples(st.just("max pool"), window),
    st.tuples(st.just("average pool"), window, st.integers(1, 3)),
    st.sampled_from([("relu",), ("relu",), ("flatten",), ("global average pool",)]),
    st.tuples(st.just("dense"), st.integers(1, 99)),
)
states = st.fixed_dictionaries(
    {
        "height": st.integers(4, 40),
        "width": st.integers(4, 40),
        "channels": st.sampled_from([1, 3]),
        "budget": st.sampled_from([5_000, 200_000]),
        "layers": st.lists(layer, min_size=1, max_size=9),
    }
)


def followed(shape, layers):
    """Follow a network by counting: a line a layer, up to the first that does not fit."""
    lines = []
    size, jump = 1, 1
    for kind, *rest in layers:
        same = bool(rest) and rest[-1] == "same"
        numbers = [number for number in rest if number != "same"]
        parameters = work = 0
        if kind in ("conv", "max pool", "average pool"):
            if len(shape) == 1:
                return lines
            filters = numbers.pop(0) if kind == "conv" else shape[2]
            k = numbers[0]
            s = numbers[1] if len(numbers) > 1 else (1 if kind == "conv" else k)
            sides = []
            for n in shape[:2]:
                places = -(-n // s) if same else len(range(0, n - k + 1, s))
                if places == 0:
                    return lines
                sides.append(places)
            if kind == "conv":
                work = sides[0] * sides[1] * filters * k * k * shape[2]
                parameters = filters * (k * k * shape[2] + 1)
            shape = (*sides, filters)
            size, jump = size + (k - 1) * jump, jump * s
        elif kind == "global average pool":
            if len(shape) == 1:
                return lines
            shape = shape[2:]
        elif kind == "flatten":
            numbers_in = 1
            for n in shape:
                numbers_in *= n
            shape = (numbers_in,)
        elif kind == "dense":
            if len(shape) == 3:
                return lines
            parameters, work = (shape[0] + 1) * numbers[0], shape[0] * numbers[0]
            shape = (numbers[0],)
        lines.append((shape, parameters, work, size if len(shape) == 3 else None))
    return lines


@settings(max_examples=80)
@given(states, st.data())
def test_shapes_counts_fields_and_words_agree_with_counting(state, data):
    selected = data.draw(st.integers(1, len(state["layers"])))
    explorer = ArchitectureBuilder(**state, selected=selected)
    page = check_sound(explorer)
    image = state["height"], state["width"], state["channels"]
    lines = followed(image, state["layers"])
    steps = explorer.result.steps
    for step, line in zip(steps, lines, strict=False):
        shape, parameters, work, size = line
        assert step.cost.output_shape == shape
        assert (step.cost.parameters, step.cost.multiply_adds) == (parameters, work)
        if size is not None:
            assert step.field == (size, size)
    assert all(step.cost is None for step in steps[len(lines) :])
    total = sum(line[1] for line in lines)
    assert explorer.result.parameters == total
    words, texts = explorer.description, [part["text"] for part in page.all(tag="text")]
    cells = [part["text"] for part in page.all(tag="td")]
    if len(lines) < len(steps):
        misfit = steps[len(lines)]
        assert words.startswith(f"Layer {misfit.number}, {misfit.words}, does not fit: it needs ")
        assert f"has {total:,} parameters." in words
        assert cells.count("✗ does not fit") == 1
        assert cells.count("not reached") == len(steps) - len(lines) - 1
    else:
        assert f", with {total:,} parameters, " in words
        spare = state["budget"] - total
        side = f"{spare:,} below" if spare >= 0 else f"{-spare:,} above"
        assert f"{side} the budget of {state['budget']:,}" in words
        assert f"{sum(line[2] for line in lines):,} multiply-adds." in words
    assert f"{total:,} of {state['budget']:,}" in texts


@settings(max_examples=80)
@given(states, st.data())
def test_the_formula_computes_what_it_states(state, data):
    selected = data.draw(st.integers(1, len(state["layers"])))
    explorer = ArchitectureBuilder(**state, selected=selected)
    step = explorer.result.selected
    lines = formula(explorer)
    assert lines[0].startswith(f"Layer {selected}, {step.words}: ")
    if step.cost is None:
        assert len(lines) == 1
        assert lines[0].endswith(step.misfit or "not reached")
        return
    for line in lines[1:]:
        if "=" not in line:
            assert line == "parameters 0: it learns nothing"
            continue
        sides = line.split(", ")[0] if "left over" in line else line
        left, right = sides.split(" = ")
        term = re.sub(r"^[a-z -]+ (?=[\d⌊(])", "", left).replace("·", "*").replace("−", "-")
        term = term.replace("⌊", "(").replace(" / ", " // ").replace("⌋", ")").replace(",", "")
        assert eval(term, {}) == int(re.match(r"[\d,]+", right)[0].replace(",", "")), line


def test_a_misfit_says_by_how_much():
    def misfit(image, *layers):
        return next(step.misfit for step in trace(image, layers) if step.misfit)

    assert misfit((2, 5, 3), ("conv", 4, 3)).endswith(
        "given 2 × 5: 1 row too few; take same padding, a smaller window, or a larger image"
    )
    assert misfit((5, 1, 3), ("max pool", 3)).endswith(
        "given 5 × 1: 2 columns too few; take a smaller window, or a larger image"
    )
    assert "1 row and 1 column too few; " in misfit((4, 4, 3), ("conv", 4, 5))
    assert "given 4 × 4 × 3: put flatten or" in misfit((4, 4, 3), ("dense", 4))
    assert "a row of 48 numbers" in misfit((4, 4, 3), ("flatten",), ("conv", 2, 1))


def test_it_counts_as_the_layers_do():
    explorer = ArchitectureBuilder()
    summary = network_of(TUTORIAL_NETWORK).summary((32, 32, 3))
    for step, row in zip(explorer.result.steps, summary.rows, strict=True):
        assert step.cost.output_shape == row.output_shape
        assert step.field == row.receptive_field
    assert explorer.result.parameters == summary.parameters == 122_570
    assert explorer.result.multiply_adds == summary.multiply_adds == 4_548_608
    assert "1+1" in [part["text"] for part in Page(html(explorer)).all(tag="td")]


def test_the_counts_can_be_kept_back():
    explorer = ArchitectureBuilder(counts=False)
    page = check_sound(explorer)
    assert page.all(tag="table") == []
    assert "= 896" not in " ".join(formula(explorer))
    assert "122,570" not in html(explorer)
    assert "becomes 30 × 30 × 32, then 30 × 30 × 32, then 15 × 15 × 32" in explorer.description


def test_the_table_marks_the_selected_layer_and_fills_shares():
    page = Page(html(ArchitectureBuilder(selected=4)))
    (row,) = page.all(tag="tr", aria_current="true")
    assert row["class"] == "selected"
    bars = [part["style"] for part in page.all(tag="td") if "style" in part]
    assert sum("100%" in bar for bar in bars) == 2


def test_only_the_numbers_of_the_slider_that_moved_stand_out(explorer):
    explorer.update(selected=1)
    widget(explorer, "kernel size").value = 5
    marked = {part["data-of"] for part in Page(html(explorer)).all(**{"class": "changed"})}
    assert marked == {"kernel size"}


# The list and its buttons.


def button(explorer, name):
    buttons = [part for part in inside(explorer.box) if isinstance(part, widgets.Button)]
    return next(part for part in buttons if part.description == name)


def widget(explorer, label):
    return next(
        part for name, part in inputs(explorer) if name == "layers" and part.description == label
    )


@pytest.fixture
def explorer():
    layers = [["conv", 8, 3], ["relu"], ["max pool", 2], ["flatten"], ["dense", 10]]
    return ArchitectureBuilder(layers=layers, selected=3)


def test_buttons_rearrange_the_list_and_keep_the_layer_selected(explorer):
    drawn = []
    explorer._picture_view.observe(drawn.append, names="value")
    button(explorer, "Up").click()
    assert explorer.state["layers"][:3] == [["conv", 8, 3], ["max pool", 2], ["relu"]]
    assert explorer.state["selected"] == 2
    button(explorer, "Down").click()
    assert explorer.state["layers"][2] == ["max pool", 2]
    assert explorer.state["selected"] == 3
    button(explorer, "Add").click()
    assert explorer.state["layers"][2:4] == [["max pool", 2], ["max pool", 2]]
    assert explorer.state["selected"] == 4
    button(explorer, "Remove").click()
    assert len(explorer.state["layers"]) == 5
    assert explorer.state["selected"] == 4
    assert len(drawn) == 4
    check_sound(explorer)


def test_buttons_that_cannot_do_it_say_why_and_keep_the_focus(explorer):
    def note():
        return explorer.controls["layers"]._note.value

    explorer.update(selected=1)
    button(explorer, "Up").click()
    assert note() == "it is the first layer"
    explorer.update(selected=5)
    assert note() == ""
    button(explorer, "Down").click()
    assert note() == "it is the last layer"
    assert explorer.state["layers"][4] == ["dense", 10]
    for _ in range(9):
        button(explorer, "Remove").click()
    assert len(explorer.state["layers"]) == 1
    assert note() == "one layer has to stay"
    assert explorer.controls["selected"].disabled
    for _ in range(MOST_LAYERS + 3):
        button(explorer, "Add").click()
    assert len(explorer.state["layers"]) == MOST_LAYERS
    assert note() == "16 layers are the most"
    assert not any(button(explorer, name).disabled for name in ("Add", "Remove", "Up", "Down"))
    check_sound(explorer)


@pytest.mark.parametrize("kind", DEFAULTS)
def test_a_kind_brings_its_own_sliders(explorer, kind):
    widget(explorer, "its kind").value = kind
    assert explorer.state["layers"][2] == DEFAULTS[kind]
    shown = {
        part.description
        for name, part in inputs(explorer)
        if name == "layers" and part.layout.visibility != "hidden"
    }
    own = {
        "conv": {"filters", "kernel size", "stride", "padding"},
        "max pool": {"window", "stride"},
        "average pool": {"window", "stride"},
        "dense": {"units"},
    }
    assert shown == {"its kind"} | own.get(kind, set())
    check_sound(explorer)


def test_sliders_write_the_shortest_form(explorer):
    explorer.update(selected=1)
    widget(explorer, "filters").value = 20
    widget(explorer, "kernel size").value = 5
    assert explorer.state["layers"][0] == ["conv", 20, 5]
    widget(explorer, "stride").value = 2
    widget(explorer, "padding").value = "same"
    assert explorer.state["layers"][0] == ["conv", 20, 5, 2, "same"]
    widget(explorer, "stride").value = 1
    widget(explorer, "padding").value = "valid"
    assert explorer.state["layers"][0] == ["conv", 20, 5]


def test_a_poolings_stride_follows_its_window_until_it_is_chosen(explorer):
    widget(explorer, "window").value = 3
    assert explorer.state["layers"][2] == ["max pool", 3]
    assert widget(explorer, "stride").value == 3
    widget(explorer, "stride").value = 2
    assert explorer.state["layers"][2] == ["max pool", 3, 2]
    widget(explorer, "window").value = 4
    assert explorer.state["layers"][2] == ["max pool", 4, 2]
    widget(explorer, "stride").value = 4
    assert explorer.state["layers"][2] == ["max pool", 4]


def test_selecting_a_layer_changes_none(explorer):
    before = explorer.state["layers"]
    for message in positions(explorer.controls["selected"]):
        explorer.controls["selected"].set_state(message)
    assert explorer.state["layers"] == before


@pytest.mark.parametrize(
    ("layers", "words"),
    [
        ([], "give 1 to 16 layers"),
        ([["relu"]] * 17, "give 1 to 16 layers"),
        ([["conv", 600, 3]], "conv 600, 3×3 has more filters than the 512"),
        ([["dense", 600]], "has more units than the 512"),
        ([["pool", 2]], "is no layer: the kinds are"),
        ("relu", "give 1 to 16 layers"),
    ],
    ids=str,
)
def test_lists_that_cannot_be_shown_are_refused_whole(explorer, layers, words):
    before, picture = explorer.state, html(explorer)
    with pytest.raises(ValueError, match=re.escape(words)):
        explorer.update(layers=layers, height=50)
    assert (explorer.state, html(explorer)) == (before, picture)


def test_tuples_may_be_given_and_lists_come_back():
    explorer = ArchitectureBuilder(layers=(("conv", 8, 3), ("relu",)), selected=2)
    assert explorer.state["layers"] == [["conv", 8, 3], ["relu"]]
    assert explorer.state["selected"] == 2


def test_a_list_hands_out_copies():
    layers = LayerList([("relu",)], rearrange=print)
    layers.value[0].append("changed")
    assert layers.value == [["relu"]]
