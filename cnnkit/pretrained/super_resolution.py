"""Small networks for super-resolution, trained by this project."""

from cnnkit.datasets import data_path
from cnnkit.functional.checks import choice
from cnnkit.layers import Sequential

ESPCN = ("x2", "x3", "x2 area")
"""By how much they enlarge, and how the small pictures were made that they learned from."""


def espcn(kind: str = "x2") -> Sequential:
    """Load a small network that adds detail to enlarged photos.

    An ESPCN with 32 and 16 filters and ReLU: 6,036 parameters for twice the size, 6,761 for three
    times. It takes the luminance of a small picture (N, H, W, 1), floats from 0 to 1, and returns
    what bicubic interpolation misses; `cnnkit.applications.super_resolution.upscale` adds the two.
    `python -m tools.recipes.train_super_resolution` trained it on eight photos of the course.

    Parameters
    ----------
    kind : "x2", "x3" or "x2 area"
        Twice the size or three times, of pictures that were shrunk by bicubic interpolation; or
        twice the size of pictures in which each pixel is the average of a square.

    Returns
    -------
    Sequential
        A new network at every call.

    Examples
    --------
    >>> espcn("x3").output_shape((20, 30, 1))
    (60, 90, 1)
    """
    name = choice(kind, "kind", ESPCN).replace(" ", "_")
    return Sequential.load(data_path(f"networks/espcn_{name}.npz"))
