"""Batch normalisation, which behaves differently in training and in evaluation."""

from dataclasses import KW_ONLY, dataclass

import numpy as np

from cnnkit import functional
from cnnkit.functional.batch_normalisation import channel_statistics, gradients, normalise
from cnnkit.functional.checks import Array, real_number, upstream_gradient
from cnnkit.layers.arguments import Shape
from cnnkit.layers.normalisation import Normalisation
from cnnkit.layers.parameter import Parameter


@dataclass(eq=False, repr=False)
class BatchNorm(Normalisation):
    """Normalise each channel over the batch in training, and by running averages in evaluation.

    Training follows `cnnkit.functional.batch_norm`, and moves the averages:
    running ← (1 − momentum) · running + momentum · batch, with the batch's unbiased variance.

    Parameters
    ----------
    momentum : float
        The weight of a new batch, as in PyTorch; Keras's momentum is one minus this.
    epsilon : float
        Added to the variance, above 0.

    Examples
    --------
    >>> layer = BatchNorm(momentum=0.5)
    >>> layer.build((1,), np.random.default_rng(0))
    >>> layer.forward(np.array([[1.0], [3.0]]), training=True).round(3).tolist()
    [[-1.0], [1.0]]
    >>> layer.statistics["running_mean"].value.tolist()
    [1.0]
    """

    _: KW_ONLY
    momentum: float = 0.1
    epsilon: float = 1e-5

    def check(self) -> None:
        """Refuse a weight that is no share, too."""
        super().check()
        self.momentum = real_number(self.momentum, "momentum", minimum=0, maximum=1, example=0.1)

    def make_parameters(self, input_shape: Shape, rng: np.random.Generator) -> None:
        """Start from averages that change nothing."""
        super().make_parameters(input_shape, rng)
        starts = {"running_mean": np.zeros, "running_variance": np.ones}
        self._statistics = {
            name: Parameter(name, start(input_shape[-1], np.float32))
            for name, start in starts.items()
        }

    def forward(self, x: Array, training: bool = False) -> Array:
        """Normalise, and in training move the running averages."""
        x = self.receive(x)
        self._training = training
        gamma, beta = self.scale_and_shift(x)
        if training:
            self._mean, self._variance = self._statistics_of(x)
            return normalise(x, gamma, beta, self._mean, self._variance, self.epsilon)
        self._mean, self._variance = (p.value for p in self.statistics.values())
        return functional.batch_norm(
            x, gamma, beta, epsilon=self.epsilon, mean=self._mean, variance=self._variance
        )

    def backward(self, dy: Array) -> Array:
        """Return dx, and set the gradients of γ and β; running averages are constants."""
        x = self.received
        gamma, _ = self.scale_and_shift(x)
        if self._training:
            dy = upstream_gradient(dy, x.shape, x, "BatchNorm")
            dx, *own = gradients(dy, x, gamma, self._mean, self._variance, self.epsilon)
        else:
            dx, *own = functional.batch_norm_backward(
                dy, x, gamma, epsilon=self.epsilon, mean=self._mean, variance=self._variance
            )
        self.set_gradients(own)
        return dx

    def _statistics_of(self, x: Array) -> tuple[Array, Array]:
        """Return a batch's mean and biased variance, and let the running averages follow."""
        numbers = x.size // x.shape[-1]
        if numbers < 2:
            raise ValueError(
                f"{self} needs more than one value a channel in training, and x has shape "
                f"{x.shape}; give a batch of 2 or more, or use training=False"
            )
        mean, variance = channel_statistics(x)
        unbiased = variance * (numbers / (numbers - 1))
        for running, new in zip(self.statistics.values(), (mean, unbiased), strict=True):
            average = (1 - self.momentum) * running.value.astype(new.dtype) + self.momentum * new
            running.value = average.astype(np.result_type(running.value, x))
        return mean, variance
