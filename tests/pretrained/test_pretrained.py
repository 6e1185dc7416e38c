"""The stored networks are what they are said to be."""

import numpy as np
import pytest

from cnnkit import datasets, functional, pretrained
from cnnkit.images import crop, to_float
from cnnkit.training import CrossEntropy, evaluate


def test_the_digits_network_reads_digits():
    data = datasets.digits()
    model = pretrained.digits_cnn()
    assert model.count((28, 28, 1))[0] == 11_274
    _, accuracy = evaluate(model, (to_float(data.x_test), data.y_test), CrossEntropy())
    # As data/SOURCES.md says, and a rounding that may fall differently elsewhere.
    assert abs(accuracy - 0.981) <= 0.001


def test_every_call_returns_a_network_of_its_own():
    first, second = pretrained.digits_cnn(), pretrained.digits_cnn()
    first.parameters()[0].value[...] = 0
    assert np.any(second.parameters()[0].value != 0)


# The logits of five classes in chelsea, computed with PyTorch 2.13 from the same weights.
CHELSEA = {285: 9.0454, 282: 8.9999, 281: 8.1970, 287: 6.5047, 904: 3.7025}

SEEN = {
    "astronaut": ("football helmet", 0.23),
    "camera": ("tripod", 0.95),
    "chelsea": ("Egyptian cat", 0.37),
    "coffee": ("espresso", 0.94),
    "rocket": ("missile", 0.21),
}
"""What the photo network finds most probable, and how probable."""


@pytest.fixture(scope="module")
def photo_network():
    return pretrained.efficientnet_lite0()


def test_the_photo_network_has_the_folded_parameters(photo_network):
    assert photo_network.count((224, 224, 3))[0] == 4_631_000
    assert {parameter.value.dtype.name for parameter in photo_network.parameters()} == {"float32"}


def test_the_photo_network_computes_what_pytorch_does(photo_network):
    logits = photo_network.forward(pretrained.imagenet_image(datasets.photo("chelsea")))[0]
    assert logits.dtype == np.float32
    assert np.argsort(-logits)[:5].tolist() == list(CHELSEA)
    np.testing.assert_allclose(logits[list(CHELSEA)], list(CHELSEA.values()), atol=1e-3)


@pytest.mark.parametrize("photo", SEEN)
def test_what_the_photo_network_sees(photo_network, photo):
    logits = photo_network.forward(pretrained.imagenet_image(datasets.photo(photo)))
    probabilities = functional.softmax(logits)[0]
    name, probability = SEEN[photo]
    assert pretrained.imagenet_names()[probabilities.argmax()] == name
    assert probabilities.max() == pytest.approx(probability, abs=0.01)


def test_names_are_a_thousand_different_ones():
    names = pretrained.imagenet_names()
    assert len(names) == len(set(names)) == 1000
    assert all(name == name.strip() and name for name in names)
    assert [names.index(name) for name in ("tench", "tabby", "espresso", "tripod")] == [
        *(0, 281, 967, 872)
    ]


def test_a_photo_is_prepared_as_its_largest_square():
    photo = datasets.photo("chelsea")
    (x,) = pretrained.imagenet_image(photo)
    assert (x.shape, x.dtype.name) == ((224, 224, 3), "float32")
    (same,) = pretrained.imagenet_image(crop(photo, 300))
    (given,) = pretrained.imagenet_image(photo, crop=(0, 75, 300))
    np.testing.assert_array_equal(x, same)
    np.testing.assert_array_equal(x, given)


def test_pixels_are_brought_to_their_range():
    photo = np.arange(256, dtype=np.uint8).repeat(196).reshape(224, 224, 1)
    (x,) = pretrained.imagenet_image(photo)
    np.testing.assert_array_equal(x, np.tile((photo.astype(np.float32) - 127) / 128, (1, 1, 3)))


@pytest.mark.parametrize(
    ("photo", "options", "error", "message"),
    [
        (np.zeros((9, 9, 3)), {}, TypeError, "float64; imagenet_image takes uint8 from 0 to 255"),
        (np.zeros((9, 9, 4), np.uint8), {}, ValueError, "4 channels; give one of 3"),
        (np.zeros((9, 9), np.uint8), {}, ValueError, r"\(9, 9\).*add the channel axis"),
        (np.zeros((9, 8, 3), np.uint8), {"crop": (0, 1, 8)}, ValueError, "columns 1 to 8, but the"),
        (np.zeros((9, 8, 3), np.uint8), {"crop": (0, 1)}, ValueError, r"give \(top, left, size\)"),
        (np.zeros((9, 8, 3), np.uint8), {"crop": (-1, 0, 3)}, ValueError, "corner is -1"),
    ],
)
def test_photos_that_cannot_be_prepared(photo, options, error, message):
    with pytest.raises(error, match=message):
        pretrained.imagenet_image(photo, **options)
