"""What the numbers of an image mean: its range, its brightness, its statistics."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnkit.functional.checks import float_array
from cnnkit.images.checks import (
    as_dtype,
    channels_first_advice,
    check_floating,
    check_image,
    floating_dtype,
    real_numbers,
)

# Rec. ITU-R BT.601: how bright red, green and blue look to the eye.
_LUMA = (0.299, 0.587, 0.114)

# A resized image may overshoot 1 a little; beyond this its values cannot come from the range 0–1.
_OVERSHOOT = 2.0


def to_float(image: NDArray[Any]) -> NDArray[Any]:
    """Bring an image into the range 0–1: y = x / 255 for uint8, unchanged if it is there already.

    Parameters
    ----------
    image : numpy.ndarray
        uint8 from 0 to 255, bool, or floats from 0 to 1, of any shape.

    Returns
    -------
    numpy.ndarray
        float32 from 0 to 1 of the same shape; float64 is kept.

    Raises
    ------
    TypeError
        If the dtype is another one.
    ValueError
        If floats lie outside 0–1, or are NaN.

    Examples
    --------
    >>> to_float(np.array([0, 51, 255], dtype=np.uint8)).tolist()
    [0.0, 0.20000000298023224, 1.0]
    """
    image = real_numbers(image)
    if image.dtype == np.uint8:
        return image.astype(np.float32) / np.float32(255)
    if image.dtype == np.bool_:
        return image.astype(np.float32)
    check_floating(image, "to_float takes uint8 from 0 to 255 or floats from 0 to 1")
    _refuse_nan(image)
    if image.size and not (image.min() >= 0 and image.max() <= 1):
        raise ValueError(
            f"image holds floats from {image.min():g} to {image.max():g}, but floats must lie "
            f"between 0 and 1; for floats from 0 to 255 use image / 255"
        )
    return image.astype(floating_dtype(image))


def _refuse_nan(image: NDArray[Any]) -> None:
    if np.isnan(image).any():
        raise ValueError(
            "image holds NaN, which is no brightness; replace it, e.g. with np.nan_to_num(image)"
        )


def to_uint8(image: NDArray[Any]) -> NDArray[np.uint8]:
    """Turn floats from 0 to 1 into bytes: y = round(255 · min(max(x, 0), 1)).

    What lies below 0 becomes 0 and what lies above 1 becomes 255: this loses the sign and the
    size of a feature map, so scale one into 0–1 first.

    Parameters
    ----------
    image : numpy.ndarray
        Floats on the scale 0–1, of any shape; uint8 is copied unchanged.

    Returns
    -------
    numpy.ndarray
        uint8 of the same shape.

    Raises
    ------
    TypeError
        If the dtype is neither uint8 nor a float.
    ValueError
        If a value is NaN.

    Examples
    --------
    >>> to_uint8(np.array([-0.5, 0.0, 0.5, 1.0, 1.5])).tolist()
    [0, 0, 128, 255, 255]
    """
    image = real_numbers(image)
    if image.dtype == np.uint8:
        return image.copy()
    check_floating(image, "to_uint8 takes floats from 0 to 1")
    _refuse_nan(image)
    as_bytes: NDArray[np.uint8] = np.rint(np.clip(image, 0, 1) * 255).astype(np.uint8)
    return as_bytes


def to_grey(image: NDArray[Any]) -> NDArray[Any]:
    """Weigh the three colours into one brightness: y = 0.299 R + 0.587 G + 0.114 B.

    Parameters
    ----------
    image : numpy.ndarray
        (H, W, C) or (N, H, W, C) with C = 3, or C = 1, which is copied.

    Returns
    -------
    numpy.ndarray
        The same shape with C = 1, the same dtype (uint8 is rounded).

    Raises
    ------
    ValueError
        If there are neither one nor three channels on the last axis.

    References
    ----------
    Recommendation ITU-R BT.601-7, 2011, section 2.5.1.

    Examples
    --------
    >>> to_grey(np.array([[[255, 0, 0], [0, 255, 0]]], dtype=np.uint8))[..., 0].tolist()
    [[76, 150]]
    """
    image = check_image(image, dimensions=(3, 4))
    channels = image.shape[-1]
    if channels == 1:
        return image.copy()
    if channels != 3:
        raise ValueError(
            f"image has shape {image.shape}, so {channels} channels on its last axis; "
            f"to_grey needs 3 (red, green, blue) or 1{channels_first_advice(image)}"
        )
    grey = image @ np.array(_LUMA, dtype=np.float64)
    return as_dtype(grey[..., np.newaxis], image.dtype)


def normalise(image: NDArray[Any], mean: ArrayLike, std: ArrayLike) -> NDArray[Any]:
    """Shift and scale every channel by its own statistics: y = (x − mean) / std.

    Parameters
    ----------
    image : numpy.ndarray
        (H, W, C) or (N, H, W, C).
    mean, std : float or sequence of C floats
        One for all channels or one a channel, on the same scale as the image (0–1 or 0–255).

    Returns
    -------
    numpy.ndarray
        The same shape, float32; float64 is kept.

    Raises
    ------
    ValueError
        If the statistics do not fit the number of channels or the image's range.

    Examples
    --------
    >>> image = np.array([[[0.5, 0.25]]])
    >>> normalise(image, mean=(0.5, 0.5), std=(0.5, 0.25)).tolist()
    [[[0.0, -1.0]]]
    """
    image = check_image(image, dimensions=(3, 4))
    means = _channel_statistics(mean, "mean", image)
    deviations = _channel_statistics(std, "std", image)
    if not (deviations > 0).all():
        raise ValueError(
            f"std {deviations.tolist()} must be above 0 in every channel; "
            f"a constant channel has no spread to divide by, so use 1 there"
        )
    _check_same_scale(image, means, deviations)
    normalised: NDArray[Any] = (image.astype(np.float64) - means) / deviations
    return as_dtype(normalised, floating_dtype(image))


def _check_same_scale(image: NDArray[Any], means: NDArray[Any], deviations: NDArray[Any]) -> None:
    largest = float(image.max(initial=0))
    image_in_bytes = image.dtype.kind in "iu" or largest > _OVERSHOOT
    leaves_as_is = not means.any() and (deviations == 1).all()
    statistics_of_unit_range = (np.abs(means) <= 1).all() and (deviations <= 1).all()
    if image_in_bytes and statistics_of_unit_range and not leaves_as_is:
        raise ValueError(
            f"image is {image.dtype} with values up to {largest:g}, but mean {means.tolist()} "
            f"and std {deviations.tolist()} are those of images from 0 to 1; use to_float(image), "
            f"or multiply both statistics by 255"
        )
    if not image_in_bytes and 0 < largest <= 1 and (means > _OVERSHOOT).any():
        raise ValueError(
            f"image is {image.dtype} with values up to {largest:g}, but mean {means.tolist()} "
            f"is that of images from 0 to 255; divide both statistics by 255"
        )


def _channel_statistics(values: ArrayLike, name: str, image: NDArray[Any]) -> NDArray[np.float64]:
    statistics = float_array(values, name).astype(np.float64)
    if not np.isfinite(statistics).all():
        raise ValueError(f"{name} is {values!r}; it takes finite numbers, such as 0.5")
    channels = image.shape[-1]
    if statistics.shape not in ((), (1,), (channels,)):
        raise ValueError(
            f"{name} has shape {statistics.shape}, but the image {image.shape} has "
            f"{channels} channels on its last axis; use one number or {channels}"
            f"{channels_first_advice(image)}"
        )
    return statistics
