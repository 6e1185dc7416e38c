import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
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


# --- read -------------------------------------------------------------------------------------


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


# --- ranges -----------------------------------------------------------------------------------


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


# --- grey -------------------------------------------------------------------------------------


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


# --- size -------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("name", ["mean", "std"])
def test_statistics_are_finite_numbers(name: str) -> None:
    statistics = {"mean": 0.5, "std": 0.5}
    with pytest.raises(ValueError, match=f"{name} is nan; it takes finite numbers, such as 0.5"):
        images.normalise(np.ones((2, 2, 1)), **{**statistics, name: np.nan})
    with pytest.raises(TypeError, match=f"{name} holds Python objects"):
        images.normalise(np.ones((2, 2, 1)), **{**statistics, name: None})


# --- normalise --------------------------------------------------------------------------------

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
