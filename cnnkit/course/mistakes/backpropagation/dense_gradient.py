"""Mistakes known in `dense_gradient` of notebook 10."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions.backpropagation import dense_gradient

Array = NDArray[Any]


def bias_averaged(dz: Array, x: Array) -> Array:
    """You averaged db over the images, and it is their sum.

    The bias takes part in the output of every image, and each sends it a message. If the loss is a
    mean, each message has been divided by N already. With one image your answer is right; what
    happens with two?
    """
    return np.vstack([x.T @ dz, dz.mean(axis=0)])


def divided_by_n_again(dz: Array, x: Array) -> Array:
    """You divided by the number of images, and that has been done before.

    The 1/N of a mean loss is in dz from the beginning: it came in with (p − y) / N. Each layer
    on the way back only adds up. Where in your code is the second division?
    """
    return dense_gradient(dz, x) / len(x)


def turned_over(dz: Array, x: Array) -> Array:
    """You computed dz.T @ x, and so your dW has a row for each output.

    A gradient has the shape of what it belongs to: W is (inputs, outputs). Where the two are equal
    nothing complains. Which of your two factors has to be turned over?
    """
    return np.vstack([dz.T @ x, dz.sum(axis=0)])


def first_image_only(dz: Array, x: Array) -> Array:
    """Your dW and db know the first image only.

    Every image of the batch uses the same weights, and each sends its message to them. They have
    to be added up. Over which axis does your code pick where it should sum?
    """
    return np.vstack([np.outer(x[0], dz[0]), dz[0]])


def images_mixed(dz: Array, x: Array) -> Array:
    """You added up the images before you multiplied.

    The message of an image belongs to the numbers of the same image. In your product those of the
    first image also meet the messages of the second. Multiply image by image, and sum the products;
    which matrix product does just that for you?
    """
    return np.vstack([np.outer(x.sum(axis=0), dz.sum(axis=0)), dz.sum(axis=0)])


def bias_left_out(dz: Array, x: Array) -> Array:
    """You returned dW alone, without the row for the bias.

    The bias is a parameter like the others, as if it had an input that is always 1. Its slope is
    asked for as one more row below dW. What does each image send to it?
    """
    result: Array = x.T @ dz
    return result


def bias_on_top(dz: Array, x: Array) -> Array:
    """You put db above dW, and it is asked for below.

    The numbers are right. The order matters to whoever takes them apart again: the last row is the
    bias. In which order do you stack the two?
    """
    return np.vstack([dz.sum(axis=0), x.T @ dz])


def one_bias_for_all(dz: Array, x: Array) -> Array:
    """You added up all of dz to a single number, the same for each bias.

    Each output has a bias of its own, which hears from its own column of dz only. The images are
    added up, the outputs are not. Which axis does your sum need?
    """
    return np.vstack([x.T @ dz, np.full(dz.shape[1], dz.sum())])


def bias_of_the_first_image(dz: Array, x: Array) -> Array:
    """Your dW is right, but db is that of a single image.

    The matrix product has added up the images for the weights. Nobody has done so for the bias,
    which every image uses too. What is still missing over the rows of dz?
    """
    return np.vstack([x.T @ dz, dz[0]])


def bias_by_the_inputs(dz: Array, x: Array) -> Array:
    """Your last row is made of x and dz, as if the bias had an input.

    The output grows just as fast as its bias: the slope is 1, whatever x is. So what the bias gets
    is the message itself, from all images. Why is x in your last row?
    """
    return np.vstack([x.T @ dz, (x.mean(axis=1, keepdims=True) * dz).sum(axis=0)])


def downhill(dz: Array, x: Array) -> Array:
    """You returned the gradient with its sign turned round.

    The gradient says where the loss grows. The minus sign belongs to the step, which goes the other
    way, and it comes later. Where is yours?
    """
    return -dense_gradient(dz, x)


DENSE_GRADIENT = (
    bias_averaged,
    divided_by_n_again,
    turned_over,
    first_image_only,
    images_mixed,
    bias_left_out,
    bias_on_top,
    one_bias_for_all,
    bias_of_the_first_image,
    bias_by_the_inputs,
    downhill,
)
