"""Drives explorers as a front end does, and reads their pictures as a browser does."""

import math
import re
from html import unescape
from html.parser import HTMLParser

import ipywidgets as widgets
import numpy as np

from cnnkit import explorers
from cnnkit.explorers import Explorer
from cnnkit.explorers.drawing.picture import STYLE
from cnnkit.explorers.training_a_cnn.drawing_pad import DrawingPad
from cnnkit.explorers.training_a_cnn.ink import SIDE, as_text, strokes

EXPLORERS = tuple(
    kind
    for kind in vars(explorers).values()
    if isinstance(kind, type) and issubclass(kind, Explorer) and kind is not Explorer
)
VOID = {"br", "hr", "img", "input", "meta", "link"}
INKS = (
    np.zeros((SIDE, SIDE, 1)),
    strokes([[(3, 3), (3, 3)]]),
    strokes([[(40, 8), (16, 20), (30, 50)], [(2, 54), (54, 2)]]),
    np.ones((SIDE, SIDE, 1)),
)
"""What a learner may leave on the pad: nothing, a dot, lines, and ink everywhere."""


def inside(widget):
    """Return a widget and everything in it."""
    return [widget, *(part for child in getattr(widget, "children", ()) for part in inside(child))]


def inputs(explorer):
    """Return every widget that a learner can move, with the name of its control."""
    return [
        (name, widget)
        for name, control in explorer.controls.items()
        for widget in inside(getattr(control, "widget", control))
        if hasattr(widget, "value") and not isinstance(widget, widgets.Play | widgets.Label)
    ]


def positions(widget):
    """Return the messages that a front end can send for a widget in its present range."""
    if isinstance(widget, DrawingPad):
        return [{"value": as_text(ink)} for ink in INKS]
    if widget.disabled:
        key = "index" if hasattr(widget, "index") else "value"
        return [{key: getattr(widget, key)}]
    if isinstance(widget, widgets.Checkbox):
        return [{"value": False}, {"value": True}]
    if isinstance(widget, widgets.BoundedFloatText):
        return [{"value": value} for value in (widget.min, -0.37, 0, 1.5, widget.max)]
    if isinstance(widget, widgets.FloatSlider):
        places = round((widget.max - widget.min) / widget.step)
        return [{"value": widget.min + place * widget.step} for place in range(places + 1)]
    if hasattr(widget, "index"):
        return [{"index": index} for index in range(len(widget.options))]
    # What is typed into a slider's number is held to its range, not to its step.
    return [{"value": value} for value in range(widget.min, widget.max + 1)]


def move(widget, share):
    """Move a widget as a front end would, to a share of its way from 0 to 1."""
    possible = positions(widget)
    widget.set_state(possible[round(share * (len(possible) - 1))])


def reset(explorer):
    """Press the Reset button."""
    buttons = (part for part in inside(explorer.box) if isinstance(part, widgets.Button))
    (button,) = (button for button in buttons if button.description == "Reset")
    button.click()


def html(explorer):
    return explorer._picture_view.value


def formula(explorer):
    """Return the formula's text without its tags, a line each."""
    (inner,) = re.findall(r'<div class="formula"[^>]*>(.*?)</div>', html(explorer))
    return [unescape(re.sub("<[^>]*>", "", line)) for line in inner.split("<br>")]


def value_of(text):
    """Return a number as the pictures write it, with a true minus sign."""
    return float(text.strip().strip("()").replace("−", "-"))


def check_products(line):
    """Hold a sum of products against the result that it states; return the result."""
    _, products, stated = re.split(" [=≈] ", line)
    pairs = [[value_of(part) for part in pair.split("·")] for pair in products.split(" + ")]
    # Each number may be rounded by half a hundredth.
    slack = sum(abs(a) + abs(b) for a, b in pairs) * 0.00501 + 0.00501
    assert abs(sum(a * b for a, b in pairs) - value_of(stated)) <= slack
    return value_of(stated)


def check_size(line):
    """Hold a size formula against the size that it states; return size and what is left over."""
    numbers = [int(text) for text in re.findall(r"\d+", line)]
    if "⌊" not in line:  # the short form, without padding, stride and dilation
        n, k, one, stated = numbers
        assert one == 1
        assert stated == n - k + 1
        return stated, 0
    n, before, after, d, k, one, also_one, s, another_one, stated, *left_over = numbers
    assert (one, also_one, another_one) == (1, 1, 1)
    assert stated == math.floor((n + before + after - d * (k - 1) - 1) / s) + 1
    return stated, (left_over or [0])[0]


class Page(HTMLParser):
    """The elements of a page, refusing tags that do not match."""

    def __init__(self, text):
        super().__init__()
        self.open, self.elements = [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            self.open.append((tag, self.elements[-1]))

    def handle_startendtag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"{tag} has an attribute twice"
        self.elements.append({"tag": tag, "text": "", **dict(attrs)})

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        if self.open:
            self.open[-1][1]["text"] += data
        else:
            assert data.strip() == ""

    def all(self, **wanted):
        return [
            element
            for element in self.elements
            if all(element.get(key.replace("_", "-")) == value for key, value in wanted.items())
        ]

    @property
    def panels(self):
        """The panels that can be touched: name, rows, columns."""
        return [
            (part["data-panel"], int(part["data-rows"]), int(part["data-columns"]))
            for part in self.elements
            if "data-panel" in part
        ]


def check_sound(explorer):
    """Check everything that must hold of an explorer in every state; return its page."""
    assert "cannot be shown" not in explorer.description, explorer.state
    page = Page(html(explorer))
    (figure,) = page.all(tag="figure")
    (picture,) = page.all(role="img")
    (caption,) = page.all(tag="figcaption")
    assert figure["data-picture"] == explorer.name == explorer._pointer.picture
    assert picture["aria-label"] == explorer.title
    assert picture["aria-describedby"] == caption["id"]
    assert explorer._pointer.words == explorer.description
    assert caption["text"] == explorer.description
    assert "nan" not in explorer.description
    sizes = [float(part["font-size"]) for part in page.elements if "font-size" in part]
    sizes += [float(size) for size in re.findall(r"font-size:([\d.]+)px", STYLE)]
    assert min(sizes) >= 12
    sent = set(re.findall(r'<image id="([^"]*)"', explorer._shared_view.value))
    used = {part["href"].removeprefix("#") for part in page.all(tag="use")}
    assert used <= sent
    for name, (low, high) in explorer.limits(explorer.state).items():
        control = explorer.controls[name]
        assert low <= control.value <= high
        assert control.min == low
        assert control.disabled == (low == high)
        assert control.max == (high if low < high else low + 1)
    return page
