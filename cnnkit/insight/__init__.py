"""Looking into a network: which pixels a cell sees, how much each matters, what excites it."""

from cnnkit.insight.activation_maximisation import activation_maximisation
from cnnkit.insight.adversarial import adversarial_step
from cnnkit.insight.agreement import rank_correlation
from cnnkit.insight.class_gradient import maps_and_gradient
from cnnkit.insight.effective_field import effective_receptive_field
from cnnkit.insight.exciting_images import EXCITED, exciting_images
from cnnkit.insight.grad_cam import grad_cam
from cnnkit.insight.guided import guided_gradient
from cnnkit.insight.measured import (
    OCCLUSION_PHOTOS,
    OCCLUSION_WINDOWS,
    MeasuredOcclusion,
    measured_occlusion,
)
from cnnkit.insight.occlusion import occluded_probabilities, occlusion
from cnnkit.insight.parts import network_after, network_up_to
from cnnkit.insight.pyramid import ONE_PIXEL, Level, Pyramid
from cnnkit.insight.randomisation import randomised
from cnnkit.insight.saliency import saliency, smooth_saliency
from cnnkit.insight.strongest_patches import Patch, strongest_patches

__all__ = [
    "EXCITED",
    "OCCLUSION_PHOTOS",
    "OCCLUSION_WINDOWS",
    "ONE_PIXEL",
    "Level",
    "MeasuredOcclusion",
    "Patch",
    "Pyramid",
    "activation_maximisation",
    "adversarial_step",
    "effective_receptive_field",
    "exciting_images",
    "grad_cam",
    "guided_gradient",
    "maps_and_gradient",
    "measured_occlusion",
    "network_after",
    "network_up_to",
    "occluded_probabilities",
    "occlusion",
    "randomised",
    "rank_correlation",
    "saliency",
    "smooth_saliency",
    "strongest_patches",
]
