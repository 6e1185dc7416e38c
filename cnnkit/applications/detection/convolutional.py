"""A network that reads one crop, turned into one that reads all crops of an image at once."""

from copy import deepcopy
from dataclasses import dataclass, field

import numpy as np

from cnnkit.layers import (
    AdaptiveAveragePool2D,
    AveragePool2D,
    Concatenate,
    Conv2D,
    Dense,
    Flatten,
    GlobalAveragePool2D,
    GroupNorm,
    Layer,
    Residual,
    Sequential,
    Softmax,
    SqueezeExcite,
)
from cnnkit.layers.arguments import Shape, naming, whole_shape
from cnnkit.layers.joint import checked_layer
from cnnkit.shapes import pair

WHOLE_IMAGE = (AdaptiveAveragePool2D, GroupNorm, SqueezeExcite)
"""What looks at all of an image, however large it is, and therefore at no crop of it."""


def as_convolutions(model: Sequential, input_shape: Shape) -> Sequential:
    """Return a network with the same weights that takes larger images as well.

    Flatten goes. The dense layer behind it becomes a convolution whose kernel is as large as the
    maps that Flatten got: K[u, v, c, f] = W[(u · width + v) · channels + c, f], the same numbers
    in another shape. Dense layers behind that become convolutions of 1×1, and global average
    pooling an average over windows of the maps' size.

    On an image of ``input_shape`` the answer is the dense network's, as maps of 1×1. On a larger
    image each place of the maps holds the answer for one crop, and neighbouring crops are as many
    pixels apart as the strides of all layers make together; what crops have in common is computed
    once.

    Where nothing pads, that is exactly what sliding the network over the image gives. A padded
    layer (padding "same", or the incomplete windows of ceil_mode) puts zeros around each crop
    when the crops are cut out; here it does so around the whole image alone, and the crops see
    the true pixels beside them. The answers then differ, more so where something lies just
    outside of a crop.

    Parameters
    ----------
    model : Sequential
        A built network; it stays as it is, and shares no weights with the new one.
    input_shape : (int, int, int)
        The (height, width, channels) that it was trained on.

    Returns
    -------
    Sequential
        Built for ``input_shape``.

    Raises
    ------
    TypeError, ValueError, RuntimeError
        If the network is not built for this shape, or a layer would look at a whole image,
        however large: adaptive pooling, GroupNorm, SqueezeExcite.

    Notes
    -----
    Source: P. Sermanet et al., "OverFeat: Integrated Recognition, Localization and Detection using
    Convolutional Networks", ICLR 2014, section 3.5; J. Long, E. Shelhamer and T. Darrell, "Fully
    Convolutional Networks for Semantic Segmentation", CVPR 2015, section 3.1.

    Examples
    --------
    The network that reads one digit of 28 × 28, on an image of 28 × 84, at every fourth pixel:

    >>> from cnnkit import pretrained
    >>> model = as_convolutions(pretrained.digits_cnn(), (28, 28, 1))
    >>> model[-1]
    Conv2D(10, 7)
    >>> model.forward(np.zeros((1, 28, 84, 1))).shape
    (1, 1, 15, 10)
    >>> model.views((28, 84, 1))[1].jump
    4
    """
    if not isinstance(model, Sequential):
        raise TypeError(f"model is {model!r}; give a Sequential, such as pretrained.digits_cnn()")
    shape = whole_shape(input_shape)
    if len(shape) != 3:
        raise ValueError(
            f"input_shape is {shape}; a convolution takes (height, width, channels), such as "
            "(28, 28, 1)"
        )
    if model.built_for is None:
        raise RuntimeError(
            f"the network has no parameters yet; call build({shape}, np.random.default_rng(0)), "
            "and train it"
        )
    needed = model.parameter_shapes(shape)
    if any(parameter.value.shape != needed[name] for name, parameter in model.weights.items()):
        raise ValueError(
            f"input_shape is {shape}, but the network was built for {model.built_for} and has no "
            "weights for another size; give that one"
        )
    turning = _Turning()
    maps, window = turning.sequence(model, shape, None)
    if window not in (None, (1, 1)) or not isinstance(maps, Sequential):
        raise ValueError(
            "nothing follows Flatten; a dense layer is needed there, such as Dense(10)"
        )
    maps.build(shape, np.random.default_rng(0))
    for there, here in turning.pairs:
        _take_over(there, here)
    return maps


Window = tuple[int, int] | None
"""The maps' size that the next dense layer has to see; None before anything is flattened."""


@dataclass
class _Turning:
    """Goes through a network, and notes which new layer is to have which one's weights."""

    pairs: list[tuple[Layer, Layer]] = field(default_factory=list)

    def sequence(
        self, model: Sequential, shape: Shape, window: Window
    ) -> tuple[Layer | None, Window]:
        """Turn layer after layer."""
        layers = []
        for stage in model.stages(shape):
            with naming(stage.name):
                turned, window = self.layer(stage.layer, stage.input_shape, window)
            if turned is not None:
                layers.append(turned)
        return (Sequential(layers) if layers else None), window

    def layer(self, layer: Layer, shape: Shape, window: Window) -> tuple[Layer | None, Window]:
        """Return what a layer becomes, None if nothing, and the window behind it."""
        if isinstance(layer, Sequential):
            return self.sequence(layer, shape, window)
        if isinstance(layer, Concatenate | Residual):
            return self.branches(layer, shape, window)
        if isinstance(layer, Flatten):
            return None, (window or (shape[0], shape[1]))
        if isinstance(layer, GlobalAveragePool2D):
            return AveragePool2D((shape[0], shape[1]), stride=1), (1, 1)
        if isinstance(layer, Dense):
            convolution = Conv2D(layer.units, pair(window, "window"), bias=layer.bias)
            self.pairs.append((layer, convolution))
            return convolution, (1, 1)
        if isinstance(layer, WHOLE_IMAGE):
            raise ValueError(
                f"{layer.label} looks at a whole image, however large it is, and so at no crop; "
                "use a network without it"
            )
        if window not in (None, (1, 1)) and layer.parameter_shapes(shape):
            raise ValueError(
                f"{layer.label} has a parameter for each flattened number, which no convolution "
                "has; put it before Flatten, or behind the dense layer"
            )
        # In rows of features, axis 1 holds the classes; in maps that is the last axis.
        turned = Softmax() if window and isinstance(layer, Softmax) else deepcopy(layer)
        self.pairs.append((layer, turned))
        return turned, window

    def branches(
        self, joint: Concatenate | Residual, shape: Shape, window: Window
    ) -> tuple[Layer, Window]:
        """Turn what stands side by side."""
        turned, windows = [], set()
        for name, branch in joint.named_branches().items():
            with naming(name):
                layer, behind = (
                    (None, window) if branch is None else self.layer(branch, shape, window)
                )
            turned.append(layer)
            windows.add(behind)
        if len(windows) > 1:
            raise ValueError(
                f"{joint.label} joins flattened maps with others that a dense layer has read; "
                "give each branch a dense layer"
            )
        if isinstance(joint, Residual):
            body, shortcut = turned
            return Residual(checked_layer(body, "body"), shortcut), windows.pop()
        return Concatenate(*turned), windows.pop()


def _take_over(there: Layer, here: Layer) -> None:
    """Give a new layer the weights of the old one, in its own shapes."""
    new = here.state()
    old = list(there.state().values())
    # A dense layer's (height · width · channels, units) is a kernel's (height, width, channels,
    # units) row by row, which is how Flatten lays pixels out.
    here.load_state(
        {name: value.reshape(new[name].shape) for name, value in zip(new, old, strict=True)}
    )
