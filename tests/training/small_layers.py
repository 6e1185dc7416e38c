"""Small layers of the tests: right ones, wrong ones, and some that cannot be checked."""

import numpy as np

from cnnkit import functional
from cnnkit.layers.layer import Layer
from cnnkit.layers.parameter import Parameter


class Scaled(Layer):
    """A layer of the tests: `factor` makes its gradients wrong."""

    factor = 1.0

    def __init__(self):
        self.own = [Parameter(name, value) for name, value in self.start().items()]

    def start(self):
        return {}

    def parameters(self):
        return self.own

    def build(self, input_shape, rng):
        pass


class Linear(Scaled):
    def start(self):
        rng = np.random.default_rng(1)
        return {
            "weight": rng.standard_normal((4, 4)).astype(np.float32),
            "bias": rng.standard_normal(4).astype(np.float32),
        }

    def forward(self, x, training=False):
        self.x = x
        return x @ self.own[0].value + self.own[1].value

    def backward(self, dy):
        self.own[0].grad = self.x.T @ dy * self.factor
        self.own[1].grad = dy.sum(axis=0)
        return dy @ self.own[0].value.T


class HalfTooMuch(Linear):
    factor = 1.5


class SlightlyTooMuch(Linear):
    factor = 1 + 1e-6


class MeanOverTheBatch(Linear):
    def backward(self, dy):
        dx = super().backward(dy)
        self.own[1].grad = dy.mean(axis=0)
        return dx


class NotTransposed(Linear):
    def backward(self, dy):
        super().backward(dy)
        return dy @ self.own[0].value


class ZeroGradient(Linear):
    def backward(self, dy):
        dx = super().backward(dy)
        self.own[0].grad = np.zeros_like(self.own[0].value)
        return dx


class OneEntryWrong(Linear):
    def backward(self, dy):
        dx = super().backward(dy)
        self.own[0].grad[2, 1] += 1e-3
        return dx


class NanGradient(Linear):
    def backward(self, dy):
        return super().backward(dy) * np.nan


class Rectifier(Scaled):
    def forward(self, x, training=False):
        self.x = x
        return np.maximum(x, 0)

    def backward(self, dy):
        return dy * (self.x > 0)


class GatedByTheGradient(Rectifier):
    def backward(self, dy):
        return dy * (dy > 0)


class NotGated(Rectifier):
    def backward(self, dy):
        return dy


class GatedTheOtherWay(Rectifier):
    def backward(self, dy):
        return dy * (self.x < 0)


class Convolution(Scaled):
    def start(self):
        return {"kernel": np.random.default_rng(2).standard_normal((3, 3, 2, 3))}

    def forward(self, x, training=False):
        self.x = x
        return functional.conv2d(x, self.own[0].value)

    def backward(self, dy):
        dx, self.own[0].grad, _ = functional.conv2d_backward(dy, self.x, self.own[0].value)
        return dx


class KernelNotFlipped(Convolution):
    def backward(self, dy):
        super().backward(dy)
        turned = self.own[0].value[::-1, ::-1]
        return functional.conv2d_backward(dy, self.x, turned)[0]


class Normalisation(Scaled):
    def start(self):
        rng = np.random.default_rng(3)
        return {name: rng.standard_normal(2) for name in ("gamma", "beta")}

    def forward(self, x, training=False):
        self.x = x
        return functional.batch_norm(x, *(parameter.value for parameter in self.own))

    def backward(self, dy, **constants):
        x, gamma = self.x, self.own[0].value
        dx, *own = functional.batch_norm_backward(dy, x, gamma, **constants)
        for parameter, gradient in zip(self.own, own, strict=True):
            parameter.grad = gradient
        return dx


class WithoutMeanAndVariancePaths(Normalisation):
    def backward(self, dy):
        axes = (0, 1, 2)
        return super().backward(dy, mean=self.x.mean(axes), variance=self.x.var(axes))


class WithoutMeanPath(Normalisation):
    def backward(self, dy):
        return super().backward(dy) + dy.mean(axis=(0, 1, 2)) * 0.1


class Maximum(Scaled):
    """The largest of each row; the first wins."""

    def forward(self, x, training=False):
        self.x = x
        return x.max(axis=1)

    def backward(self, dy):
        dx = np.zeros_like(self.x)
        dx[np.arange(len(dx)), self.x.argmax(axis=1)] = dy
        return dx


class ToEveryTie(Maximum):
    def backward(self, dy):
        return dy[:, None] * (self.x == self.x.max(axis=1, keepdims=True))


class ToTheSecond(Maximum):
    def backward(self, dy):
        dx = np.zeros_like(self.x)
        dx[np.arange(len(dx)), self.x.argsort(axis=1)[:, -2]] = dy
        return dx


class Dropping(Scaled):
    def __init__(self):
        super().__init__()
        self.rng = np.random.default_rng(4)

    def generators(self):
        return [self.rng]

    def forward(self, x, training=False):
        self.mask = self.rng.random(x.shape) < 0.5 if training else np.full(x.shape, 0.5)
        return 2 * x * self.mask

    def backward(self, dy):
        return 2 * dy * self.mask


class NotScaledUp(Dropping):
    def backward(self, dy):
        return dy * self.mask


class Curved(Scaled):
    """Smooth, but strongly curved."""

    def forward(self, x, training=False):
        self.x = x
        return np.sin(30 * x)

    def backward(self, dy):
        return 30 * np.cos(30 * self.x) * dy


class InPlace(Rectifier):
    """Right, but writes on what it is given."""

    def forward(self, x, training=False):
        self.x = x.copy()
        x *= x > 0
        return x

    def backward(self, dy):
        dy *= self.x > 0
        return dy


class Chain(Scaled):
    def __init__(self, *layers):
        self.layers = layers
        self.own = [parameter for layer in layers for parameter in layer.parameters()]

    def generators(self):
        return [generator for layer in self.layers for generator in layer.generators()]

    def forward(self, x, training=False):
        for layer in self.layers:
            x = layer.forward(x, training)
        return x

    def backward(self, dy):
        for layer in reversed(self.layers):
            dy = layer.backward(dy)
        return dy


class Stairs(Scaled):
    """Jumps everywhere, and claims a slope."""

    def forward(self, x, training=False):
        self.x = x
        return np.floor(x * 1e9)

    def backward(self, dy):
        return dy * 1e9


class InFloat32(Rectifier):
    def forward(self, x, training=False):
        return super().forward(x.astype(np.float32))


class NotANumber(Rectifier):
    def forward(self, x, training=False):
        return super().forward(x) * np.nan


class Unlisted(Dropping):
    def generators(self):
        return []


class OfAnotherShape(Rectifier):
    def backward(self, dy):
        return dy.T


class NoGradient(Linear):
    def backward(self, dy):
        return dy


class Returnless(Linear):
    def forward(self, x, training=False):
        super().forward(x)


class GivesAList(Linear):
    def backward(self, dy):
        super().backward(dy)
        return [0.0, 0.0]
