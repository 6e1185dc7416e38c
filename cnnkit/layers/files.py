"""Networks in files: an ``.npz`` with the architecture as JSON, and the arrays by name.

Nothing in a file is executed: the arrays are read without pickle, and the architecture can name
nothing but layers and the functions of `cnnkit.initialisers`.
"""

import json
import os
import zipfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np

from cnnkit.functional.checks import Array
from cnnkit.layers.architecture import first_difference, from_plain, plain
from cnnkit.layers.arguments import naming
from cnnkit.layers.layer import Layer

FORMAT = 1
"""Counted up when what a file holds changes its meaning."""

ENTRY = "cnnkit"
"""The entry that holds the JSON."""

NOT_OURS = (
    *(OSError, EOFError, ValueError, TypeError, KeyError, AttributeError),
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, RecursionError),
)
"""What reading a file raises that is damaged, or of another kind."""


def save(layer: Layer, path: str | Path) -> None:
    """Write a built layer."""
    if layer.built_for is None:
        raise RuntimeError(f"{layer.label} has nothing to save yet; call build first")
    header = {"format": FORMAT, "input_shape": layer.built_for, "network": plain(layer)}
    write(path, {ENTRY: np.array(json.dumps(header)), **layer.state()})


def write(path: str | os.PathLike[str], arrays: dict[str, Any]) -> None:
    """Write an ``.npz`` file. One that is there is replaced only once all is on the disk."""
    path = Path(path)
    if not path.parent.is_dir():
        raise FileNotFoundError(f"there is no folder {path.parent}; make it first")
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder; give a file in it, such as {path / 'a.npz'}")
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        with unfinished.open("wb") as file:
            np.savez(file, **arrays)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def load(path: str | Path) -> Layer:
    """Build the layer that a file holds, and fill it.

    Its dropout, should it be trained on, draws from ``np.random.default_rng(0)``.
    """
    header, state = _read(path)
    with naming(f"{path} holds no network that can be built"):
        layer = from_plain(header["network"])
        layer.build(header["input_shape"], np.random.default_rng(0))
        layer.load_state(state)
    return layer


def load_parameters(layer: Layer, path: str | Path) -> None:
    """Fill a built layer from a file of the same architecture, or name the first difference."""
    if layer.built_for is None:
        raise RuntimeError(f"{layer.label} has no parameters to fill yet; call build first")
    header, state = _read(path)
    with naming(f"{path} does not fit"):
        difference = first_difference(header["network"], json.loads(json.dumps(plain(layer))))
        if difference:
            raise ValueError(difference)
        layer.load_state(state)


def _read(path: str | Path) -> tuple[dict[str, Any], dict[str, Array]]:
    """Return a file's JSON and its arrays, or say that it is none of ours."""
    if not Path(path).is_file():
        raise FileNotFoundError(f"there is no file {path}; give the path that save() was given")
    try:
        with Path(path).open("rb") as file, np.load(file, allow_pickle=False) as entries:
            arrays = {name: entries[name] for name in entries.files}
        header = json.loads(str(arrays.pop(ENTRY)))
        version, _, _ = header["format"], header["input_shape"], header["network"]
    except NOT_OURS as error:
        raise ValueError(
            f"{path} is no network, or not all of one ({type(error).__name__}: {error}); give a "
            "file that save() wrote"
        ) from error
    if version != FORMAT:
        raise ValueError(
            f"{path} has format {version}, and this version of cnnkit reads format {FORMAT}; "
            "use the version that wrote it"
        )
    return header, arrays
