"""A digit drawn in JupyterLab with the mouse, a finger and the keyboard, and read as it is drawn.

What the page shows is compared with the same lines laid down by Python's brush, prepared and read
in this process.
"""

import nbformat.v4
import numpy as np
import pytest
from playwright.sync_api import expect

from cnnkit.explorers.training_a_cnn.ink import SIDE, strokes
from tests.browser.live_view import finger
from tests.browser.pad import Pad
from tests.explorers.training_a_cnn.hand_drawn import drawing

NAME = "drawing_a_digit.ipynb"
CELLS = ("from cnnkit.explorers import DrawADigit\nDrawADigit()",)


@pytest.fixture
def notebook(lab, opened):
    cells = [nbformat.v4.new_code_cell(code) for code in CELLS]
    python = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    if not (lab.root / NAME).exists():
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=python), lab.root / NAME)
    return opened(NAME)


@pytest.fixture
def pad(notebook):
    pad = Pad(notebook)
    yield pad
    pad.page.set_viewport_size({"width": 1280, "height": 1000})


@pytest.mark.parametrize(("digit", "way"), [(1, 0), (7, 0), (7, 2), (0, 0)])
def test_a_digit_drawn_with_the_mouse_is_read(pad, digit, way):
    lines = pad.draw(drawing(digit, way))
    assert pad.check(pad.ink()) == digit
    assert np.abs(pad.ink() - strokes(lines)).max() < 0.02


def test_without_the_preparation_a_small_digit_in_a_corner_is_misread(pad):
    pad.draw(drawing(2, 1))
    assert pad.check(pad.ink()) == 2
    pad.view.tick("prepare as MNIST").uncheck()
    assert pad.check(pad.ink(), prepared=False) != 2
    pad.view.tick("prepare as MNIST").check()
    assert pad.check(pad.ink()) == 2


def test_the_picture_answers_while_the_line_is_drawn(pad):
    (line,) = pad.lines(drawing(7, 0))
    answers = []
    pad.page.mouse.move(*line[0])
    pad.page.mouse.down()
    for place in line[1:]:
        pad.page.mouse.move(*place, steps=10)
        pad.view.shows("Your drawing")
        pad.view.settle()
        answers.append(pad.view.pixels("relu_1"))
    assert (answers[0] != answers[1]).any()
    pad.page.mouse.up()
    assert pad.check(pad.ink()) == 7


def test_a_digit_drawn_with_a_finger_that_does_not_scroll_the_page(pad):
    lines = pad.lines(drawing(3, 0))
    touch = finger(pad.page)
    before = pad.canvas.bounding_box()
    pad.canvas.evaluate(
        "canvas => canvas.addEventListener('pointermove', (it) => (window.kind = it.pointerType))"
    )
    for first, *others in lines:
        touch("touchStart", first)
        for place in others:
            touch("touchMove", place)
        touch("touchEnd")
    assert pad.check(pad.ink()) == 3
    assert np.abs(pad.ink() - strokes(pad.in_cells(lines))).max() < 0.02
    assert pad.page.evaluate("window.kind") == "touch"
    assert pad.canvas.bounding_box() == before


def test_a_digit_drawn_with_a_pen_and_rubbed_out_with_its_other_end(pad):
    lines = pad.lines(drawing(1, 1))

    def drag(button):
        for kind, (x, y) in (("down", lines[0][0]), ("move", lines[0][1]), ("up", lines[0][1])):
            pad.canvas.evaluate(
                """(canvas, [kind, button, clientX, clientY]) => canvas.dispatchEvent(
                new PointerEvent('pointer' + kind, {pointerId: 1, pointerType: 'pen', button,
                clientX, clientY, bubbles: true, cancelable: true}))""",
                [kind, button, x, y],
            )

    drag(0)
    assert pad.check(pad.ink()) == 1
    drag(2)  # the button of context menus draws nothing
    assert np.abs(pad.ink() - strokes(pad.in_cells(lines))).max() < 0.02
    drag(5)  # the eraser
    pad.view.shows("No ink")


def test_a_second_finger_draws_nothing(pad):
    pad.canvas.evaluate(
        """canvas => { const {left, top} = canvas.getBoundingClientRect();
        const send = (type, pointerId, x, y) => canvas.dispatchEvent(new PointerEvent(
            'pointer' + type, {pointerId, pointerType: 'touch', clientX: left + x,
            clientY: top + y, cancelable: true}));
        send('down', 1, 50, 50); send('down', 2, 200, 200); send('move', 2, 250, 250);
        send('move', 1, 50, 150); send('up', 2, 250, 250); send('up', 1, 50, 150); }"""
    )
    pad.view.shows("Your drawing")
    ink = pad.ink()
    assert ink[:35, :20].any()
    assert not ink[35:, 25:].any()


def test_a_digit_drawn_from_the_keyboard_only(pad):
    keyboard = pad.page.keyboard
    said = pad.pad.locator(".said")
    pad.canvas.focus()
    path = [("ArrowLeft", 6), ("ArrowUp", 9), ("Space", 1), ("ArrowRight", 11), ("ArrowDown", 3)]
    path += [("ArrowLeft", 1), ("ArrowDown", 5)] + [("ArrowLeft", 1), ("ArrowDown", 3)] * 4
    place, corners, is_down = np.array([28, 28]), [], False
    steps = {"ArrowLeft": (-2, 0), "ArrowRight": (2, 0), "ArrowUp": (0, -2), "ArrowDown": (0, 2)}
    for key, times in path:
        for _ in range(times):
            keyboard.press(key)
        is_down |= key == "Space"
        place = place + times * np.array(steps.get(key, (0, 0)))
        corners += [tuple(place)] if is_down else []
    expect(said).to_have_text(f"row {place[1]}, column {place[0]} of {SIDE}, pen down")
    expect(pad.pad.locator(".cursor")).to_be_visible()
    keyboard.press("Enter")
    expect(said).to_have_text(f"row {place[1]}, column {place[0]} of {SIDE}, pen up")
    assert np.abs(pad.ink() - strokes([corners])).max() < 0.01
    assert pad.check(pad.ink()) == 7

    for key in ("ArrowUp",) * 4 + ("Backspace",):
        keyboard.press(key)
    pad.view.settle()
    row, column = place[1] - 8, place[0]
    assert not pad.ink()[row - 2 : row + 2, column - 2 : column + 2].any()
    pad.check(pad.ink())

    keyboard.press("Escape")
    expect(said).to_have_text("pen up, pad left")
    expect(pad.canvas).not_to_be_focused()
    expect(pad.pad.locator(".cursor")).to_be_hidden()


def test_the_pad_has_a_name_and_instructions_and_keys_stay_in_it(pad):
    assert pad.canvas.get_attribute("role") == "application"
    name = pad.canvas.get_attribute("aria-label")
    for word in ("Drawing pad", "Arrow keys", "Space or Enter", "Delete", "Escape"):
        assert word in name
    assert pad.pad.locator(".said").get_attribute("role") == "status"
    pad.canvas.focus()
    cells = pad.page.locator(".jp-Cell").count()
    for key in ("Enter", "ArrowDown", "Enter", "Delete", "Delete", "ArrowUp"):
        pad.page.keyboard.press(key)
    expect(pad.canvas).to_be_focused()
    assert pad.page.locator(".jp-Cell").count() == cells
    pad.page.keyboard.press("Tab")
    expect(pad.button("Undo")).to_be_focused()
    pad.page.keyboard.press("Tab")
    expect(pad.button("Clear")).to_be_focused()
    pad.page.keyboard.press("Enter")
    pad.view.shows("No ink")


def test_undo_and_clear(pad):
    first, second = drawing(7, 2)
    pad.draw([first])
    without_bar = pad.ink()
    pad.draw([second])
    with_bar = pad.ink()
    assert (with_bar != without_bar).any()
    pad.check(with_bar)
    pad.button("Undo").click()
    assert np.array_equal(pad.ink(), without_bar)
    pad.check(without_bar)
    pad.clear()
    assert not pad.ink().any()
    pad.button("Undo").click()
    pad.check(without_bar)
    pad.clear()


def test_a_test_digit_comes_onto_the_pad_and_takes_a_stroke(pad):
    assert pad.view.press("test digit", "ArrowRight", times=3) == 5
    pad.view.shows("Test digit 5, a 7, prepared as MNIST was: the network reads a 7")
    pad.view.settle()
    digit = pad.ink()
    assert np.array_equal(pad.view.pixels("your ink")[:, :, 0] > 128, digit[::2, ::2, 0] > 0.5)
    pad.draw([[(0.3, 0.5), (0.75, 0.48)]])
    assert (pad.ink() >= digit).all()
    pad.check(pad.ink())
    assert pad.view.dropdown("start from").input_value() == "your drawing"
    pad.view.dropdown("start from").select_option("the letter A")
    pad.view.shows("The letter A, prepared as MNIST was: the network reads a ")
    pad.view.shows("It has to choose one of the ten, whatever is drawn.")
    pad.view.reset()
    pad.view.shows("Test digit 2, a 7")


def test_in_a_narrow_window(notebook):
    pad = Pad(notebook, width=480)
    box = pad.canvas.bounding_box()
    assert box["width"] > 200
    assert abs(box["width"] - box["height"]) < 1
    assert box["x"] + box["width"] < 480
    pad.draw(drawing(0, 0))
    assert pad.check(pad.ink()) == 0
    answer = pad.pad.locator(".answer").bounding_box()
    assert answer["y"] - (box["y"] + box["height"]) < 60
    outer = pad.page.locator(".jp-OutputArea-output:has(.cnnkit-pad)").first
    assert outer.evaluate("area => area.scrollWidth - area.clientWidth") <= 1
    pad.page.set_viewport_size({"width": 1280, "height": 1000})


def test_a_touch_of_a_layer_enlarges_it(pad):
    pad.draw(drawing(4, 0))
    pad.check(pad.ink())
    pad.view.picture.locator('[data-panel="relu_2"]').hover()
    pad.view.shows("enlarged: relu_2")
    assert pad.view.panel("relu_2, enlarged").count() == 1
    assert np.array_equal(pad.view.pixels("relu_2"), pad.view.pixels("relu_2, enlarged"))


def test_the_page_has_nothing_to_complain_about(pad):
    assert pad.notebook.complaints == []
