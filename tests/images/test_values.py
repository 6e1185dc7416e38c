"""Values: floats and bytes, grey, and normalising."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra import numpy as arrays
from PIL import Image

from cnnkit import datasets, images

RED, GREEN, BLUE, BLACK, WHITE = [255, 0, 0], [0, 255, 0], [0, 0, 255], [0] * 3, [255] * 3
COLOURS = np.array([[RED, GREEN, BLUE], [[9, 8, 7], BLACK, WHITE]], np.uint8)


def stored(picture: Image.Image, file_format: str = "PNG", **options: object) -> io.BytesIO:
    """Hold a picture as a file in memory."""
    file = io.BytesIO()
    picture.save(file, file_format, **options)
    file.seek(0)
    return file


@given(arrays.arrays(np.uint8, arrays.array_shapes(max_dims=4, max_side=4)))
def test_bytes_survive_the_way_to_floats_and_back(image: np.ndarray) -> None:
    floats = images.to_float(image)
    assert floats.dtype == np.float32
    assert floats.min() >= 0
    assert floats.max() <= 1
    assert np.array_equal(images.to_uint8(floats), image)


def test_to_float_keeps_what_is_in_range() -> None:
    for dtype in (np.float32, np.float64):
        image = np.array([0, 0.5, 1], dtype)
        assert images.to_float(image).dtype == dtype
        assert images.to_float(image).tolist() == [0, 0.5, 1]
    assert images.to_float(np.array([True, False])).tolist() == [1, 0]


def test_to_float_teaches() -> None:
    with pytest.raises(ValueError, match=r"floats from 0 to 255.*use image / 255"):
        images.to_float(COLOURS.astype(np.float32))
    with pytest.raises(ValueError, match="image holds NaN.*nan_to_num"):
        images.to_float(np.array([np.nan]))
    with pytest.raises(TypeError, match=r"image is int64.*astype\(np.uint8\)"):
        images.to_float(COLOURS.astype(np.int64))


def test_to_uint8_clips_rounds_and_copies() -> None:
    assert images.to_uint8(np.array([-1, 0.1 / 255, 0.6 / 255, 2])).tolist() == [0, 0, 1, 255]
    copy = images.to_uint8(COLOURS)
    assert np.array_equal(copy, COLOURS)
    assert copy is not COLOURS
    with pytest.raises(ValueError, match="NaN"):
        images.to_uint8(np.array([np.nan]))
    with pytest.raises(TypeError, match="image is int64"):
        images.to_uint8(COLOURS.astype(np.int64))


def test_to_grey_weighs_as_pillow_does() -> None:
    photo = datasets.photo("coffee")
    pillow = np.array(Image.fromarray(photo).convert("L"))[..., np.newaxis]
    assert np.abs(images.to_grey(photo).astype(int) - pillow).max() <= 1


def test_to_grey_keeps_dtype_batch_and_grey() -> None:
    batch = np.stack([COLOURS, COLOURS]) / np.float32(255)
    grey = images.to_grey(batch)
    assert grey.shape == (2, 2, 3, 1)
    assert grey.dtype == np.float32
    assert float(grey[0, 1, 2, 0]) == pytest.approx(1)
    assert np.array_equal(images.to_grey(COLOURS[..., :1]), COLOURS[..., :1])


def test_to_grey_teaches() -> None:
    with pytest.raises(ValueError, match=r"4 channels.*needs 3 \(red, green, blue\) or 1$"):
        images.to_grey(np.zeros((5, 5, 4)))
    with pytest.raises(ValueError, match=r"channels come last.*np.moveaxis\(image, -3, -1\)"):
        images.to_grey(np.zeros((3, 5, 5)))
    with pytest.raises(ValueError, match=r"shape \(5, 5\).*image\[..., np.newaxis\]"):
        images.to_grey(np.zeros((5, 5)))


IMAGENET_MEAN, IMAGENET_STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


def test_normalise_works_a_channel_at_a_time() -> None:
    # In float64, as a mean over many float32 is itself not exact.
    photo = images.to_float(datasets.photo("astronaut")).astype(np.float64)
    mean, std = photo.mean(axis=(0, 1)), photo.std(axis=(0, 1))
    normalised = images.normalise(photo, mean, std)
    assert np.allclose(normalised.mean(axis=(0, 1)), 0)
    assert np.allclose(normalised.std(axis=(0, 1)), 1)
    batch = images.normalise(photo[np.newaxis], mean, std)
    assert np.array_equal(batch[0], normalised)
    assert images.normalise(photo.astype(np.float32), mean, std).dtype == np.float32


def test_normalise_on_either_scale_is_the_same() -> None:
    photo = datasets.photo("coffee")
    on_unit = images.normalise(images.to_float(photo), IMAGENET_MEAN, IMAGENET_STD)
    on_bytes = images.normalise(
        photo, np.multiply(IMAGENET_MEAN, 255), np.multiply(IMAGENET_STD, 255)
    )
    assert np.allclose(on_unit, on_bytes, atol=1e-5)
    assert np.array_equal(images.normalise(photo, 0, 1), photo)


def test_normalise_teaches_mixed_up_scales() -> None:
    photo = datasets.photo("coffee")
    with pytest.raises(ValueError, match=r"values up to 255.*images from 0 to 1; use to_float"):
        images.normalise(photo, IMAGENET_MEAN, IMAGENET_STD)
    with pytest.raises(ValueError, match="images from 0 to 1; use to_float"):
        images.normalise(photo.astype(np.float64), IMAGENET_MEAN, IMAGENET_STD)
    with pytest.raises(ValueError, match="images from 0 to 255; divide both statistics by 255"):
        images.normalise(images.to_float(photo), 127.5, 128)


def test_normalise_teaches_wrong_statistics() -> None:
    photo = images.to_float(COLOURS)
    with pytest.raises(
        ValueError, match=r"mean has shape \(2,\).*3 channels.*use one number or 3$"
    ):
        images.normalise(photo, (0.5, 0.5), 0.2)
    with pytest.raises(ValueError, match=r"std has shape \(3,\).*np.moveaxis"):
        images.normalise(np.zeros((3, 5, 5)), 0.5, IMAGENET_STD)
    with pytest.raises(ValueError, match=r"std \[0.0\] must be above 0|std 0.0 must be above 0"):
        images.normalise(photo, 0.5, 0)


@pytest.mark.parametrize("name", ["mean", "std"])
def test_statistics_are_finite_numbers(name: str) -> None:
    statistics = {"mean": 0.5, "std": 0.5}
    with pytest.raises(ValueError, match=f"{name} is nan; it takes finite numbers, such as 0.5"):
        images.normalise(np.ones((2, 2, 1)), **{**statistics, name: np.nan})
    with pytest.raises(TypeError, match=f"{name} holds Python objects"):
        images.normalise(np.ones((2, 2, 1)), **{**statistics, name: None})
