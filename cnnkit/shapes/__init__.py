"""Window arithmetic on plain integers: sizes, padding, remainders and receptive fields.

Everything in the course that has a size takes it from here, prose included. One letter
has one meaning throughout: n is the size along one axis, k the kernel size, s the stride,
d the dilation, and p the padding, counted on each side by itself. The span d(k - 1) + 1 is
the number of pixels from the first to the last one that a window touches.

>>> from cnnkit import shapes
>>> shapes.output_size(32, 3)
30
>>> shapes.output_shape((427, 640), (3, 3), stride=2, padding="same")
(214, 320)
"""

from cnnkit.shapes.arguments import flag, pair, whole_number
from cnnkit.shapes.inverse import input_sizes, padding_for_output
from cnnkit.shapes.padding import (
    Padding,
    Padding2D,
    padding_2d,
    padding_by_axis,
    padding_sides,
    window_span,
)
from cnnkit.shapes.pooling import adaptive_windows, check_pooling_windows
from cnnkit.shapes.receptive_field import ReceptiveField, Window, receptive_fields
from cnnkit.shapes.transposed import (
    transposed_output_shape,
    transposed_output_size,
    transposed_padding_2d,
    transposed_padding_sides,
)
from cnnkit.shapes.windows import output_shape, output_size, pixel_use, remainder

__all__ = [
    "Padding",
    "Padding2D",
    "ReceptiveField",
    "Window",
    "adaptive_windows",
    "check_pooling_windows",
    "flag",
    "input_sizes",
    "output_shape",
    "output_size",
    "padding_2d",
    "padding_by_axis",
    "padding_for_output",
    "padding_sides",
    "pair",
    "pixel_use",
    "receptive_fields",
    "remainder",
    "transposed_output_shape",
    "transposed_output_size",
    "transposed_padding_2d",
    "transposed_padding_sides",
    "whole_number",
    "window_span",
]
