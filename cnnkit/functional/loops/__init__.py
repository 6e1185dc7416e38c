"""The core operations as their equations, one loop for each index.

This is the code to read. `cnnkit.functional` computes the same numbers hundreds of times faster,
and the tests hold it against these loops. Every letter is one index everywhere:

    n  image            i, j  row and column of the output
    c  channel          u, v  row and column inside the kernel or window
    f  filter           s, d  stride and dilation
"""

from cnnkit.functional.loops.convolution import conv2d
from cnnkit.functional.loops.padding import pad2d
from cnnkit.functional.loops.pooling import average_pool2d, max_pool2d

__all__ = ["average_pool2d", "conv2d", "max_pool2d", "pad2d"]
