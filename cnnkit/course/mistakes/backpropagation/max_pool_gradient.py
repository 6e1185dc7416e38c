"""Mistakes known in `max_pool_gradient` of notebook 10."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions.backpropagation import max_pool_gradient

Array = NDArray[Any]


def _handed_back(dy: Array, x: Array, k: int, part: Callable[[Array], Array]) -> Array:
    """Give each window the part of its message that a function of the window says."""
    dx = np.zeros(x.shape)
    for i, j in np.ndindex(dy.shape):
        places = slice(i * k, i * k + k), slice(j * k, j * k + k)
        dx[places] = dy[i, j] * part(x[places])
    return dx


def _at(window: Array, place: int) -> Array:
    """Return a window of zeros with a 1 at one place, counted in row-major order."""
    return np.eye(1, window.size, place).reshape(window.shape)


def every_tie(dy: Array, x: Array, k: int) -> Array:
    """You sent the message to every pixel that equals the maximum.

    Where the largest number stands twice, you give the message out twice: your dx then adds up to
    more than dy. Raise both pixels by 0.1, and Y grows by 0.1, not by 0.2. Which one does the
    convention choose?
    """
    return _handed_back(dy, x, k, lambda window: (window == window.max()).astype(float))


def tie_shared(dy: Array, x: Array, k: int) -> Array:
    """You shared the message among equal pixels.

    It is a fair idea, and its sum is right. But the convention, here and in PyTorch, is that the
    first maximum in row-major order takes all. What does `argmax` give where two are equal?
    """
    return _handed_back(dy, x, k, lambda w: (w == w.max()) / (w == w.max()).sum())


def last_of_a_tie(dy: Array, x: Array, k: int) -> Array:
    """You chose the last of equal pixels, and the convention is the first.

    Perhaps you compare with `>=` while you walk through the window: then a later equal one
    replaces an earlier one. Which comparison keeps the first?
    """
    return _handed_back(dy, x, k, lambda w: _at(w, w.size - 1 - int(w.reshape(-1)[::-1].argmax())))


def first_column_first(dy: Array, x: Array, k: int) -> Array:
    """You walk through the window column by column, so that another of two equal ones is first.

    Row-major order means: along the first row, then along the second. In which order do your two
    loops over the window stand?
    """
    return _handed_back(dy, x, k, lambda w: _at(w.T, int(w.T.reshape(-1).argmax())).T)


def spread_as_an_average(dy: Array, x: Array, k: int) -> Array:
    """You spread the message over the whole window, as average pooling does.

    In max pooling only one pixel of the window decides. Move any other a little, and the output
    stays what it is, so that its slope is 0. Which pixel moves it?
    """
    return _handed_back(dy, x, k, lambda window: np.full(window.shape, 1 / window.size))


def copied_to_all(dy: Array, x: Array, k: int) -> Array:
    """You copied the message to every pixel of the window.

    A pixel that is not the maximum does not move the output at all. Its slope is 0, and yours is
    as large as that of the winner. What of x do you look at?
    """
    return _handed_back(dy, x, k, np.ones_like)


def upper_left_corner(dy: Array, x: Array, k: int) -> Array:
    """You sent each message to the first pixel of its window, whatever stands there.

    The place of the maximum inside the window is missing: from the corner of the window it is some
    rows down and some columns to the right. What does `argmax` tell, and how do you make two
    indices of it?
    """
    return _handed_back(dy, x, k, lambda window: _at(window, 0))


def windows_one_apart(dy: Array, x: Array, k: int) -> Array:
    """You let each window begin one pixel after the one before, and here the stride is k.

    Window [i, j] does not begin at pixel [i, j]. The first one covers k rows and k columns, and
    the next begins behind them. With a single window you would not notice. At which row does
    window [1, 0] begin?
    """
    dx = np.zeros(x.shape)
    for i, j in np.ndindex(dy.shape):
        window = x[i : i + k, j : j + k]
        u, v = np.unravel_index(window.argmax(), window.shape)
        dx[i + u, j + v] += dy[i, j]
    return dx


def multiplied_by_the_maximum(dy: Array, x: Array, k: int) -> Array:
    """You multiplied the message by the maximum itself.

    Y *is* the maximum: if that pixel grows by 0.001, Y grows by 0.001. The slope is 1, however
    large the pixel is. By what do you have to multiply dy?
    """
    return max_pool_gradient(dy, x, k) * x


def mask_without_the_message(dy: Array, x: Array, k: int) -> Array:
    """You marked the winners with 1 and left the messages out.

    That is the slope of each output by its winner. How fast the loss follows is that slope times
    the message. Where does dy come into your code?
    """
    return max_pool_gradient(np.ones_like(dy), x, k)


def farthest_from_zero(dy: Array, x: Array, k: int) -> Array:
    """You looked for the number farthest from zero, and it is the largest that is kept.

    Of −8 and 3 the pooling kept the 3. Whoever was not kept on the way forwards gets nothing on the
    way back. What does `np.abs` do in your search?
    """
    return max_pool_gradient(dy, np.abs(x), k)


def shut_below_zero(dy: Array, x: Array, k: int) -> Array:
    """You stop the message where the maximum is not positive, as ReLU would.

    A pooling does not care about signs: of −3, −1, −4 and −2 the −1 was kept, and the output
    follows it with a slope of 1. Which comparison in your code belongs to another layer?
    """
    return max_pool_gradient(dy, x, k) * (x > 0)


def leftover_cut_off(dy: Array, x: Array, k: int) -> Array:
    """You cut off the rows and columns that no window reached.

    They are part of x, and a gradient has the shape of what it belongs to. Nothing depends on them:
    which number stands for that? Make dx of x's shape first.
    """
    return max_pool_gradient(dy, x, k)[: dy.shape[0] * k, : dy.shape[1] * k]


MAX_POOL_GRADIENT = (
    every_tie,
    tie_shared,
    last_of_a_tie,
    first_column_first,
    spread_as_an_average,
    copied_to_all,
    upper_left_corner,
    windows_one_apart,
    multiplied_by_the_maximum,
    mask_without_the_message,
    farthest_from_zero,
    shut_below_zero,
    leftover_cut_off,
)
