"""Climbing a channel: one step against the equation, and what the options do."""

import numpy as np
import pytest

from cnnkit import pretrained
from cnnkit.insight import activation_maximisation, network_up_to
from cnnkit.layers import Conv2D, ReLU, Sequential
from tests.insight.small_networks import averaging_network, built, joined_network


def last(model, **options):
    *_, x = activation_maximisation(model, **{"rng": np.random.default_rng(0), **options})
    return x


def answer(model, layer, channel, x):
    return float(network_up_to(model, layer).forward(x[None])[..., channel].mean())


@pytest.mark.parametrize("layer", ["sequential_1", "sequential_2.residual_1.body", "dense_1"])
def test_each_step_answers_more_strongly(layer):
    model = joined_network()
    images = activation_maximisation(
        model, layer=layer, channel=1, rng=np.random.default_rng(0), steps=12, learning_rate=0.02
    )
    answers = [answer(model, layer, 1, x) for x in images]
    assert len(answers) == 12
    assert np.all(np.diff(answers) > 0)


def test_a_step_is_the_equation():
    model = built([Conv2D(2, 3)])
    first, second = activation_maximisation(
        model, layer="conv2d_1", channel=1, rng=np.random.default_rng(0), steps=2, limits=(-9, 9)
    )
    kernel = model[0].weights["kernel"].value[..., 1]
    gradient = np.zeros((9, 7, 2))
    for i, j in np.ndindex(7, 5):
        gradient[i : i + 3, j : j + 3] += kernel / 35
    expected = 0.05 * gradient / np.sqrt((gradient**2).mean())
    np.testing.assert_allclose(second - first, expected, atol=1e-6)


def test_it_stays_within_the_limits_and_in_float32():
    model = averaging_network()
    x = last(model, layer="dense_1", channel=0, limits=(0, 1), steps=60, learning_rate=0.1)
    assert (x.shape, x.dtype.name) == ((9, 7, 2), "float32")
    assert (x.min(), x.max()) == (0, 1)


def test_another_shape_may_be_asked_for():
    model = averaging_network()
    assert last(model, layer="dense_1", channel=0, steps=1, shape=(12, 5, 2)).shape == (12, 5, 2)


def test_blur_leaves_less_fine_detail():
    def fine(x):
        return np.abs(np.diff(x, axis=0)).mean() / x.std()

    model = averaging_network()
    options = {"layer": "dense_1", "channel": 2, "steps": 30, "limits": (-9, 9)}
    details = [fine(last(model, blur=blur, **options)) for blur in (0.0, 1.0, 2.0)]
    assert details[0] > details[1] > details[2]


def test_blur_weighs_a_wave_by_how_often_it_fits():
    """A kernel of one pixel whose mean is asked for has a constant gradient: one wave only."""
    model = built([Conv2D(1, 1)], (8, 8, 1))
    options = {"layer": "conv2d_1", "channel": 0, "steps": 3}
    np.testing.assert_allclose(last(model, **options), last(model, blur=2.0, **options), atol=1e-6)


def test_colours_change_brightness_most():
    model = built([Conv2D(1, 3)], (9, 9, 3))
    x = last(model, layer="conv2d_1", channel=0, colours=True, steps=20)
    brightness = x.mean(axis=2)
    assert brightness.std() > 3 * (x - brightness[..., None]).std()


def test_weight_decay_leads_back_to_the_middle():
    model = averaging_network()
    options = {"layer": "dense_1", "channel": 0, "limits": (0, 1), "steps": 20}
    full, faded = (last(model, weight_decay=decay, **options) for decay in (0.0, 0.2))
    assert np.abs(faded - 0.5).mean() < 0.7 * np.abs(full - 0.5).mean()


def test_jitter_moves_what_the_gradient_sees_and_back():
    model = averaging_network()  # padded: its borders are not what its middle is
    plain, moved = (
        last(model, layer="relu_1", channel=0, steps=2, jitter=jitter) for jitter in (0, 3)
    )
    assert np.any(plain != moved)
    again = last(model, layer="relu_1", channel=0, steps=2, jitter=3)
    np.testing.assert_array_equal(moved, again)


def test_a_channel_that_is_cut_off_changes_nothing():
    model = built([Conv2D(1, 3), ReLU()])
    model[0].weights["bias"].value[:] = -100
    first, second = activation_maximisation(
        model, layer="relu_1", channel=0, rng=np.random.default_rng(0), steps=2
    )
    np.testing.assert_array_equal(first, second)


def test_the_digits_network_reads_what_it_is_climbed_for():
    model = pretrained.digits_cnn()
    for digit in (0, 4, 7):
        x = last(model, layer="dense_1", channel=digit, limits=(0, 1), steps=15, blur=1.0)
        assert int(model.forward(x[None]).argmax()) == digit


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"channel": 3}, "channel is 3; 'dense_1' has 3, counted from 0"),
        ({"layer": "dense_2"}, "no layer 'dense_2'"),
        ({"limits": (1, 0)}, "limits are .*lower one first"),
        ({"colours": True}, "2 channels; colours=True needs red, green and blue"),
        ({"learning_rate": 0}, "learning_rate is 0"),
        ({"steps": 0}, "steps is 0"),
        ({"jitter": -1}, "jitter is -1"),
        ({"weight_decay": 2}, "weight_decay is 2"),
        ({"blur": -1}, "blur is -1"),
    ],
)
def test_what_cannot_be_is_refused_before_the_first_step(options, message):
    arguments = {"layer": "dense_1", "channel": 0, "rng": np.random.default_rng(0), **options}
    with pytest.raises(ValueError, match=message):
        activation_maximisation(averaging_network(), **arguments)


def test_a_network_that_is_not_built_is_refused():
    with pytest.raises(RuntimeError, match="no parameters yet"):
        last(Sequential([Conv2D(1, 3)]), layer="conv2d_1", channel=0)


def test_the_network_stays_as_it_is():
    model = joined_network()
    before = model.state()
    last(model, layer="dense_1", channel=0, steps=2)
    assert all(np.array_equal(value, before[name]) for name, value in model.state().items())
