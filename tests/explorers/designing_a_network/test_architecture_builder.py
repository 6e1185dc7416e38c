"""The builder against a plain loop that knows nothing of cnnkit's layers."""

import re

from driving import Page, check_sound, formula, html
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit.explorers import ArchitectureBuilder
from cnnkit.explorers.designing_a_network.architecture_trace import trace
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
