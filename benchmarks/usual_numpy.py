"""The usual NumPy way to a convolutional network, for comparison: im2col with index arrays.

So it stands in many courses and blog posts, Stanford's CS231n among them: (N, C, H, W), all columns
of a batch at once, gathered by fancy indexing; backwards `np.add.at` adds the columns up again.
"""

import numpy as np


def column_indices(
    shape: tuple[int, ...], k: int, stride: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return, for images (N, C, H, W), where each column's numbers stand: channel, row, column."""
    _, C, H, W = shape
    height, width = (H - k) // stride + 1, (W - k) // stride + 1
    channels = np.repeat(np.arange(C), k * k)[:, None]
    rows = np.tile(np.repeat(np.arange(k), k), C)[:, None]
    rows = rows + stride * np.repeat(np.arange(height), width)
    columns = np.tile(np.arange(k), k * C)[:, None] + stride * np.tile(np.arange(width), height)
    return channels, rows, columns


class Convolution:
    """A convolution of stride 1 over padded images."""

    def __init__(self, kernel: np.ndarray, bias: np.ndarray, padding: int = 0) -> None:
        self.matrix = kernel.transpose(3, 2, 0, 1).reshape(kernel.shape[3], -1).copy()
        self.k, self.padding, self.bias = kernel.shape[0], padding, bias.copy()
        self.parameters = [self.matrix, self.bias]

    def forward(self, x: np.ndarray) -> np.ndarray:
        p = self.padding
        x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        self.shape, self.indices = x.shape, column_indices(x.shape, self.k, 1)
        # (N, C·k·k, places) → (C·k·k, places·N)
        self.columns = x[:, *self.indices].transpose(1, 2, 0).reshape(self.matrix.shape[1], -1)
        y = self.matrix @ self.columns + self.bias[:, None]
        size = x.shape[2] - self.k + 1
        return y.reshape(-1, size, size, len(x)).transpose(3, 0, 1, 2)

    def backward(self, dy: np.ndarray) -> np.ndarray:
        flat = dy.transpose(1, 2, 3, 0).reshape(dy.shape[1], -1)
        self.gradients = [flat @ self.columns.T, flat.sum(axis=1)]
        dcolumns = (self.matrix.T @ flat).reshape(self.matrix.shape[1], -1, self.shape[0])
        dx = np.zeros(self.shape, dy.dtype)
        np.add.at(dx, (slice(None), *self.indices), dcolumns.transpose(2, 0, 1))
        p = self.padding
        return dx[:, :, p : dx.shape[2] - p, p : dx.shape[3] - p]


class MaxPooling:
    """Windows of 2×2 that do not overlap, by im2col and argmax."""

    parameters: tuple[np.ndarray, ...] = ()
    gradients: tuple[np.ndarray, ...] = ()

    def forward(self, x: np.ndarray) -> np.ndarray:
        N, C, H, W = x.shape
        single = x.reshape(N * C, 1, H, W)
        self.shape, self.indices = x.shape, column_indices(single.shape, 2, 2)
        self.columns = single[:, *self.indices].transpose(1, 2, 0).reshape(4, -1)
        self.largest = self.columns.argmax(axis=0)
        y = self.columns[self.largest, np.arange(self.largest.size)]
        return y.reshape(H // 2, W // 2, N, C).transpose(2, 3, 0, 1)

    def backward(self, dy: np.ndarray) -> np.ndarray:
        N, C, H, W = self.shape
        dcolumns = np.zeros_like(self.columns)
        dcolumns[self.largest, np.arange(self.largest.size)] = dy.transpose(2, 3, 0, 1).ravel()
        dx = np.zeros((N * C, 1, H, W), dy.dtype)
        dcolumns = dcolumns.reshape(4, -1, N * C)
        np.add.at(dx, (slice(None), *self.indices), dcolumns.transpose(2, 0, 1))
        return dx.reshape(self.shape)


class ReLU:
    """max(x, 0), with a mask backwards."""

    parameters: tuple[np.ndarray, ...] = ()
    gradients: tuple[np.ndarray, ...] = ()

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.positive = x > 0
        return np.maximum(x, 0)

    def backward(self, dy: np.ndarray) -> np.ndarray:
        return np.where(self.positive, dy, np.float32(0))


class Flatten:
    """(N, C, H, W) → (N, H·W·C), in the order in which cnnkit's weights stand."""

    parameters: tuple[np.ndarray, ...] = ()
    gradients: tuple[np.ndarray, ...] = ()

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.shape = x.shape
        return x.transpose(0, 2, 3, 1).reshape(len(x), -1)

    def backward(self, dy: np.ndarray) -> np.ndarray:
        N, C, H, W = self.shape
        return dy.reshape(N, H, W, C).transpose(0, 3, 1, 2)


class Dense:
    """A product with a matrix of weights."""

    def __init__(self, weight: np.ndarray, bias: np.ndarray) -> None:
        self.parameters = [weight.copy(), bias.copy()]

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.x = x
        weight, bias = self.parameters
        return x @ weight + bias

    def backward(self, dy: np.ndarray) -> np.ndarray:
        self.gradients = [self.x.T @ dy, dy.sum(axis=0)]
        return dy @ self.parameters[0].T


class Network:
    """Layers in a row, trained with Adam on the cross-entropy."""

    def __init__(self, layers: list, learning_rate: float) -> None:
        self.layers, self.learning_rate, self.steps = layers, learning_rate, 0
        arrays = [p for layer in layers for p in layer.parameters]
        self.means = [np.zeros_like(p) for p in arrays]
        self.squares = [np.zeros_like(p) for p in arrays]

    def step(self, x: np.ndarray, labels: np.ndarray) -> float:
        """Take one step of training, and return the loss before it."""
        for layer in self.layers:
            x = layer.forward(x)
        probabilities = np.exp(x - x.max(axis=1, keepdims=True))
        probabilities /= probabilities.sum(axis=1, keepdims=True)
        chosen = probabilities[np.arange(len(labels)), labels]
        gradient = probabilities.copy()
        gradient[np.arange(len(labels)), labels] -= 1
        gradient /= len(labels)
        for layer in reversed(self.layers):
            gradient = layer.backward(gradient)
        self.adam()
        return float(-np.log(chosen).mean())

    def adam(self) -> None:
        self.steps += 1
        parameters = [p for layer in self.layers for p in layer.parameters]
        gradients = [g for layer in self.layers for g in layer.gradients]
        moments = zip(self.means, self.squares, strict=True)
        for p, g, (mean, square) in zip(parameters, gradients, moments, strict=True):
            mean += 0.1 * (g - mean)
            square += 0.001 * (g * g - square)
            unbiased = mean / (1 - 0.9**self.steps)
            scale = np.sqrt(square / (1 - 0.999**self.steps)) + 1e-8
            p -= self.learning_rate * unbiased / scale
