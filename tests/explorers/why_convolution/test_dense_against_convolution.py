import re

from driving import Page, check_sound, formula, html
from hypothesis import given
from hypothesis import strategies as st

from cnnkit.explorers import DenseAgainstConvolution
from cnnkit.explorers.why_convolution.dense_against_convolution import (
    CHANNELS,
    FILTERS,
    KERNELS,
    SIZES,
)
from cnnkit.layers import Conv2D, Dense, Flatten, Sequential

states = st.fixed_dictionaries(
    {
        "height": st.sampled_from(SIZES),
        "width": st.sampled_from(SIZES),
        "channels": st.sampled_from(CHANNELS),
        "filters": st.sampled_from(FILTERS),
        "kernel": st.sampled_from(KERNELS),
        "output": st.integers(1, 5),
    }
)


def evaluated(line):
    """Compute the sum of products that a line writes out; return it and what the line states."""
    products, stated = re.search(r": ([\d ·+]+) = ([\d,]+)", line).groups()
    return eval(products.replace("·", "*")), int(stated.replace(",", ""))


@given(states)
def test_counts_agree_with_the_layers_and_with_the_sums_written_out(state):
    explorer = DenseAgainstConvolution(**state)
    check_sound(explorer)
    shape = state["height"], state["width"], state["channels"]
    convolution = Conv2D(state["filters"], state["kernel"])
    rows, columns, _ = convolution.output_shape(shape)
    maps, own, shared, dense = explorer.result.counts.values()
    assert shared == convolution.count(shape)[0]
    assert dense == Sequential([Flatten(), Dense(state["filters"])]).count(shape)[0]
    whole = Sequential([Flatten(), Dense(rows * columns * state["filters"])])
    assert maps == whole.count(shape)[0]
    # As many convolutions on single windows as there are windows.
    one_window = convolution.count((state["kernel"], state["kernel"], state["channels"]))[0]
    assert own == rows * columns * one_window
    lines = formula(explorer)[1:]
    assert [evaluated(line) for line in lines] == [(n, n) for n in (maps, own, shared, dense)]
    for count in (dense, maps, own, shared):
        assert f"{count:,}" in explorer.description
    for line, count in ((lines[0], maps), (lines[1], own), (lines[3], dense)):
        times = re.search(r"\(([\d.,]+) times as many", line)[1]
        assert abs(float(times.replace(",", "")) - count / shared) <= 0.06 * count / shared


@given(states)
def test_the_drawing_has_a_line_for_each_connection_and_a_style_for_each_weight(state):
    explorer = DenseAgainstConvolution(**state)
    page = Page(html(explorer))
    k, outputs = state["kernel"], 9 - state["kernel"] + 1
    lines = page.all(tag="path", fill="none")
    lines = [line for line in lines if "stroke-width" in line]
    assert len(lines) == 9 * outputs + 2 * k * outputs
    convolution = lines[9 * outputs + k * outputs :]
    styles = [(line["stroke"], line["stroke-dasharray"]) for line in convolution]
    assert len(set(styles)) == k
    assert all(styles.count(style) == outputs for style in styles)
    # Equal styles are equal taps: they lead equally far sideways.
    ends = [[float(n) for n in re.findall(r"[\d.]+", line["d"])] for line in convolution]
    sideways = {(style, end[0] - end[2]) for style, end in zip(styles, ends, strict=True)}
    assert len(sideways) == k
    bold = [line for line in lines if line["stroke-width"] == "3.4"]
    assert len(bold) == 9 + 2 * k
    texts = {part["text"] for part in page.all(tag="text")}
    assert {text for text in texts if text[0] == "w" and text[1] in "₁₂₃₄₅"} == {
        f"w{digit}" for digit in "₁₂₃₄₅"[:k]
    }
    weights = "1 weight" if k == 1 else f"{k} weights"
    assert f"{9 * outputs} lines, {9 * outputs} weights" in texts
    assert f"{k * outputs} lines, {weights}" in texts


def test_the_convolution_does_not_grow_with_the_image():
    small, large = (
        DenseAgainstConvolution(height=side, width=side, channels=3, filters=64).result.counts
        for side in (8, 224)
    )
    assert small["convolution"] == large["convolution"] == 1792
    assert large["dense, 1 number each"] == 9_633_856
