"""Style transfer by descent: the picture is the parameter, and the network stands still."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from cnnkit.applications.style_transfer.features import checked, maps_of, pixel_gradient
from cnnkit.applications.style_transfer.gram import gram_loss, gram_loss_gradient, gram_matrix
from cnnkit.applications.style_transfer.losses import (
    content_loss,
    content_loss_gradient,
    total_variation,
    total_variation_gradient,
)
from cnnkit.functional.checks import Array, float_array, real_number
from cnnkit.layers import Sequential
from cnnkit.layers.parameter import Parameter
from cnnkit.pretrained.vgg import VGG_LAYERS, VGG_MEAN
from cnnkit.shapes import whole_number
from cnnkit.training import Adam

STYLE_LAYERS = ("conv1_1", "conv2_1", "conv3_1", "conv3_3")
CONTENT_LAYER = "conv2_2"
"""The layers whose Gram matrices are the style, and the one whose maps are the content, in VGG's
names. The papers go up to conv5_1 and take conv4_2; this network ends with conv3_3."""


@dataclass(frozen=True)
class Weights:
    """How much each part of the loss counts; at 0 it is not asked at all.

    Parameters
    ----------
    content, style, variation : float
        What the content loss, the mean of the layers' Gram losses and the total variation are
        multiplied by.
    """

    content: float = 1.0
    style: float = 100.0
    variation: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what is no weight."""
        for name in ("content", "style", "variation"):
            real_number(getattr(self, name), name, minimum=0, example=1.0)


@dataclass(frozen=True)
class TransferStep:
    """One step: the losses of the picture before it was moved.

    Parameters
    ----------
    number, total : int
        Which step it is, from 1, and how many there will have been.
    content, variation : float
        Two parts of the loss, before they are weighted.
    style : mapping from str to float
        The Gram loss of each layer, by VGG's names.
    """

    number: int
    total: int
    content: float
    variation: float
    style: Mapping[str, float]

    @property
    def mean_style(self) -> float:
        """The style loss: the mean over its layers."""
        return sum(self.style.values()) / max(len(self.style), 1)


@dataclass(eq=False)
class StyleTransfer:
    """A picture on its way to one picture's content and another's style.

    To go through it is to move the picture.

    L = content · L_content + style · mean of L_Gram over layers + variation · L_variation

    and in each step Adam moves the pixels downhill, which are then cut off at 0 and 1.

    Parameters
    ----------
    model : Sequential
        `cnnkit.pretrained.vgg_features`, or a network of its shape.
    content, style : array, (H, W, 3)
        Pictures with numbers from 0 to 1, of any sizes. The made picture is as large as
        ``content``.
    start : array, optional
        What to begin with; by default the content picture.
    weights : Weights
        May be exchanged while it goes on; Adam then begins anew.
    style_layers : sequence of str
        In VGG's names, at least one.
    content_layer : str
        In VGG's names.
    learning_rate : float
        About how far a pixel moves in a step at most, of the range from 0 to 1.
    steps : int
        How many there will be.

    Attributes
    ----------
    picture : array
        The picture as it is now, (H, W, 3), float32.
    history : list of TransferStep
        The steps so far.

    Raises
    ------
    TypeError, ValueError
        If a picture, a layer or a number is not what is described above.

    Notes
    -----
    Source: L. Gatys, A. Ecker and M. Bethge, "Image Style Transfer Using Convolutional Neural
    Networks", CVPR 2016; total variation as in J. Johnson, A. Alahi and L. Fei-Fei, "Perceptual
    Losses for Real-Time Style Transfer and Super-Resolution", ECCV 2016. The paper descends with
    L-BFGS.

    Examples
    --------
    >>> from cnnkit import datasets, pretrained
    >>> content, style = (
    ...     pretrained.square_picture(datasets.photo(name), size=32) for name in ("coffee", "ihc")
    ... )
    >>> run = StyleTransfer(pretrained.vgg_features(), content, style, steps=5)
    >>> steps = list(run)
    >>> steps[-1].number, steps[-1].mean_style < steps[0].mean_style
    (5, True)
    """

    model: Sequential
    content: Array
    style: Array
    start: Array | None = None
    weights: Weights = field(default_factory=Weights)
    style_layers: tuple[str, ...] = STYLE_LAYERS
    content_layer: str = CONTENT_LAYER
    learning_rate: float = 0.02
    steps: int = 60
    history: list[TransferStep] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        """Compute what is to be reached: the content's maps and the style's Gram matrices."""
        self.content = _checked_picture(self.content, "content")
        self.style = _checked_picture(self.style, "style")
        start = self.content if self.start is None else _checked_picture(self.start, "start")
        if start.shape != self.content.shape:
            raise ValueError(
                f"start has the shape {start.shape}; the made picture is as large as content, "
                f"{self.content.shape}"
            )
        self.steps = whole_number(self.steps, "steps")
        names = [_layer(each) for each in (self.content_layer, *self.style_layers)]
        self._layers = checked(self.model, names)
        self.content_maps = maps_of(self.model, self.content - VGG_MEAN, names[:1])[names[0]]
        found = maps_of(self.model, self.style - VGG_MEAN, names[1:])
        self.grams = {each: gram_matrix(found[_layer(each)]) for each in self.style_layers}
        self._picture = Parameter("picture", start.copy())
        self._adam, self._adams_weights = Adam(self.learning_rate), self.weights

    @property
    def picture(self) -> NDArray[np.float32]:
        """The picture as it is now."""
        return self._picture.value

    def __iter__(self) -> Iterator[TransferStep]:
        """Move the picture step by step."""
        while len(self.history) < self.steps:
            step, self._picture.grad = self.loss_and_gradient()
            if self.weights != self._adams_weights:
                # Its memory of how large gradients are belongs to another loss.
                self._adam, self._adams_weights = Adam(self.learning_rate), self.weights
            self._adam.step([self._picture])
            self._picture.value = np.clip(self._picture.value, 0, 1)
            self.history.append(step)
            yield step

    def loss_and_gradient(self) -> tuple[TransferStep, NDArray[np.float32]]:
        """Return the losses of the picture as it is, and the gradient of its pixels."""
        weights, picture = self.weights, self._picture.value
        maps = maps_of(self.model, picture - VGG_MEAN, self._layers)
        gradients = {name: np.zeros_like(each) for name, each in maps.items()}
        share = weights.style / max(len(self.style_layers), 1)
        for each, target in self.grams.items():
            name = _layer(each)
            if share:
                gradients[name] += share * gram_loss_gradient(maps[name], target)
        name = _layer(self.content_layer)
        gradients[name] += weights.content * content_loss_gradient(maps[name], self.content_maps)
        gradient = pixel_gradient(self.model, gradients)
        gradient += weights.variation * total_variation_gradient(picture)
        step = TransferStep(
            number=len(self.history) + 1,
            total=self.steps,
            content=content_loss(maps[name], self.content_maps),
            variation=total_variation(picture),
            style={each: gram_loss(maps[_layer(each)], gram) for each, gram in self.grams.items()},
        )
        return step, gradient


def _layer(name: str) -> str:
    """Return the network's name of a layer for VGG's."""
    if name not in VGG_LAYERS:
        raise ValueError(f"there is no layer {name!r}; use one of {', '.join(VGG_LAYERS)}")
    return VGG_LAYERS[name]


def _checked_picture(picture: Array, name: str) -> NDArray[np.float32]:
    """Return a picture as float32, or say what is wrong with it."""
    array = float_array(picture, name)
    if array.ndim != 3 or array.shape[2] != 3 or min(array.shape) < 1:
        raise ValueError(
            f"{name} has the shape {array.shape}; give (H, W, 3), such as "
            "pretrained.square_picture(photo, size=96)"
        )
    if array.min() < 0 or array.max() > 1:
        raise ValueError(
            f"{name} has numbers from {array.min():g} to {array.max():g}; give 0 to 1, such as "
            "images.to_float(photo)"
        )
    return array.astype(np.float32)
