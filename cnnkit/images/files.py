"""Reading pictures from files."""

import os
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError


def read(source: str | os.PathLike[str] | BinaryIO) -> NDArray[np.uint8]:
    """Read a picture from a file: PNG, JPEG, GIF, WebP and whatever else Pillow knows.

    The camera's rotation note (EXIF) is obeyed, transparent parts are laid over white, 16-bit grey
    becomes 8-bit by dividing by 257, and of an animation the first frame is taken.

    Parameters
    ----------
    source : str, path or open binary file
        Where the picture is. Bytes in memory go through ``io.BytesIO``.

    Returns
    -------
    numpy.ndarray
        uint8 from 0 to 255, of shape (H, W, 1) for a grey picture and (H, W, 3) for any other.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    IsADirectoryError
        If it is a folder.
    TypeError
        If the source is neither a path nor an open file.
    ValueError
        If the file is no picture, is damaged, or holds 32-bit pixels.

    Examples
    --------
    >>> from cnnkit import datasets
    >>> read(datasets.data_path("photos/coffee.png")).shape
    (400, 600, 3)
    """
    if isinstance(source, bytes | bytearray | memoryview):
        raise TypeError(
            "source is bytes, but a path or an open file is needed; use read(io.BytesIO(source))"
        )
    if not (isinstance(source, str | os.PathLike) or hasattr(source, "read")):
        raise TypeError(
            f"source is {source!r}; it must be a path, such as 'photo.png', or an open file"
        )
    try:
        with Image.open(source) as opened:
            opened.load()
            picture = ImageOps.exif_transpose(opened)
            # Depending on its version, Pillow calls the pixels of a 16-bit PNG "I;16" or "I".
            mode, file_format = opened.mode, opened.format
    except FileNotFoundError:
        raise FileNotFoundError(
            f"no picture at {str(source)!r}; the path starts from {str(Path.cwd())!r}, "
            f"where this Python runs"
        ) from None
    except IsADirectoryError:
        raise IsADirectoryError(
            f"{_name_of(source)} is a folder; give the path of one picture in it"
        ) from None
    except UnidentifiedImageError:
        raise ValueError(
            f"{_name_of(source)} is not a picture that can be read; use a PNG or JPEG file"
        ) from None
    except (OSError, SyntaxError) as problem:
        # Pillow reports a damaged file in these two ways.
        raise ValueError(
            f"{_name_of(source)} is damaged or incomplete ({problem}); save or download it again"
        ) from problem
    if mode.startswith("I;16") or (mode == "I" and file_format == "PNG"):
        return np.rint(np.asarray(picture)[..., np.newaxis] / 257).astype(np.uint8)
    if mode in ("I", "F"):
        raise ValueError(
            f"{_name_of(source)} holds 32-bit pixels, whose range is unknown; "
            f"save it with 8 or 16 bits a channel first"
        )
    is_grey = mode in ("1", "L", "LA", "La")
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
        picture = picture.convert("RGB")
    pixels = np.array(picture.convert("L" if is_grey else "RGB"))
    return pixels[..., np.newaxis] if is_grey else pixels


def _name_of(source: str | os.PathLike[str] | BinaryIO) -> str:
    name = getattr(source, "name", None) if hasattr(source, "read") else source
    return repr(str(name)) if name else "the file"
