"""Drawing with matplotlib: arrays, curves, windows and matrices, in one visual language.

Nothing here has state or widgets. Every `show_...` ends with the figure and, below it, a
description in words; the rest of a lesson's vocabulary of colours is in `cnnkit.plots.colours`.
"""

from cnnkit.plots.arrays import ArrayPlot, draw_array
from cnnkit.plots.figures import show, show_arrays, show_curve
from cnnkit.plots.matrix import show_convolution_matrix
from cnnkit.plots.windows import WindowsPlot, show_windows

__all__ = [
    "ArrayPlot",
    "WindowsPlot",
    "draw_array",
    "show",
    "show_arrays",
    "show_convolution_matrix",
    "show_curve",
    "show_windows",
]
