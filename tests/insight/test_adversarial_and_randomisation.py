"""What misleads a network, and a network that has forgotten."""

import numpy as np
import pytest

from cnnkit import datasets, functional, pretrained
from cnnkit.images import to_float
from cnnkit.insight import adversarial_step, randomised
from tests.insight.small_networks import image, joined_network, plain_network


def loss(model, x, label):
    return float(functional.cross_entropy(model.forward(x[None]), np.array([label])))


def test_every_number_moves_by_the_size_and_raises_the_loss():
    model, x = plain_network(), image()
    changed = adversarial_step(model, x, 1, size=1e-3)
    np.testing.assert_allclose(np.abs(changed - x)[np.abs(changed - x) > 0], 1e-3)
    assert loss(model, changed, 1) > loss(model, x, 1)
    back = adversarial_step(model, x, 1, size=-1e-3)
    assert loss(model, back, 1) < loss(model, x, 1)
    for place in ((0, 0, 0), (4, 3, 1), (6, 5, 0)):
        change = np.zeros_like(x)
        change[place] = 1e-6
        slope = loss(model, x + change, 1) - loss(model, x - change, 1)
        assert np.sign(slope) == np.sign(changed - x)[place]


def test_it_misleads_the_digits_network():
    data, model = datasets.digits(), pretrained.digits_cnn()
    x, labels = to_float(data.x_test[:100]), data.y_test[:100]
    changed = [
        np.clip(adversarial_step(model, each, int(label), size=0.15), 0, 1)
        for each, label in zip(x, labels, strict=True)
    ]
    assert changed[0].dtype == np.float32
    right = model.forward(np.stack(changed)).argmax(axis=1) == labels
    assert right.mean() < 0.7 < (model.forward(x).argmax(axis=1) == labels).mean()


def test_a_label_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="label"):
        adversarial_step(plain_network(), image(), 4, size=0.1)


KERNELS = [
    "sequential_1.conv2d_1.kernel",
    "sequential_2.residual_1.body.conv2d_1.kernel",
    "sequential_2.concatenate_1.branch_2.conv2d_1.kernel",
    "dense_1.weight",
]


@pytest.mark.parametrize(
    ("layer", "count"),
    [
        ("dense_1", 1),
        ("global_average_pool2d_1", 1),
        ("sequential_2.concatenate_1", 2),
        ("sequential_2.residual_1.body.tanh_1", 2),
        ("sequential_2.residual_1.body.conv2d_1", 3),
        ("sequential_1", 4),
    ],
)
def test_all_from_the_top_down_to_the_layer_is_drawn_anew(layer, count):
    model = joined_network()
    before = model.state()
    copy = randomised(model, layer=layer, rng=np.random.default_rng(9))
    after, unchanged = copy.state(), model.state()
    assert list(after) == list(before)
    new = [name for name in KERNELS if not np.array_equal(after[name], before[name])]
    assert new == KERNELS[len(KERNELS) - count :]
    assert all(np.array_equal(unchanged[name], before[name]) for name in before)
    copy.parameters()[0].value[:] = 0
    assert np.any(model.parameters()[0].value != 0)


def test_the_same_generator_draws_the_same():
    first, second = (
        randomised(joined_network(), layer="dense_1", rng=np.random.default_rng(2))
        for _ in range(2)
    )
    np.testing.assert_array_equal(first.state()["dense_1.weight"], second.state()["dense_1.weight"])
