"""The lower layers of VGG."""

import numpy as np
import pytest

from cnnkit import datasets
from cnnkit.pretrained import VGG_LAYERS, VGG_MEAN, square_picture, vgg_features


@pytest.fixture(scope="module")
def inputs():
    return [
        square_picture(datasets.photo(n), size=64)[None] - VGG_MEAN for n in ("coffee", "brick")
    ]


def test_it_is_vgg_up_to_conv3_3():
    model = vgg_features()
    assert model.count((80, 80, 3))[0] == 1_735_488
    kernels = [each.value.shape for each in model.parameters() if each.name.endswith("kernel")]
    assert kernels == [
        *((3, 3, 3, 64), (3, 3, 64, 64), (3, 3, 64, 128), (3, 3, 128, 128)),
        *((3, 3, 128, 256), (3, 3, 256, 256), (3, 3, 256, 256)),
    ]
    assert {each.value.dtype.name for each in model.parameters()} == {"float32"}
    assert list(model.children())[-1] == VGG_LAYERS["conv3_3"]


def test_its_layers_are_of_one_scale():
    """Over all photos, as `tools.recipes.import_vgg` brought them to it (on 128 × 128 pixels)."""
    model = vgg_features()
    squares = {}
    for name in datasets.photo_names():
        x = square_picture(datasets.photo(name), size=128)[None] - VGG_MEAN
        for layer, maps in model.activations(x):
            squares.setdefault(layer, []).append(np.mean(maps**2))
    for layer in VGG_LAYERS.values():
        assert np.mean(squares[layer]) == pytest.approx(1, abs=0.02)


def test_random_weights_are_of_about_the_same_scale(inputs):
    for seed in (0, 1):
        model = vgg_features(rng=np.random.default_rng(seed))
        for x in inputs:
            for layer, maps in model.activations(x):
                if layer in VGG_LAYERS.values():
                    assert 0.1 < np.sqrt(np.mean(maps**2)) < 3


def test_the_first_layer_knows_what_is_red():
    """Were red and blue exchanged, a red picture would look to it like a blue one."""
    model = vgg_features()
    red, blue = np.zeros((2, 1, 8, 8, 3), np.float32)
    red[..., 0], blue[..., 2] = 1, 1
    answers = [dict(model.activations(x - VGG_MEAN))["relu_1"] for x in (red, blue)]
    assert np.abs(answers[0] - answers[1]).max() > 0.5


def test_pooling_is_a_choice(inputs):
    averaged, strongest = (
        vgg_features(pooling=pooling).forward(inputs[0]) for pooling in ("average", "max")
    )
    assert averaged.shape == strongest.shape
    assert not np.allclose(averaged, strongest)
    with pytest.raises(ValueError, match='use "average" or "max"'):
        vgg_features(pooling="median")


def test_a_square_picture_is_the_middle_of_the_photo():
    grey = square_picture(datasets.photo("brick"), size=48)
    np.testing.assert_array_equal(grey[..., 0], grey[..., 2])
    photo = datasets.photo("coffee")
    assert square_picture(photo, size=400).shape == (400, 400, 3)
    np.testing.assert_allclose(square_picture(photo, size=400), photo[:, 100:500] / 255, atol=1e-6)
