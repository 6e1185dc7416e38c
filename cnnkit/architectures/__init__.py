"""Famous networks as short specifications, one file each. Every call returns an unbuilt network.

>>> from cnnkit import architectures
>>> model = architectures.efficientnet_lite0()
>>> model.output_shape((224, 224, 3))
(1000,)
"""

from cnnkit.architectures.efficientnet_lite0 import efficientnet_lite0

__all__ = ["efficientnet_lite0"]
