"""Interactive views: a few controls, one live picture, and its description in words."""

from cnnkit.explorers.activation_curves import ActivationCurves
from cnnkit.explorers.architecture_builder import ArchitectureBuilder
from cnnkit.explorers.calibration import Calibration
from cnnkit.explorers.cost_along_the_network import CostAlongTheNetwork
from cnnkit.explorers.dense_against_convolution import DenseAgainstConvolution
from cnnkit.explorers.digits_read import DigitsRead
from cnnkit.explorers.effective_field import EffectiveField
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.kernel_gallery import KernelGallery
from cnnkit.explorers.kernel_on_photo import KernelOnPhoto
from cnnkit.explorers.line_fit import LineFit
from cnnkit.explorers.logits_to_loss import LogitsToLoss
from cnnkit.explorers.moved_image import MovedImage
from cnnkit.explorers.pixel_probe import PixelProbe
from cnnkit.explorers.pooling_window import PoolingWindow
from cnnkit.explorers.preprocessing import Preprocessing
from cnnkit.explorers.receptive_field_stack import ReceptiveFieldStack
from cnnkit.explorers.shape_explorer import ShapeExplorer
from cnnkit.explorers.shifted_pooling import ShiftedPooling
from cnnkit.explorers.shuffled_pixels import ShuffledPixels
from cnnkit.explorers.signal_through_depth import SignalThroughDepth
from cnnkit.explorers.sliding_window import SlidingWindow
from cnnkit.explorers.sparsity_of_maps import SparsityOfMaps
from cnnkit.explorers.video_scrubber import VideoScrubber
from cnnkit.explorers.view import View

__all__ = [
    "ActivationCurves",
    "ArchitectureBuilder",
    "Calibration",
    "CostAlongTheNetwork",
    "DenseAgainstConvolution",
    "DigitsRead",
    "EffectiveField",
    "Explorer",
    "KernelGallery",
    "KernelOnPhoto",
    "LineFit",
    "LogitsToLoss",
    "MovedImage",
    "PixelProbe",
    "PoolingWindow",
    "Preprocessing",
    "ReceptiveFieldStack",
    "ShapeExplorer",
    "ShiftedPooling",
    "ShuffledPixels",
    "SignalThroughDepth",
    "SlidingWindow",
    "SparsityOfMaps",
    "State",
    "VideoScrubber",
    "View",
]
