"""What has been published of the networks here: their sizes, and how well they read photos."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Published:
    """A network's numbers as others give them; the tests hold this package's own against them.

    Parameters
    ----------
    name : str
        The function in `cnnkit.architectures`.
    title : str
        The network's name in print.
    year : int
        When its paper came out first.
    paper : str
        Authors and title.
    parameters : int
        Learned numbers, without running statistics.
    multiply_adds : int
        Products in convolutions and dense layers, for one image.
    image : (int, int, int)
        The image that these are counted for: height, width, channels.
    top_1 : float or None
        Percent of ImageNet's 50,000 validation photos whose class comes first, with the weights
        "IMAGENET1K_V1" of torchvision, on one crop of each photo. None where torchvision has no
        such weights.
    counted : str
        Which variant this is, and whose count.

    Examples
    --------
    >>> row = published("resnet50")
    >>> row.title, row.year, row.parameters, row.top_1
    ('ResNet-50', 2015, 25557032, 76.13)
    """

    name: str
    title: str
    year: int
    paper: str
    parameters: int
    multiply_adds: int
    image: tuple[int, int, int]
    top_1: float | None
    counted: str


PHOTO = (224, 224, 3)

TORCHVISION = (
    "torchvision 0.28: parameters and accuracy as printed with its weights, multiply-adds counted "
    "in its layers (it prints them in billions)"
)

VGG = (
    'K. Simonyan, A. Zisserman, "Very Deep Convolutional Networks for Large-Scale Image '
    'Recognition"'
)
RESNET = 'K. He, X. Zhang, S. Ren, J. Sun, "Deep Residual Learning for Image Recognition"'
EFFICIENTNET = (
    'M. Tan, Q. Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks"'
)

PUBLISHED = (
    Published(
        "lenet5",
        "LeNet-5",
        1998,
        'Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, "Gradient-Based Learning Applied to Document '
        'Recognition"',
        61_706,
        416_520,
        (32, 32, 1),
        None,
        "the usual form of today, in which every map sees all maps before it; the paper's has "
        "60,000 parameters. Multiply-adds follow from its shapes",
    ),
    Published(
        "alexnet_2012",
        "AlexNet of 2012",
        2012,
        'A. Krizhevsky, I. Sutskever, G. Hinton, "ImageNet Classification with Deep Convolutional '
        'Neural Networks"',
        60_965_224,
        724_406_816,
        (227, 227, 3),
        None,
        "bvlc_alexnet of Caffe, with two groups. Multiply-adds follow from its shapes",
    ),
    Published(
        "alexnet",
        "AlexNet",
        2014,
        'A. Krizhevsky, "One weird trick for parallelizing convolutional neural networks"',
        61_100_840,
        714_188_480,
        PHOTO,
        56.522,
        TORCHVISION,
    ),
    Published("vgg11", "VGG-11", 2014, VGG, 132_863_336, 7_609_090_048, PHOTO, 69.020, TORCHVISION),
    Published(
        "vgg16", "VGG-16", 2014, VGG, 138_357_544, 15_470_264_320, PHOTO, 71.592, TORCHVISION
    ),
    Published(
        "vgg19", "VGG-19", 2014, VGG, 143_667_240, 19_632_062_464, PHOTO, 72.376, TORCHVISION
    ),
    Published(
        "googlenet",
        "GoogLeNet",
        2014,
        'C. Szegedy and others, "Going Deeper with Convolutions"',
        6_624_904,
        1_498_376_192,
        PHOTO,
        69.778,
        TORCHVISION + ". It has batch norms, and 3×3 where the paper has 5×5",
    ),
    Published(
        "resnet18", "ResNet-18", 2015, RESNET, 11_689_512, 1_814_073_344, PHOTO, 69.758, TORCHVISION
    ),
    Published(
        "resnet34", "ResNet-34", 2015, RESNET, 21_797_672, 3_663_761_408, PHOTO, 73.314, TORCHVISION
    ),
    Published(
        "resnet50",
        "ResNet-50",
        2015,
        RESNET,
        25_557_032,
        4_089_184_256,
        PHOTO,
        76.130,
        TORCHVISION + ". A block's stride stands on its 3×3, in the paper on its first 1×1",
    ),
    Published(
        "densenet121",
        "DenseNet-121",
        2016,
        'G. Huang, Z. Liu, L. van der Maaten, K. Weinberger, "Densely Connected Convolutional '
        'Networks"',
        7_978_856,
        2_834_161_664,
        PHOTO,
        74.434,
        TORCHVISION,
    ),
    Published(
        "mobilenet_v2",
        "MobileNetV2",
        2018,
        'M. Sandler, A. Howard, M. Zhu, A. Zhmoginov, L.-C. Chen, "MobileNetV2: Inverted Residuals '
        'and Linear Bottlenecks"',
        3_504_872,
        300_774_272,
        PHOTO,
        71.878,
        TORCHVISION,
    ),
    Published(
        "efficientnet_b0",
        "EfficientNet-B0",
        2019,
        EFFICIENTNET,
        5_288_548,
        385_814_752,
        PHOTO,
        77.692,
        TORCHVISION,
    ),
    Published(
        "efficientnet_lite0",
        "EfficientNet-Lite0",
        2020,
        EFFICIENTNET + ", with the changes of Google's repository tensorflow/tpu",
        4_652_008,
        385_187_552,
        PHOTO,
        None,
        "timm's parameters, batch norms included. Multiply-adds follow from its shapes; its "
        "authors print 407 million",
    ),
)
"""In the order of their years."""


def published(name: str) -> Published:
    """Return the numbers of a network by its function's name.

    >>> published("alexnet").parameters
    61100840
    >>> published("lenet")
    Traceback (most recent call last):
        ...
    ValueError: nothing is published here of 'lenet'; use one of lenet5, alexnet_2012, ...
    """
    for row in PUBLISHED:
        if row.name == name:
            return row
    names = ", ".join(row.name for row in PUBLISHED)
    raise ValueError(f"nothing is published here of {name!r}; use one of {names}")
