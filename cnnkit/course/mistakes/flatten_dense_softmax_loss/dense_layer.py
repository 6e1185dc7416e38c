"""Mistakes known in `dense` of notebook 08."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions.flatten_dense_softmax_loss import dense

Array = NDArray[Any]


def channels_flattened_first(maps: Array, weights: Array, bias: Array) -> Array:
    """You flattened channel by channel, and the weights expect row by row with channels last.

    The shape is right, so nothing complains. But each weight now meets the number of another place:
    on a trained network that is as bad as guessing. In which order do you lay out the axes (H, W,
    C)?
    """
    return dense(maps.transpose(0, 3, 1, 2), weights, bias)


def columns_flattened_first(maps: Array, weights: Array, bias: Array) -> Array:
    """You flattened column by column, and the order is row by row.

    The number behind X[0, 0] should come from its neighbour on the right. Yours comes from the
    pixel below. Did you transpose, or use `order="F"`, where a plain `reshape` would do?
    """
    return dense(maps.transpose(0, 2, 1, 3), weights, bias)


def images_mixed(maps: Array, weights: Array, bias: Array) -> Array:
    """You let the numbers of different images run into one another.

    `reshape(-1, N)` fills rows of N numbers, and turning the result round does not sort them by
    image again. The batch axis has to stay in front while the others are joined. Which size comes
    first in your `reshape`?
    """
    return maps.reshape(-1, len(maps)).T @ weights + bias


def outputs_in_rows(maps: Array, weights: Array, bias: Array) -> Array:
    """Your answer is turned round: outputs in rows and images in columns.

    That is what W.T @ x makes, with a column for each image, as many books write it. Here each
    image is a row. Which of the two factors stands on the left then?
    """
    return dense(maps, weights, bias).T


def bias_along_the_images(maps: Array, weights: Array, bias: Array) -> Array:
    """You computed W.T @ x, with a column for each image, and then added the bias along the rows.

    Outputs stand in your rows and images in your columns, so that the biases meet the images, and
    mostly the shapes do not even fit. Here each image is a row. Which factor belongs on the left?
    """
    result: Array = weights.T @ maps.reshape(len(maps), -1).T + bias
    return result


def batch_flattened_too(maps: Array, weights: Array, bias: Array) -> Array:
    """You flattened the images of the whole batch into a single row.

    `maps.reshape(-1)` joins all four axes, the batch as well, and W has no weights for so many
    numbers. Each image needs a row of its own. Which axis has to stay, and how does `reshape` say
    that?
    """
    result: Array = maps.reshape(-1) @ weights + bias
    return result


def bias_forgotten(maps: Array, weights: Array, bias: Array) -> Array:
    """You left the bias out.

    For an image of nothing but zeros, each output should be its own bias; yours is 0. It is added
    once to every output, after the product. Where can you add it?
    """
    return dense(maps, weights, np.zeros_like(bias))


def bias_subtracted(maps: Array, weights: Array, bias: Array) -> Array:
    """You subtracted the bias, and it is added.

    For an image of nothing but zeros, each output should be its own bias; yours has the other sign.
    Which sign stands between product and bias?
    """
    return dense(maps, weights, -bias)


def bias_for_each_image(maps: Array, weights: Array, bias: Array) -> Array:
    """You added one bias to each image, and there is one for each output.

    With as many images as outputs the shapes agree, and nothing complains. The first image should
    get all the biases, one for each of its columns. Along which axis does yours run?
    """
    return dense(maps, weights, np.zeros_like(bias)) + bias[:, None]


def bias_for_each_weight(maps: Array, weights: Array, bias: Array) -> Array:
    """You added the bias to every weight, so that it counts once for each input.

    An image of zeros then loses its bias, and a bright image counts it many times. The bias comes
    after the sum over the inputs. What stands in the brackets of your product?
    """
    return dense(maps, weights + bias, np.zeros_like(bias))


def averaged(maps: Array, weights: Array, bias: Array) -> Array:
    """You averaged over the inputs, and they should be summed.

    Your products are too small by the number of inputs, H·W·C, and only the bias has its full size.
    A dense layer adds up evidence from everywhere. Which step of yours divides?
    """
    result: Array = (dense(maps, weights, bias) - bias) / len(weights) + bias
    return result


def relu_added(maps: Array, weights: Array, bias: Array) -> Array:
    """You set the negative answers to 0.

    That is an activation, and it is a step of its own. The last layer has none: a logit may be
    negative, and it says that this class is unlikely. Which line cuts your numbers off?
    """
    result: Array = np.maximum(dense(maps, weights, bias), 0)
    return result


DENSE = (
    channels_flattened_first,
    columns_flattened_first,
    images_mixed,
    outputs_in_rows,
    bias_along_the_images,
    batch_flattened_too,
    bias_forgotten,
    bias_subtracted,
    bias_for_each_image,
    bias_for_each_weight,
    averaged,
    relu_added,
)
