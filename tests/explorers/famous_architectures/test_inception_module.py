import re
from itertools import pairwise

from driving import check_sound, formula
from hypothesis import given
from hypothesis import strategies as st

from cnnkit.architectures.googlenet import inception
from cnnkit.explorers import InceptionModule
from cnnkit.explorers.famous_architectures.inception_module import NUMBERS, OWN, PRESETS
from cnnkit.layers import Concatenate, Conv2D, MaxPool2D

FILTERS = st.tuples(*(st.integers(1, 192) for _ in NUMBERS))


@given(st.integers(1, 832), st.sampled_from([7, 14, 28, 56]), FILTERS, st.booleans())
def test_counts_are_those_of_the_layers(channels, side, filters, reducing):
    state = dict(zip(NUMBERS, filters, strict=True))
    explorer = InceptionModule(channels=channels, side=side, reducing=reducing, **state)
    check_sound(explorer)
    result, shape = explorer.result, (side, side, channels)
    if reducing:
        layer = inception(*filters)
    else:
        one, _, three, _, five, _ = filters
        layer = Concatenate(
            Conv2D(one, 1),
            Conv2D(three, 3, padding=1),
            Conv2D(five, 5, padding=2),
            MaxPool2D(3, stride=1, padding=1),
        )
    assert layer.output_shape(shape) == (side, side, result.channels)
    assert layer.count(shape) == (result.parameters, result.multiply_adds)
    assert f"{result.parameters:,} parameters" in explorer.description
    stated = [
        int(text.replace(",", "")) for text in re.findall(r"= ([\d,]+)", formula(explorer)[1])
    ]
    assert stated == [sum(each.parameters for each in result.branches["5×5"])]


def test_a_module_sets_the_numbers_and_a_number_ends_it():
    explorer = InceptionModule()
    explorer.update(module="5b")
    assert explorer.state["channels"] == 832
    assert explorer.result.channels == 1024
    explorer.controls["three"].value = 100
    assert explorer.state["module"] == OWN
    explorer.controls["module"].value = "4a"
    assert {name: explorer.state[name] for name in PRESETS["4a"]} == PRESETS["4a"]


def test_each_module_makes_what_the_next_takes():
    names = list(PRESETS)
    for name, after in pairwise(names):
        assert InceptionModule(module=name).result.channels == PRESETS[after]["channels"]
