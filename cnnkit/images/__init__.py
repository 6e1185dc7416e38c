"""Pictures as arrays: read them, change their range and size, and prepare them for a network.

An image is an array (H, W, C) with C = 1 (grey) or 3 (red, green, blue): uint8 from 0 to 255, as
files hold it, or floats from 0 to 1, as networks want it. Every function returns a new array.
"""

from cnnkit.images.files import read
from cnnkit.images.geometry import crop, letterbox, resize
from cnnkit.images.handwriting import centre_of_mass, ink_box, like_mnist
from cnnkit.images.saliency import most_detailed
from cnnkit.images.shuffling import block_order, reorder_pixels
from cnnkit.images.similarity import psnr, ssim, ssim_map
from cnnkit.images.values import normalise, to_float, to_grey, to_uint8

__all__ = [
    "block_order",
    "centre_of_mass",
    "crop",
    "ink_box",
    "letterbox",
    "like_mnist",
    "most_detailed",
    "normalise",
    "psnr",
    "read",
    "reorder_pixels",
    "resize",
    "ssim",
    "ssim_map",
    "to_float",
    "to_grey",
    "to_uint8",
]
