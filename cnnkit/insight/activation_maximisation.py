"""Activation maximisation: an image that a channel answers to, made by climbing its gradient."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from cnnkit.functional.checks import Array, generator, real_number
from cnnkit.insight.parts import built_for, network_up_to
from cnnkit.layers import Sequential
from cnnkit.layers.arguments import Shape, whole_shape
from cnnkit.shapes import flag, whole_number

PHOTO_COLOURS = np.array([[0.26, 0.09, 0.02], [0.27, 0.00, -0.05], [0.27, -0.09, 0.03]])
"""How red, green and blue change together in photos, a column for each way and its strength:
brightness most, from blue to orange less, from green to purple least. A square root of their
covariance in ImageNet, as in the library Lucid."""

FAINT = 0.05
"""The standard deviation of the noise to start from, as a share of half the image's range."""


def activation_maximisation(
    model: Sequential,
    *,
    layer: str,
    channel: int,
    rng: np.random.Generator,
    shape: Shape | None = None,
    steps: int = 128,
    learning_rate: float = 0.05,
    limits: tuple[float, float] = (-1.0, 1.0),
    jitter: int = 0,
    blur: float = 0.0,
    colours: bool = False,
    weight_decay: float = 0.0,
) -> Iterator[NDArray[np.float32]]:
    """Change an image step by step so that a channel answers more strongly; yield it every time.

    X ← X + η · g / rms(g), with g = ∂(mean over places of A[…, channel]) / ∂X, starting from
    faint noise. The gradient's own length says little: it is brought to one scale.

    Climbing alone ends in fine noise that no photo shows. What the options add leads to images
    that are more like photos. Somebody chose it; the network did not ask for it.

    Parameters
    ----------
    model : Sequential
        A network that is built. Parameters' ``grad`` is overwritten.
    layer : str
        Where the channel lies: a layer that gives maps, or the logits. After a ReLU a channel may
        be cut off at all places, and nothing changes: then take the layer before it.
    channel : int
        Which map; in the logits, which class.
    rng : numpy.random.Generator
        Draws the noise and the jitter.
    shape : (H, W, C), optional
        The image's; by default that which the network is built for.
    steps : int
        How many images are yielded.
    learning_rate : float
        η: by how much the numbers of the image change in a step, in the root mean square.
    limits : (float, float)
        The range of the image's numbers; what goes beyond is cut off.
    jitter : int
        Before each step the image is moved by up to so many pixels, round its borders, and back
        afterwards: only what is large enough to last is added.
    blur : float
        How much of the gradient's fine detail is held back: waves that fit f times into an axis
        are divided by f to this power. 0 holds back nothing; from 1 on coarse waves lead, as
        they do in photos.
    colours : bool
        Whether red, green and blue change together as they do in photos, most of all in
        brightness; for images with these three channels.
    weight_decay : float
        The share of the image that is taken away in each step: what the channel does not ask for
        fades to the middle of the limits.

    Yields
    ------
    ndarray
        (H, W, C), float32, a new array each time.

    Raises
    ------
    RuntimeError, TypeError, ValueError
        If there is no such layer or channel, or an option is out of its range.

    Notes
    -----
    Sources: D. Erhan, Y. Bengio, A. Courville and P. Vincent, "Visualizing Higher-Layer Features
    of a Deep Network", 2009, section 3 (climbing); K. Simonyan, A. Vedaldi and A. Zisserman, "Deep
    Inside Convolutional Networks", ICLR workshop 2014, section 2 (classes, weight decay);
    J. Yosinski et al., "Understanding Neural Networks Through Deep Visualization", 2015, section 4
    (blur); C. Olah, A. Mordvintsev and L. Schubert, "Feature Visualization", Distill 2017 (jitter;
    waves and colours weighed as in photos).

    Examples
    --------
    >>> from cnnkit import pretrained
    >>> model = pretrained.digits_cnn()
    >>> images = activation_maximisation(
    ...     model, layer="dense_1", channel=3, rng=np.random.default_rng(0), limits=(0, 1), steps=20
    ... )
    >>> *_, image = images
    >>> image.shape, int(model.forward(image[None]).argmax())
    ((28, 28, 1), 3)
    """
    part = network_up_to(model, layer)
    shape = built_for(model) if shape is None else whole_shape(shape)
    outputs = part.output_shape(shape)[-1]
    if whole_number(channel, "channel", minimum=0) >= outputs:
        raise ValueError(f"channel is {channel}; {layer!r} has {outputs}, counted from 0")
    low, high = (real_number(limit, "limits", example=1.0) for limit in limits)
    if low >= high:
        raise ValueError(f"limits are {limits}; give the lower one first, such as (-1, 1)")
    if flag(colours, "colours") and shape[-1] != 3:
        raise ValueError(
            f"the image has {shape[-1]} channels; colours=True needs red, green and blue"
        )
    steps, jitter = whole_number(steps, "steps"), whole_number(jitter, "jitter", minimum=0)
    rate = real_number(learning_rate, "learning_rate", above=0, example=0.05)
    power = real_number(blur, "blur", minimum=0, example=1.0)
    decay = real_number(weight_decay, "weight_decay", minimum=0, maximum=1, example=0.01)
    middle, half = (low + high) / 2, (high - low) / 2
    faint = FAINT * generator(rng).standard_normal(shape)

    def climb() -> Iterator[NDArray[np.float32]]:
        x = np.clip(middle + half * faint, low, high).astype(np.float32)
        for _ in range(steps):
            down, across = rng.integers(-jitter, jitter + 1, size=2)
            moved = _channel_gradient(part, np.roll(x, (down, across), axis=(0, 1)), channel)
            gradient = np.roll(moved, (-down, -across), axis=(0, 1))
            if colours:
                gradient = gradient @ (PHOTO_COLOURS @ PHOTO_COLOURS.T)
            if power:
                gradient = _coarser(gradient, power)
            size = np.sqrt(np.mean(gradient**2)) or 1.0  # 0 where every ReLU is cut off
            x = (x + rate * gradient / size - decay * (x - middle)).astype(np.float32)
            x = np.clip(x, low, high)
            yield x.copy()

    return climb()


def _channel_gradient(part: Sequential, image: Array, channel: int) -> Array:
    """Return the gradient of a channel's mean over all places, with respect to the image."""
    y = part.forward(image[None])
    dy = np.zeros_like(y)
    dy[..., channel] = y.shape[-1] / y.size  # one image: 1 / places
    gradient: Array = part.backward(dy)[0]
    return gradient


def _coarser(gradient: Array, power: float) -> Array:
    """Divide the waves of a gradient by how often they fit into an axis, to some power."""
    height, width, _ = gradient.shape
    down, across = height * np.fft.fftfreq(height), width * np.fft.rfftfreq(width)
    times = np.maximum(np.hypot(down[:, None], across), 1.0)  # the mean counts as one wave
    waves = np.fft.rfft2(gradient, axes=(0, 1)) / times[..., None] ** power
    coarser: Array = np.fft.irfft2(waves, s=(height, width), axes=(0, 1))
    return coarser
