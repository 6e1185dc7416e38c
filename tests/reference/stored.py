"""Cases of a function's arguments and results, kept in small files; see torch_values/.

A file holds the arrays of all its cases one behind the other as float64, and a list in JSON that
says which piece belongs to what. Thousands of little arrays would cost more room than their
numbers.
"""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

FOLDER = Path(__file__).with_name("torch_values")
PARTS = ("inputs", "upstream", "outputs", "gradients")


@dataclass
class Case:
    """What a function was given and what PyTorch answered, in the course's layout."""

    function: str
    options: dict[str, Any]
    inputs: dict[str, np.ndarray]
    """Arrays by argument."""
    outputs: dict[str, np.ndarray]
    upstream: dict[str, np.ndarray] = field(default_factory=dict)
    """The gradient with respect to the output, as the backward takes it."""
    gradients: dict[str, np.ndarray] = field(default_factory=dict)
    """With respect to the inputs, in the order in which the backward returns them."""


def save(name: str, cases: list[Case]) -> Path:
    """Write the cases of one group, and return the file."""
    index, values = [], []
    for case in cases:
        entry = asdict(case)
        for part in PARTS:
            arrays = {key: np.asarray(array, np.float64) for key, array in entry[part].items()}
            entry[part] = {key: array.shape for key, array in arrays.items()}
            values += [array.ravel() for array in arrays.values()]
        index.append(entry)
    path = FOLDER / f"{name}.npz"
    np.savez_compressed(path, index=np.array(json.dumps(index)), values=np.concatenate(values))
    return path


def load(name: str) -> list[Case]:
    """Read the cases of one group."""
    with np.load(FOLDER / f"{name}.npz", allow_pickle=False) as file:
        index, values = json.loads(str(file["index"])), file["values"]
    values.flags.writeable = False  # tests share them
    cases, start = [], 0
    for entry in index:
        for part in PARTS:
            for key, shape in entry[part].items():
                end = start + int(np.prod(shape, dtype=int))
                entry[part][key] = values[start:end].reshape(shape)
                start = end
        cases.append(Case(**entry))
    return cases
