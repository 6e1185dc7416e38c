"""Reference solutions of notebook 01, each complete in itself."""

import numpy as np


def change(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Say how much brighter each value has become: −1 to 1, from two uint8 images."""
    levels: np.ndarray = after.astype(float) - before.astype(float)
    return levels / 255


def channels_first(images: np.ndarray) -> np.ndarray:
    """Bring images (N, H, W, C) into the layout (N, C, H, W)."""
    return np.transpose(images, (0, 3, 1, 2))


def centre_crop(image: np.ndarray, height: int, width: int) -> np.ndarray:
    """Cut height × width pixels out of the middle of an image (H, W, C)."""
    top = (image.shape[0] - height) // 2
    left = (image.shape[1] - width) // 2
    return image[top : top + height, left : left + width]


def letterbox_geometry(height: int, width: int, size: int) -> tuple[int, int, int, int]:
    """Fit an image into a square: give (fitted height, fitted width, top, left)."""
    scale = size / max(height, width)
    fitted_height = round(height * scale)
    fitted_width = round(width * scale)
    top = (size - fitted_height) // 2
    left = (size - fitted_width) // 2
    return fitted_height, fitted_width, top, left


def normalise_channels(images: np.ndarray, train: np.ndarray) -> np.ndarray:
    """Normalise images (N, H, W, C) by mean and standard deviation of train, per channel."""
    mean = train.mean(axis=(0, 1, 2))
    std = train.std(axis=(0, 1, 2))
    normalised: np.ndarray = (images - mean) / std
    return normalised
