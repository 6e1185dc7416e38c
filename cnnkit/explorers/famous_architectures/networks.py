"""The famous networks, measured without making a single weight: stages, depth, receptive field."""

from collections.abc import Generator
from functools import lru_cache, reduce
from typing import NamedTuple

from cnnkit import architectures
from cnnkit.architectures.published import PUBLISHED
from cnnkit.layers import Layer, Sequential
from cnnkit.layers.arguments import Shape
from cnnkit.layers.branches import Branches
from cnnkit.layers.joint import Joint
from cnnkit.layers.view import ONE_TO_ONE, View, Views, views_through

TITLES = {row.title: row for row in PUBLISHED}
"""The published numbers by the network's title."""

WITH_WEIGHTS = ("Conv2D", "DepthwiseConv2D", "Dense")


class Stage(NamedTuple):
    """All layers of a network whose maps have one size."""

    size: str
    channels: int
    """The most that any of them makes."""
    layers: int
    """With weights: convolutions and dense layers, those on shortcuts and in branches too."""
    parameters: int
    multiply_adds: int
    field: int
    """Rows of the image that one number sees at most."""


class Part(NamedTuple):
    """A layer in its place: its name, what it is given, and what that sees of the image."""

    name: str
    layer: Layer
    shape: Shape
    views: Views


@lru_cache(maxsize=32)
def network(title: str) -> Sequential:
    """Return a network by its title; not built.

    >>> network("VGG-16").count((224, 224, 3))[0]
    138357544
    """
    model: Sequential = getattr(architectures, TITLES[title].name)()
    return model


@lru_cache(maxsize=32)
def stages(title: str) -> tuple[Stage, ...]:
    """Return a network's layers, those on maps of one size taken together.

    >>> [stage.size for stage in stages("VGG-16")]
    ['224×224', '112×112', '56×56', '28×28', '14×14', '7×7', 'dense']
    """
    image = TITLES[title].image
    groups: dict[str, list[Stage]] = {}
    whole = Part("", network(title), image, ONE_TO_ONE)
    for _, layer, before, views in leaves(whole, image):
        shape = layer.output_shape(before)
        size = "dense" if len(shape) == 1 else f"{shape[0]}×{shape[1]}"
        counted = type(layer).__name__ in WITH_WEIGHTS
        field = int(views_through(layer.views(before), views, image)[0].size)
        stage = Stage(size, shape[-1], int(counted), *layer.count(before), field)
        groups.setdefault(size, []).append(stage)
    return tuple(
        Stage(
            size,
            max(part.channels for part in [p for p in parts if p.layers] or parts),
            sum(part.layers for part in parts),
            sum(part.parameters for part in parts),
            sum(part.multiply_adds for part in parts),
            max(part.field for part in parts),
        )
        for size, parts in groups.items()
    )


def leaves(part: Part, image: Shape) -> Generator[Part, None, tuple[Shape, Views]]:
    """Go through the layers that hold no others; return what comes out, and what that sees.

    A summary does the same and asks every joint for its inner layers' shapes again and again.
    """
    _, layer, shape, views = part
    if not (isinstance(layer, Joint) and layer.is_open):
        yield part
        return layer.output_shape(shape), views_through(layer.views(shape), views, image)
    if isinstance(layer, Branches):
        shapes, seen = {}, []
        for inner, branch in layer.named_branches().items():
            shapes[inner], found = shape, views
            if branch is not None:
                shapes[inner], found = yield from leaves(Part(inner, branch, shape, views), image)
            seen.append(found)
        height, width = (reduce(View.joined, axis) for axis in zip(*seen, strict=True))
        return layer.joined_shape(shapes), (height, width)
    for inner, child in layer.children().items():
        shape, views = yield from leaves(Part(inner, child, shape, views), image)
    return shape, views


@lru_cache(maxsize=32)
def depth(title: str) -> int:
    """Return how many layers with weights the longest way through a network has.

    >>> depth("GoogLeNet"), depth("ResNet-50"), depth("DenseNet-121")
    (22, 50, 121)
    """
    return longest(network(title))


def longest(layer: Layer) -> int:
    """Return how many layers with weights lie on the longest way through a layer."""
    if not isinstance(layer, Joint):
        return int(type(layer).__name__ in WITH_WEIGHTS)
    lengths = [longest(child) for child in layer.children().values()]
    return max(lengths) if isinstance(layer, Branches) else sum(lengths)
