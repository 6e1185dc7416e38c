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

from cnnkit.functional.convolution import conv2d
from cnnkit.functional.padding import pad2d
from cnnkit.functional.pooling import average_pool2d, max_pool2d
from cnnkit.functional.resizing import resize

__all__ = ["average_pool2d", "conv2d", "max_pool2d", "pad2d", "resize"]
