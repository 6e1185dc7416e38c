"""Style transfer as a whole: its gradient, its steps, and what was measured with it."""

import numpy as np
import pytest

from cnnkit import datasets
from cnnkit.applications.style_transfer import (
    STYLE_LAYERS,
    STYLE_WEIGHTS,
    StyleTransfer,
    Weights,
    gram_loss_gradient,
    gram_matrix,
    made_pictures,
    maps_of,
    painted_strokes,
    pixel_gradient,
    what_is_left,
)
from cnnkit.layers import Conv2D, ReLU, Sequential
from cnnkit.layers.parameter import Parameter
from cnnkit.pretrained import VGG_LAYERS, VGG_MEAN, square_picture, vgg_features
from cnnkit.training import Adam
from tools.recipes import measure_style


@pytest.fixture(scope="module")
def vgg():
    return vgg_features()


@pytest.fixture(scope="module")
def pair():
    return tuple(square_picture(datasets.photo(name), size=32) for name in ("coffee", "ihc"))


def total(run):
    """Return the loss that a run descends on."""
    step, _ = run.loss_and_gradient()
    weights = run.weights
    return (
        weights.content * step.content
        + weights.style * step.mean_style
        + weights.variation * step.variation
    )


def test_the_pixel_gradient_is_that_of_the_backward_pass(vgg, pair):
    x = pair[0] - VGG_MEAN
    maps = maps_of(vgg, x, ["relu_7"])["relu_7"]
    dy = np.random.default_rng(0).standard_normal(maps.shape).astype(np.float32)
    ours = pixel_gradient(vgg, {"relu_7": dy})
    vgg.forward(x[None])
    np.testing.assert_allclose(ours, vgg.backward(dy[None])[0], atol=1e-4)


def test_the_gradient_of_the_whole_loss_is_what_differences_measure():
    """In float64, which the library keeps; a small network stands for VGG."""
    rng = np.random.default_rng(0)
    model = Sequential([Conv2D(4, 3, padding="same"), ReLU()])
    model.build((5, 6, 3), rng)
    for parameter in model.parameters():
        parameter.value = parameter.value.astype(np.float64)
    x, h = rng.uniform(0, 1, (5, 6, 3)), 1e-6
    target = gram_matrix(maps_of(model, rng.uniform(0, 1, (4, 3, 3)), ["relu_1"])["relu_1"])

    def loss(picture):
        gram = gram_matrix(maps_of(model, picture, ["relu_1"])["relu_1"])
        return np.mean((gram - target) ** 2)

    maps = maps_of(model, x, ["relu_1"])["relu_1"]
    gradient = pixel_gradient(model, {"relu_1": gram_loss_gradient(maps, target)})
    for place in ((0, 0, 0), (2, 3, 1), (4, 5, 2)):
        step = np.zeros_like(x)
        step[place] = h
        measured = (loss(x + step) - loss(x - step)) / (2 * h)
        np.testing.assert_allclose(gradient[place], measured, rtol=1e-5, atol=1e-9)


def test_a_run_goes_downhill_and_stays_a_picture(vgg, pair):
    run = StyleTransfer(vgg, *pair, weights=Weights(1, 100, 1), steps=8)
    before = total(run)
    steps = list(run)
    assert [step.number for step in steps] == list(range(1, 9))
    assert {step.total for step in steps} == {8}
    assert steps[0].content == 0  # it begins with the content picture
    assert total(run) < before / 2
    assert run.picture.dtype == np.float32
    assert run.picture.min() >= 0
    assert run.picture.max() <= 1
    assert list(run) == []  # it is at its end


def test_the_first_step_is_adams(vgg, pair):
    run = StyleTransfer(vgg, *pair, steps=1, learning_rate=0.1)
    _, gradient = run.loss_and_gradient()
    picture = Parameter("picture", pair[0].copy(), gradient)
    Adam(0.1).step([picture])
    list(run)
    np.testing.assert_allclose(run.picture, np.clip(picture.value, 0, 1), atol=1e-6)


def test_weights_may_change_in_between(vgg, pair):
    run = StyleTransfer(vgg, *pair, weights=Weights(1, 100), steps=30)
    steps = iter(run)
    far = [next(steps) for _ in range(10)][-1].content
    run.weights = Weights(1, 0)
    assert list(steps)[-1].content < far / 2


def test_its_targets_are_those_of_the_pictures(vgg, pair):
    run = StyleTransfer(vgg, *pair, style_layers=("conv2_1",), content_layer="conv3_1")
    layer = VGG_LAYERS["conv2_1"]
    maps = maps_of(vgg, pair[1] - VGG_MEAN, [layer])[layer]
    np.testing.assert_array_equal(run.grams["conv2_1"], gram_matrix(maps))
    assert run.content_maps.shape == (8, 8, 256)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"content": np.zeros((8, 8, 1))}, r"give \(H, W, 3\)"),
        ({"style": np.full((8, 8, 3), 2.0)}, "give 0 to 1, such as images.to_float"),
        ({"start": np.zeros((4, 8, 3))}, "the made picture is as large as content"),
        ({"style_layers": ("conv9_9",)}, "there is no layer 'conv9_9'; use one of conv1_1"),
        ({"steps": 0}, "steps"),
    ],
)
def test_errors_teach(vgg, options, message):
    given = {"content": np.zeros((8, 8, 3)), "style": np.zeros((8, 8, 3))} | options
    with pytest.raises(ValueError, match=message):
        StyleTransfer(vgg, **given)


def test_weights_below_zero_are_refused():
    with pytest.raises(ValueError, match="style"):
        Weights(style=-1)


def test_there_must_be_such_a_layer(vgg):
    with pytest.raises(ValueError, match="the network has no layer 'relu_8'"):
        maps_of(vgg, np.zeros((8, 8, 3), np.float32), ["relu_8"])
    with pytest.raises(ValueError, match="none of"):
        pixel_gradient(vgg, {})


def test_strokes_are_painted_alike_for_one_seed():
    one, other = (painted_strokes(40, rng=np.random.default_rng(3)) for _ in range(2))
    np.testing.assert_array_equal(one, other)
    assert one.shape == (40, 40, 3)
    assert one.std(axis=(0, 1)).min() > 0.05


# What is stored.


def test_stored_pictures_have_a_place_for_everything():
    assert made_pictures("kept_by_layer").shape == (3, len(STYLE_LAYERS), 80, 80, 3)
    assert made_pictures("style_weights").shape == (2, len(STYLE_WEIGHTS), 80, 80, 3)
    with pytest.raises(ValueError, match="use one of kept_by_layer"):
        made_pictures("nothing")


@pytest.mark.parametrize("pair", ["chelsea, ihc", "coffee, gravel"])
def test_the_trained_network_leaves_less_of_the_texture_each_at_its_better_weight(pair):
    left = {name: list(runs.values()) for name, runs in what_is_left()[pair].items()}
    shape = len(measure_style.COMPARED), len(measure_style.SEEDS), 2
    assert np.shape(left["trained"]) == np.shape(left["random"]) == shape
    trained, random = (
        min((np.array(runs)[:, 1] for runs in left[name]), key=np.mean)
        for name in ("trained", "random")
    )
    assert trained.max() < random.min() < 0.5
    assert max(np.max(np.array(runs)[..., 0]) for runs in left.values()) < 0.2


def test_the_stored_colour_gap_is_that_of_the_stored_picture():
    """The picture has 256 colours, so that it can only be about the same."""
    content, style = (measure_style.picture(name) for name in ("chelsea", "ihc"))
    made = made_pictures("networks")[0, 0] / 255
    gap = measure_style.colour_gap(made, style) / measure_style.colour_gap(content, style)
    weight = str(measure_style.COMPARED[-1])
    assert abs(gap - what_is_left()["chelsea, ihc"]["trained"][weight][0][0]) < 0.05


def test_stored_outlines_have_the_maps_of_the_photo(vgg):
    """What was made from conv3_1's maps has these maps, more than noise has."""
    layer = VGG_LAYERS["conv3_1"]
    photo, made = measure_style.picture("coffee"), made_pictures("kept_by_layer")[0, 2] / 255
    pictures = (photo, made.astype(np.float32), measure_style.noise(0))
    wanted, ours, noise = (maps_of(vgg, each - VGG_MEAN, [layer])[layer] for each in pictures)
    assert np.mean((ours - wanted) ** 2) < np.mean((noise - wanted) ** 2) / 4
