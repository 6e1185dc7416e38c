"""Checkpoints: a training run put into a file, to go on later as if nothing had happened.

Bit for bit the same: besides the parameters this takes whatever the optimiser remembers, the state
of every random generator, and the order in which the current epoch goes through its examples.
"""

import json
import os
from dataclasses import astuple, replace
from itertools import takewhile
from pathlib import Path
from typing import Any

import numpy as np

from cnnkit.functional.checks import Array, generator
from cnnkit.layers import Layer
from cnnkit.layers.files import NOT_OURS, write
from cnnkit.training.arguments import an_instance
from cnnkit.training.history import Epoch, History, Step
from cnnkit.training.optimisers import Optimiser

LONG = 80
"""Characters of a network's description that fit into an error."""


def save_checkpoint(
    path: str | os.PathLike[str],
    *,
    model: Layer,
    optimiser: Optimiser,
    rng: np.random.Generator,
    history: History,
) -> None:
    """Write a training run to a file; call it between two steps.

    Parameters
    ----------
    path : path
        The file, an .npz archive without pickled objects. An older one is replaced in one move,
        so that there is a whole one at every moment.
    model, optimiser, rng, history
        What `train` was given.

    Raises
    ------
    OSError
        If the file cannot be written.
    TypeError
        If an argument is not what `train` takes.

    See Also
    --------
    load_checkpoint : the way back, with an example.
    """
    an_instance(history, "history", History, "History()")
    notes = {
        "traits": _traits(model, optimiser, rng),
        "generators": [each.bit_generator.state for each in (rng, *model.generators())],
        "steps": [astuple(step) for step in history.steps],
    }
    arrays: dict[str, Any] = {f"model.{name}": array for name, array in model.state().items()}
    arrays |= {f"optimiser.{name}": array for name, array in optimiser.state().items()}
    arrays["notes"] = np.frombuffer(json.dumps(notes, default=_plain).encode(), np.uint8)
    if history.order is not None:
        arrays["order"] = history.order
    write(path, arrays)


def load_checkpoint(
    path: str | os.PathLike[str],
    *,
    model: Layer,
    optimiser: Optimiser,
    rng: np.random.Generator,
    history: History,
) -> None:
    """Bring a training run back into the state in which it was saved.

    Parameters
    ----------
    path : path
        A file of `save_checkpoint`.
    model : Layer
        Of the same architecture, built; with whatever numbers.
    optimiser : Optimiser
        Of the same class and options. The learning rate is that of the file.
    rng : numpy.random.Generator
        Of the same kind; with whatever seed.
    history : History
        Is made that of the file.

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If it is no checkpoint, or one of another network, optimiser or generator. The arguments
        are then unchanged.
    TypeError
        If an argument is not what `train` takes.

    Examples
    --------
    >>> import tempfile
    >>> from cnnkit.layers import Dense
    >>> from cnnkit.training import Adam, MeanSquaredError, train
    >>> x = np.linspace(-1, 1, 12)[:, None]
    >>> def new_run(seed):
    ...     rng = np.random.default_rng(seed)
    ...     model = Dense(1)
    ...     model.build((1,), rng)
    ...     return {"model": model, "optimiser": Adam(0.1), "rng": rng, "history": History()}
    >>> def steps(run):
    ...     return train(data=(x, 2 * x), loss=MeanSquaredError(), epochs=3, batch_size=4, **run)
    >>> run = new_run(seed=0)
    >>> path = Path(tempfile.mkdtemp()) / "run.npz"
    >>> for step in steps(run):
    ...     if step.number == 5:
    ...         save_checkpoint(path, **run)
    >>> resumed = new_run(seed=1)
    >>> load_checkpoint(path, **resumed)
    >>> [step.number for step in steps(resumed)]
    [6, 7, 8, 9]
    >>> run["history"].losses == resumed["history"].losses
    True
    """
    an_instance(history, "history", History, "History()")
    arrays, notes = _read(Path(path))
    _compare(path, notes["traits"], _traits(model, optimiser, rng))
    optimiser.load_state(_of("optimiser.", arrays))
    model.load_state(_of("model.", arrays))
    for each, state in zip((rng, *model.generators()), notes["generators"], strict=True):
        each.bit_generator.state = state
    history.steps, history.epochs = [], []
    for *values, finished in notes["steps"]:
        step = Step(*values)
        history.add(replace(step, finished=Epoch(*finished)) if finished else step)
    history.order = arrays.get("order")


def _traits(model: Layer, optimiser: Optimiser, rng: np.random.Generator) -> dict[str, str]:
    """Describe all that must be the same for a run to go on."""
    an_instance(model, "model", Layer, "Sequential([Flatten(), Dense(10)])")
    an_instance(optimiser, "optimiser", Optimiser, "Adam(1e-3)")
    traits = {
        f"the model's {name}": f"{array.dtype} of shape {array.shape}"
        for name, array in model.state().items()
    }
    traits |= {"the model": repr(model), "the optimiser": type(optimiser).__name__}
    for option, value in vars(optimiser).items():
        if option != "learning_rate" and not option.startswith("_"):
            traits[f"the optimiser's {option}"] = repr(value)
    for place, each in enumerate((generator(rng), *model.generators())):
        owner = f"the model's generator {place}" if place else "rng"
        traits[owner] = type(each.bit_generator).__name__
    return traits


def _compare(path: str | os.PathLike[str], saved: dict[str, str], present: dict[str, str]) -> None:
    """Refuse a checkpoint of another run, with the first difference."""
    for trait in [*saved, *present]:
        there, here = saved.get(trait, "missing"), present.get(trait, "missing")
        if there != here:
            there, here = _shortened(there, here)
            raise ValueError(
                f"{os.fspath(path)} is a checkpoint of another run: {trait} is {there} in the "
                f"file, and {here} here; give load_checkpoint what was given to "
                "save_checkpoint, made and built by the same code"
            )


def _shortened(one: str, other: str) -> tuple[str, str]:
    """Cut two long texts down to the words around their first difference."""
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))
    begin = one.rfind(" ", 0, same) + 1 if max(len(one), len(other)) > LONG else 0
    before = "…" if begin else ""
    return before + one[begin : begin + LONG], before + other[begin : begin + LONG]


def _read(path: Path) -> tuple[dict[str, Array], dict[str, Any]]:
    """Return a file's arrays, and what in it is none."""
    with path.open("rb") as file:
        try:
            with np.load(file, allow_pickle=False) as stored:
                arrays = dict(stored)
            return arrays, json.loads(arrays["notes"].tobytes(), object_hook=_not_plain)
        except NOT_OURS as error:
            raise ValueError(
                f"{path} is no checkpoint, or not all of one ({type(error).__name__}: {error}); "
                "give a file that save_checkpoint wrote"
            ) from error


def _of(owner: str, arrays: dict[str, Array]) -> dict[str, Array]:
    """Return what belongs to an owner, by the names it uses itself."""
    return {
        name.removeprefix(owner): array for name, array in arrays.items() if name.startswith(owner)
    }


def _plain(array: Array) -> dict[str, Any]:
    """Write an array of a generator's state for JSON."""
    return {"dtype": array.dtype.name, "values": array.tolist()}


def _not_plain(item: dict[str, Any]) -> Any:
    """Read what `_plain` wrote."""
    return np.array(item["values"], item["dtype"]) if item.keys() == {"dtype", "values"} else item
