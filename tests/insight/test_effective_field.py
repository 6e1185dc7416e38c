"""The effective receptive field against the theory, and against changed pixels."""

import numpy as np
import pytest
from scipy.special import comb

from cnnkit import pretrained
from cnnkit.insight import effective_receptive_field, network_up_to
from cnnkit.layers import AveragePool2D, Conv2D, MaxPool2D, ReLU, Sequential

SIGNS = np.random.default_rng(0)
"""Draws nothing, where the channel is given."""


def built(layers, shape, seed=0):
    model = Sequential(layers)
    model.build(shape, np.random.default_rng(seed))
    return model


def noise(*shape):
    return np.random.default_rng(7).normal(size=shape).astype(np.float32)


@pytest.mark.parametrize("depth", [1, 4, 9])
def test_kernels_of_ones_give_the_binomial_distribution_exactly(depth):
    model = built([Conv2D(1, 2, bias=False) for _ in range(depth)], (depth + 1, depth + 3, 1))
    for parameter in model.parameters():
        parameter.value[:] = 1
    field = effective_receptive_field(model, noise(1, depth + 1, depth + 3, 1), SIGNS, channel=0)
    ways = comb(depth, np.arange(depth + 1))
    expected = np.zeros((depth + 1, depth + 3))
    expected[:, 1 : depth + 2] = np.outer(ways, ways)  # the middle one of three columns of cells
    np.testing.assert_array_equal(field, expected)


def test_the_gradient_of_the_padded_stack_sums_over_channels_with_signs():
    model = built([Conv2D(3, 3, padding="same", bias=False)], (5, 7, 2))
    kernel = model.parameters()[0].value
    one = effective_receptive_field(model, noise(2, 5, 7, 2), SIGNS, channel=2, cell=(0, 6))
    np.testing.assert_allclose(one[:2, 5:], np.abs(kernel[1:, :2, :, 2]).mean(axis=2), rtol=1e-6)
    assert one.sum() == pytest.approx(one[:2, 5:].sum())
    signs = np.random.default_rng(3).choice([-1, 1], size=(1, 3))[0]
    every = effective_receptive_field(model, noise(1, 5, 7, 2), np.random.default_rng(3), power=2)
    expected = ((kernel @ signs) ** 2).mean(axis=2)
    np.testing.assert_allclose(every[1:4, 2:5], expected, rtol=1e-5)


STACKS = {
    "padded": [Conv2D(4, 3, padding="same"), ReLU(), Conv2D(4, 3, padding="same")],
    "pooled": [Conv2D(4, 3), ReLU(), MaxPool2D(2), Conv2D(4, 3, dilation=2)],
    "strided": [Conv2D(4, (3, 5), stride=2, padding=1), AveragePool2D(3, stride=2)],
}


@pytest.mark.parametrize("name", STACKS)
def test_it_is_exactly_zero_outside_the_receptive_field(name):
    shape = (20, 25, 2)
    model = built(STACKS[name], shape)
    rows, columns, _ = model.output_shape(shape)
    for cell in ((0, 0), (rows // 2, columns // 2), (rows - 1, columns - 2)):
        field = effective_receptive_field(
            model, noise(6, *shape), np.random.default_rng(0), cell=cell
        )
        inside = np.zeros((20, 25), bool)
        spans = [
            slice(
                max(0, int(view.start + place * view.jump)),
                int(view.start + place * view.jump + view.size),
            )
            for view, place in zip(model.views(shape), cell, strict=True)
        ]
        inside[tuple(spans)] = True
        assert (field[~inside] == 0).all()
        assert field[inside].max() > 0


def test_it_is_the_change_of_the_cell_that_a_changed_pixel_makes():
    model = network_up_to(pretrained.digits_cnn(), "relu_1")
    x = noise(1, 28, 28, 1).astype(np.float64)
    y = model.forward(x)[0]
    channel = int(y[14, 14].argmax())  # one that the activation lets through
    field = effective_receptive_field(model, x, SIGNS, channel=channel)
    for row, column in ((14, 14), (12, 16), (13, 12), (3, 3)):
        above, below = x.copy(), x.copy()
        above[0, row, column] += 1e-5
        below[0, row, column] -= 1e-5
        slope = (model.forward(above) - model.forward(below))[0, 14, 14, channel] / 2e-5
        assert abs(slope) == pytest.approx(field[row, column], rel=1e-4, abs=1e-9)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"cell": (14, 0)}, r"cell is \(14, 0\); the maps are 14 × 14.* is \(13, 13\)"),
        ({"cell": (0, -1)}, r"cell is \(0, -1\)"),
        ({"channel": 16}, "channel is 16; the network has 16, counted from 0"),
    ],
)
def test_what_is_not_there_is_refused(options, message):
    model = network_up_to(pretrained.digits_cnn(), "relu_2")
    with pytest.raises(ValueError, match=message):
        effective_receptive_field(model, noise(1, 28, 28, 1), np.random.default_rng(0), **options)


def test_a_network_that_ends_in_dense_layers_is_refused():
    with pytest.raises(ValueError, match=r"\(1, 10\), without height.*before Flatten, such as"):
        effective_receptive_field(
            pretrained.digits_cnn(), noise(1, 28, 28, 1), np.random.default_rng(0)
        )
