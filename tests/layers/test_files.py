"""Networks in files: what is saved comes back, and nothing else is taken for a network."""

import numpy as np
import pytest

from cnnkit import initialisers
from cnnkit.layers import (
    BatchNorm,
    Concatenate,
    Conv2D,
    Dense,
    Flatten,
    Layer,
    MaxPool2D,
    ReLU,
    Residual,
    Sequential,
)
from tests.layers.files import rewrite, small
from tests.layers.kinds import KINDS, built, name_of


class Doubled(Layer):
    """A learner's own layer."""

    def forward(self, x, training=False):
        return 2 * self.receive(x)

    def backward(self, dy):
        return 2 * dy


@pytest.fixture
def path(tmp_path):
    small().save(tmp_path / "model.npz")
    return tmp_path / "model.npz"


@pytest.mark.parametrize(("make", "input_shape"), KINDS, ids=name_of)
def test_every_kind_comes_back_with_all_it_has(make, input_shape, tmp_path):
    model = built(lambda: Sequential([make()]), input_shape)
    x = np.random.default_rng(1).standard_normal((3, *input_shape)).astype(np.float32)
    model.forward(x, training=True)  # so that running statistics are their own
    model.save(tmp_path / "model.npz")
    back = Sequential.load(tmp_path / "model.npz")
    assert repr(back) == repr(model)
    assert back.built_for == model.built_for
    np.testing.assert_array_equal(back.forward(x), model.forward(x))
    for parameter, own in zip(back.parameters(), model.parameters(), strict=True):
        assert (parameter.name, parameter.value.dtype) == (own.name, own.value.dtype)
        np.testing.assert_array_equal(parameter.value, own.value)


def test_a_file_is_written_where_it_should_be_and_nowhere_else(tmp_path):
    for name in ("model.npz", "model", "model.v2"):
        small().save(tmp_path / name)
        small().save(str(tmp_path / name))
        assert Sequential.load(str(tmp_path / name)).built_for == (8, 8, 2)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["model", "model.npz", "model.v2"]


def test_a_save_that_fails_leaves_the_old_file(path, monkeypatch):
    before = path.read_bytes()
    monkeypatch.setattr(np, "savez", lambda file, **entries: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        small().save(path)
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_initialisers_are_stored_by_name(tmp_path):
    model = Sequential([Flatten(), Dense(3, initialiser=initialisers.orthogonal)])
    model.build((2, 2, 1), np.random.default_rng(0))
    model.save(tmp_path / "model.npz")
    assert repr(Sequential.load(tmp_path / "model.npz")) == repr(model)


def he_normal(shape, rng):
    """One's own, by a name that is taken."""
    return np.full(shape, 0.5)


def test_an_initialiser_of_ones_own_needs_the_network_from_python(tmp_path):
    model = Sequential([Flatten(), Dense(3, initialiser=he_normal)])
    model.build((2, 2, 1), np.random.default_rng(0))
    model.save(tmp_path / "model.npz")
    with pytest.raises(ValueError, match=r"no initialiser .*\.he_normal in .*load_parameters"):
        Sequential.load(tmp_path / "model.npz")
    other = Sequential([Flatten(), Dense(3)])
    other.build((2, 2, 1), np.random.default_rng(0))
    other.load_parameters(tmp_path / "model.npz")
    assert other.parameters()[0].value.tolist() == [[0.5] * 3] * 4


def test_a_layer_of_ones_own_comes_back_while_it_is_defined(tmp_path):
    model = Sequential([Doubled(), Flatten()])
    model.build((2, 2, 1), np.random.default_rng(0))
    model.save(tmp_path / "model.npz")
    assert isinstance(Sequential.load(tmp_path / "model.npz")[0], Doubled)
    rewrite(tmp_path / "model.npz", lambda h: h["network"]["layers"][0].update(kind="mine.Tripled"))
    with pytest.raises(ValueError, match=r"no layer mine\.Tripled here; import or define it"):
        Sequential.load(tmp_path / "model.npz")


def test_a_layer_of_ones_own_with_arguments_must_be_a_dataclass_to_be_saved(tmp_path):
    class Times(Doubled):
        def __init__(self, factor):
            self.factor = factor

    model = Sequential([Times(3)])
    model.build((2,), np.random.default_rng(0))
    with pytest.raises(TypeError, match=r"Times has arguments .* put @dataclass\(eq=False, repr="):
        model.save(tmp_path / "model.npz")


def test_parameters_go_into_a_network_of_the_same_architecture(path):
    model, other = Sequential.load(path), small()
    other.build((8, 8, 2), np.random.default_rng(1))
    kept = other.parameters()
    other.load_parameters(path)
    x = np.random.default_rng(2).standard_normal((2, 8, 8, 2))
    np.testing.assert_array_equal(other.forward(x), model.forward(x))
    assert other.parameters() == kept  # an optimiser still holds the right ones


@pytest.mark.parametrize(
    ("other", "difference"),
    [
        (
            lambda: small(window=3),
            r"layer 3 is MaxPool2D\(2\) in the file, and MaxPool2D\(3\) here",
        ),
        (
            lambda: small(filters=5),
            r"layer 1 is Conv2D\(4, 3\) in the file, and Conv2D\(5, 3\) here",
        ),
        (
            lambda: Sequential(small().layers[:4]),
            r"layer 5 is Dense\(3\) in the file, and missing here",
        ),
        (
            lambda: Sequential([*small().layers, ReLU()]),
            r"layer 6 is missing in the file, and ReLU\(\) here",
        ),
        (
            lambda: Sequential([Residual(Conv2D(2, 1)), *small().layers[1:]]),
            r"layer 1 is Conv2D\(4, 3\) in the file, and layer 1, body is Conv2D\(2, 1\) here",
        ),
    ],
)
def test_the_first_difference_is_named(path, other, difference):
    model = other()
    model.build((8, 8, 2), np.random.default_rng(0))
    before = model.state()
    with pytest.raises(ValueError, match=difference):
        model.load_parameters(path)
    for name, value in model.state().items():
        np.testing.assert_array_equal(value, before[name])


def test_branches_of_none_are_compared_too(tmp_path):
    def model(*branches):
        made = Sequential([Concatenate(*branches), Flatten()])
        made.build((2, 2, 1), np.random.default_rng(0))
        return made

    model(None, ReLU()).save(tmp_path / "model.npz")
    with pytest.raises(ValueError, match="other branches of None in the file"):
        model(None, ReLU(), None).load_parameters(tmp_path / "model.npz")


def test_another_input_shape_is_told_by_the_first_parameter_that_differs(path):
    model = Sequential([Conv2D(4, 3), BatchNorm(), MaxPool2D(2), Flatten(), Dense(3)])
    model.build((8, 8, 3), np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"conv2d_1\.kernel has shape \(3, 3, 2, 4\) in the state"):
        model.load_parameters(path)
