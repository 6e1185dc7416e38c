"""Every layer's and whole networks' backward pass against their forward pass."""

import inspect

import numpy as np
import pytest

from cnnkit import layers
from cnnkit.layers import (
    AdaptiveAveragePool2D,
    AveragePool2D,
    BatchNorm,
    Concatenate,
    Conv2D,
    Conv2DTranspose,
    Dense,
    DepthToSpace,
    DepthwiseConv2D,
    Dropout,
    Flatten,
    GlobalAveragePool2D,
    GroupNorm,
    LayerNorm,
    LocalResponseNorm,
    MaxPool2D,
    ReLU,
    Residual,
    SeparableConv2D,
    Sequential,
    SqueezeExcite,
)
from cnnkit.training import check_gradients

PICTURE = (5, 6, 4)
ACTIVATIONS = [
    *("ReLU", "ReLU6", "LeakyReLU", "PReLU", "ELU", "SELU", "Sigmoid", "Tanh", "GELU", "Swish"),
    *("HardSwish", "Mish", "Softplus", "Softmax"),
]


def network():
    """One of nearly everything, deeper than wide."""
    return Sequential(
        [
            Conv2D(4, 3, padding="same", bias=False),
            BatchNorm(),
            ReLU(),
            Residual(Sequential([Conv2D(4, 3, padding="same"), BatchNorm(), ReLU()])),
            SqueezeExcite(2),
            MaxPool2D(2),
            Concatenate(Conv2D(3, 1), Sequential([Conv2D(2, 3, padding=1), ReLU()])),
            Dropout(0.3),
            GroupNorm(5),
            Flatten(),
            Dense(6),
            ReLU(),
            Dense(3),
        ]
    )


CASES = [
    (Conv2D(3, 3), PICTURE),
    (Conv2D(6, (2, 3), stride=(2, 1), padding="same", dilation=(1, 2), groups=2), PICTURE),
    (Conv2D(2, 1, stride=3, padding=((0, 2), (1, 0)), bias=False), PICTURE),
    (Conv2DTranspose(3, 3), PICTURE),
    (Conv2DTranspose(4, (3, 2), stride=(2, 3), padding="same", groups=2), PICTURE),
    (DepthwiseConv2D(3, depth_multiplier=2, padding=1), PICTURE),
    (SeparableConv2D(3, 3, stride=2), PICTURE),
    (MaxPool2D(2), PICTURE),
    (MaxPool2D(3, stride=(1, 2), padding=1, dilation=2, ceil_mode=True), PICTURE),
    (AveragePool2D(2), PICTURE),
    (AveragePool2D(3, stride=2, padding=1, ceil_mode=True, count_include_pad=False), PICTURE),
    (GlobalAveragePool2D(), PICTURE),
    (AdaptiveAveragePool2D((2, 4)), PICTURE),
    (BatchNorm(), PICTURE),
    (BatchNorm(epsilon=0.5), (7,)),
    (LayerNorm(), PICTURE),
    (GroupNorm(2), PICTURE),
    (LocalResponseNorm(3, alpha=0.5), PICTURE),
    (Dropout(0.4), PICTURE),
    (DepthToSpace(2), PICTURE),
    (Flatten(), PICTURE),
    (Dense(3), (7,)),
    (Dense(3, bias=False), (7,)),
    *[(getattr(layers, name)(), PICTURE) for name in ACTIVATIONS],
    (Residual(Conv2D(4, 3, padding="same")), PICTURE),
    (Residual(Conv2D(2, 3, padding=1, stride=2), Conv2D(2, 1, stride=2)), PICTURE),
    (Concatenate(Conv2D(2, 1), AveragePool2D(3, stride=1, padding=1)), PICTURE),
    (SqueezeExcite(2), PICTURE),
    (Sequential([Conv2D(3, 3), ReLU(), MaxPool2D(2), Flatten(), Dense(2)]), PICTURE),
    (network(), PICTURE),
]


@pytest.mark.parametrize("training", [True, False], ids=["training", "evaluation"])
@pytest.mark.parametrize(("layer", "shape"), CASES, ids=lambda case: str(case)[:60])
def test_gradients_agree(layer, shape, training):
    rng = np.random.default_rng(7)
    layer.build(shape, rng)
    for parameter in layer.parameters():
        # Zeros and ones, which biases and scales begin with, would hide what is left out.
        parameter.value = rng.normal(0.5, 0.5, parameter.value.shape).astype(np.float32)
    x = rng.standard_normal((3, *shape))
    result = check_gradients(layer, x, rng=rng, training=training, samples=25)
    assert result.passed, result
    assert [c.kinks for c in result.comparisons if c.kinks] == []
    assert max(c.norm for c in result.comparisons) > 0.1


def test_no_layer_is_left_out():
    classes = {value for value in vars(layers).values() if inspect.isclass(value)}
    concrete = {kind for kind in classes if issubclass(kind, layers.Layer)} - {layers.Layer}
    assert concrete == {type(layer) for layer, _ in CASES}


def test_a_network_as_it_is_built_passes_with_all_its_entries():
    rng = np.random.default_rng(0)
    model = Sequential(
        [Conv2D(4, 3), BatchNorm(), ReLU(), MaxPool2D(2), Flatten(), Dropout(0.5), Dense(3)]
    )
    model.build((6, 6, 2), rng)
    state = {name: array.tobytes() for name, array in model.state().items()}
    result = check_gradients(model, rng.standard_normal((4, 6, 6, 2)), rng=rng)
    assert result.passed, result
    assert [c.checked for c in result.comparisons] == [c.size for c in result.comparisons]
    # A bias before batch norm has no influence, and is not taken for an error.
    assert result.comparisons[2].name == "conv2d_1.bias"
    assert result.comparisons[2].norm < 1e-8
    assert {name: array.tobytes() for name, array in model.state().items()} == state


def test_ties_and_zeros_of_real_pictures():
    """Whole numbers make pooling windows tie, and a ReLU's input zero."""
    rng = np.random.default_rng(1)
    x = rng.integers(-3, 8, (2, 6, 6, 2))
    for layer in (MaxPool2D(2), ReLU(), MaxPool2D(3, stride=1, padding=1)):
        layer.build((6, 6, 2), rng)
        result = check_gradients(layer, x, rng=rng)
        assert result.passed, result
        assert len(result.comparisons[0].kinks) > 2
