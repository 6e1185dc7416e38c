"""Interactive views: a few controls, one live picture, and its description in words."""

from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.kernel_gallery import KernelGallery
from cnnkit.explorers.kernel_on_photo import KernelOnPhoto
from cnnkit.explorers.shape_explorer import ShapeExplorer
from cnnkit.explorers.sliding_window import SlidingWindow
from cnnkit.explorers.view import View

__all__ = [
    "Explorer",
    "KernelGallery",
    "KernelOnPhoto",
    "ShapeExplorer",
    "SlidingWindow",
    "State",
    "View",
]
