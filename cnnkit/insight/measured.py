"""Measurements of the photo network, stored because they take minutes: `data/measured/`."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.datasets import data_path

OCCLUSION_PHOTOS = ("astronaut", "camera", "chelsea", "coffee", "rocket")
"""Photos that an occluder was moved over."""

OCCLUSION_WINDOWS = (32, 64, 96)
"""Its sizes in pixels, of the 224 × 224 that the network takes."""

OCCLUSION_STRIDE = 8
"""Pixels from one place to the next."""

OCCLUSION_CLASSES = 5
"""So many classes are stored: those that the network finds most probable in the whole photo."""


@dataclass(frozen=True, eq=False)
class MeasuredOcclusion:
    """What `cnnkit.pretrained.efficientnet_lite0` says of a photo with a grey square on it.

    The square's first pixel is at (row · stride, column · stride) of the image that
    `cnnkit.pretrained.imagenet_image` makes of the photo.

    Parameters
    ----------
    photo : str
        The photo's name.
    window, stride : int
        The square's size, and the pixels from one place to the next.
    classes : tuple of int
        The five classes that are most probable in the whole photo, first the most probable one.
    whole : ndarray
        (5,), float32: their probabilities in the whole photo.
    covered : ndarray
        (rows, columns, 5), float32: their probabilities with the square at each place.
    first : ndarray
        (rows, columns), int16: the class that is most probable with the square at each place,
        which may be none of the five.
    first_probability : ndarray
        (rows, columns), float32: how probable it is.
    """

    photo: str
    window: int
    stride: int
    classes: tuple[int, ...]
    whole: NDArray[np.float32]
    covered: NDArray[np.float32]
    first: NDArray[np.int16]
    first_probability: NDArray[np.float32]


@cache
def measured_occlusion(photo: str, window: int) -> MeasuredOcclusion:
    """Read what an occluder does to a photo; `tools.recipes.measure_occlusion` measured it.

    Parameters
    ----------
    photo : str
        One of `OCCLUSION_PHOTOS`.
    window : int
        One of `OCCLUSION_WINDOWS`.

    Returns
    -------
    MeasuredOcclusion
        Its arrays cannot be written to: every call returns the same ones.

    Raises
    ------
    ValueError
        If that was not measured.

    Examples
    --------
    Covering the camera's tripod leaves little of "tripod":

    >>> from cnnkit.pretrained import imagenet_names
    >>> measured = measured_occlusion("camera", 64)
    >>> imagenet_names()[measured.classes[0]], measured.covered.shape
    ('tripod', (21, 21, 5))
    >>> bool(measured.covered[..., 0].min() < 0.5 < measured.whole[0])
    True
    """
    if photo not in OCCLUSION_PHOTOS or window not in OCCLUSION_WINDOWS:
        raise ValueError(
            f"photo {photo!r} with a window of {window!r} was not measured; the photos are "
            f"{', '.join(OCCLUSION_PHOTOS)}, the windows {', '.join(map(str, OCCLUSION_WINDOWS))}"
        )
    with np.load(data_path("measured/occlusion_imagenet.npz"), allow_pickle=False) as stored:
        return MeasuredOcclusion(
            photo,
            window,
            int(stored["stride"]),
            tuple(stored[f"{photo}.classes"].tolist()),
            _frozen(stored[f"{photo}.whole"], np.float32),
            _frozen(stored[f"{photo}.{window}.covered"], np.float32),
            _frozen(stored[f"{photo}.{window}.first"], np.int16),
            _frozen(stored[f"{photo}.{window}.first_probability"], np.float32),
        )


def _frozen(array: NDArray[Any], dtype: type) -> NDArray[Any]:
    array = array.astype(dtype)
    array.flags.writeable = False
    return array
