"""Files that are missing, damaged or of another kind: none is taken for a network."""

import pickle

import numpy as np
import pytest

from cnnkit.layers import Concatenate, Dropout, Flatten, ReLU, Sequential
from tests.layers.files import rewrite, small


@pytest.fixture
def path(tmp_path):
    small().save(tmp_path / "model.npz")
    return tmp_path / "model.npz"


def test_a_missing_file_is_told(tmp_path):
    for wrong in (tmp_path / "none.npz", tmp_path):
        with pytest.raises(FileNotFoundError, match=r"there is no file .*save\(\)"):
            Sequential.load(wrong)


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no folder .*none; make it first"):
        small().save(tmp_path / "none" / "model.npz")


def test_a_folder_in_place_of_a_file_is_told(tmp_path):
    with pytest.raises(IsADirectoryError, match=r"is a folder; give a file in it, such as .*npz"):
        small().save(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_built_is_not_saved(tmp_path):
    with pytest.raises(RuntimeError, match="nothing to save yet; call build first"):
        Sequential([Flatten()]).save(tmp_path / "model.npz")
    small().save(tmp_path / "model.npz")
    with pytest.raises(RuntimeError, match="no parameters to fill yet; call build first"):
        Sequential([Flatten()]).load_parameters(tmp_path / "model.npz")
    assert [p.name for p in tmp_path.iterdir()] == ["model.npz"]


@pytest.mark.parametrize("part", [0, 1, 100, 0.3, 0.7, 0.999])
def test_a_file_cut_short_is_refused(path, part):
    whole = path.read_bytes()
    path.write_bytes(whole[: part if isinstance(part, int) else int(len(whole) * part)])
    with pytest.raises(ValueError, match=r"is no network, or not all of one.*save\(\) wrote"):
        Sequential.load(path)


def test_a_damaged_file_is_refused(path):
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 0xFF
    path.write_bytes(whole)
    with pytest.raises(ValueError, match="is no network, or not all of one"):
        Sequential.load(path)


class Malicious:
    """Runs code when it is unpickled."""

    def __reduce__(self):
        return (pytest.fail, ("the file's code was run",))


FOREIGN = {
    "text": lambda path: path.write_text("hello"),
    "pickle": lambda path: path.write_bytes(pickle.dumps(Malicious())),
    "npy": lambda path: path.write_bytes(npy_bytes(path)),
    "npz": lambda path: np.savez(path, weights=np.ones(3)),
    "objects": lambda path: np.savez(path, cnnkit=np.array([Malicious()], object)),
    "no-json": lambda path: np.savez(path, cnnkit=np.array("{")),
    "json-of-something": lambda path: np.savez(path, cnnkit=np.array("[1]")),
    "json-too-deep": lambda path: np.savez(path, cnnkit=np.array("[" * 100_000)),
    "half-a-header": lambda path: np.savez(path, cnnkit=np.array('{"format": 1}')),
}


def npy_bytes(path):
    np.save(path.with_suffix(".npy"), np.ones(3))
    return path.with_suffix(".npy").read_bytes()


@pytest.mark.parametrize("write", FOREIGN.values(), ids=FOREIGN.keys())
def test_a_foreign_file_is_refused(tmp_path, write):
    path = tmp_path / "model.npz"
    write(path)
    with pytest.raises(ValueError, match=r"is no network, or not all of one.*save\(\) wrote"):
        Sequential.load(path)


CHANGES = {
    "newer": (lambda h: h.update(format=2), "has format 2, and this version .* reads format 1"),
    "no-layer": (lambda h: h.update(network=5), "5 is no layer"),
    "kind": (lambda h: h["network"].update(kind="os.system"), "no layer os.system here"),
    "base": (lambda h: h["network"].update(kind="Layer"), "no layer Layer here"),
    "shared": (lambda h: h["network"].update(kind="Pooling"), "no layer Pooling here"),
    "argument": (lambda h: h["network"]["layers"][0].update(colour=1), "colour"),
    "value": (lambda h: h["network"]["layers"][0].update(filters=0), "filters is 0"),
    "initialiser": (
        lambda h: h["network"]["layers"][0].update(initialiser={"initialiser": "fans"}),
        "no initialiser fans",
    ),
    "shape": (lambda h: h.update(input_shape=[8, 8, 0]), r"input_shape\[2\] is 0"),
    "small": (lambda h: h.update(input_shape=[2, 2, 2]), "layer 1 .* does not fit"),
    "other": (lambda h: h.update(input_shape=[9, 9, 3]), "conv2d_1.kernel has shape"),
    "one-less": (lambda h: h["network"]["layers"].pop(1), "holds .*batch_norm_1.beta"),
}


@pytest.mark.parametrize(("change", "message"), CHANGES.values(), ids=CHANGES.keys())
def test_a_file_that_describes_no_network_is_refused(path, change, message):
    rewrite(path, change)
    with pytest.raises((ValueError, TypeError), match=message) as caught:
        Sequential.load(path)
    assert str(path) in str(caught.value)


def test_only_a_network_is_loaded_as_one(path):
    rewrite(path, lambda h: h.update(network={"kind": "BatchNorm", "momentum": 0.1}))
    with pytest.raises(ValueError, match=r"(lacks|holds a BatchNorm)"):
        Sequential.load(path)


def test_arguments_that_a_file_cannot_hold_are_named(tmp_path):
    model = Sequential([Dropout(np.float32(0.5)), Concatenate(None, ReLU())])
    model.build((2, 2, 1), np.random.default_rng(0))
    model.save(tmp_path / "model.npz")
    assert repr(Sequential.load(tmp_path / "model.npz")) == repr(model)
    model.layers[0].rate = {1, 2}
    with pytest.raises(TypeError, match=r"Dropout: rate is \{1, 2\}, which a file cannot hold"):
        model.save(tmp_path / "other.npz")
