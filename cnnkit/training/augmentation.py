"""Augmentation: training images that are moved, turned, resized, mirrored and cut a little.

The network never sees the same picture twice, and learns what does not matter. Only changes
that keep the label help, so what suits one kind of picture harms another:

- Digits: small shifts, rotations and scales. A 6 turned by 180° is a 9, and a mirrored 2 is no
  digit at all: ``Augmentation(shift=2, rotate=10, scale=0.1)``, and never ``flip``.
- Clothes, centred and all the same way up: a shirt mirrored is a shirt, so ``flip`` keeps the
  label. A small CNN on 4,000 of them lost 1.2 points by it in 20 epochs, and 1.4 by shifts: such
  images take longer to learn. After 60 epochs all changes together read as many as none, with a
  far lower validation loss (`tools/recipes/measure_training.py`; notebook 12, section 5).
- Photos: ``flip`` nearly always, and a shift of an eighth of the width.

Axes: N images, H, W height and width, C channels.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.checks import Array, float_array, generator, image_array, real_number
from cnnkit.shapes import flag, whole_number


@dataclass(frozen=True)
class Augmentation:
    """Random changes, drawn anew for every image of every batch.

    Each image is turned by an angle θ ~ U(−rotate, rotate) and enlarged σ ~ U(1 − scale, 1 + scale)
    times about its centre, and shifted by (a, b) ~ U(−shift, shift)², in one map: see
    `affine_map`. Then it is mirrored with probability 1/2, and loses a square.

    Parameters
    ----------
    shift : float
        Largest shift along each axis, in pixels.
    rotate : float
        Largest angle, in degrees.
    scale : float
        Largest relative change of size, below 1: 0.1 means from 0.9 to 1.1 times.
    flip : bool
        Mirror half of the images, drawn at random, left to right.
    cut_out : int
        Side of a square that is set to 0, in pixels. Its centre may be any pixel, so that part
        of the square may lie outside.

    Raises
    ------
    TypeError, ValueError
        If a parameter is not what is described above.

    Notes
    -----
    Sources: P. Simard, D. Steinkraus and J. Platt, "Best Practices for Convolutional Neural
    Networks Applied to Visual Document Analysis", 2003, section 2; T. DeVries and G. Taylor,
    "Improved Regularization of Convolutional Neural Networks with Cutout", arXiv:1708.04552.

    Examples
    --------
    >>> x = np.ones((64, 28, 28, 1), np.float32)
    >>> augmentation = Augmentation(shift=2, rotate=10, scale=0.1)
    >>> augmentation(x, np.random.default_rng(0)).shape
    (64, 28, 28, 1)
    >>> Augmentation(scale=1.5)
    Traceback (most recent call last):
        ...
    ValueError: scale is 1.5; it must be a finite number ≥ 0 and < 1, such as 0.1
    """

    shift: float = 0.0
    rotate: float = 0.0
    scale: float = 0.0
    flip: bool = False
    cut_out: int = 0

    def __post_init__(self) -> None:
        """Check the strengths."""
        real_number(self.shift, "shift", minimum=0, example=2)
        real_number(self.rotate, "rotate", minimum=0, maximum=180, example=10)
        real_number(self.scale, "scale", minimum=0, below=1, example=0.1)
        flag(self.flip, "flip")
        whole_number(self.cut_out, "cut_out", minimum=0)

    def __call__(self, x: ArrayLike, rng: np.random.Generator) -> Array:
        """Return images changed at random.

        Parameters
        ----------
        x : array_like, (N, H, W, C)
            Images. float32 and float64 are kept, integers become float32.
        rng : numpy.random.Generator
            Where the changes are drawn from.

        Returns
        -------
        array, (N, H, W, C)
            A new array of ``x``'s dtype.
        """
        x, rng = image_array(x, "augmentation").copy(), generator(rng)
        N, H, W, _ = x.shape
        if self.shift or self.rotate or self.scale:
            x = affine_map(
                x,
                shift=rng.uniform(-self.shift, self.shift, (N, 2)),
                rotate=rng.uniform(-self.rotate, self.rotate, N),
                scale=rng.uniform(1 - self.scale, 1 + self.scale, N),
            )
        if self.flip:
            mirrored = rng.random(N) < 0.5
            x[mirrored] = x[mirrored, :, ::-1]
        if self.cut_out:
            x *= _outside_square(N, H, W, self.cut_out, rng)[..., np.newaxis]
        return x


def affine_map(x: ArrayLike, *, shift: ArrayLike, rotate: ArrayLike, scale: ArrayLike) -> Array:
    """Shift, turn and resize each image by its own amounts, in one map.

    Y[n, q] = X[n, p] with p = m + R(θ)⁻¹ (q − m − t) / σ, where q is the pixel's place, m the
    image's centre, t the shift, θ the angle and σ the scale: each pixel asks where it came from.
    Between pixels X is interpolated bilinearly, and outside of the image it is 0.

    Parameters
    ----------
    x : array_like, (N, H, W, C)
        Images. float32 and float64 are kept, integers become float32.
    shift : array_like, (N, 2)
        Pixels (down, right).
    rotate : array_like, (N,)
        Degrees, counter-clockwise.
    scale : array_like, (N,)
        How many times larger, above 0.

    Returns
    -------
    array, (N, H, W, C)
        A new array of ``x``'s dtype.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above.

    Examples
    --------
    >>> x = np.array([[1, 2], [3, 4]])[None, :, :, None]
    >>> affine_map(x, shift=[(0, 1)], rotate=[0], scale=[1])[0, :, :, 0].tolist()
    [[0.0, 1.0], [0.0, 3.0]]
    >>> affine_map(x, shift=[(0, 0)], rotate=[90], scale=[1])[0, :, :, 0].round(5).tolist()
    [[2.0, 4.0], [1.0, 3.0]]
    """
    x = image_array(x, "affine_map")
    N, H, W, C = x.shape
    shift = _amounts(shift, "shift", (N, 2))
    angle = np.radians(_amounts(rotate, "rotate", (N,)))
    scale = _amounts(scale, "scale", (N,))
    if scale.min() <= 0:
        raise ValueError(f"scale has {scale.min():g}; every scale must be > 0, such as 1.1")
    rows, columns = _places_of_origin(H, W, shift, angle, scale, x.dtype)

    # Two zeros below and to the right, one above and to the left: a place is clipped to where
    # it and its neighbours below and to the right still lie in the padded image.
    padded = np.zeros((N, H + 3, W + 3, C), x.dtype)
    padded[:, 1:-2, 1:-2] = x
    np.clip(rows, -1, H, out=rows)
    np.clip(columns, -1, W, out=columns)
    top, left = np.floor(rows), np.floor(columns)
    down, right = (rows - top)[..., np.newaxis], (columns - left)[..., np.newaxis]

    # (N, H·W): where the pixel at the upper left lies among all pixels, in one long row
    place = top.astype(np.intp)
    place *= W + 3
    place += left.astype(np.intp)
    place += np.arange(N)[:, np.newaxis] * ((H + 3) * (W + 3)) + (W + 4)
    above, below = (
        _between(pixels.take(place, axis=0), pixels.take(place + 1, axis=0), right)
        for pixels in (padded.reshape(-1, C), padded.reshape(-1, C)[W + 3 :])
    )
    return _between(above, below, down).reshape(N, H, W, C)


def _between(here: Array, there: Array, distance: Array) -> Array:
    """Interpolate linearly: exactly ``here`` at distance 0."""
    there -= here
    there *= distance
    there += here
    return there


def _places_of_origin(
    H: int, W: int, shift: Array, angle: Array, scale: Array, dtype: np.dtype[np.floating]
) -> tuple[Array, Array]:
    """Say for every pixel at which row and column of the old image it was, each (N, H·W)."""
    centre = np.array([(H - 1) / 2, (W - 1) / 2])
    cos, sin = (np.cos(angle) / scale)[:, np.newaxis], (np.sin(angle) / scale)[:, np.newaxis]
    rows = np.arange(H) - centre[0] - shift[:, :1]  # (N, H), from the shifted centre
    columns = np.arange(W) - centre[1] - shift[:, 1:]  # (N, W)

    def grid(of_rows: Array, of_columns: Array) -> Array:
        """Add what a row and what a column contributes."""
        of_rows, of_columns = of_rows.astype(dtype), of_columns.astype(dtype)
        return (of_rows[:, :, np.newaxis] + of_columns[:, np.newaxis]).reshape(-1, H * W)

    return grid(centre[0] + cos * rows, sin * columns), grid(-sin * rows, centre[1] + cos * columns)


def _outside_square(N: int, H: int, W: int, side: int, rng: np.random.Generator) -> Array:
    """Return (N, H, W), False inside of a square around a random pixel of each image."""
    top = rng.integers(H, size=(N, 1)) - side // 2
    left = rng.integers(W, size=(N, 1)) - side // 2
    rows, columns = np.arange(H), np.arange(W)
    in_rows = (top <= rows) & (rows < top + side)
    in_columns = (left <= columns) & (columns < left + side)
    return ~(in_rows[:, :, np.newaxis] & in_columns[:, np.newaxis])


def _amounts(values: ArrayLike, name: str, shape: tuple[int, ...]) -> Array:
    """Return finite float64 amounts, one for each image."""
    array = float_array(values, name).astype(np.float64)
    if array.shape != shape or not np.isfinite(array).all():
        state = f"has shape {array.shape}" if array.shape != shape else "is not finite everywhere"
        raise ValueError(f"{name} {state}; it must hold finite numbers of shape {shape}")
    return array
