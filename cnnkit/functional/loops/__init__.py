"""The core operations as their equations, one loop for each index.

This is the code to read. `cnnkit.functional` computes the same numbers hundreds of times faster,
and the tests hold it against these loops. Every letter is one index everywhere:

    n  image            i, j  row and column of the output
    c  channel          u, v  row and column inside the kernel or window
    f  filter           s, d  stride and dilation
"""

from cnnkit.functional.loops.convolution import (
    conv2d,
    conv2d_backward,
    conv2d_transpose,
    conv2d_transpose_backward,
)
from cnnkit.functional.loops.dense import dense, dense_backward, relu, relu_backward
from cnnkit.functional.loops.normalisation import batch_norm, batch_norm_backward
from cnnkit.functional.loops.padding import pad2d, pad2d_backward
from cnnkit.functional.loops.pooling import (
    average_pool2d,
    average_pool2d_backward,
    max_pool2d,
    max_pool2d_backward,
)
from cnnkit.functional.loops.softmax import (
    cross_entropy,
    cross_entropy_backward,
    softmax,
    softmax_backward,
)

__all__ = [
    "average_pool2d",
    "average_pool2d_backward",
    "batch_norm",
    "batch_norm_backward",
    "conv2d",
    "conv2d_backward",
    "conv2d_transpose",
    "conv2d_transpose_backward",
    "cross_entropy",
    "cross_entropy_backward",
    "dense",
    "dense_backward",
    "max_pool2d",
    "max_pool2d_backward",
    "pad2d",
    "pad2d_backward",
    "relu",
    "relu_backward",
    "softmax",
    "softmax_backward",
]
