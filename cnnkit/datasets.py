"""The photos, the digits and the clothes that the course works on: small, real and shipped with it.

Where they come from and under which licences stands in ``data/SOURCES.md``; nothing is downloaded.
"""

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import images

__all__ = ["Dataset", "data_path", "digits", "fashion", "photo", "photo_description", "photo_names"]

# An installed wheel carries the data inside the package, a clone beside it.
_DATA_FOLDERS = (Path(__file__).parent / "data", Path(__file__).parent.parent / "data")

_PHOTO_DESCRIPTIONS = {
    "astronaut": "A smiling astronaut with short hair in an orange space suit, "
    "her helmet before her, a flag on the left and a model of a space shuttle "
    "behind her on the right.",
    "brick": "A brick pavement in grey: long dark bricks run up the picture in columns, "
    "with thin light joints between them.",
    "camera": "A man in a dark coat bends to look through a camera on a tripod; "
    "behind him a lawn, pale buildings and a bright sky. Grey.",
    "chelsea": "The face of a ginger tabby cat with green eyes, looking past the camera "
    "to the right; stripes on the forehead, fine white whiskers, a soft background.",
    "clock": "A wall clock, smeared sideways by a moving camera until only a bright oval "
    "on a grey wall is left.",
    "coffee": "A red and white cup of espresso on a red saucer with a small spoon, "
    "on a table of reddish wood.",
    "coins": "Twenty-four ancient coins in four rows, light on a dark background "
    "that grows brighter towards the top left. Grey.",
    "grass": "Grass and small leaves seen from above, a fine texture "
    "without a main direction. Grey.",
    "gravel": "Light angular pebbles with dark gaps between them, "
    "filling the picture evenly. Grey.",
    "horse": "The black outline of a standing horse, filled, on white, facing right.",
    "hubble": "Hundreds of galaxies as small coloured spots and discs on black, "
    "with one bright star near the middle that has spikes of light.",
    "ihc": "Tissue under the microscope: bundles of long brown-stained cells "
    "with pale blue nuclei, and a white gap at the top.",
    "rocket": "A white rocket on its launch pad at dusk, between tall lattice towers, "
    "under a dark blue sky with lamps shining like stars below.",
    "text": "Handwritten mathematics in dark ink on lined paper, seen at a slant. Grey.",
}

_FASHION_CLASSES = (
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)


@dataclass(frozen=True, eq=False)
class Dataset:
    """Labelled images, split into a part to train on and a part to test on.

    Attributes
    ----------
    x_train, x_test : numpy.ndarray
        Images, uint8 from 0 to 255, of shape (N, H, W, C).
    y_train, y_test : numpy.ndarray
        Labels, int64 of shape (N,): each is a position in ``class_names``.
    class_names : tuple of str
        What the labels mean.
    """

    x_train: NDArray[np.uint8]
    y_train: NDArray[np.int64]
    x_test: NDArray[np.uint8]
    y_test: NDArray[np.int64]
    class_names: tuple[str, ...]


def data_path(name: str) -> Path:
    """Find a file of the course's data, in the installed package or in the clone.

    Parameters
    ----------
    name : str
        The file's path inside the data folder, with forward slashes: ``"photos/chelsea.png"``.

    Returns
    -------
    pathlib.Path
        Where the file is.

    Raises
    ------
    TypeError
        If the name is no text.
    FileNotFoundError
        If neither the package nor the clone has it.

    Examples
    --------
    >>> data_path("photos/chelsea.png").name
    'chelsea.png'
    """
    if not isinstance(name, str):
        raise TypeError(f"name is {name!r}; it must be text, such as 'photos/chelsea.png'")
    for folder in _DATA_FOLDERS:
        if (folder / name).is_file():
            return folder / name
    looked_in = " nor in ".join(str(folder) for folder in _DATA_FOLDERS)
    raise FileNotFoundError(
        f"data file {name!r} is neither in {looked_in}; "
        f"install cnnkit again (pip install --force-reinstall --no-deps) or bring back the clone's "
        f"data folder (git checkout -- data)"
    )


def photo_names() -> tuple[str, ...]:
    """List the photos that ``photo`` knows, in alphabetical order.

    Returns
    -------
    tuple of str
        The names.

    Examples
    --------
    >>> len(photo_names())
    14
    >>> photo_names()[:3]
    ('astronaut', 'brick', 'camera')
    """
    return tuple(sorted(_PHOTO_DESCRIPTIONS))


def photo(name: str) -> NDArray[np.uint8]:
    """Load one of the course's photos.

    Parameters
    ----------
    name : str
        One of ``photo_names()``.

    Returns
    -------
    numpy.ndarray
        uint8 from 0 to 255, of shape (H, W, C): C is 3 for a colour photo, 1 for a grey one.

    Raises
    ------
    ValueError
        If there is no photo of that name.

    Examples
    --------
    >>> photo("chelsea").shape
    (300, 451, 3)
    >>> photo("camera").shape
    (512, 512, 1)
    """
    _check_photo_name(name)
    return images.read(data_path(f"photos/{name}.png"))


def photo_description(name: str) -> str:
    """Say in words what a photo shows, for those who cannot see it.

    Parameters
    ----------
    name : str
        One of ``photo_names()``.

    Returns
    -------
    str
        One sentence or two.

    Raises
    ------
    ValueError
        If there is no photo of that name.

    Examples
    --------
    >>> photo_description("horse")
    'The black outline of a standing horse, filled, on white, facing right.'
    """
    _check_photo_name(name)
    return _PHOTO_DESCRIPTIONS[name]


def digits() -> Dataset:
    """Load 5,000 handwritten digits from MNIST: 4,000 to train on, 1,000 to test on.

    Returns
    -------
    Dataset
        Images of shape (N, 28, 28, 1), white on black; every digit equally often in each part.

    References
    ----------
    LeCun, Bottou, Bengio and Haffner: Gradient-based learning applied to document recognition.
    Proceedings of the IEEE 86(11), 1998, section III.A.

    Examples
    --------
    >>> data = digits()
    >>> data.x_train.shape, data.x_test.shape
    ((4000, 28, 28, 1), (1000, 28, 28, 1))
    >>> data.class_names[data.y_train[0]]
    '5'
    """
    return _load("digits.npz", tuple("0123456789"))


def fashion() -> Dataset:
    """Load 6,000 pictures of clothes from Fashion-MNIST: 5,000 to train on, 1,000 to test on.

    Returns
    -------
    Dataset
        Images of shape (N, 28, 28, 1), light on black; every class equally often in each part.

    References
    ----------
    Xiao, Rasul and Vollgraf: Fashion-MNIST: a novel image dataset for benchmarking machine learning
    algorithms. arXiv:1708.07747, 2017.

    Examples
    --------
    >>> data = fashion()
    >>> data.x_train.shape, data.x_test.shape
    ((5000, 28, 28, 1), (1000, 28, 28, 1))
    >>> data.class_names[7]
    'Sneaker'
    """
    return _load("fashion.npz", _FASHION_CLASSES)


def _check_photo_name(name: str) -> None:
    if name in photo_names():  # a tuple, so that also what cannot be hashed is answered
        return
    close = get_close_matches(str(name), photo_names(), n=1)
    suggestion = f"did you mean {close[0]!r}? " if close else ""
    raise ValueError(f"no photo {name!r}: {suggestion}The photos are {', '.join(photo_names())}")


def _load(name: str, class_names: tuple[str, ...]) -> Dataset:
    with np.load(data_path(name), allow_pickle=False) as stored:
        arrays: dict[str, NDArray[Any]] = {key: stored[key] for key in stored.files}
    return Dataset(
        x_train=arrays["x_train"][..., np.newaxis],
        y_train=arrays["y_train"].astype(np.int64),
        x_test=arrays["x_test"][..., np.newaxis],
        y_test=arrays["y_test"].astype(np.int64),
        class_names=class_names,
    )
