"""The shuffle step by step against four plain loops."""

import numpy as np
import pytest
from driving import check_sound, formula

from cnnkit.explorers import ChannelsToPixels
from cnnkit.explorers.super_resolution.channels_to_pixels import ACROSS, DOWN


@pytest.mark.parametrize("block", [2, 3])
@pytest.mark.parametrize("order", [ACROSS, DOWN])
def test_every_step_takes_the_pixel_that_the_loops_take(block, order):
    explorer = ChannelsToPixels(block=block, order=order)
    channels = explorer.result.channels
    large = np.full((2 * block, 3 * block), -1.0)
    for i, j, u, v in np.ndindex(2, 3, block, block):
        channel = u * block + v if order == ACROSS else v * block + u
        large[i * block + u, j * block + v] = channels[i, j, channel]
    for step in range(large.size):
        explorer.update(step=step)
        result = explorer.result
        row, column = divmod(step, 3 * block)
        i, j, u, v = result.source
        assert (result.row, result.column) == (i * block + u, j * block + v) == (row, column)
        value = channels[i, j, result.channel]
        assert value == large[row, column]
        assert f"is {value:.0f}: channel {result.channel} at ({i}, {j})" in explorer.description
        lines = formula(explorer)
        assert lines[0] == f"pixel {step}: row {row} = {i}·{block} + {u}, column {column} = " + (
            f"{j}·{block} + {v}"
        )
        assert lines[1].endswith(f"= {result.channel}, at ({i}, {j}) → {value:.0f}")
    np.testing.assert_array_equal(explorer.result.large, large)
    in_order = np.array_equal(large.ravel(), np.arange(large.size))
    assert in_order == (order == ACROSS)


def test_the_last_pixel_follows_the_block():
    explorer = ChannelsToPixels(block=3, step=53)
    explorer.update(block=2)
    assert explorer.state["step"] == 23
    check_sound(explorer)


@pytest.mark.parametrize("order", [ACROSS, DOWN])
def test_touching_a_channel_shows_where_its_number_goes(order):
    explorer = ChannelsToPixels(block=3, order=order)
    explorer._pointer.set_state({"cell": ["channel-5", 1, 2]})
    result = explorer.result
    assert result.channel == 5
    assert result.source[:2] == (1, 2)
    explorer._pointer.set_state({"cell": ["large", 4, 7]})
    assert explorer.state["step"] == 4 * 9 + 7
