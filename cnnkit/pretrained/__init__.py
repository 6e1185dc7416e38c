"""Networks that are trained already, for lessons that look at one before training is taught."""

from cnnkit.pretrained.detectors import digit_detector
from cnnkit.pretrained.digits import digits_batch_norm, digits_cnn
from cnnkit.pretrained.imagenet import (
    IMAGENET_SIZE,
    efficientnet_lite0,
    imagenet_image,
    imagenet_names,
)
from cnnkit.pretrained.mtcnn import FaceNetworks, mtcnn
from cnnkit.pretrained.super_resolution import espcn
from cnnkit.pretrained.vgg import VGG_LAYERS, VGG_MEAN, square_picture, vgg_features

__all__ = [
    "IMAGENET_SIZE",
    "VGG_LAYERS",
    "VGG_MEAN",
    "FaceNetworks",
    "digit_detector",
    "digits_batch_norm",
    "digits_cnn",
    "efficientnet_lite0",
    "espcn",
    "imagenet_image",
    "imagenet_names",
    "mtcnn",
    "square_picture",
    "vgg_features",
]
