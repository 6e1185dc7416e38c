"""The list of layers inside the builder: its buttons, its sliders, and what it refuses."""

import re

import ipywidgets as widgets
import pytest
from driving import Page, check_sound, html, inputs, inside, positions

from cnnkit.explorers import ArchitectureBuilder
from cnnkit.explorers.designing_a_network.layer_list import DEFAULTS, MOST_LAYERS, LayerList


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


def test_only_the_numbers_of_the_slider_that_moved_stand_out(explorer):
    explorer.update(selected=1)
    widget(explorer, "kernel size").value = 5
    marked = {part["data-of"] for part in Page(html(explorer)).all(**{"class": "changed"})}
    assert marked == {"kernel size"}
