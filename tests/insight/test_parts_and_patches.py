"""The lower part of a network, and the patches that excite its filters."""

import numpy as np
import pytest

from cnnkit import datasets, pretrained
from cnnkit.images import to_float
from cnnkit.insight import network_after, network_up_to, strongest_patches
from cnnkit.layers import Conv2D, GlobalAveragePool2D, Sequential, SqueezeExcite
from tests.insight.small_networks import built, image, joined_network, plain_network

DIGITS = to_float(datasets.digits().x_test[:60])


@pytest.fixture(scope="module")
def network():
    return pretrained.digits_cnn()


def test_a_part_computes_what_the_whole_does_on_the_way(network):
    for name, y in network.activations(DIGITS[:3]):
        part = network_up_to(network, name)
        np.testing.assert_array_equal(part.forward(DIGITS[:3]), y)
        assert part.layers[-1] is network.children()[name]
        assert part.output_shape((28, 28, 1)) == y.shape[1:]


@pytest.mark.parametrize("make", [plain_network, joined_network])
def test_parts_of_layers_within_layers_compute_the_same(make):
    model, x = make(), image()[None]
    for name, y in model.activations(x):
        np.testing.assert_array_equal(network_up_to(model, name).forward(x), y)


@pytest.mark.parametrize(
    "layer", ["sequential_1.conv2d_1", "sequential_1", "sequential_2.residual_1", "sequential_2"]
)
def test_the_two_parts_make_the_whole(layer):
    model, x = joined_network(), image()[None]
    below, above = network_up_to(model, layer), network_after(model, layer)
    np.testing.assert_array_equal(above.forward(below.forward(x)), model.forward(x))
    assert above.built_for == below.output_shape(model.built_for)
    shared = {id(parameter) for part in (below, above) for parameter in part.parameters()}
    assert shared == {id(parameter) for parameter in model.parameters()}


@pytest.mark.parametrize(
    ("layer", "message"),
    [
        ("dense_1", "nothing comes after 'dense_1'; take a layer before it"),
        (
            "sequential_2.residual_1.body.conv2d_1",
            "lies within 'sequential_2.residual_1', and another way leads past it; take 'sequen",
        ),
        ("sequential_2.relu_1", "'sequential_2' has no layer 'relu_1'; its layers are residual_1"),
        ("dense_1.kernel", "'dense_1' has no layers inside that can be taken; take it whole"),
    ],
)
def test_there_is_not_an_upper_part_after_every_layer(layer, message):
    with pytest.raises(ValueError, match=message):
        network_after(joined_network(), layer)


def test_what_a_closed_joint_holds_cannot_be_taken():
    model = built([SqueezeExcite(2), GlobalAveragePool2D()])
    with pytest.raises(ValueError, match="'squeeze_excite_1' has no layers inside"):
        network_up_to(model, "squeeze_excite_1.gate")
    with pytest.raises(TypeError, match="layer is 2; give a name, such as squeeze_excite_1"):
        network_up_to(model, 2)


def test_layers_that_are_not_there_are_named():
    with pytest.raises(ValueError, match=r"no layer 'conv_9'; its layers are conv2d_1, relu_1"):
        network_up_to(pretrained.digits_cnn(), "conv_9")
    with pytest.raises(RuntimeError, match="call build with the shape of its images"):
        network_up_to(Sequential([Conv2D(2, 3)]), "conv2d_1")


@pytest.mark.parametrize(("layer", "size"), [("relu_1", 5), ("relu_2", 14), ("max_pool2d_2", 16)])
def test_patches_are_what_the_strongest_cells_saw(network, layer, size):
    maps = network_up_to(network, layer).forward(DIGITS)
    patches = strongest_patches(network, DIGITS, layer=layer, channel=3, count=7)
    best = np.sort(maps[..., 3].max(axis=(1, 2)))[::-1][:7]
    assert [patch.value for patch in patches] == pytest.approx(best.tolist())
    assert len({patch.image for patch in patches}) == 7
    around = np.pad(DIGITS, ((0, 0), (9, 9), (9, 9), (0, 0)))
    for patch in patches:
        assert maps[patch.image][patch.cell][3] == patch.value
        top, left = (corner + 9 for corner in patch.corner)
        seen = around[patch.image, top : top + size, left : left + size]
        np.testing.assert_array_equal(patch.pixels, seen)


def test_a_patch_by_itself_makes_the_answer_again(network):
    """Nothing outside of the patch has any say: moved to an empty image, it answers the same."""
    (patch,) = strongest_patches(network, DIGITS, layer="relu_1", channel=0, count=1)
    image = np.zeros((1, 28, 28, 1), np.float32)
    image[0, 10:15, 10:15] = patch.pixels
    answer = network_up_to(network, "relu_1").forward(image)[0, 12, 12, 0]
    assert answer == pytest.approx(patch.value, rel=1e-5)


def test_fewer_images_make_fewer_patches(network):
    assert len(strongest_patches(network, DIGITS[:2], layer="relu_2", channel=0, count=9)) == 2


def test_what_has_no_maps_is_refused(network):
    with pytest.raises(ValueError, match="the output of 'dense_1' has no height and width"):
        strongest_patches(network, DIGITS[:2], layer="dense_1", channel=0, count=1)
    with pytest.raises(ValueError, match="channel is 8; 'relu_1' has 8, counted from 0"):
        strongest_patches(network, DIGITS[:2], layer="relu_1", channel=8, count=1)
