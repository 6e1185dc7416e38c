"""EfficientNet-Lite0 is the published network."""

import numpy as np
import pytest

from cnnkit.architectures import efficientnet_lite0
from cnnkit.layers import BatchNorm, Residual, Sequential

PHOTO = (224, 224, 3)

PUBLISHED_PARAMETERS = 4_652_008
"""As the library timm publishes it, batch norms included."""


def blocks(model):
    return [block for stage in model if isinstance(stage, Sequential) for block in stage]


def test_it_has_the_published_number_of_parameters():
    parameters, multiply_adds = efficientnet_lite0().count(PHOTO)
    assert parameters == PUBLISHED_PARAMETERS
    # Published as 407 million by its authors and as 0.40 billion by timm, which count otherwise.
    assert multiply_adds == 385_187_552


def test_folding_leaves_a_bias_of_each_batch_norm():
    whole, folded = efficientnet_lite0(), efficientnet_lite0(batch_norm=False)
    channels = sum(
        row.parameters // 2 for row in whole.summary(PHOTO).rows if row.kind == "BatchNorm"
    )
    assert folded.count(PHOTO) == (PUBLISHED_PARAMETERS - channels, 385_187_552)
    assert not [layer for layer in folded.inside() if isinstance(layer, BatchNorm)]


def test_stages_have_the_sizes_of_the_table():
    model = efficientnet_lite0(batch_norm=False)
    stages = [stage for stage in model.stages(PHOTO) if isinstance(stage.layer, Sequential)]
    assert [stage.name for stage in stages] == [f"sequential_{k}" for k in range(1, 8)]
    sizes = [stage.layer.output_shape(stage.input_shape) for stage in stages]
    assert sizes == [
        (112, 112, 16),
        (56, 56, 24),
        (28, 28, 40),
        (14, 14, 80),
        (14, 14, 112),
        (7, 7, 192),
        (7, 7, 320),
    ]


def test_inputs_are_added_where_they_fit():
    """Sixteen blocks; the first of each stage changes size or channels, the other nine do not."""
    added = [isinstance(block, Residual) for block in blocks(efficientnet_lite0())]
    assert added == [repeat > 0 for repeats in (1, 2, 2, 3, 3, 4, 1) for repeat in range(repeats)]


@pytest.mark.parametrize("batch_norm", [True, False])
def test_it_computes_for_other_classes_and_sizes(batch_norm):
    model = efficientnet_lite0(classes=3, batch_norm=batch_norm)
    model.build((32, 64, 3), np.random.default_rng(0))
    x = np.random.default_rng(1).normal(size=(2, 32, 64, 3)).astype(np.float32)
    logits = model.forward(x, training=True)
    assert logits.shape == (2, 3)
    assert logits.dtype == np.float32
    assert model.backward(np.ones_like(logits)).shape == x.shape
