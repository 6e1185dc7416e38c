"""Pure functions on arrays of images: convolution, pooling, padding, resizing.

The conventions, kept in every function:

- Images and feature maps are (N, H, W, C): N images, H and W height and width, C channels.
  Kernels are (kernel_height, kernel_width, C // groups, F), with F filters.
- float32 and float64 are kept; integers become float32. The result is always a new array, and
  the arguments are never changed.
- Options are given by name. Stride and dilation start at 1. Padding is "valid", "same", "full",
  pixels a side, (height, width), or ((top, bottom), (left, right)).
- "Convolution" does not flip the kernel.

The same operations as plain loops, to be read beside their equations, are in
`cnnkit.functional.loops`.

>>> import numpy as np
>>> from cnnkit import functional
>>> images = np.zeros((64, 32, 48, 3), np.float32)
>>> kernel = np.zeros((3, 3, 3, 32), np.float32)
>>> functional.conv2d(images, kernel, stride=2, padding="same").shape
(64, 16, 24, 32)
"""

from cnnkit.functional.activations import (
    elu,
    elu_backward,
    gelu,
    gelu_backward,
    hard_swish,
    hard_swish_backward,
    leaky_relu,
    leaky_relu_backward,
    mish,
    mish_backward,
    prelu,
    prelu_backward,
    relu,
    relu6,
    relu6_backward,
    relu_backward,
    selu,
    selu_backward,
    sigmoid,
    sigmoid_backward,
    softplus,
    softplus_backward,
    swish,
    swish_backward,
    tanh,
    tanh_backward,
)
from cnnkit.functional.adaptive_pooling import (
    adaptive_average_pool2d,
    adaptive_average_pool2d_backward,
    adaptive_max_pool2d,
    adaptive_max_pool2d_backward,
)
from cnnkit.functional.allocation import keep_freed_memory
from cnnkit.functional.average_pooling import average_pool2d, average_pool2d_backward
from cnnkit.functional.batch_normalisation import batch_norm, batch_norm_backward
from cnnkit.functional.convolution import (
    conv2d,
    conv2d_backward,
    conv2d_input_gradient,
    conv2d_parameter_gradients,
)
from cnnkit.functional.dense import (
    dense,
    dense_backward,
    dense_input_gradient,
    dense_parameter_gradients,
)
from cnnkit.functional.dropout import (
    dropout,
    dropout_backward,
)
from cnnkit.functional.global_pooling import (
    global_average_pool2d,
    global_average_pool2d_backward,
    global_max_pool2d,
    global_max_pool2d_backward,
)
from cnnkit.functional.local_response import (
    local_response_norm,
    local_response_norm_backward,
)
from cnnkit.functional.losses import (
    binary_cross_entropy,
    binary_cross_entropy_backward,
    cross_entropy,
    cross_entropy_backward,
    mean_squared_error,
    mean_squared_error_backward,
)
from cnnkit.functional.max_pooling import max_pool2d, max_pool2d_backward
from cnnkit.functional.normalisation import (
    group_norm,
    group_norm_backward,
    layer_norm,
    layer_norm_backward,
)
from cnnkit.functional.padding import pad2d, pad2d_backward
from cnnkit.functional.rearranging import (
    depth_to_space,
    depth_to_space_backward,
    space_to_depth,
    space_to_depth_backward,
)
from cnnkit.functional.resizing import resize, resize_backward
from cnnkit.functional.softmax import (
    log_softmax,
    log_softmax_backward,
    softmax,
    softmax_backward,
)
from cnnkit.functional.transposed import conv2d_transpose, conv2d_transpose_backward

__all__ = [
    "adaptive_average_pool2d",
    "adaptive_average_pool2d_backward",
    "adaptive_max_pool2d",
    "adaptive_max_pool2d_backward",
    "average_pool2d",
    "average_pool2d_backward",
    "batch_norm",
    "batch_norm_backward",
    "binary_cross_entropy",
    "binary_cross_entropy_backward",
    "conv2d",
    "conv2d_backward",
    "conv2d_input_gradient",
    "conv2d_parameter_gradients",
    "conv2d_transpose",
    "conv2d_transpose_backward",
    "cross_entropy",
    "cross_entropy_backward",
    "dense",
    "dense_backward",
    "dense_input_gradient",
    "dense_parameter_gradients",
    "depth_to_space",
    "depth_to_space_backward",
    "dropout",
    "dropout_backward",
    "elu",
    "elu_backward",
    "gelu",
    "gelu_backward",
    "global_average_pool2d",
    "global_average_pool2d_backward",
    "global_max_pool2d",
    "global_max_pool2d_backward",
    "group_norm",
    "group_norm_backward",
    "hard_swish",
    "hard_swish_backward",
    "layer_norm",
    "layer_norm_backward",
    "leaky_relu",
    "leaky_relu_backward",
    "local_response_norm",
    "local_response_norm_backward",
    "log_softmax",
    "log_softmax_backward",
    "max_pool2d",
    "max_pool2d_backward",
    "mean_squared_error",
    "mean_squared_error_backward",
    "mish",
    "mish_backward",
    "pad2d",
    "pad2d_backward",
    "prelu",
    "prelu_backward",
    "relu",
    "relu6",
    "relu6_backward",
    "relu_backward",
    "resize",
    "resize_backward",
    "selu",
    "selu_backward",
    "sigmoid",
    "sigmoid_backward",
    "softmax",
    "softmax_backward",
    "softplus",
    "softplus_backward",
    "space_to_depth",
    "space_to_depth_backward",
    "swish",
    "swish_backward",
    "tanh",
    "tanh_backward",
]

keep_freed_memory()
