"""The stored images excite the channels that they are said to."""

import numpy as np
import pytest

from cnnkit import pretrained
from cnnkit.insight import EXCITED, exciting_images, network_up_to


@pytest.fixture(scope="module")
def network():
    return pretrained.efficientnet_lite0()


def prepared(drawn):
    return (drawn.astype(np.float32) - 127) / 128


@pytest.mark.parametrize("layer", EXCITED)
def test_each_image_excites_its_own_channel_more_than_grey_does(network, layer):
    excited, drawn = EXCITED[layer], exciting_images(layer)
    size = excited.size
    assert drawn.shape == (excited.seeds, len(excited.channels), size, size, 3)
    assert drawn.dtype == np.uint8
    part = network_up_to(network, layer)
    grey = part.forward(np.zeros((1, size, size, 3), np.float32))
    y = part.forward(prepared(drawn[0]))
    answers = y.reshape(len(y), -1, y.shape[-1]).mean(axis=1)[:, list(excited.channels)]
    before = grey.reshape(-1, y.shape[-1]).mean(axis=0)[list(excited.channels)]
    assert (np.diag(answers) > before).all()


def test_the_network_sees_the_class_in_every_image_of_it(network):
    drawn = exciting_images("dense_1")
    for images in drawn:
        seen = network.forward(prepared(images)).argmax(axis=1)
        assert seen.tolist() == list(EXCITED["dense_1"].channels)


def test_seeds_differ_and_nothing_can_be_written():
    drawn = exciting_images("dense_1")
    assert np.any(drawn[0] != drawn[1])
    with pytest.raises(ValueError, match="read-only"):
        drawn[0, 0] = 0


def test_layers_without_images_are_refused():
    with pytest.raises(ValueError, match="no images were drawn for 'relu6_1'; the layers are conv"):
        exciting_images("relu6_1")
