"""What others have published of the networks, and the way this package's own tables compare."""

import json
from functools import cache
from pathlib import Path

from cnnkit import architectures

REFERENCE = json.loads(
    (Path(__file__).parents[1] / "reference" / "architectures.json").read_text(encoding="utf-8")
)

PHOTO = (224, 224, 3)

SCALES = {
    "efficientnet_b0": (1.0, 1.0),
    "efficientnet_b1": (1.0, 1.1),
    "efficientnet_b2": (1.1, 1.2),
    "efficientnet_b3": (1.2, 1.4),
    "efficientnet_b4": (1.4, 1.8),
    "efficientnet_b5": (1.6, 2.2),
    "efficientnet_b6": (1.8, 2.6),
    "efficientnet_b7": (2.0, 3.1),
}
"""Width and depth of the EfficientNets."""


def network(name, **options):
    """Return a network by the name that torchvision gives it."""
    if name in SCALES and name != "efficientnet_b0":
        width, depth = SCALES[name]
        return architectures.scaled_efficientnet(width=width, depth=depth, **options)
    if name.endswith("_bn"):
        return network(name.removesuffix("_bn"), batch_norm=True, **options)
    return getattr(architectures, name)(**options)


@cache
def rows(name, side=224):
    """Return a network's table, which several tests look at."""
    return network(name).summary((side, side, 3)).rows
