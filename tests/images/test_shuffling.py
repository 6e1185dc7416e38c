import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit.images import block_order, reorder_pixels

sides = st.integers(1, 4)


@given(sides, sides, sides, st.integers(0, 99))
def test_every_block_arrives_whole_and_once(rows, columns, block, seed):
    height, width = rows * block, columns * block
    order = block_order((height, width), block, np.random.default_rng(seed))
    assert order.dtype == np.int64
    assert sorted(order) == list(range(height * width))
    shuffled = order.reshape(height, width)
    original = np.arange(height * width).reshape(height, width)
    wanted = {
        original[top : top + block, left : left + block].tobytes()
        for top in range(0, height, block)
        for left in range(0, width, block)
    }
    found = {
        shuffled[top : top + block, left : left + block].tobytes()
        for top in range(0, height, block)
        for left in range(0, width, block)
    }
    assert found == wanted


def test_the_same_generator_draws_the_same_order():
    orders = [block_order((6, 8), 2, np.random.default_rng(5)) for _ in range(2)]
    np.testing.assert_array_equal(*orders)
    assert (orders[0] != np.arange(48)).any()


@given(st.integers(1, 3), st.integers(1, 4), st.integers(1, 4), st.integers(1, 3))
def test_pixels_keep_their_colours_and_can_be_put_back(count, height, width, channels):
    images = np.arange(count * height * width * channels, dtype=np.uint8)
    images = images.reshape(count, height, width, channels)
    order = block_order((height, width), 1, np.random.default_rng(0))
    shuffled = reorder_pixels(images, order)
    assert shuffled.dtype == np.uint8
    for place, source in enumerate(order):
        here, there = divmod(place, width), divmod(int(source), width)
        np.testing.assert_array_equal(shuffled[:, *here], images[:, *there])
    np.testing.assert_array_equal(reorder_pixels(shuffled, np.argsort(order)), images)


def test_errors_say_what_would_work():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="block is 3, but the image is 4×6; use a number .* 2 or"):
        block_order((4, 6), 3, rng)
    with pytest.raises(TypeError, match="rng is 0"):
        block_order((4, 6), 2, 0)
    with pytest.raises(ValueError, match="it takes"):
        reorder_pixels(np.zeros((4, 6)), np.arange(24))
    with pytest.raises(ValueError, match="order must hold each number from 0 to 23 once"):
        reorder_pixels(np.zeros((1, 4, 6, 1)), np.zeros(24, int))
