"""Reading pictures from files, and what is no picture."""

import io
from pathlib import Path

import numpy as np
import pytest
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


def test_read_colour_and_grey() -> None:
    assert np.array_equal(images.read(stored(Image.fromarray(COLOURS))), COLOURS)
    grey = COLOURS[..., :1]
    assert np.array_equal(images.read(stored(Image.fromarray(grey[..., 0]))), grey)


def test_read_takes_names_and_paths(tmp_path: Path) -> None:
    path = tmp_path / "colours.png"
    Image.fromarray(COLOURS).save(path)
    assert np.array_equal(images.read(path), images.read(str(path)))
    with path.open("rb") as file:
        assert np.array_equal(images.read(file), COLOURS)


def test_read_gives_an_array_that_can_be_changed() -> None:
    picture = images.read(stored(Image.fromarray(COLOURS)))
    picture[0, 0] = 0
    assert picture[0, 0].tolist() == [0, 0, 0]


def test_read_one_bit_and_palette() -> None:
    one_bit = Image.fromarray(COLOURS).convert("1")
    assert np.array_equal(images.read(stored(one_bit))[..., 0], np.array(one_bit) * 255)
    palette = Image.fromarray(COLOURS).quantize(8)
    assert np.array_equal(images.read(stored(palette)), np.array(palette.convert("RGB")))


def test_read_lays_transparent_parts_over_white() -> None:
    rgba = np.zeros((1, 3, 4), np.uint8)
    rgba[0, :, 3] = [255, 0, 51]
    assert images.read(stored(Image.fromarray(rgba)))[0, :, 0].tolist() == [0, 255, 204]
    grey_alpha = np.array([[[0, 255], [0, 0], [0, 51]]], np.uint8)
    picture = images.read(stored(Image.fromarray(grey_alpha, "LA")))
    assert picture.shape == (1, 3, 1)
    assert picture[0, :, 0].tolist() == [0, 255, 204]


def test_read_palette_with_a_transparent_entry() -> None:
    picture = Image.new("P", (2, 1))
    picture.putpalette([10, 20, 30, 40, 50, 60])
    picture.putdata([0, 1])
    assert images.read(stored(picture, transparency=1)).tolist() == [[[10, 20, 30], [255] * 3]]


def test_read_16_bit_grey() -> None:
    values = np.array([[0, 257, 32768, 65535]], np.uint16)
    assert images.read(stored(Image.fromarray(values)))[..., 0].tolist() == [[0, 1, 128, 255]]


def test_read_refuses_32_bit() -> None:
    picture = Image.fromarray(np.ones((2, 2), np.float32))
    with pytest.raises(ValueError, match="the file holds 32-bit pixels.* 8 or 16 bits"):
        images.read(stored(picture, "TIFF"))


def test_read_obeys_the_cameras_rotation() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90°: the stored top is the right side
    turned = images.read(stored(Image.fromarray(COLOURS), exif=exif))
    assert np.array_equal(turned, np.rot90(COLOURS, -1))


def test_read_teaches_what_is_wrong_with_the_file(tmp_path: Path) -> None:
    with pytest.raises(
        FileNotFoundError, match=r"no picture at 'nowhere.png'; the path starts from"
    ):
        images.read("nowhere.png")
    (tmp_path / "notes.txt").write_text("no picture")
    with pytest.raises(ValueError, match=r"notes.txt' is not a picture"):
        images.read(tmp_path / "notes.txt")
    half = datasets.data_path("photos/coffee.png").read_bytes()[:20_000]
    with pytest.raises(ValueError, match="the file is damaged or incomplete"):
        images.read(io.BytesIO(half))
    with pytest.raises(TypeError, match=r"read\(io.BytesIO\(source\)\)"):
        images.read(half)
    with pytest.raises(TypeError, match=r"source is None; it must be a path, such as 'photo.png'"):
        images.read(None)


@pytest.mark.parametrize(
    "function",
    [
        images.to_float,
        images.to_uint8,
        images.to_grey,
        lambda image: images.resize(image, 2),
        lambda image: images.crop(image, 2),
        lambda image: images.letterbox(image, 2),
        lambda image: images.normalise(image, 0, 1),
    ],
)
def test_what_is_no_image_is_named(function) -> None:
    for image, kind in (("chelsea.png", "text"), (None, "Python objects")):
        with pytest.raises(TypeError, match=rf"image holds {kind}.*use images.read\(path\)"):
            function(image)
    with pytest.raises(ValueError, match="image cannot be read.*rows of equal length"):
        function([[1, 2], [3]])
