import re

import pytest
from driving import check_sound, formula
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit.explorers import CostAlongTheNetwork
from cnnkit.explorers.designing_a_network.cost_along_the_network import AVERAGE, FLATTEN

states = st.fixed_dictionaries(
    {
        "size": st.sampled_from([16, 32, 64, 128, 256]),
        "filters": st.integers(1, 64),
        "growth": st.sampled_from([1, 2, 3, 4]),
        "blocks": st.integers(1, 4),
        "ending": st.sampled_from([FLATTEN, AVERAGE]),
    }
)


def counted(state):
    """Count a network's values, parameters and products, block by block."""
    values, parameters, work = [], [], []
    size, channels, filters = state["size"], 3, state["filters"]
    for _ in range(state["blocks"]):
        values.append(size * size * filters)
        parameters.append(filters * (9 * channels + 1))
        work.append(size * size * filters * 9 * channels)
        size, channels, filters = size // 2, filters, filters * state["growth"]
    row = channels * (size * size if state["ending"] == FLATTEN else 1)
    return [*values, 10], [*parameters, 10 * (row + 1)], [*work, 10 * row]


@settings(max_examples=60)
@given(states)
def test_counts_words_and_formula_agree_with_counting(state):
    explorer = CostAlongTheNetwork(**state)
    page = check_sound(explorer)
    values, parameters, work = counted(state)
    result = explorer.result
    assert list(result.values) == values
    assert list(result.parameters) == parameters
    assert list(result.multiply_adds) == work
    words = explorer.description
    assert f"In all {sum(parameters):,} parameters and {sum(work):,} multiply-adds." in words
    alike = ", ".join(
        f"conv {place + 1}" if place < state["blocks"] else "dense"
        for place, count in enumerate(work)
        if count == max(work)
    )
    each = " each" if work.count(max(work)) > 1 else ""
    assert f"most multiply-adds in {alike} ({100 * max(work) / sum(work):.0f} %{each})" in words
    assert len(page.all(**{"class": "bar"})) == 3 * (state["blocks"] + 1)
    *ratios, last = formula(explorer)
    growth = state["growth"]
    stated = [float(number) for line in ratios for number in re.findall(r"= ([\d.]+)", line)]
    assert stated == ([growth / 4, growth**2, growth**2 / 4] if state["blocks"] > 2 else [])
    term, said = re.match(r"conv \d: (.*) = ([\d,]+) multiply-adds", last).groups()
    product = eval(term.replace("·", "*").replace(",", ""), {})
    assert product == int(said.replace(",", "")) == work[-2]


@pytest.mark.parametrize("growth", [1, 2, 4])
def test_from_block_to_block_the_counts_change_as_the_formula_says(growth):
    explorer = CostAlongTheNetwork(size=64, filters=8, growth=growth, blocks=5)
    result = explorer.result
    for later, earlier in ((2, 1), (3, 2), (4, 3)):
        assert result.values[later] * 4 == result.values[earlier] * growth
        assert result.multiply_adds[later] * 4 == result.multiply_adds[earlier] * growth**2


def test_the_last_pooling_keeps_a_pixel():
    explorer = CostAlongTheNetwork(size=256, blocks=5)
    explorer.update(size=16)
    assert explorer.state["blocks"] == 4
    with pytest.raises(ValueError, match="blocks cannot be 5 here; use a value from 1 to 4"):
        explorer.update(blocks=5)
