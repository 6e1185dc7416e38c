"""Parameters and multiply-adds are the published ones, to the last digit."""

import math

import pytest

from cnnkit import architectures
from cnnkit.layers import BatchNorm, Conv2D
from tests.architectures.reference import PHOTO, REFERENCE, network, rows

TORCHVISION = REFERENCE["torchvision"]["networks"]
KERAS = REFERENCE["keras"]["networks"]
ONNX = REFERENCE["onnx"]["networks"]


@pytest.mark.parametrize("name", TORCHVISION)
def test_torchvision(name):
    theirs = TORCHVISION[name]
    side = theirs["image"]
    parameters, multiply_adds = network(name).count((side, side, 3))
    assert parameters == theirs["parameters"]
    assert multiply_adds == theirs["multiply_adds"]
    assert multiply_adds / 1e9 == pytest.approx(theirs["published_gmacs"], abs=6e-4)


@pytest.mark.parametrize("name", KERAS)
def test_keras(name):
    """Keras adds running statistics to its total, and sometimes more that is no weight."""
    own = name.lower().replace("netb", "net_b").replace("netv2", "net_v2")
    parameters = TORCHVISION[own]["parameters"]  # which are ours, by the test above
    channels = {BatchNorm: 0, Conv2D: 0}
    for layer, shape in leaves(network(own), PHOTO):
        if type(layer) in channels:
            channels[type(layer)] += layer.output_shape(shape)[-1]
    if name.startswith("ResNet"):
        parameters += channels[Conv2D]  # its convolutions have biases, which batch norms undo
    assert parameters == KERAS[name]["trainable"]
    statistics = 2 * channels[BatchNorm] + 7 * name.startswith("EfficientNet")  # mean and variance
    assert parameters + statistics == KERAS[name]["total"]


@pytest.mark.parametrize(
    ("name", "side", "theirs"),
    [
        ("alexnet_2012", 227, "bvlc_alexnet"),
        ("googlenet_2014", 224, "inception_v1"),
        ("vgg19", 224, "vgg19"),
        ("resnet50", 224, "resnet50"),
        ("densenet121", 224, "densenet121"),
    ],
)
def test_onnx(name, side, theirs):
    """The networks of ONNX, two of which are the papers' own and not torchvision's."""
    theirs = ONNX[theirs]
    table = rows(name, side)
    weights = [row for row in table if row.kind in ("Conv2D", "Dense")]
    norms = sum(row.parameters for row in table if row.kind == "BatchNorm")
    # A shortcut's convolution stands before the body's there, and behind it here.
    assert sorted(row.parameters for row in weights) == sorted(theirs["parameters"])
    assert norms == theirs["batch_norms"]
    if "resnet" not in name:
        assert [row.parameters for row in weights] == theirs["parameters"]


@pytest.mark.parametrize("name", ["alexnet_2012", "googlenet_2014"])
def test_kernels_of_the_papers_networks(name):
    """Not only their numbers but their shapes: groups, and 5×5."""
    theirs = ONNX[{"alexnet_2012": "bvlc_alexnet", "googlenet_2014": "inception_v1"}[name]]
    model, shape = network(name), (227, 227, 3) if "alexnet" in name else PHOTO
    kernels = [
        layer.parameter_shapes(shape)["kernel"]
        for layer, shape in leaves(model, shape)
        if isinstance(layer, Conv2D)
    ]
    convolutions = [each for each in theirs["weights"] if len(each) == 4]
    assert [[f, c, h, w] for h, w, c, f in kernels] == convolutions


@pytest.mark.parametrize("key", REFERENCE["mobilenet_v2"]["networks"])
def test_mobilenet_of_all_widths(key):
    """TensorFlow cuts millions of multiply-adds off, and leaves batch norms out of parameters."""
    millions, parameters = REFERENCE["mobilenet_v2"]["networks"][key]
    width, side = key.split("_")
    table = architectures.mobilenet_v2(width=float(width), classes=1001).summary(
        (int(side), int(side), 3)
    )
    norms = sum(row.parameters for row in table.rows if row.kind == "BatchNorm")
    assert math.floor(table.multiply_adds / 1e6) == millions
    assert round((table.parameters - norms) / 1e6, 2) == parameters


def test_lenet5_of_today_and_of_1998():
    theirs = REFERENCE["lenet5"]
    table = architectures.lenet5().summary((32, 32, 1))
    assert [row.parameters for row in table.rows if row.parameters] == [
        n for _, n in theirs["today"]
    ]
    assert table.parameters == 61_706
    # What the docstring says of the network of the paper.
    pairs = sum(map(len, theirs["maps_that_c3_sees"]))
    assert (pairs, 6 * 16) == (60, 96)
    assert theirs["layers"]["C3"] == pairs * 25 + 16 == 1516
    poolings = theirs["layers"]["S2"] + theirs["layers"]["S4"]
    assert poolings == 2 * (6 + 16) == 44
    assert table.parameters - (2416 - 1516) + poolings - 850 == theirs["parameters"] == 60_000


def test_tutorial_cnn():
    table = architectures.tutorial_cnn().summary((32, 32, 3))
    assert (table.parameters, table.multiply_adds) == (122_570, 4_548_608)
    own = [[*row[2:4]] for row in table.rows if row.kind != "ReLU"]
    theirs = REFERENCE["tutorial_cnn"]["layers"]
    assert own == [[tuple(shape), parameters] for _, shape, parameters in theirs]
    assert table.rows[6].receptive_field == (18, 18)


@pytest.mark.parametrize("row", architectures.PUBLISHED, ids=lambda row: row.name)
def test_the_table_for_the_course(row):
    assert network(row.name).count(row.image) == (row.parameters, row.multiply_adds)
    theirs = TORCHVISION.get(row.name)
    assert (theirs is not None) == (row.top_1 is not None)
    if theirs:
        assert row.parameters == theirs["parameters"]
        assert row.multiply_adds == theirs["multiply_adds"]
        assert row.image == (theirs["image"], theirs["image"], 3)


def test_the_table_is_in_order():
    years = [row.year for row in architectures.PUBLISHED]
    assert years == sorted(years)
    assert len({row.name for row in architectures.PUBLISHED}) == len(years)


@pytest.mark.parametrize("name", ["lenet5", "tutorial_cnn", "alexnet", "vgg11", "googlenet"])
def test_other_classes_change_the_last_layer_alone(name):
    shape = {"lenet5": (32, 32, 1), "tutorial_cnn": (32, 32, 3)}.get(name, PHOTO)
    few, many = (network(name, classes=classes).summary(shape) for classes in (3, 7))
    assert few.rows[:-1] == many.rows[:-1]
    inputs = few.rows[-1].multiply_adds // 3
    assert many.parameters - few.parameters == 4 * (inputs + 1)


def leaves(layer, shape):
    """Yield the layers that hold no others, with what each is given."""
    if hasattr(layer, "stages"):
        for stage in layer.stages(shape):
            yield from leaves(stage.layer, stage.input_shape)
    else:
        yield layer, shape
