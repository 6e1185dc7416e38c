"""Looking into a network: which pixels a cell sees, how much each matters, what excites it."""

from cnnkit.insight.effective_field import effective_receptive_field
from cnnkit.insight.parts import network_up_to
from cnnkit.insight.pyramid import ONE_PIXEL, Level, Pyramid
from cnnkit.insight.strongest_patches import Patch, strongest_patches

__all__ = [
    "ONE_PIXEL",
    "Level",
    "Patch",
    "Pyramid",
    "effective_receptive_field",
    "network_up_to",
    "strongest_patches",
]
