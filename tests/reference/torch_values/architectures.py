"""Whole published networks as torchvision has them: logits, and gradients of all parameters.

Their parameters are drawn by rule (see ruled.py) in the course's layout and laid into torchvision's
network, so that the file holds results alone. The image is neither square nor even.
"""

from collections.abc import Iterator
from importlib import import_module

import numpy as np
import torch
from torch import nn
from torchvision import models
from torchvision.models import resnet

from cnnkit import architectures
from tests.reference.ruled import ruled_image, ruled_state
from tests.reference.stored import Case
from tests.reference.torch_values.drawing import Generator, channels_first

CLASSES, UNITS = 10, 16
SMALLER = (
    ("alexnet", "UNITS", UNITS),
    ("vgg", "UNITS", UNITS),
    ("resnet", "RESNET50", (1, 2, 1, 1)),
)
"""Numbers in the course's files that are set for this: there would be millions more to draw."""

IMAGES = {"alexnet": (67, 90, 3)}
SMALL = (35, 50, 3)
NAMES = (
    *("alexnet", "vgg11", "googlenet", "resnet18", "resnet50"),
    *("densenet121", "mobilenet_v2", "efficientnet_b0"),
)
"""The other networks are made of the same blocks."""

MAPS = {"alexnet": 6, "vgg11": 7}
"""Height and width of the maps that are flattened; torchvision's channels come first there."""

OTHERS = {"googlenet": {"aux_logits": False, "init_weights": False}}


def cases(rng: Generator) -> Iterator[Case]:
    for module, name, value in SMALLER:
        setattr(import_module(f"cnnkit.architectures.{module}"), name, value)
    for seed, name in enumerate(NAMES):
        own = getattr(architectures, name)(classes=CLASSES)
        image = IMAGES.get(name, SMALL)
        own.build(image, rng)
        theirs = torchvisions(name)
        theirs = theirs.double().eval()
        lay_in(theirs, ruled_state(own, seed), MAPS.get(name))
        x = torch.tensor(ruled_image(image, seed), requires_grad=True)
        logits = theirs(channels_first(x))
        upstream = rng.normal(size=logits.shape)
        logits.backward(torch.from_numpy(upstream))
        gradients = (parameter.grad.numpy() for parameter in theirs.parameters())
        yield Case(
            name,
            {"image": image, "classes": CLASSES, "smaller": SMALLER, "seed": seed},
            {},
            {"logits": logits.detach().numpy()},
            {"logits": upstream},
            {
                # Enough to notice a gradient in the wrong place.
                "dx": x.grad.numpy()[0, ::9, ::11],
                "sums": np.array([(g.sum(), (g * g).sum()) for g in gradients]),
            },
        )


def torchvisions(name: str) -> nn.Module:
    """Return torchvision's network, made smaller in the same way."""
    if name == "resnet50":
        return resnet.ResNet(resnet.Bottleneck, [1, 2, 1, 1], num_classes=CLASSES)
    model = getattr(models, name)(num_classes=CLASSES, **OTHERS.get(name, {}))
    for module in model.modules():
        if isinstance(module, nn.Linear) and 4096 in (module.in_features, module.out_features):
            shape = [UNITS if n == 4096 else n for n in (module.out_features, module.in_features)]
            module.weight = nn.Parameter(torch.empty(shape))
            module.bias = nn.Parameter(torch.empty(shape[0]))
    return model


def lay_in(model: nn.Module, state: dict[str, np.ndarray], maps: int | None) -> None:
    """Fill torchvision's network with the course's numbers: both have them in the same order."""
    learned = [value for name, value in state.items() if ".running_" not in name]
    running = [value for name, value in state.items() if ".running_" in name]
    buffers = [buffer for buffer in model.buffers() if buffer.ndim]
    with torch.no_grad():
        for theirs, values in ((list(model.parameters()), learned), (buffers, running)):
            for tensor, value in zip(theirs, values, strict=True):
                tensor.copy_(torch.from_numpy(their_layout(value, tensor.shape, maps)))


def their_layout(value: np.ndarray, shape: torch.Size, maps: int | None) -> np.ndarray:
    """Turn (…, inputs, outputs) round into (outputs, inputs, …)."""
    if value.ndim == 1:
        return value
    if value.ndim == 2 and maps and value.shape[0] > UNITS:  # flattened maps
        value = value.reshape(maps, maps, -1, value.shape[1]).transpose(2, 0, 1, 3)
        value = value.reshape(-1, value.shape[-1])
    turned = value.transpose(value.ndim - 1, value.ndim - 2, *range(value.ndim - 2))
    return turned.reshape(shape)  # squeeze and excite: a convolution of 1×1 there, dense here
