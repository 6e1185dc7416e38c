"""Networks that are trained already, for lessons that look at one before training is taught."""

from cnnkit.pretrained.digits import digits_batch_norm, digits_cnn
from cnnkit.pretrained.imagenet import (
    IMAGENET_SIZE,
    efficientnet_lite0,
    imagenet_image,
    imagenet_names,
)

__all__ = [
    "IMAGENET_SIZE",
    "digits_batch_norm",
    "digits_cnn",
    "efficientnet_lite0",
    "imagenet_image",
    "imagenet_names",
]
