"""Gradients against central differences, along random directions."""

import numpy as np
import pytest

STEP = 1e-6


def assert_slopes(function, values, dy, gradients, seed=0):
    """Along a random direction the loss Σ dy · function(*values) changes as each gradient says."""
    rng = np.random.default_rng(seed)
    for index, gradient in enumerate(gradients):
        direction = rng.standard_normal(gradient.shape)

        def loss(step, index=index, direction=direction):
            moved = [*values]
            moved[index] = moved[index] + step * direction
            return float(np.sum(dy * function(*moved)))

        slope = (loss(STEP) - loss(-STEP)) / (2 * STEP)
        assert slope == pytest.approx(float(np.sum(gradient * direction)), rel=1e-6, abs=1e-7)
