"""Mistakes known in `convolution_matrix` and `kernel_gradient` of notebook 03."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions.convolution import convolution_matrix, convolve2d, kernel_gradient

Array = NDArray[Any]
Shape = tuple[int, int]


def windows_wrap_around(shape: Shape, kernel: Array) -> Array:
    """You shift the first row by one for every next row, so some windows wrap around the edge.

    After the last place in a row of pixels, the next window starts at the left of the next row: a
    jump by the kernel's width, not by 1. For a 3×4 input and a 2×2 kernel, your row 3 joins the end
    of one row of pixels with the start of the next. At which pixel does each window begin?
    """
    right = convolution_matrix(shape, kernel)
    return np.stack([np.roll(right[0], shift) for shift in range(len(right))])


def one_row_for_every_pixel(shape: Shape, kernel: Array) -> Array:
    """Your matrix has a row for every pixel, and it should have one for every output.

    A window has fewer places than there are pixels: (H − kernel_height + 1) ·
    (W − kernel_width + 1) of them. The other rows are windows that leave the image on one side
    and come in again on the other. Which rows should go?
    """
    first = convolution_matrix(shape, kernel)[0]
    return np.stack([np.roll(first, shift) for shift in range(shape[0] * shape[1])])


def matrix_transposed(shape: Shape, kernel: Array) -> Array:
    """Your matrix lies on its side: its rows are pixels and its columns outputs.

    `M @ x.reshape(-1)` needs as many columns as there are pixels. For a 2×3 input and a 2×2 kernel
    that means 2 rows and 6 columns. What does one row of M compute?
    """
    return convolution_matrix(shape, kernel).T


def output_width_for_input_width(shape: Shape, kernel: Array) -> Array:
    """You count the width of the output where the width of the input belongs.

    In the flattened image the pixel below is W places further, not W′. So the second row of each
    kernel lands one place too early, or more. At which place of `x.reshape(-1)` is pixel (r, c)?
    """
    right = convolution_matrix(shape, kernel)
    matrix = np.zeros_like(right)
    output_width = shape[1] - kernel.shape[1] + 1
    for row in range(len(right)):
        i, j = divmod(row, output_width)
        for u, v in np.ndindex(*kernel.shape):
            matrix[row, (i + u) * output_width + j + v] += kernel[u, v]
    return matrix


def kernel_in_one_piece(shape: Shape, kernel: Array) -> Array:
    """You wrote all weights of the kernel side by side, with no gap between its rows.

    In the flattened image the pixel below is W places further, so the kernel's second row begins W
    places after its first. For a 2×3 input row 0 reads 1 2 0 3 5 0. Which pixels does the window
    skip between one of its rows and the next?
    """
    width = shape[1]
    matrix = np.zeros_like(convolution_matrix(shape, kernel))
    output_width = width - kernel.shape[1] + 1
    for row in range(len(matrix)):
        i, j = divmod(row, output_width)
        first = i * width + j
        matrix[row, first : first + kernel.size] = kernel.reshape(-1)
    return matrix


def kernel_flipped(shape: Shape, kernel: Array) -> Array:
    """You turned the kernel by 180° before writing it into the rows.

    The first number other than 0 in row 0 should be the kernel's top-left weight. Which weight
    meets pixel (0, 0) when the window stands at the top left?
    """
    return convolution_matrix(shape, kernel[::-1, ::-1])


def columns_before_rows(shape: Shape, kernel: Array) -> Array:
    """You number the pixels down the columns, and `reshape(-1)` numbers them along the rows.

    NumPy flattens row by row: pixel (0, 1) is number 1, and pixel (1, 0) is number W. With a
    square, symmetric example both look alike. Which neighbour comes next in your numbering?
    """
    right = convolution_matrix(shape, kernel)
    pixels = right.reshape(len(right), *shape)
    return pixels.transpose(0, 2, 1).reshape(right.shape)


def uphill(x: Array, target: Array, kernel: Array) -> Array:
    """Every sign is the other way round: your gradient points downhill.

    The gradient points to where the error grows, and the step of learning then goes against it,
    `kernel -= learning_rate * gradient`. With yours that step would climb. Is your error the
    prediction minus the target, or the reverse?
    """
    return -kernel_gradient(x, target, kernel)


def factor_two_forgotten(x: Array, target: Array, kernel: Array) -> Array:
    """Your gradient is half of what it should be.

    The square e² changes 2e times as fast as the error e does. A learning rate twice as large would
    hide it, but it is no longer the gradient of this error. Where does the 2 of the square go?
    """
    return kernel_gradient(x, target, kernel) / 2


def summed_over_the_outputs(x: Array, target: Array, kernel: Array) -> Array:
    """You summed over the outputs, and the error is a mean.

    With 6 outputs your gradient is 6 times too large, and it grows with the image: a learning
    rate that suits a small one explodes on a photo. By how many numbers does the mean divide?
    """
    return kernel_gradient(x, target, kernel) * target.size


def divided_by_the_kernels_size(x: Array, target: Array, kernel: Array) -> Array:
    """You divided by the number of weights, and the mean is taken over the outputs.

    The error is one number for each window. Of these the mean was taken: `target.size` of them,
    however many weights the kernel has. What is it that you are averaging?
    """
    return kernel_gradient(x, target, kernel) * target.size / kernel.size


def mean_and_factor_forgotten(x: Array, target: Array, kernel: Array) -> Array:
    """You left out both the 2 of the square and the division of the mean.

    The direction is right and the length is not: it is off by half the number of outputs. Write
    down the loss for two outputs, nudge one weight, and compare the slopes. What stands in front of
    the sum?
    """
    return kernel_gradient(x, target, kernel) * target.size / 2


def only_the_last_window(x: Array, target: Array, kernel: Array) -> Array:
    """You kept the gradient of the last window, and the others were overwritten.

    Every window has an error of its own and pulls at all the weights. Inside the loop, `=` forgets
    what the window before has asked for. How do you add to what is there already?
    """
    rows, columns = kernel.shape
    last = x[target.shape[0] - 1 :, target.shape[1] - 1 :][:rows, :columns]
    return kernel_gradient(last, target[-1:, -1:], kernel) / target.size


def gradient_turned(x: Array, target: Array, kernel: Array) -> Array:
    """Input and error have changed roles, and your gradient is turned by 180°.

    The numbers are right and sit in the opposite corners. Weight (u, v) always meets pixel
    (i + u, j + v): slide the error over the input, and not the other way round. Which pixels did
    the top-left weight touch?
    """
    return kernel_gradient(x, target, kernel)[::-1, ::-1]


def prediction_for_error(x: Array, target: Array, kernel: Array) -> Array:
    """You used the prediction itself, and the error is its distance from the target.

    Even for a perfect kernel your gradient is not 0, so learning would never come to rest. What
    should the gradient be when prediction and target agree?
    """
    return kernel_gradient(x, 0 * target, kernel)


def error_itself_returned(x: Array, target: Array, kernel: Array) -> Array:
    """You returned the error of every window, and the gradient has one number for each weight.

    Your result has the target's shape; what is subtracted from the kernel has to have the kernel's
    shape. Which pixels did one weight meet, and with which errors?
    """
    return np.asarray(convolve2d(x, kernel) - target)


MATRIX = (
    windows_wrap_around,
    one_row_for_every_pixel,
    matrix_transposed,
    output_width_for_input_width,
    kernel_in_one_piece,
    kernel_flipped,
    columns_before_rows,
)
GRADIENT = (
    uphill,
    factor_two_forgotten,
    summed_over_the_outputs,
    divided_by_the_kernels_size,
    mean_and_factor_forgotten,
    only_the_last_window,
    gradient_turned,
    prediction_for_error,
    error_itself_returned,
)
