"""Draw a digit: prepared, read and shown as an independent computation says."""

import base64
import io
import re

import numpy as np
import pytest
from driving import Page, formula, html, inputs, move, value_of
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from scipy.special import softmax

from cnnkit import datasets, functional, images, pretrained
from cnnkit.explorers import DrawADigit
from cnnkit.explorers.training_a_cnn.ink import SIDE, as_array, as_text, strokes
from cnnkit.explorers.training_a_cnn.samples import SAMPLES
from cnnkit.plots.colours import palette
from tests.explorers.training_a_cnn.hand_drawn import drawing

PLACES = st.tuples(st.floats(0, SIDE), st.floats(0, SIDE))
DRAWINGS = st.lists(st.lists(PLACES, min_size=1, max_size=4), max_size=3)


def read_by_functions(image):
    """Read an image with the functions, layer by layer, from the weights of the file."""
    weights = {one.name: one.value for one in pretrained.digits_cnn().parameters()}
    x = image[np.newaxis]
    for block in ("conv2d_1", "conv2d_2"):
        x = functional.conv2d(
            x, weights[f"{block}.kernel"], weights[f"{block}.bias"], padding="same"
        )
        x = functional.max_pool2d(functional.relu(x), 2)
    return functional.dense(x.reshape(1, -1), weights["dense_1.weight"], weights["dense_1.bias"])[0]


def written(digit, way):
    """Return a digit drawn by hand, as ink."""
    lines = [[(SIDE * x, SIDE * y) for x, y in line] for line in drawing(digit, way)]
    return as_text(strokes(lines))


def percent(text):
    return float(re.search(r"([\d.]+) %", text)[1]) / 100


class TestAnswers:
    @settings(max_examples=60)
    @given(lines=DRAWINGS, prepared=st.booleans())
    def test_what_is_read_and_how_surely(self, lines, prepared):
        ink = strokes(lines)
        explorer = DrawADigit(drawing=as_text(ink), prepared=prepared)
        ink = as_array(as_text(ink))
        image = sum(ink[row::2, column::2] / 4 for row, column in np.ndindex(2, 2))
        if prepared and ink.any():
            image = images.like_mnist(image)
        result = explorer.result
        np.testing.assert_allclose(result.image, image, atol=1e-6)
        logits = read_by_functions(image.astype(np.float32))
        np.testing.assert_allclose(result.logits, logits, rtol=1e-4, atol=1e-3)
        shares = softmax(logits.astype(float))
        np.testing.assert_allclose(result.probabilities, shares, atol=1e-4)
        first, second = np.sort(shares)[::-1][:2]
        sure, other = re.search(
            r"is (.*) sure\..* Second guess: (.*)", explorer.description
        ).groups()
        assert percent(sure) == pytest.approx(first, abs=2e-4)
        if "less than" not in other:
            assert percent(other) == pytest.approx(second, abs=2e-4)
        if first - second > 1e-3:
            article = "an" if logits.argmax() == 8 else "a"
            assert f"the network reads {article} {logits.argmax()} and is " in explorer.description
        assert explorer.description.endswith("choose one of the ten, whatever is drawn.")
        assert explorer.description.startswith("Your drawing, " if ink.any() else "No ink:")

    @pytest.mark.parametrize("place", [0, 2, 175, 662, 999])
    def test_a_test_digit_is_read_as_in_the_lesson_on_probabilities(self, place):
        digits = datasets.digits()
        explorer = DrawADigit(image=place)
        image = images.to_float(digits.x_test[place])
        assert np.array_equal(explorer.result.image, image)
        assert np.array_equal(explorer.result.drawn, image)
        logits = pretrained.digits_cnn().forward(image[np.newaxis])[0]
        np.testing.assert_allclose(explorer.result.logits, logits, rtol=1e-5, atol=1e-5)
        label = int(digits.y_test[place])
        assert explorer.result.label == label
        assert explorer.description.startswith(f"Test digit {place}, a {label}, prepared")
        verdict = " Right." if logits.argmax() == label else f" Wrong: it is a {label}."
        assert verdict in explorer.description

    def test_thirty_digits_of_a_hand_with_and_without_the_preparation(self):
        right = {
            prepared: sum(
                DrawADigit(drawing=written(digit, way), prepared=prepared).result.read == digit
                for digit in range(10)
                for way in range(3)
            )
            for prepared in (True, False)
        }
        assert right[True] >= 28
        assert right[False] <= 25

    def test_an_empty_pad_is_answered_too(self):
        explorer = DrawADigit(drawing="")
        assert not explorer.result.image.any()
        assert explorer.description.startswith("No ink: the network reads a")
        assert "given 28 × 28 zeros" in formula(explorer)[1]


class TestMovedInk:
    def test_shifts_are_in_pixels_of_the_small_image(self):
        explorer = DrawADigit(image=2, prepared=False)
        at_rest = explorer.result.image[:, :, 0]
        explorer.update(right=3, down=-2)
        expected = np.zeros((28, 28), np.float32)
        expected[:26, 3:] = at_rest[2:, :25]
        np.testing.assert_allclose(explorer.result.image[:, :, 0], expected, atol=1e-6)
        explorer.update(prepared=True)
        assert np.array_equal(explorer.result.image[:, :, 0], at_rest)

    @pytest.mark.parametrize(("turn", "quarters"), [(90, 1), (180, 2), (-180, 2), (-90, 3)])
    def test_turns_are_anticlockwise(self, turn, quarters):
        explorer = DrawADigit(image=2, prepared=False, turn=turn)
        expected = np.rot90(DrawADigit(image=2).result.drawn, quarters)
        np.testing.assert_allclose(explorer.result.image, expected, atol=1e-4)

    def test_size_and_thickness(self):
        upright = as_text(strokes([[(28, 8), (28, 48)]]))
        explorer = DrawADigit(drawing=upright, prepared=False)
        _, _, height, width = explorer.result.box
        explorer.update(size=50)
        _, _, lower, narrower = explorer.result.box
        assert lower == pytest.approx(height / 2, abs=1)
        assert narrower == pytest.approx(width / 2, abs=2)  # its middle lies between two pixels
        explorer.update(size=100, thicker=2)
        assert explorer.result.box[2:] == (height + 2, width + 2)  # of two cells each
        explorer.update(thicker=-2)
        assert explorer.description.startswith("No ink")

    def test_what_leaves_the_pad_is_lost(self):
        corner = as_text(strokes([[(50, 4), (52, 6)]]))
        explorer = DrawADigit(drawing=corner, right=10, down=-10)
        assert explorer.result.box is None


class TestControls:
    def test_drawing_makes_it_your_drawing(self):
        explorer = DrawADigit()
        assert explorer.state["sample"] == "a test digit"
        explorer.controls["drawing"].set_state({"value": written(3, 0)})
        assert explorer.state["sample"] == "your drawing"
        assert explorer.state["drawing"] == written(3, 0)
        assert explorer.result.label is None

    def test_a_test_digit_comes_onto_the_pad_and_can_be_drawn_on(self):
        explorer = DrawADigit(sample="a scribble")
        explorer.controls["image"].set_state({"value": 5})
        assert explorer.state["sample"] == "a test digit"
        ink = as_array(explorer.state["drawing"])
        assert np.array_equal(ink[::2, 1::2], images.to_float(datasets.digits().x_test[5]))
        drawn_on = np.maximum(ink, strokes([[(20, 28), (40, 28)]]))
        explorer.controls["drawing"].set_state({"value": as_text(drawn_on)})
        assert explorer.state["sample"] == "your drawing"
        assert explorer.description.startswith("Your drawing")

    @pytest.mark.parametrize("name", SAMPLES[1:])
    def test_every_sample_brings_its_ink_by_list_by_update_and_by_name(self, name):
        chosen, updated = DrawADigit(), DrawADigit()
        chosen.controls["sample"].set_state({"index": SAMPLES.index(name)})
        updated.update(sample=name)
        assert chosen.state == updated.state == DrawADigit(sample=name).state
        assert bool(chosen.state["drawing"]) == (name != "nothing")

    def test_without_the_pad_everything_else_works(self):
        explorer = DrawADigit(hidden=("drawing",))
        for name, widget in inputs(explorer):
            if name != "drawing":
                move(widget, 0.7)
        shown = [part for part in explorer.box.children[0].children]
        assert explorer.controls["drawing"] not in shown
        assert len(explorer.description) > 50

    def test_the_pad_says_what_is_read(self):
        explorer = DrawADigit()
        pad = explorer.controls["drawing"]
        assert pad.answer == "reads a 7: > 99.99 %"
        explorer.update(sample="a scribble")
        result = explorer.result
        assert pad.answer.startswith(f"reads a {result.read}: ")
        assert percent(pad.answer) == pytest.approx(result.probabilities.max(), abs=1e-4)

    def test_touching_a_layer_enlarges_it(self):
        explorer = DrawADigit()
        names = [name for name, _, _ in Page(html(explorer)).panels]
        assert (
            names == list(dict(pretrained.digits_cnn().activations(np.zeros((1, 28, 28, 1)))))[:-1]
        )
        explorer._pointer.set_state({"cell": ["relu_2", 3, 4]})
        assert explorer.state["layer"] == "relu_2"
        assert "relu_2, enlarged" in html(explorer)


class TestPicture:
    def test_every_map_is_in_the_picture_on_the_layers_scale(self):
        explorer = DrawADigit(image=7)
        page = html(explorer)
        reader = explorer.reader
        for answer in explorer.result.layers:
            panel = re.search(rf'">{answer.name}</text>.*?</svg>', page, re.DOTALL)[0]
            pixels = decoded(re.search(r"base64,([^\"]*)", panel)[1])
            low, high = reader.scales[answer.name].limits
            colours = palette(reader.scales[answer.name].kind)
            places = np.clip(np.rint((answer.values - low) / (high - low) * 126), 0, 126)
            expected = colours[places.astype(int)]
            if answer.values.ndim == 1:
                assert np.array_equal(pixels.reshape(-1, 3), expected)
                continue
            rows, columns, count = answer.values.shape
            across = (pixels.shape[1] + 1) // (columns + 1)
            for place in range(count):
                top, left = place // across * (rows + 1), place % across * (columns + 1)
                tile = pixels[top : top + rows, left : left + columns]
                assert np.array_equal(tile, expected[:, :, place]), (answer.name, place)

    def test_scales_stay_while_the_drawing_changes_and_reach_almost_all_of_real_digits(self):
        explorer = DrawADigit()
        scales = re.findall(r'<text x="120" y="26">([^<]*)<', html(explorer))
        explorer.update(drawing=as_text(np.ones((SIDE, SIDE, 1))), thicker=4)
        assert re.findall(r'<text x="120" y="26">([^<]*)<', html(explorer)) == scales
        digits = images.to_float(datasets.digits().x_test[:100])
        for name, values in list(pretrained.digits_cnn().activations(digits))[:-1]:
            scale = explorer.reader.scales[name]
            assert scale.kind == ("signed" if name.startswith("conv") else "positive")
            assert (np.abs(values) <= scale.limits[1]).mean() == pytest.approx(0.999, abs=1e-4)

    def test_the_formula_says_how_the_ink_was_prepared(self):
        ink = strokes([[(20, 10), (44, 34)]])
        explorer = DrawADigit(drawing=as_text(ink))
        line = formula(explorer)[1]
        _, _, height, width = images.ink_box(explorer.result.drawn)
        numbers = [value_of(text) for text in re.findall(r"[\d.]+", line)]
        assert numbers[:4] == [height, width, 20, max(height, width)]
        _, _, new_height, new_width = images.ink_box(explorer.result.image)
        assert numbers[4:6] == [new_height, new_width]
        assert numbers[6:] == [round(n, 1) for n in images.centre_of_mass(explorer.result.image)]
        stated = re.fullmatch(
            r"p\[(\d)\] = exp\((.*)\) / Σ exp\(z\) = (.*); enlarged.*", formula(explorer)[2]
        )
        assert int(stated[1]) == explorer.result.read
        assert value_of(stated[2]) == pytest.approx(explorer.result.logits.max(), abs=0.05)


def decoded(text):
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(text))).convert("RGB"))
