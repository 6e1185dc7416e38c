"""Parameters by rule, so that a whole network's need not be stored.

The script that asks PyTorch and the test that compares fill a network with the same numbers: all
parameters are drawn in the order of `Layer.state`, each at a scale that suits its name.
"""

import numpy as np

from cnnkit.layers import Layer

POSITIVE = ("gamma", "running_variance")


def ruled_state(model: Layer, seed: int) -> dict[str, np.ndarray]:
    """Return numbers for all that a built network remembers."""
    rng, state = np.random.default_rng(seed), {}
    for name, old in model.state().items():
        numbers = rng.random(old.shape)
        if name.endswith(POSITIVE):
            numbers += 0.5  # 0.5 … 1.5
        elif old.ndim == 1:
            numbers = (numbers - 0.5) / 5  # −0.1 … 0.1
        else:
            inputs = np.prod(old.shape[:-1])
            numbers = (2 * numbers - 1) * np.sqrt(6 / inputs)  # a variance of 2 / inputs
        state[name] = numbers.astype(np.float32)
    return state


def ruled_image(shape: tuple[int, int, int], seed: int) -> np.ndarray:
    """Return a batch of one image, from −1 to 1."""
    return 2 * np.random.default_rng([seed, 1]).random((1, *shape)) - 1
