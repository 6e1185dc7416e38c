"""Resizing, cropping and letterboxing."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
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


def test_resize_keeps_the_dtype_and_never_wraps_around() -> None:
    edges = np.zeros((8, 8, 1), np.uint8)
    edges[:, 4:] = 255
    larger = images.resize(edges, (16, 24), method="bicubic")
    assert larger.shape == (16, 24, 1)
    assert larger.dtype == np.uint8
    # Bicubic overshoots beside an edge; as bytes that must be clipped, not start again at 0.
    assert larger[:, :8].max() < 50
    assert larger[:, -8:].min() > 200
    assert images.resize(edges / 255.0, 4).dtype == np.float64
    assert np.array_equal(images.resize(edges, 8), edges)


def test_resize_with_antialiasing_is_a_mean_of_all_pixels() -> None:
    stripes = np.tile(np.array([0.0, 1.0]), 32).reshape(1, 64, 1)
    smooth = images.resize(stripes, (1, 8))[0, 1:-1, 0]
    assert np.allclose(smooth, 0.5, atol=0.02)
    nearest = images.resize(stripes, (1, 8), method="nearest")
    assert set(nearest.ravel().tolist()) <= {0.0, 1.0}


def test_resize_agrees_with_pillow() -> None:
    photo = datasets.photo("chelsea")
    ours = images.resize(photo, (100, 150))
    pillow = np.array(Image.fromarray(photo).resize((150, 100), Image.Resampling.BILINEAR))
    assert np.abs(ours.astype(int) - pillow).max() <= 1


def test_resize_teaches() -> None:
    with pytest.raises(ValueError, match=r"\(N, H, W, C\)|take one image of the batch"):
        images.resize(np.zeros((2, 4, 4, 3)), 2)
    with pytest.raises(ValueError, match="size"):
        images.resize(COLOURS, 0)
    with pytest.raises(ValueError, match="method"):
        images.resize(COLOURS, 2, method="lanczos")


@given(
    height=st.integers(1, 9),
    width=st.integers(1, 9),
    data=st.data(),
)
def test_crop_always_lies_inside(height: int, width: int, data: st.DataObject) -> None:
    image = np.arange(height * width).reshape(height, width, 1)
    size = (data.draw(st.integers(1, height)), data.draw(st.integers(1, width)))
    centre = (data.draw(st.integers(0, height - 1)), data.draw(st.integers(0, width - 1)))
    part = images.crop(image, size, centre=centre)
    assert part.shape == (*size, 1)
    assert image[centre] in part
    rows, columns = np.unravel_index(part[..., 0], (height, width))
    assert (np.diff(rows, axis=0) == 1).all()
    assert (np.diff(columns, axis=1) == 1).all()


def test_crop_is_a_copy_of_the_middle() -> None:
    image = np.arange(25).reshape(5, 5, 1)
    part = images.crop(image, (1, 3))
    assert part[..., 0].tolist() == [[11, 12, 13]]
    part[:] = 0
    assert image[2, 2, 0] == 12


def test_crop_teaches() -> None:
    with pytest.raises(
        ValueError, match=r"4×2 does not fit into the image 2×3; use size at most \(2, 2\)"
    ):
        images.crop(COLOURS, (4, 2))
    with pytest.raises(
        ValueError, match=r"centre \(2, 0\) lies outside.*row up to 1.*column up to 2"
    ):
        images.crop(COLOURS, 1, centre=(2, 0))


@given(
    height=st.integers(1, 7),
    width=st.integers(1, 7),
    size=st.tuples(st.integers(1, 9), st.integers(1, 9)),
)
def test_letterbox_shows_all_and_fills_the_rest(
    height: int, width: int, size: tuple[int, int]
) -> None:
    boxed = images.letterbox(np.ones((height, width, 2), np.float32), size, value=0.25)
    assert boxed.shape == (*size, 2)
    assert boxed.dtype == np.float32
    filled = np.isclose(boxed[..., 0], 0.25)
    rows, columns = np.nonzero(~filled)
    assert rows.size
    # One rectangle, touching two opposite sides, in the middle but for an odd pixel.
    top, left = rows.min(), columns.min()
    bottom, right = size[0] - 1 - rows.max(), size[1] - 1 - columns.max()
    assert not filled[top : size[0] - bottom, left : size[1] - right].any()
    assert (top == bottom == 0) or (left == right == 0)
    assert bottom - top in (0, 1)
    assert right - left in (0, 1)


def test_letterbox_teaches() -> None:
    with pytest.raises(ValueError, match=r"value 0.5 is no uint8.*such as 127, or call to_float"):
        images.letterbox(COLOURS, 4, value=0.5)
    with pytest.raises(TypeError, match=r"value is 'black'; it must be one number"):
        images.letterbox(COLOURS, 4, value="black")
    with pytest.raises(ValueError, match="value nan is no uint8"):
        images.letterbox(COLOURS, 4, value=np.nan)


def test_resize_takes_a_flag() -> None:
    with pytest.raises(TypeError, match="antialias is 'no'; it must be True or False"):
        images.resize(COLOURS, 4, antialias="no")
