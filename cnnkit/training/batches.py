"""Mini-batches: inputs and what they should become, cut into parts of equal size."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.checks import generator
from cnnkit.shapes import flag, whole_number
from cnnkit.training.arguments import Examples, examples


def batches(
    x: ArrayLike,
    y: ArrayLike,
    batch_size: int,
    *,
    rng: np.random.Generator | None = None,
    drop_last: bool = False,
) -> Iterator[Examples]:
    """Cut examples into batches, shuffled if a generator is given.

    Batch b holds the examples π(b·B), …, π(b·B + B − 1), where B is the batch size and π a
    random order, the same for inputs and targets.

    Parameters
    ----------
    x : array_like, (N, …)
        Inputs, such as images (N, H, W, C).
    y : array_like, (N, …)
        What each input should become, such as labels (N,).
    batch_size : int
        Examples in a batch.
    rng : numpy.random.Generator, optional
        Shuffles the examples; without it they keep their order.
    drop_last : bool
        Leave out the last batch if it is smaller than the others.

    Returns
    -------
    iterator of (array, array)
        Inputs and targets of each batch, as new arrays of the dtypes given.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above, the lengths differ, or there is nothing.

    Examples
    --------
    >>> x, y = np.arange(5) * 10, np.arange(5)
    >>> [part.tolist() for part, _ in batches(x, y, 2)]
    [[0, 10], [20, 30], [40]]
    >>> for inputs, labels in batches(x, y, 2, rng=np.random.default_rng(0), drop_last=True):
    ...     print(inputs.tolist(), labels.tolist())
    [20, 40] [2, 4]
    [30, 0] [3, 0]
    """
    x, y = examples((x, y), "(x, y)")
    size = whole_number(batch_size, "batch_size")
    if flag(drop_last, "drop_last") and size > len(x):
        raise ValueError(
            f"batch_size is {size} for {len(x)} examples, and drop_last leaves out the only batch; "
            f"use a batch_size ≤ {len(x)}, such as {len(x)}, or drop_last=False"
        )
    order = np.arange(len(x)) if rng is None else generator(rng).permutation(len(x))
    end = len(x) - len(x) % size if drop_last else len(x)
    parts = (order[start : start + size] for start in range(0, end, size))
    return ((x[part], y[part]) for part in parts)
