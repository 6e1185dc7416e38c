"""DepthToSpace: its numbers, what it sees, and what it refuses."""

import numpy as np
import pytest

from cnnkit.layers import Conv2D, DepthToSpace, Sequential
from tests.layers.test_views import assert_seen_is_within, seen


def test_each_channel_goes_to_its_place():
    x = np.arange(2 * 3 * 18.0).reshape(1, 2, 3, 18)
    y = DepthToSpace(3).forward(x)[0]
    for i, j, u, v, c in np.ndindex(2, 3, 3, 3, 2):
        assert y[i * 3 + u, j * 3 + v, c] == x[0, i, j, (u * 3 + v) * 2 + c]


@pytest.mark.parametrize("layers", [[DepthToSpace(2)], [Conv2D(4, 3), DepthToSpace(2)]])
@pytest.mark.parametrize("axis", [0, 1])
def test_an_output_sees_the_pixel_that_its_square_comes_from(layers, axis):
    model = Sequential(layers)
    shape = (6, 7, 4)
    found = seen(model, shape, axis)
    assert_seen_is_within(model.views(shape)[axis], found)
    assert max(map(len, found)) == (3 if len(layers) == 2 else 1)


def test_channels_that_fill_no_square_are_refused():
    with pytest.raises(ValueError, match="8 filters"):
        DepthToSpace(2).output_shape((3, 3, 6))
    with pytest.raises(ValueError, match="block"):
        DepthToSpace(0)
