"""Famous networks as short specifications, one file each. Every call returns an unbuilt network.

A file holds a table that reads like the one in the paper, a function that turns it into layers, and
the block that the paper brought, as a function of its own: `inception`, `residual_block`,
`bottleneck`, `dense_layer`, `dense_block`, `inverted_bottleneck`. A network's docstring says which
variant it is. `PUBLISHED` lists what others count and measure.

>>> from cnnkit import architectures
>>> model = architectures.resnet50()
>>> model.output_shape((224, 224, 3))
(1000,)
>>> parameters, multiply_adds = model.count((224, 224, 3))
>>> parameters == architectures.published("resnet50").parameters
True

In a table such as ``model.summary((224, 224, 3))`` the networks' stages are ``sequential_1``,
``sequential_2`` and so on; blocks are ``residual_1`` or ``concatenate_1`` within them.
"""

from cnnkit.architectures.alexnet import alexnet, alexnet_2012
from cnnkit.architectures.densenet import (
    dense_block,
    dense_layer,
    densenet121,
    densenet161,
    densenet169,
    densenet201,
    transition,
)
from cnnkit.architectures.efficientnet import efficientnet_b0, scaled_efficientnet
from cnnkit.architectures.efficientnet_lite0 import efficientnet_lite0
from cnnkit.architectures.espcn import espcn
from cnnkit.architectures.googlenet import googlenet, googlenet_2014, inception
from cnnkit.architectures.lenet5 import lenet5
from cnnkit.architectures.mobilenet_v2 import inverted_bottleneck, mobilenet_v2
from cnnkit.architectures.mtcnn import mtcnn_output, mtcnn_proposal, mtcnn_refinement
from cnnkit.architectures.published import PUBLISHED, Published, published
from cnnkit.architectures.resnet import (
    bottleneck,
    residual_block,
    resnet18,
    resnet34,
    resnet50,
    resnet101,
    resnet152,
)
from cnnkit.architectures.srcnn import srcnn
from cnnkit.architectures.tutorial_cnn import tutorial_cnn
from cnnkit.architectures.vgg import vgg11, vgg13, vgg16, vgg19

__all__ = [
    "PUBLISHED",
    "Published",
    "alexnet",
    "alexnet_2012",
    "bottleneck",
    "dense_block",
    "dense_layer",
    "densenet121",
    "densenet161",
    "densenet169",
    "densenet201",
    "efficientnet_b0",
    "efficientnet_lite0",
    "espcn",
    "googlenet",
    "googlenet_2014",
    "inception",
    "inverted_bottleneck",
    "lenet5",
    "mobilenet_v2",
    "mtcnn_output",
    "mtcnn_proposal",
    "mtcnn_refinement",
    "published",
    "residual_block",
    "resnet18",
    "resnet34",
    "resnet50",
    "resnet101",
    "resnet152",
    "scaled_efficientnet",
    "srcnn",
    "transition",
    "tutorial_cnn",
    "vgg11",
    "vgg13",
    "vgg16",
    "vgg19",
]
