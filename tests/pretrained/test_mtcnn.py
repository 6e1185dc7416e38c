"""The three face networks compute what their authors' do."""

import numpy as np
import pytest

from cnnkit import datasets, pretrained
from cnnkit.applications.detection import read_heads

# Computed with PyTorch 2.13 from the weights of the package mtcnn 1.0.0 as they are, in 32 bits,
# its layers laid out as the package does, its answers in this project's order.
ANSWERS = {
    "proposal": (0.99442, [0.02364, 0.12582, 0.02049, -0.1121], []),
    "refinement": (0.99862, [-0.0065, 0.10904, -0.04221, -0.13139], []),
    "output": (
        0.99606,
        [0.01373, 0.1381, -0.05279, -0.1467],
        [
            *([0.34731, 0.34093], [0.3701, 0.69787], [0.56903, 0.51141]),
            *([0.67351, 0.31614], [0.69785, 0.65859]),
        ],
    ),
}

# The proposal network on 24 × 19 pixels: a map of 7 × 5, with incomplete windows at the right.
MAP_LAST_COLUMN = [0.05465, 0.16616, 0.57849, 0.54289, 0.04057, 0.03183, 0.05203]


@pytest.fixture(scope="module")
def networks():
    return pretrained.mtcnn()


@pytest.fixture(scope="module")
def crop():
    """The astronaut's face, every fifth pixel of it: 24 × 24."""
    pixels = datasets.photo("astronaut")[60:180:5, 165:285:5].astype(np.float32)
    return (pixels - np.float32(127.5)) / np.float32(128)


def test_parameters_are_the_published_ones(networks):
    counts = [sum(p.value.size for p in network.parameters()) for network in networks]
    assert counts == [6_632, 100_178, 389_040]
    assert {p.value.dtype.name for network in networks for p in network.parameters()} == {"float32"}


def test_they_say_of_a_face_what_pytorch_computes(networks, crop):
    images = crop[::2, ::2], crop, crop.repeat(2, axis=0).repeat(2, axis=1)
    for name, network, image in zip(networks._fields, networks, images, strict=True):
        heads = read_heads(network.forward(image[None]))
        score, offsets, landmarks = ANSWERS[name]
        # 16 and 8 bits for a weight leave two or three digits.
        assert heads.scores.item() == pytest.approx(score, abs=2e-3)
        np.testing.assert_allclose(heads.offsets.ravel(), offsets, atol=2e-3)
        np.testing.assert_allclose(
            heads.landmarks.reshape(-1, 2), np.reshape(landmarks, (-1, 2)), atol=2e-3
        )


def test_the_first_one_takes_any_size(networks, crop):
    scores = read_heads(networks.proposal.forward(crop[None, :, :19])).scores[0]
    assert scores.shape == (7, 5)
    np.testing.assert_allclose(scores[:, -1], MAP_LAST_COLUMN, atol=1e-3)


def test_every_call_returns_networks_of_its_own(networks):
    again = pretrained.mtcnn()
    again.proposal.parameters()[0].value[...] = 0
    assert np.any(networks.proposal.parameters()[0].value != 0)
