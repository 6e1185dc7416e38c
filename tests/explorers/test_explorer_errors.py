"""What an explorer cannot show, and what its controls cannot be set to."""

import re

import pytest
from driving import EXPLORERS, Page, check_sound, html, inputs, reset

from cnnkit.explorers import Explorer, KernelGallery, ShapeExplorer, SlidingWindow
from cnnkit.explorers.controls import slider
from cnnkit.explorers.drawing.picture import Picture, number


@pytest.mark.parametrize("kind", EXPLORERS, ids=lambda kind: kind.__name__)
def test_a_control_that_is_not_there(kind):
    names = ", ".join(kind().controls)
    said = f"{kind.title} has no control 'no_such'; it has {names}"
    with pytest.raises(ValueError, match=re.escape(said)):
        kind(no_such=3)


BAD_VALUES = [
    (ShapeExplorer, {"height": 15}, "height cannot be 15 here; use a value from 1 to 14"),
    (ShapeExplorer, {"height": 0}, "height cannot be 0 here; use a value from 1 to 14"),
    (ShapeExplorer, {"height": 2.5}, "height cannot be 2.5 here; use a value from 1 to 14"),
    (ShapeExplorer, {"height": None}, "height cannot be None here; use a value from 1 to 14"),
    (ShapeExplorer, {"height": "six"}, "height cannot be 'six' here; use a value from 1 to 14"),
    (ShapeExplorer, {"row": 4}, "row cannot be 4 here; use a value from 0 to 3"),
    (ShapeExplorer, {"pixels": 1}, "pixels cannot be 1 here; use 0"),
    (ShapeExplorer, {"padding": "smae"}, "padding cannot be 'smae' here; use 'valid', 'same', "),
    (SlidingWindow, {"step": 9}, "step cannot be 9 here; use a value from 0 to 8"),
    (SlidingWindow, {"flip": "yes"}, "flip cannot be 'yes' here; use True or False"),
    (KernelGallery, {"kernel_size": 4}, "kernel_size cannot be 4 here; use 3, 5, 7, 9 or 11"),
]


@pytest.mark.parametrize(("kind", "state", "message"), BAD_VALUES)
def test_values_that_a_control_cannot_have(kind, state, message):
    with pytest.raises(ValueError, match=f"^{kind.title}: {message}"):
        kind(**state)
    explorer = kind()
    before = explorer.state
    with pytest.raises(ValueError, match=f"^{kind.title}: {message}"):
        explorer.update(**state)
    assert explorer.state == before
    check_sound(explorer)


class Fragile(Explorer[int]):
    """An explorer whose parts fail at numbers that the tests choose."""

    title = "A fragile explorer"

    def __init__(self, **state):
        super().__init__({"number": slider("number", 0, 0, 9)}, state)

    def limits(self, state):
        if state["number"] == 6:
            raise ValueError("the limits fail")
        return {}

    def compute(self, state):
        if state["number"] == 3:
            raise ZeroDivisionError("3 < 4 & nothing")
        return state["number"]

    def draw(self, result):
        if result == 4:
            raise KeyError("drawing")
        return Picture([], formula=number("number", result))

    def describe(self, result):
        if result == 5:
            raise RuntimeError("no words")
        return f"The number is {result}."


@pytest.mark.parametrize(
    ("bad", "reason"),
    [(3, "3 < 4 & nothing"), (4, "'drawing'"), (5, "no words"), (6, "the limits fail")],
)
def test_what_goes_wrong_is_shown_and_reset_recovers(bad, reason):
    explorer = Fragile()
    good = html(explorer)
    ((_, widget),) = inputs(explorer)
    widget.set_state({"value": bad})
    expected = f"This cannot be shown: {reason}. Press Reset to start again."
    assert explorer.description == expected
    page = Page(html(explorer))
    (trouble,) = page.all(role="status")
    assert trouble["text"] == expected
    assert page.all(tag="figure")[0]["data-picture"] == explorer.name
    reset(explorer)
    assert explorer.description == "The number is 0."
    assert html(explorer) == good
    widget.set_state({"value": bad})
    widget.set_state({"value": 9})
    assert explorer.description == "The number is 9."
    check_sound(explorer)


def test_an_explorer_may_open_in_trouble():
    explorer = Fragile(number=3)
    assert "cannot be shown" in explorer.description
    explorer.update(number=2)
    assert explorer.description == "The number is 2."
