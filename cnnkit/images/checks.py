"""What the functions on images ask of their arguments."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnkit.functional.checks import kind_in_words, read_array


def real_numbers(image: ArrayLike) -> NDArray[Any]:
    """Return the image as an array of real numbers, of any shape, or say what it holds instead."""
    pixels = read_array(image, "image")
    if pixels.dtype.kind not in "buif":
        raise TypeError(
            f"image holds {kind_in_words(pixels)}, but numbers are needed; "
            "use images.read(path) for a file, or datasets.photo('chelsea')"
        )
    return pixels


def check_image(image: ArrayLike, dimensions: tuple[int, ...] = (3,)) -> NDArray[Any]:
    """Return the image as an array of real numbers, or say what is wrong with it."""
    image = real_numbers(image)
    if image.ndim in dimensions and image.size:
        return image
    expected = " or ".join({3: "(H, W, C)", 4: "(N, H, W, C)"}[count] for count in dimensions)
    advice = {
        2: "; add the channel axis with image[..., np.newaxis]",
        4: "; take one image of the batch, e.g. images[0]",
    }.get(image.ndim, "")
    raise ValueError(
        f"image has shape {image.shape}, but {expected} without empty axes is needed{advice}"
    )


def check_floating(image: NDArray[Any], rule: str) -> None:
    """Refuse whole numbers and anything else that is no float."""
    if image.dtype.kind != "f":
        raise TypeError(f"image is {image.dtype}, but {rule}; use image.astype(np.uint8) for bytes")


def channels_first_advice(image: NDArray[Any]) -> str:
    """Say how to move the channels, if they seem to come first."""
    if image.shape[-3] in (1, 3):
        return "; channels come last here, so use np.moveaxis(image, -3, -1)"
    return ""


def floating_dtype(image: NDArray[Any]) -> np.dtype[Any]:
    """Name the dtype to compute in: float64 is kept, everything else becomes float32."""
    return np.dtype(np.float64 if image.dtype == np.float64 else np.float32)


def as_dtype(values: NDArray[Any], dtype: np.dtype[Any]) -> NDArray[Any]:
    """Convert values, rounding and clipping them where the dtype holds whole numbers."""
    if dtype.kind in "iu":
        limits = np.iinfo(dtype)
        values = np.clip(np.rint(values), limits.min, limits.max)
    return values.astype(dtype)
