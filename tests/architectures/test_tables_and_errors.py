"""What a learner sees of a network: its table, how it is written, and why an image does not fit."""

import re

import pytest

from cnnkit import architectures, initialisers, layers
from tests.architectures.reference import PHOTO, REFERENCE, network, rows

NETWORKS = [row.name for row in architectures.PUBLISHED] + ["tutorial_cnn", "googlenet_2014"]
CHANNELS = {"lenet5": 1}
SMALLEST = {
    name: theirs["smallest"]
    for name, theirs in REFERENCE["torchvision"]["networks"].items()
    if theirs["smallest"] > 1 and name.count("_") == 0
}


@pytest.mark.parametrize("name", SMALLEST)
def test_smallest_image(name):
    """It is torchvision's; below, the error names the layer."""
    side, model = SMALLEST[name], network(name)
    assert model.output_shape((side, side, 3)) == (1000,)
    with pytest.raises(ValueError, match=r"layer \d+ \(\w+_pool2d_\d\): .*does not fit into"):
        model.output_shape((side - 1, side - 1, 3))


@pytest.mark.parametrize("name", ["resnet18", "mobilenet_v2", "efficientnet_b0"])
def test_one_pixel_is_enough_for_these(name):
    assert network(name).output_shape((1, 1, 3)) == (1000,)


@pytest.mark.parametrize(
    ("name", "shape", "layer"),
    [
        ("lenet5", (28, 28), "layer 1 (conv2d_1)"),
        ("lenet5", (10, 10, 1), "layer 4 (conv2d_2)"),
        ("tutorial_cnn", (14, 14, 3), "layer 7 (conv2d_3)"),
        ("alexnet_2012", (10, 224, 3), "layer 1 (conv2d_1)"),
        ("alexnet_2012", (227, 227, 0), "input_shape[2] is 0"),
    ],
)
def test_images_that_do_not_fit(name, shape, layer):
    with pytest.raises(ValueError, match=re.escape(layer)):
        network(name).output_shape(shape)


def test_stride_on_is_checked():
    with pytest.raises(ValueError, match='stride_on is "?\'?2x2.*use one of "3x3", "1x1"'):
        architectures.resnet50(stride_on="2x2")


@pytest.mark.parametrize("name", NETWORKS)
def test_classes_are_checked(name):
    with pytest.raises(ValueError, match=r"units is 0|\('dense', 0\) is no layer"):
        network(name, classes=0)


@pytest.mark.parametrize("name", NETWORKS)
def test_it_is_written_as_the_call_that_makes_it(name):
    model = network(name)
    written = eval(repr(model), vars(initialisers) | vars(layers))
    side = {"lenet5": 32, "tutorial_cnn": 32, "alexnet_2012": 227}.get(name, 224)
    shape = (side, side, CHANNELS.get(name, 3))
    assert isinstance(written, layers.Sequential)
    assert written.count(shape) == model.count(shape)


def test_names_in_the_tables():
    """A stage is a sequential, a block within it a residual, a branch has its number."""
    assert names("resnet50")[3:6] == [
        "max_pool2d_1",
        "sequential_1.residual_1.body.conv2d_1",
        "sequential_1.residual_1.body.batch_norm_1",
    ]
    assert "sequential_4.residual_3" in names("resnet50")
    assert "concatenate_9.branch_3.conv2d_2" in names("googlenet")
    assert "sequential_3.concatenate_24.branch_2.conv2d_2" in names("densenet121")
    assert "sequential_2.sequential_1.depthwise_conv2d_1" in names("mobilenet_v2")
    assert "sequential_5.residual_2.body.squeeze_excite_1" in names("efficientnet_b0")
    assert names("vgg16")[-9:-6] == ["adaptive_average_pool2d_1", "flatten_1", "dense_1"]


def test_rows_of_a_residual_block():
    """The block's own row holds its shape and field; its parameters stand in the rows above."""
    table = {row.name: row for row in rows("resnet18")}
    block = table["sequential_2.residual_1"]
    assert block.output_shape == (28, 28, 128)
    assert (block.parameters, block.multiply_adds) == (0, 0)
    assert table["sequential_2.residual_1.shortcut.conv2d_1"].parameters == 64 * 128
    assert table["global_average_pool2d_1"].receptive_field == PHOTO[:2]


def names(name):
    return [row.name for row in rows(name)]
