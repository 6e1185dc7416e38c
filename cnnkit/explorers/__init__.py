"""Interactive views: a few controls, one live picture, and its description in words."""

from cnnkit.explorers.activations.activation_curves import ActivationCurves
from cnnkit.explorers.activations.signal_through_depth import SignalThroughDepth
from cnnkit.explorers.activations.sparsity_of_maps import SparsityOfMaps
from cnnkit.explorers.backpropagation.chain_rule import ChainRule
from cnnkit.explorers.backpropagation.convolution_gradients import ConvolutionGradients
from cnnkit.explorers.backpropagation.gradient_check_error import GradientCheckError
from cnnkit.explorers.backpropagation.pooling_gradients import PoolingGradients
from cnnkit.explorers.backpropagation.tiny_network import TinyNetwork
from cnnkit.explorers.capstone.error_browser import ErrorBrowser
from cnnkit.explorers.capstone.network_on_a_budget import NetworkOnABudget
from cnnkit.explorers.convolution.kernel_gallery import KernelGallery
from cnnkit.explorers.convolution.kernel_on_photo import KernelOnPhoto
from cnnkit.explorers.convolution.shape_explorer import ShapeExplorer
from cnnkit.explorers.convolution.sliding_window import SlidingWindow
from cnnkit.explorers.convolution_variants.cost_calculator import CostCalculator
from cnnkit.explorers.convolution_variants.dilated_stack import DilatedStack
from cnnkit.explorers.convolution_variants.grouped_connections import GroupedConnections
from cnnkit.explorers.convolution_variants.transposed_steps import TransposedSteps
from cnnkit.explorers.convolution_variants.upsampling_patterns import UpsamplingPatterns
from cnnkit.explorers.designing_a_network.architecture_builder import ArchitectureBuilder
from cnnkit.explorers.designing_a_network.cost_along_the_network import CostAlongTheNetwork
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.famous_architectures.architectures_compared import ArchitecturesCompared
from cnnkit.explorers.famous_architectures.attention_by_likeness import AttentionByLikeness
from cnnkit.explorers.famous_architectures.inception_module import InceptionModule
from cnnkit.explorers.famous_architectures.layers_side_by_side import LayersSideBySide
from cnnkit.explorers.famous_architectures.plain_against_residual import PlainAgainstResidual
from cnnkit.explorers.famous_architectures.residual_block import ResidualBlock
from cnnkit.explorers.flatten_dense_softmax_loss.calibration import Calibration
from cnnkit.explorers.flatten_dense_softmax_loss.digits_read import DigitsRead
from cnnkit.explorers.flatten_dense_softmax_loss.logits_to_loss import LogitsToLoss
from cnnkit.explorers.images_as_tensors.pixel_probe import PixelProbe
from cnnkit.explorers.images_as_tensors.preprocessing import Preprocessing
from cnnkit.explorers.images_as_tensors.video_scrubber import VideoScrubber
from cnnkit.explorers.normalisation_and_dropout.batch_statistics import BatchStatistics
from cnnkit.explorers.normalisation_and_dropout.dropout_masks import DropoutMasks
from cnnkit.explorers.normalisation_and_dropout.norm_paths import NormPaths
from cnnkit.explorers.normalisation_and_dropout.normalisation_measured import NormalisationMeasured
from cnnkit.explorers.normalisation_and_dropout.normalised_stack import NormalisedStack
from cnnkit.explorers.normalisation_and_dropout.shared_statistics import SharedStatistics
from cnnkit.explorers.normalisation_and_dropout.training_or_evaluation import TrainingOrEvaluation
from cnnkit.explorers.object_detection.box_overlap import BoxOverlap
from cnnkit.explorers.object_detection.detection_curve import DetectionCurve
from cnnkit.explorers.object_detection.face_score_map import FaceScoreMap
from cnnkit.explorers.object_detection.face_thresholds import FaceThresholds
from cnnkit.explorers.optimisers_and_initialisation.first_weights import FirstWeights
from cnnkit.explorers.optimisers_and_initialisation.optimiser_race import OptimiserRace
from cnnkit.explorers.optimisers_and_initialisation.rate_schedule import RateSchedule
from cnnkit.explorers.optimisers_and_initialisation.steps_on_parabola import StepsOnParabola
from cnnkit.explorers.pooling.pooling_window import PoolingWindow
from cnnkit.explorers.pooling.shifted_pooling import ShiftedPooling
from cnnkit.explorers.receptive_fields.effective_field import EffectiveField
from cnnkit.explorers.receptive_fields.receptive_field_stack import ReceptiveFieldStack
from cnnkit.explorers.style_transfer.gram_of_layer import GramOfLayer
from cnnkit.explorers.style_transfer.style_painter import StylePainter
from cnnkit.explorers.super_resolution.before_and_after import BeforeAndAfter
from cnnkit.explorers.super_resolution.channels_to_pixels import ChannelsToPixels
from cnnkit.explorers.super_resolution.many_from_one import ManyFromOne
from cnnkit.explorers.super_resolution.picture_quality import PictureQuality
from cnnkit.explorers.super_resolution.super_resolution_training import SuperResolutionTraining
from cnnkit.explorers.training_a_cnn.draw_a_digit import DrawADigit
from cnnkit.explorers.training_a_cnn.training_dashboard import TrainingDashboard
from cnnkit.explorers.view import View
from cnnkit.explorers.what_the_network_sees.adversarial_step import AdversarialStep
from cnnkit.explorers.what_the_network_sees.class_maps import ClassMaps
from cnnkit.explorers.what_the_network_sees.exciting_image import ExcitingImage
from cnnkit.explorers.what_the_network_sees.feature_maps import FeatureMaps
from cnnkit.explorers.what_the_network_sees.occluder import Occluder
from cnnkit.explorers.what_the_network_sees.randomised_weights import RandomisedWeights
from cnnkit.explorers.why_convolution.dense_against_convolution import DenseAgainstConvolution
from cnnkit.explorers.why_convolution.line_fit import LineFit
from cnnkit.explorers.why_convolution.moved_image import MovedImage
from cnnkit.explorers.why_convolution.shuffled_pixels import ShuffledPixels

__all__ = [
    "ActivationCurves",
    "AdversarialStep",
    "ArchitectureBuilder",
    "ArchitecturesCompared",
    "AttentionByLikeness",
    "BatchStatistics",
    "BeforeAndAfter",
    "BoxOverlap",
    "Calibration",
    "ChainRule",
    "ChannelsToPixels",
    "ClassMaps",
    "ConvolutionGradients",
    "CostAlongTheNetwork",
    "CostCalculator",
    "DenseAgainstConvolution",
    "DetectionCurve",
    "DigitsRead",
    "DilatedStack",
    "DrawADigit",
    "DropoutMasks",
    "EffectiveField",
    "ErrorBrowser",
    "ExcitingImage",
    "Explorer",
    "FaceScoreMap",
    "FaceThresholds",
    "FeatureMaps",
    "FirstWeights",
    "GradientCheckError",
    "GramOfLayer",
    "GroupedConnections",
    "InceptionModule",
    "KernelGallery",
    "KernelOnPhoto",
    "LayersSideBySide",
    "LineFit",
    "LogitsToLoss",
    "ManyFromOne",
    "MovedImage",
    "NetworkOnABudget",
    "NormPaths",
    "NormalisationMeasured",
    "NormalisedStack",
    "Occluder",
    "OptimiserRace",
    "PictureQuality",
    "PixelProbe",
    "PlainAgainstResidual",
    "PoolingGradients",
    "PoolingWindow",
    "Preprocessing",
    "RandomisedWeights",
    "RateSchedule",
    "ReceptiveFieldStack",
    "ResidualBlock",
    "ShapeExplorer",
    "SharedStatistics",
    "ShiftedPooling",
    "ShuffledPixels",
    "SignalThroughDepth",
    "SlidingWindow",
    "SparsityOfMaps",
    "State",
    "StepsOnParabola",
    "StylePainter",
    "SuperResolutionTraining",
    "TinyNetwork",
    "TrainingDashboard",
    "TrainingOrEvaluation",
    "TransposedSteps",
    "UpsamplingPatterns",
    "VideoScrubber",
    "View",
]
