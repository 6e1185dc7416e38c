"""Notebook 18's reference solutions against the library, which has tests of its own."""

import numpy as np
import pytest

from cnnkit import datasets
from cnnkit.applications import style_transfer
from cnnkit.course.lessons import style_transfer as lesson
from cnnkit.pretrained import VGG_LAYERS, VGG_MEAN, square_picture, vgg_features


@pytest.fixture(scope="module")
def maps():
    """Maps of two photos of different sizes, at one layer."""
    model, layer = vgg_features(), VGG_LAYERS["conv2_1"]
    sizes = {"coffee": 32, "ihc": 48, "brick": 32}
    pictures = {name: square_picture(datasets.photo(name), size=sizes[name]) for name in sizes}
    return {
        name: style_transfer.maps_of(model, each - VGG_MEAN, [layer])[layer].astype(float)
        for name, each in pictures.items()
    }


def test_the_gram_matrix_and_its_gradient(maps):
    target = lesson.gram_matrix.reference(maps["ihc"])
    np.testing.assert_allclose(target, style_transfer.gram_matrix(maps["ihc"]), rtol=1e-10)
    np.testing.assert_allclose(
        lesson.style_gradient.reference(maps["coffee"], target),
        style_transfer.gram_loss_gradient(maps["coffee"], target),
        atol=1e-12,
    )


def test_the_loss_is_the_weighted_sum_of_both(maps):
    made, content, style = maps["brick"], maps["coffee"], maps["ihc"]
    expected = 0.5 * style_transfer.content_loss(made, content)
    expected += 20 * style_transfer.gram_loss(made, style_transfer.gram_matrix(style))
    loss = lesson.transfer_loss.reference(made, content, style, 0.5, 20)
    assert loss == pytest.approx(expected)


def test_plain_steps_go_downhill():
    """The step of the exercise, on the loss of the real thing."""
    content, style = (square_picture(datasets.photo(n), size=24) for n in ("coffee", "ihc"))
    model = vgg_features()
    losses, picture = [], content
    for _ in range(6):
        run = style_transfer.StyleTransfer(model, content, style, start=picture)
        step, gradient = run.loss_and_gradient()
        losses.append(step.content + 100 * step.mean_style)
        rate = 0.01 / np.abs(gradient).max()
        picture = lesson.picture_step.reference(picture, gradient, rate)
    assert losses == sorted(losses, reverse=True)
    assert picture.min() >= 0
    assert picture.max() <= 1
