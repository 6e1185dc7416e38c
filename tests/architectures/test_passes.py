"""Every network learns: one image goes forward and backward in float32.

VGG-16 has 138 million parameters: numbers, gradients and what makes them take 1.5 GB. Its relatives
are tried with narrow dense layers, and the deepest of the others on smaller images.
"""

import sys

import numpy as np
import pytest

from cnnkit import architectures
from cnnkit.functional import cross_entropy_backward

SHAPES = {
    "lenet5": (32, 32, 1),
    "tutorial_cnn": (32, 32, 3),
    "alexnet_2012": (227, 227, 3),
    **dict.fromkeys(("alexnet", "vgg16", "googlenet", "resnet18"), (224, 224, 3)),
    **dict.fromkeys(("mobilenet_v2", "efficientnet_b0"), (224, 224, 3)),
    **dict.fromkeys(("googlenet_2014", "resnet34", "resnet50", "densenet121"), (64, 96, 3)),
}

NARROW = ("vgg11", "vgg13", "vgg19")


@pytest.mark.parametrize("name", SHAPES)
def test_it_reaches_every_parameter(name):
    step(getattr(architectures, name)(), SHAPES[name])


@pytest.mark.parametrize("name", NARROW)
def test_the_other_vggs_with_narrow_dense_layers(name, monkeypatch):
    monkeypatch.setattr(sys.modules["cnnkit.architectures.vgg"], "UNITS", 64)
    step(getattr(architectures, name)(), (32, 48, 3))


@pytest.mark.parametrize("name", ["googlenet", "resnet50", "densenet121", "mobilenet_v2"])
def test_fresh_networks_stay_finite_in_evaluation(name):
    """Before training, running statistics change nothing, and a residual network's maps grow."""
    shape = (64, 96, 3)
    model = getattr(architectures, name)(classes=5)
    model.build(shape, np.random.default_rng(0))
    logits = model.forward(picture(shape))
    assert logits.shape == (1, 5)
    assert np.isfinite(logits).all()


def step(model, shape):
    model.build(shape, np.random.default_rng(0))
    logits = model.forward(picture(shape), training=True)
    assert logits.dtype == np.float32
    assert logits.shape == (1, *model.output_shape(shape))
    assert np.isfinite(logits).all()
    # Initialised for their activations, they answer neither all the same nor out of all measure.
    assert 0.01 < logits.std() < 20
    dx = model.backward(cross_entropy_backward(logits, np.array([3])))
    assert dx.dtype == np.float32
    assert np.isfinite(dx).all()
    assert dx.any()
    for parameter in model.parameters():
        assert np.isfinite(parameter.grad).all(), parameter.name
        assert parameter.grad.any(), parameter.name


def picture(shape):
    return np.random.default_rng(1).standard_normal((1, *shape), dtype=np.float32)
