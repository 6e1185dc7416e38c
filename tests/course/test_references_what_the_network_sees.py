"""Notebook 14's reference solutions against the library, which has tests of its own."""

import numpy as np
import pytest

from cnnkit import datasets, functional, insight, pretrained
from cnnkit.course.lessons import what_the_network_sees as lesson
from cnnkit.images import to_float


@pytest.fixture(scope="module")
def digits():
    return to_float(datasets.digits().x_test[:20])


@pytest.fixture(scope="module")
def model():
    return pretrained.digits_cnn()


@pytest.mark.parametrize(("layer", "channel"), [("relu_1", 3), ("relu_2", 0), ("max_pool2d_2", 9)])
def test_the_strongest_place_is_that_of_the_strongest_patch(model, digits, layer, channel):
    part = insight.network_up_to(model, layer)
    view, _ = part.views((28, 28, 1))
    place = lesson.strongest_place.reference(
        part.forward(digits), channel, int(view.jump), int(view.start)
    )
    first, *_ = insight.strongest_patches(model, digits, layer=layer, channel=channel, count=1)
    assert place == (first.image, *first.corner)


@pytest.mark.parametrize(("size", "stride", "fill"), [(6, 4, 0.0), (9, 5, 0.5)])
def test_an_occlusion_map_is_one_minus_what_is_left(model, digits, size, stride, fill):
    image = digits[3]
    target = int(model.forward(image[None]).argmax())

    def probability(picture):
        return float(functional.softmax(model.forward(picture[None]))[0, target])

    yours = lesson.occlusion_map.reference(probability, image, size, stride, fill)
    left = insight.occlusion(model, image, target, window=size, stride=stride, value=fill)
    np.testing.assert_allclose(yours, probability(image) - left, atol=1e-5)


@pytest.mark.parametrize("target", range(3))
def test_saliency_and_grad_cam_are_those_of_the_library(model, digits, target):
    image = digits[target]
    _, gradient = insight.maps_and_gradient(model, image, target, layer="conv2d_1")
    first = model[0]
    first.forward(image[None])
    dx = first.backward(gradient[None])[0]
    np.testing.assert_allclose(
        lesson.saliency_map.reference(dx), insight.saliency(model, image, target), atol=1e-6
    )
    for layer in ("relu_2", "max_pool2d_2"):
        maps, dmaps = insight.maps_and_gradient(model, image, target, layer=layer)
        np.testing.assert_allclose(
            lesson.grad_cam.reference(maps, dmaps),
            insight.grad_cam(model, image, target, layer=layer),
            atol=1e-5,
        )
