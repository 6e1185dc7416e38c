"""How far the networks see, against A. Araujo, W. Norris and J. Sim's published table."""

import json
from pathlib import Path

import pytest

from cnnkit import architectures
from cnnkit.architectures import bottleneck
from cnnkit.layers import BatchNorm, Conv2D, MaxPool2D, ReLU, Residual, Sequential
from cnnkit.layers.view import views_through
from tests.architectures.reference import PHOTO, REFERENCE, network

PLAIN = json.loads(
    (Path(__file__).parents[1] / "reference" / "receptive_fields.json").read_text(encoding="utf-8")
)["table"]
RESIDUAL = REFERENCE["receptive_fields"]["networks"]


def seen(model, shape):
    """Return (size, jump, padding) of what each layer's outputs see along an axis."""
    fields = []
    for stage in model.stages(shape):
        view = views_through(stage.layer.views(stage.input_shape), stage.views, shape)[0]
        fields.append((view.size, view.jump, -view.start))
    return fields


def before_the_pooling_of_all(model, shape):
    """Return what the last feature map sees."""
    return [field for field in seen(model, shape) if field[1]][-1]


@pytest.mark.parametrize(
    ("name", "side", "theirs", "last"),
    [
        ("alexnet_2012", 227, "alexnet_v2", (195, 32, 64)),
        ("vgg11", 224, "vgg_a", (150, 32, 59)),
        ("vgg16", 224, "vgg_16", (212, 32, 90)),
    ],
)
def test_plain_networks(name, side, theirs, last):
    """Every layer of the table is there, and in its order, padding included."""
    table = [(row["rf"], row["stride"], row["padding"]) for row in PLAIN if row["cnn"] == theirs]
    own = iter(seen(network(name), (side, side, 3)))
    assert all(row in own for row in table)  # each is looked for behind the one before
    assert table[-1] == last


def test_padding_moves_what_the_alexnet_of_2014_sees():
    """Its first convolution has a padding of 2, and that of the table and of 2012 has none."""
    model = architectures.alexnet()
    *_, last = [f for f, layer in zip(seen(model, PHOTO), model, strict=True) if is_pool(layer)]
    assert last == (195, 32, 66)


def is_pool(layer):
    return isinstance(layer, MaxPool2D)


@pytest.mark.parametrize("depth", [50, 101, 152])
def test_residual_networks_as_in_the_paper(depth):
    """With the stride on a block's first 1×1, a map sees as far as in the published table.

    The table's networks have the stride in a stage's last block, so that the jump comes earlier.
    """
    theirs = [field for field, _ in RESIDUAL[f"resnet_v1_{depth}"].values()]
    model = network(f"resnet{depth}", stride_on="1x1")
    stages = stages_of(model)
    assert [field for field, _, _ in stages] == theirs
    assert [jump for _, jump, _ in stages] == [4, 8, 16, 32]


def test_published_network_itself():
    """ResNet-50 as TF-Slim has it: the stride in a stage's last block, none in the last stage."""
    model = Sequential([
        *(Conv2D(64, 7, stride=2, padding=3, bias=False), BatchNorm(), ReLU()),
        MaxPool2D(3, stride=2, padding=1),
        *(slim_stage(64, 3, 2), slim_stage(128, 4, 2)),
        *(slim_stage(256, 6, 2), slim_stage(512, 3, 1)),
    ])  # fmt: skip
    assert [[field, jump] for field, jump, _ in stages_of(model)] == [
        *RESIDUAL["resnet_v1_50"].values()
    ]
    # They count a multiply-add as two, and biases and poolings as well.
    billions = REFERENCE["receptive_fields"]["billions_of_operations_at_224"]["resnet_v1_50"]
    assert 2 * model.count(PHOTO)[1] / 1e9 == pytest.approx(billions[-1], rel=0.01)


def test_torchvisions_resnet50_sees_less():
    """The 3×3 that has the stride still steps over the smaller jump."""
    assert [field for field, _, _ in stages_of(architectures.resnet50())] == [35, 91, 267, 427]
    on_1x1 = architectures.resnet50(stride_on="1x1")
    assert [field for field, _, _ in stages_of(on_1x1)] == [35, 99, 291, 483]


def test_tutorial_cnn():
    assert before_the_pooling_of_all(architectures.tutorial_cnn(), (32, 32, 3))[0] == 18


def stages_of(model):
    """Return what the ends of the four stages see."""
    fields = zip(seen(model, PHOTO), model, strict=True)
    return [field for field, layer in fields if isinstance(layer, Sequential)]


def slim_stage(filters, blocks, stride):
    first, *between = (bottleneck(filters, projection=number == 0) for number in range(blocks - 1))
    body = Sequential([
        *(Conv2D(filters, 1, bias=False), BatchNorm(), ReLU()),
        *(Conv2D(filters, 3, stride=stride, padding=1, bias=False), BatchNorm(), ReLU()),
        *(Conv2D(4 * filters, 1, bias=False), BatchNorm()),
    ])  # fmt: skip
    shortcut = MaxPool2D(1, stride=stride) if stride > 1 else None
    return Sequential([first, *between, Residual(body, shortcut), ReLU()])
