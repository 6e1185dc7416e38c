"""A dense network turned into convolutions is the network slid over the image."""

import numpy as np
import pytest

from cnnkit import datasets, pretrained
from cnnkit.applications.detection import as_convolutions
from cnnkit.images import to_float
from cnnkit.layers import (
    AdaptiveAveragePool2D,
    BatchNorm,
    Concatenate,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePool2D,
    GroupNorm,
    LayerNorm,
    MaxPool2D,
    PReLU,
    ReLU,
    Residual,
    Sequential,
    Softmax,
    SqueezeExcite,
)

SHAPE = (10, 14, 2)


def built(*layers, shape=SHAPE):
    """A network whose parameters and statistics are all random, so that none can be forgotten."""
    model = Sequential(list(layers))
    rng = np.random.default_rng(1)
    model.build(shape, rng)
    model.load_state({n: rng.uniform(0.1, 0.5, v.shape) for n, v in model.state().items()})
    return model


def slid(model, image, shape, stride):
    """What the dense network says of each crop, stride pixels apart."""
    height, width, _ = shape
    rows, columns = ((n - m) // stride + 1 for n, m in zip(image.shape[:2], shape[:2], strict=True))
    crops = [
        image[stride * i : stride * i + height, stride * j : stride * j + width]
        for i in range(rows)
        for j in range(columns)
    ]
    return model.forward(np.stack(crops)).reshape(rows, columns, -1)


UNPADDED = {
    "dense": lambda: [Conv2D(3, 3), ReLU(), MaxPool2D(2), Flatten(), Dense(4)],
    "several dense layers": lambda: [
        *(Conv2D(3, 3), MaxPool2D(2), Flatten(), Dropout(0.5), Dense(5, bias=False), BatchNorm()),
        *(PReLU(), LayerNorm(), Dense(4), Softmax(axis=1)),
    ],
    "no convolution": lambda: [Flatten(), Dense(4)],
    "global pooling": lambda: [Conv2D(3, 2, stride=2), GlobalAveragePool2D(), Dense(4)],
    "within each other": lambda: [
        Sequential([Conv2D(3, 3), MaxPool2D(2)]),
        Sequential([Flatten(), Dense(6)]),
        Residual(Sequential([Dense(6), ReLU()])),
        Concatenate(Dense(2), None, Dense(3)),
    ],
    "branches that flatten": lambda: [
        MaxPool2D(2),
        Concatenate(Sequential([Flatten(), Dense(2)]), Sequential([Flatten(), Dense(3)])),
    ],
}


@pytest.mark.parametrize("name", UNPADDED)
def test_without_padding_it_is_the_network_slid_over_the_image(name):
    model = built(*UNPADDED[name]())
    maps = as_convolutions(model, SHAPE)
    rng = np.random.default_rng(0)
    crop, image = rng.random((1, *SHAPE), np.float32), rng.random((19, 23, 2), np.float32)
    np.testing.assert_allclose(maps.forward(crop)[:, 0, 0], model.forward(crop), rtol=2e-5)
    strides = {view.jump for view in maps.views(image.shape)}
    expected = slid(model, image, SHAPE, strides.pop())
    answers = maps.forward(image[None])[0]
    np.testing.assert_allclose(
        answers[: expected.shape[0], : expected.shape[1]], expected, rtol=2e-5
    )
    assert not strides
    assert answers.shape == expected.shape
    assert [view.size for view in maps.views(SHAPE)] == list(SHAPE[:2])
    assert maps.count(SHAPE) == model.count(SHAPE)


def test_the_network_is_left_as_it_was_and_shares_nothing():
    model = built(Conv2D(3, 3), Flatten(), Dense(4))
    before = model.state()
    maps = as_convolutions(model, SHAPE)
    for parameter in maps.parameters():
        parameter.value[...] = 0
    for name, value in model.state().items():
        np.testing.assert_array_equal(value, before[name])


@pytest.fixture(scope="module")
def digits():
    return datasets.digits()


@pytest.fixture(scope="module")
def dense():
    return pretrained.digits_cnn()


@pytest.fixture(scope="module")
def maps(dense):
    return as_convolutions(dense, (28, 28, 1))


def test_on_single_digits_it_is_the_digits_network(dense, maps, digits):
    x = to_float(digits.x_test[:200])
    np.testing.assert_allclose(maps.forward(x)[:, 0, 0], dense.forward(x), atol=1e-4)
    assert maps.count((28, 28, 1)) == dense.count((28, 28, 1))
    assert (maps.views((28, 84, 1))[1].jump, maps.views((28, 28, 1))[0].size) == (4, 40)


def test_it_finds_digits_on_a_large_canvas(maps, digits):
    canvas = np.zeros((1, 140, 140, 1), np.float32)
    x, places = to_float(digits.x_test), [(0, 0), (8, 76), (56, 32), (108, 112), (112, 48)]
    for number, (top, left) in enumerate(places):
        canvas[0, top : top + 28, left : left + 28] = x[number]
    answers = maps.forward(canvas)[0]
    assert answers.shape == (29, 29, 10)
    found = [int(answers[top // 4, left // 4].argmax()) for top, left in places]
    assert found == digits.y_test[:5].tolist()


def test_where_padding_differs(dense, maps, digits):
    """A crop is padded with zeros, its place on a canvas is surrounded by what lies there."""
    x = to_float(digits.x_test[:3])
    apart = [np.pad(image, ((28, 28), (28, 28), (0, 0))) for image in x]
    touching = np.concatenate(list(x), axis=1)
    alone = dense.forward(x)
    on_black = np.stack([maps.forward(canvas[None])[0, 7, 7] for canvas in apart])
    beside = maps.forward(touching[None])[0, 0, [0, 7, 14]]
    # Even on black the second convolution sees no zeros around the crop, but what the first one
    # makes of black, ReLU(bias), and of the digit's edge.
    assert 0 < abs(on_black - alone).max() < 0.5
    assert on_black.argmax(axis=1).tolist() == alone.argmax(axis=1).tolist()
    assert abs(beside - alone).max() > abs(on_black - alone).max()


def test_padding_differs_within_its_reach_alone():
    # A network of same padding whose last layer looks at what no padding reaches
    model = built(Conv2D(2, 3, padding="same"), Flatten(), Dense(1), shape=(6, 6, 1))
    kernel = np.zeros((6, 6, 2, 1))
    kernel[1:-1, 1:-1] = np.random.default_rng(0).random((4, 4, 2, 1))
    model.load_state(model.state() | {"dense_1.weight": kernel.reshape(72, 1)})
    image = np.random.default_rng(0).random((9, 8, 1))
    answers = as_convolutions(model, (6, 6, 1)).forward(image[None])[0]
    np.testing.assert_allclose(answers, slid(model, image, (6, 6, 1), 1), rtol=1e-6)


def test_heads_of_the_face_networks():
    # Their poolings are incomplete at the end (ceil_mode), so that one crop is what must agree.
    for model, size in zip(pretrained.mtcnn()[1:], (24, 48), strict=True):
        x = np.random.default_rng(0).uniform(-1, 1, (2, size, size, 3)).astype(np.float32)
        answers = as_convolutions(model, (size, size, 3)).forward(x)
        np.testing.assert_allclose(answers[:, 0, 0], model.forward(x), atol=1e-5)


def test_a_network_of_convolutions_stays_as_it_is():
    model = pretrained.mtcnn().proposal
    x = np.random.default_rng(0).uniform(-1, 1, (1, 17, 20, 3)).astype(np.float32)
    np.testing.assert_array_equal(as_convolutions(model, (12, 12, 3)).forward(x), model.forward(x))


@pytest.mark.parametrize(
    ("layers", "error", "message"),
    [
        ((Conv2D(2, 3), AdaptiveAveragePool2D(2), Flatten(), Dense(2)), ValueError, "whole image"),
        ((Conv2D(4, 3), GroupNorm(2), Flatten(), Dense(2)), ValueError, "group_norm_1: GroupNorm"),
        ((Conv2D(4, 3), SqueezeExcite(2), Flatten(), Dense(2)), ValueError, "whole image"),
        ((Flatten(), PReLU(), Dense(2)), ValueError, "put it before Flatten"),
        ((Conv2D(2, 3), Flatten()), ValueError, "nothing follows Flatten"),
        (
            (Flatten(), Concatenate(None, Dense(2))),
            ValueError,
            "joins flattened maps with others",
        ),
    ],
)
def test_what_cannot_be_turned(layers, error, message):
    with pytest.raises(error, match=message):
        as_convolutions(built(*layers), SHAPE)


def test_what_is_asked_of_the_arguments(dense):
    unbuilt = Sequential([Flatten(), Dense(2)])
    with pytest.raises(RuntimeError, match=r"call build\(\(10, 14, 2\)"):
        as_convolutions(unbuilt, SHAPE)
    with pytest.raises(TypeError, match="give a Sequential"):
        as_convolutions(Dense(2), SHAPE)
    with pytest.raises(ValueError, match="takes .height, width, channels."):
        as_convolutions(dense, (784,))
    with pytest.raises(ValueError, match=r"built for \(28, 28, 1\)"):
        as_convolutions(dense, (32, 32, 1))
