"""Weights that are stored in fewer bits than they are used in."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.datasets import data_path


def read_weights(name: str) -> dict[str, NDArray[np.float32]]:
    """Read a file of data/networks, and bring its numbers back to float32.

    An array that was stored in whole numbers of 8 bits has a companion ``<name>.scale``: one
    scale for each output channel, which is a kernel's last axis. Its weights are
    scale · whole number.

    Parameters
    ----------
    name : str
        The file's name without ``.npz``.

    Returns
    -------
    dict of str to ndarray
        What `Sequential.load_state` takes.
    """
    with np.load(data_path(f"networks/{name}.npz"), allow_pickle=False) as stored:
        arrays: dict[str, NDArray[Any]] = {key: stored[key] for key in stored.files}
    return {
        key: (array * arrays.get(f"{key}.scale", np.float32(1))).astype(np.float32)
        for key, array in arrays.items()
        if not key.endswith(".scale")
    }
