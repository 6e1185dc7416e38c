"""Interactive views: a few controls, one live picture, and its description in words."""

from cnnkit.explorers.activations.activation_curves import ActivationCurves
from cnnkit.explorers.activations.signal_through_depth import SignalThroughDepth
from cnnkit.explorers.activations.sparsity_of_maps import SparsityOfMaps
from cnnkit.explorers.convolution.kernel_gallery import KernelGallery
from cnnkit.explorers.convolution.kernel_on_photo import KernelOnPhoto
from cnnkit.explorers.convolution.shape_explorer import ShapeExplorer
from cnnkit.explorers.convolution.sliding_window import SlidingWindow
from cnnkit.explorers.designing_a_network.architecture_builder import ArchitectureBuilder
from cnnkit.explorers.designing_a_network.cost_along_the_network import CostAlongTheNetwork
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.flatten_dense_softmax_loss.calibration import Calibration
from cnnkit.explorers.flatten_dense_softmax_loss.digits_read import DigitsRead
from cnnkit.explorers.flatten_dense_softmax_loss.logits_to_loss import LogitsToLoss
from cnnkit.explorers.images_as_tensors.pixel_probe import PixelProbe
from cnnkit.explorers.images_as_tensors.preprocessing import Preprocessing
from cnnkit.explorers.images_as_tensors.video_scrubber import VideoScrubber
from cnnkit.explorers.pooling.pooling_window import PoolingWindow
from cnnkit.explorers.pooling.shifted_pooling import ShiftedPooling
from cnnkit.explorers.receptive_fields.effective_field import EffectiveField
from cnnkit.explorers.receptive_fields.receptive_field_stack import ReceptiveFieldStack
from cnnkit.explorers.view import View
from cnnkit.explorers.why_convolution.dense_against_convolution import DenseAgainstConvolution
from cnnkit.explorers.why_convolution.line_fit import LineFit
from cnnkit.explorers.why_convolution.moved_image import MovedImage
from cnnkit.explorers.why_convolution.shuffled_pixels import ShuffledPixels

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
