"""What there is to begin with, for those who do not draw: test digits, a letter, a scribble."""

from functools import lru_cache

from cnnkit import datasets
from cnnkit.explorers.training_a_cnn.ink import SIDE, as_text, strokes

OWN, TEST_DIGIT = "your drawing", "a test digit"

_LINES = {
    "a 7 with a bar": [[(14, 9), (41, 10), (24, 47)], [(21, 29), (39, 27)]],
    "the letter A": [[(12, 47), (28, 8), (44, 47)], [(19, 33), (37, 33)]],
    "a scribble": [
        [(9, 30), (19, 12), (22, 41), (31, 14), (35, 44), (45, 20), (16, 25), (42, 35), (25, 47)]
    ],
    "nothing": [],
}
"""Drawings as lines, in cells across and down."""

SAMPLES = (OWN, TEST_DIGIT, *_LINES)
"""Where a drawing can come from."""


@lru_cache(maxsize=1)
def digits_read_once() -> datasets.Dataset:
    """Return the digits, read from their file once."""
    return datasets.digits()


@lru_cache(maxsize=64)
def sample(name: str, image: int) -> str:
    """Return the ink, as text, that a name of `SAMPLES` brings; your own is your own.

    Parameters
    ----------
    name : str
        One of `SAMPLES`, but the first.
    image : int
        Which of the test digits, if it is one.

    Examples
    --------
    >>> sample("nothing", 0)
    ''
    >>> len(sample("a test digit", 3))
    6272
    """
    if name != TEST_DIGIT:
        return as_text(strokes(_LINES[name]))
    digit = digits_read_once().x_test[image]
    scale = SIDE // digit.shape[0]
    return as_text(digit.repeat(scale, axis=0).repeat(scale, axis=1))


def label(image: int) -> int:
    """Return which digit a test image shows.

    Examples
    --------
    >>> label(2)
    7
    """
    return int(digits_read_once().y_test[image])
