"""Mistakes known in `squeeze_excite` of notebook 16."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def _sigmoid(z: Array) -> Array:
    result: Array = 1 / (1 + np.exp(-z))
    return result


def _scores(means: Array, w1: Array, w2: Array) -> Array:
    result: Array = np.maximum(means @ w1, 0) @ w2
    return result


def _weighed(x: Array, weights: Array) -> Array:
    result: Array = x * weights[:, None, None, :]
    return result


def no_sigmoid(x: Array, w1: Array, w2: Array) -> Array:
    """You multiplied with the scores themselves.

    They can be negative, or a hundred. Squeeze-excite turns each into a share from 0 to 1 first.
    Which function does that, one number at a time?
    """
    return _weighed(x, _scores(x.mean(axis=(1, 2)), w1, w2))


def softmax_over_channels(x: Array, w1: Array, w2: Array) -> Array:
    """You took a softmax, so that the channels share out 1 among them.

    With 64 channels each would be left with a few hundredths of its strength. Here no channel
    competes with another: all may stay, or none. Which function gives every score a share of its
    own in your code?
    """
    scores = _scores(x.mean(axis=(1, 2)), w1, w2)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return _weighed(x, powers / powers.sum(axis=1, keepdims=True))


def no_relu(x: Array, w1: Array, w2: Array) -> Array:
    """You left out the ReLU between the two layers.

    Without a bend the two of them are one layer of fewer numbers (notebook 05). What stands between
    `means @ w1` and `@ w2`?
    """
    return _weighed(x, _sigmoid(x.mean(axis=(1, 2)) @ w1 @ w2))


def added(x: Array, w1: Array, w2: Array) -> Array:
    """You added the weights to the maps.

    Then every channel is lifted by up to 1, and none is turned down. Excite means: a channel that
    matters for this image stays as it is, and another fades. Which operation does that with yours?
    """
    result: Array = x + _sigmoid(_scores(x.mean(axis=(1, 2)), w1, w2))[:, None, None, :]
    return result


def one_mean_for_the_batch(x: Array, w1: Array, w2: Array) -> Array:
    """You averaged over the images of the batch, too.

    Each image has channel weights of its own, or an image's answer would depend on its neighbours
    in the batch. Over which two axes of (N, H, W, C) is your mean, and which two stay?
    """
    result: Array = x * _sigmoid(_scores(x.mean(axis=(0, 1, 2))[None], w1, w2))
    return result


def sums_for_means(x: Array, w1: Array, w2: Array) -> Array:
    """You summed each map up and did not average.

    Then a larger image gives larger scores, and the sigmoid is soon at its ends. The mean does not
    depend on the size. By how many numbers do you divide?
    """
    return _weighed(x, _sigmoid(_scores(x.sum(axis=(1, 2)), w1, w2)))


def maximum_for_mean(x: Array, w1: Array, w2: Array) -> Array:
    """You took each map's maximum.

    One strong place would then speak for its whole channel. Some later blocks use both. Here the
    squeeze is global average pooling. Which of NumPy's functions is that in your code?
    """
    return _weighed(x, _sigmoid(_scores(x.max(axis=(1, 2)), w1, w2)))


def weights_returned(x: Array, w1: Array, w2: Array) -> Array:
    """You returned the weights, and not the maps that they weigh.

    Your weights are right: a number for each image and channel. What is asked for has the shape of
    x: every map times its own number. How do (N, C) numbers meet (N, H, W, C)?
    """
    return _sigmoid(_scores(x.mean(axis=(1, 2)), w1, w2))


def one_minus(x: Array, w1: Array, w2: Array) -> Array:
    """You turned the sigmoid round: a high score fades its channel.

    The sigmoid of z is 1 / (1 + exp(−z)). Without the minus sign a score of 5 gives 0.007 in place
    of 0.993. Where is the sign in yours?
    """
    return _weighed(x, _sigmoid(-_scores(x.mean(axis=(1, 2)), w1, w2)))


def squeezed_over_channels(x: Array, w1: Array, w2: Array) -> Array:
    """You averaged over the channels, and got a number for each place.

    Squeeze-excite asks how strong each channel is in the whole image: the mean runs over the
    places, and the channels stay. Which axes of (N, H, W, C) are the places in your code?
    """
    return _weighed(x, _sigmoid(_scores(x.mean(axis=3).reshape(len(x), -1), w1, w2)))


SQUEEZE_EXCITE = (
    no_sigmoid,
    softmax_over_channels,
    no_relu,
    added,
    one_mean_for_the_batch,
    sums_for_means,
    maximum_for_mean,
    weights_returned,
    one_minus,
    squeezed_over_channels,
)
