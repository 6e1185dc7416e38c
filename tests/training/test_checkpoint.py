"""Checkpoints: a run that was interrupted and resumed is bit for bit one that was not."""

import itertools
import json

import numpy as np
import pytest

from cnnkit.layers import Dense, Dropout, Flatten, ReLU, Sequential
from cnnkit.training import SGD, Adam, AdamW, RMSProp, load_checkpoint, save_checkpoint
from tests.training.small import network, run, steps

BITS = [np.random.PCG64, np.random.PCG64DXSM, np.random.MT19937, np.random.Philox, np.random.SFC64]


def resumed_at(step, path, bits=np.random.PCG64, optimiser=lambda: Adam(0.01), **options):
    """Interrupt a run after a step, and finish it in another that began differently."""
    before, after = run(1, bits, optimiser()), run(2, bits, optimiser())
    for _ in itertools.islice(steps(before, **options), step):
        pass
    save_checkpoint(path, **before)
    list(steps(before, **options))  # what happens later does not reach the file
    load_checkpoint(path, **after)
    assert len(after["history"].steps) == step
    list(steps(after, **options))
    return after


def assert_same_run(one, other):
    """Every number of two runs is the same, and every generator stands at the same place."""
    assert one["history"].steps == other["history"].steps
    assert one["history"].epochs == other["history"].epochs
    for part in ("model", "optimiser"):
        states = one[part].state(), other[part].state()
        assert states[0].keys() == states[1].keys()
        for name, array in states[0].items():
            assert array.tobytes() == states[1][name].tobytes(), name
    generators = [[parts["rng"], *parts["model"].generators()] for parts in (one, other)]
    for pair in zip(*generators, strict=True):
        np.testing.assert_equal(*[generator.bit_generator.state for generator in pair])


def whole_run(bits=np.random.PCG64, optimiser=lambda: Adam(0.01), **options):
    parts = run(1, bits, optimiser())
    list(steps(parts, **options))
    return parts


@pytest.mark.parametrize("step", range(16))
def test_resumed_after_any_step(step, tmp_path):
    assert_same_run(resumed_at(step, tmp_path / "run.npz"), whole_run())


@pytest.mark.parametrize("bits", BITS)
def test_with_any_bit_generator(bits, tmp_path):
    assert_same_run(resumed_at(7, tmp_path / "run.npz", bits), whole_run(bits))


@pytest.mark.parametrize(
    "optimiser",
    [
        lambda: SGD(0.1),
        lambda: SGD(0.1, momentum=0.9, nesterov=True),
        lambda: RMSProp(0.01, momentum=0.5),
        lambda: AdamW(0.01),
    ],
)
@pytest.mark.parametrize("schedule", [None, lambda step: 0.01 / (1 + step)])
def test_with_any_optimiser(optimiser, schedule, tmp_path):
    options = {"optimiser": optimiser, "schedule": schedule}
    assert_same_run(resumed_at(8, tmp_path / "run.npz", **options), whole_run(**options))


def test_again_and_again(tmp_path):
    """Saved and loaded after every single step, always into a fresh run."""
    parts = run(1)
    for seed in range(15):
        next(steps(parts))
        save_checkpoint(tmp_path / "run.npz", **parts)
        parts = run(seed)
        load_checkpoint(tmp_path / "run.npz", **parts)
    assert_same_run(parts, whole_run())


def test_the_file_holds_no_pickle_and_its_name_is_kept(tmp_path):
    path = tmp_path / "run.checkpoint"
    save_checkpoint(path, **whole_run())
    assert [file.name for file in tmp_path.iterdir()] == ["run.checkpoint"]
    with np.load(path, allow_pickle=False) as stored:
        arrays = dict(stored)
    assert "model.conv2d_1.kernel" in arrays
    assert len(json.loads(arrays["notes"].tobytes())["steps"]) == 15


def test_a_failure_while_writing_leaves_the_older_file(tmp_path, monkeypatch):
    parts, path = run(), tmp_path / "run.npz"
    save_checkpoint(path, **parts)
    older = path.read_bytes()
    next(steps(parts))

    def disk_full(file, **arrays):
        file.write(b"half")
        raise OSError("no space left")

    monkeypatch.setattr(np, "savez", disk_full)
    with pytest.raises(OSError, match="no space left"):
        save_checkpoint(path, **parts)
    assert path.read_bytes() == older
    assert [file.name for file in tmp_path.iterdir()] == ["run.npz"]


def test_a_missing_folder_and_what_is_no_history_are_told(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"there is no folder .*none; make it first"):
        save_checkpoint(tmp_path / "none" / "run.npz", **run())
    save_checkpoint(tmp_path / "run.npz", **run())
    for call in (save_checkpoint, load_checkpoint):
        with pytest.raises(TypeError, match=r"history is None; .* such as History\(\)"):
            call(tmp_path / "run.npz", **run() | {"history": None})


def built(*layers):
    model = Sequential(list(layers))
    model.build((8, 8, 1), np.random.default_rng(0))
    return model


@pytest.mark.parametrize(
    ("other", "parts"),
    [
        (
            {"model": network(np.random.default_rng(0), classes=4)},
            ["model's dense_1.weight", "float32 of shape (64, 3) in the file", "(64, 4) here"],
        ),
        (
            {"model": built(Flatten(), Dense(3))},
            ["model's conv2d_1.kernel", "shape (3, 3, 1, 4) in the file", "missing here"],
        ),
        ({"optimiser": SGD(0.1)}, ["the optimiser is Adam in the file, and SGD here"]),
        (
            {"optimiser": Adam(0.1, beta1=0.5)},
            ["the optimiser's beta1 is 0.9 in the file, and 0.5 here"],
        ),
        (
            {"rng": np.random.Generator(np.random.MT19937(0))},
            ["rng is PCG64 in the file, and MT19937 here"],
        ),
    ],
)
def test_a_checkpoint_of_another_run_is_refused(other, parts, tmp_path):
    path = tmp_path / "run.npz"
    save_checkpoint(path, **whole_run())
    mine = run(3) | other
    before = mine["model"].state(), mine["rng"].bit_generator.state
    with pytest.raises(ValueError, match="checkpoint of another run") as caught:
        load_checkpoint(path, **mine)
    assert [part for part in [*parts, str(path)] if part not in str(caught.value)] == []
    np.testing.assert_equal((mine["model"].state(), mine["rng"].bit_generator.state), before)
    assert mine["history"].steps == []


def test_an_architecture_of_the_same_parameters_is_refused_by_what_differs(tmp_path):
    path = tmp_path / "run.npz"
    parts = run() | {"model": built(Flatten(), ReLU(), Dropout(0.5), Dense(3))}
    save_checkpoint(path, **parts)
    parts["model"] = built(Flatten(), ReLU(), Dropout(0.25), Dense(3))
    with pytest.raises(ValueError, match=r"the model is .*Dropout\(0\.5\).*Dropout\(0\.25\)"):
        load_checkpoint(path, **parts)


def cut_off(content, kernel):
    return content[: len(content) // 2]


def one_bit_turned(content, kernel):
    place = content.index(kernel) + 5
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


@pytest.mark.parametrize(
    "damage", [cut_off, one_bit_turned, lambda *_: b"", lambda *_: b"PK not a checkpoint"]
)
def test_damaged_files_are_refused(damage, tmp_path):
    parts, path = run(), tmp_path / "run.npz"
    save_checkpoint(path, **parts)
    kernel = parts["model"].state()["conv2d_1.kernel"].tobytes()
    path.write_bytes(damage(path.read_bytes(), kernel))
    with pytest.raises(ValueError, match=r"run\.npz is no checkpoint, or not all of one"):
        load_checkpoint(path, **run())


def test_other_archives_are_refused(tmp_path):
    np.savez(tmp_path / "x.npz", x=np.ones(3))
    with pytest.raises(ValueError, match=r"x\.npz is no checkpoint"):
        load_checkpoint(tmp_path / "x.npz", **run())
    with pytest.raises(FileNotFoundError):
        load_checkpoint(tmp_path / "missing.npz", **run())
