"""Drawing with matplotlib: arrays and curves, in one visual language, without any state."""

from cnnkit.plots.arrays import ArrayPlot, draw_array
from cnnkit.plots.figures import show, show_arrays, show_curve

__all__ = ["ArrayPlot", "draw_array", "show", "show_arrays", "show_curve"]
