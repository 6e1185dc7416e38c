import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit.layers import (
    AveragePool2D,
    Conv2D,
    Dense,
    Flatten,
    GlobalAveragePool2D,
    MaxPool2D,
    ReLU,
)
from cnnkit.layers.notation import (
    NUMBERS,
    TUTORIAL_NETWORK,
    in_words,
    layer_of,
    network_of,
    parts_of,
)

small = st.integers(1, 9)
written = st.one_of(
    st.tuples(st.just("conv"), small, small),
    st.tuples(st.just("conv"), small, small, small),
    st.tuples(st.just("conv"), small, small, st.sampled_from(["same", "valid"])),
    st.tuples(st.just("conv"), small, small, small, st.sampled_from(["same", "valid"])),
    st.tuples(st.sampled_from(["max pool", "average pool"]), small),
    st.tuples(st.sampled_from(["max pool", "average pool"]), small, small),
    st.tuples(st.sampled_from(["relu", "flatten", "global average pool"])),
    st.tuples(st.just("dense"), small),
)


@pytest.mark.parametrize(
    ("layer", "expected"),
    [
        (("conv", 8, 3), Conv2D(8, 3)),
        (("conv", 8, 5, 2), Conv2D(8, 5, stride=2)),
        (("conv", 8, 5, "valid"), Conv2D(8, 5)),
        (["conv", 8, 5, 2, "same"], Conv2D(8, 5, stride=2, padding="same")),
        (("max pool", 2), MaxPool2D(2)),
        (("average pool", 3, 2), AveragePool2D(3, stride=2)),
        (("global average pool",), GlobalAveragePool2D()),
        (("relu",), ReLU()),
        (("flatten",), Flatten()),
        (("dense", 10), Dense(10)),
    ],
    ids=str,
)
def test_what_is_written_is_what_is_made(layer, expected):
    assert repr(layer_of(layer)) == repr(expected)


@pytest.mark.parametrize(
    "layer",
    [
        (),
        "conv",
        None,
        5,
        ("pool", 2),
        (["conv"], 2),
        ("conv",),
        ("conv", 8),
        ("conv", 8, 3, 1, 1),
        ("conv", 8, 0),
        ("conv", 8, 3.0),
        ("conv", True, 3),
        ("conv", 8, 3, "full"),
        ("max pool", 2, "same"),
        ("max pool",),
        ("relu", 1),
        ("dense", -1),
        ("dense", "10"),
    ],
    ids=str,
)
def test_what_is_no_layer_is_told_with_an_example(layer):
    with pytest.raises(ValueError, match="is no layer") as caught:
        layer_of(layer)
    assert "conv" in str(caught.value) or '("' in str(caught.value)


@pytest.mark.parametrize("network", [(), [], "conv", None, 3])
def test_what_is_no_network_is_told(network):
    with pytest.raises(ValueError, match="is no network"):
        network_of(network)


@given(written)
def test_parts_words_and_layer_agree(layer):
    kind, numbers, padding = parts_of(layer)
    assert kind == layer[0]
    assert kind in NUMBERS
    words = in_words(layer)
    assert words.startswith(kind)
    made = repr(layer_of(layer))
    assert ("same" in words) == ("same" in made) == (padding == "same")
    for number in numbers[:2]:
        assert str(number) in words
    if kind == "conv":
        assert ("stride" in words) == ("stride" in made)


def test_the_tutorials_network_has_its_known_counts():
    assert network_of(TUTORIAL_NETWORK).count((32, 32, 3)) == (122_570, 4_548_608)
