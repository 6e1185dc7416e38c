"""A photo at several scales, and a network that looks at all windows of each."""

import numpy as np
from numpy.typing import NDArray

from cnnkit.applications.detection.checks import Boxes, share
from cnnkit.applications.detection.heads import Detections, Heads, detections, read_heads
from cnnkit.applications.detection.integral import IntegralImage, integral_image
from cnnkit.functional.checks import real_number
from cnnkit.layers import Sequential
from cnnkit.layers.arguments import Shape
from cnnkit.shapes import whole_number

FACTOR = 0.709
"""About √½: each image of the pyramid has half the pixels of the one before."""

WINDOW = 12
"""Pixels that MTCNN's first network sees, along each axis."""


def pyramid_scales(
    image_shape: tuple[int, ...],
    *,
    smallest: float,
    window: int = WINDOW,
    factor: float = FACTOR,
) -> list[float]:
    """Return the scales at which a network with a fixed window has to look at an image.

    A window of ``window`` pixels on an image shrunk by a scale sees window / scale pixels of the
    original. The first scale is window / smallest; each further one is ``factor`` times the one
    before, as long as a window fits into the shrunk image:

        scaleₖ = window / smallest · factorᵏ,   while   min(H, W) · scaleₖ ≥ window.

    Parameters
    ----------
    image_shape : (int, int) or (int, int, int)
        (H, W) or (H, W, C).
    smallest : float
        The size of the smallest thing to be found, in pixels; at least half the window.
    window : int
        Pixels that the network sees along each axis.
    factor : float
        Above 0, below 1. Closer to 1 misses fewer sizes in between, and takes longer.

    Returns
    -------
    list of float
        The largest first; none if the image is smaller than the smallest thing.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above.

    Examples
    --------
    >>> [round(scale, 3) for scale in pyramid_scales((100, 150), smallest=40)]
    [0.3, 0.213, 0.151]
    """
    height, width = _height_and_width(image_shape)
    window = whole_number(window, "window")
    smallest = real_number(smallest, "smallest", minimum=window / 2, example=2 * window)
    factor = real_number(factor, "factor", above=0, below=1, example=FACTOR)
    scales = []
    scale = window / smallest
    while min(height, width) * scale >= window:
        scales.append(scale)
        scale *= factor
    return scales


def score_map(
    photo: NDArray[np.uint8], proposal_network: Sequential, scale: float
) -> NDArray[np.float64]:
    """Return how probable a face is in each window of a photo at one scale.

    The photo is shrunk to (round(scale · H), round(scale · W)), and the network is run over all of
    it once. `window_boxes` says which part of the photo each number is about.

    Parameters
    ----------
    photo : ndarray, (H, W, 3) or (H, W, 1)
        uint8.
    proposal_network : Sequential
        Such as the first of `cnnkit.pretrained.mtcnn`.
    scale : float
        Above 0; `pyramid_scales` lists some.

    Returns
    -------
    ndarray, (rows, columns)
        From 0 to 1.

    Raises
    ------
    TypeError, ValueError
        If the photo is none, or smaller than a window at this scale.

    Examples
    --------
    >>> from cnnkit import datasets, pretrained
    >>> scores = score_map(datasets.photo("astronaut"), pretrained.mtcnn().proposal, 0.12)
    >>> scores.shape, bool(scores.max() > 0.9)
    ((26, 26), True)
    """
    return _answers(integral_image(photo), proposal_network, scale).scores


def window_boxes(
    map_shape: tuple[int, int],
    image_shape: tuple[int, ...],
    scale: float,
    proposal_network: Sequential,
) -> Boxes:
    """Return which part of the photo each number of `score_map` is about.

    Number (i, j) is about the window at (start + i · jump, start + j · jump) of the shrunk photo,
    and a window has the size of the network's receptive field; for MTCNN's first network (2i, 2j)
    and 12. Dividing by the scale, height and width each as they were rounded, leads to the photo.

    Parameters
    ----------
    map_shape : (int, int)
        Rows and columns of the map.
    image_shape : (int, int) or (int, int, int)
        (H, W) or (H, W, C) of the photo.
    scale : float
        As in `score_map`.
    proposal_network : Sequential
        As in `score_map`.

    Returns
    -------
    ndarray, (rows · columns, 4)
        Row by row, each (top, left, bottom, right) in pixels of the photo. The last ones may
        reach over the border by a pixel of the shrunk photo.

    Examples
    --------
    >>> from cnnkit import pretrained
    >>> window_boxes((1, 2), (40, 48), 0.3, pretrained.mtcnn().proposal).round(1).tolist()
    [[0.0, 0.0, 40.0, 41.1], [0.0, 6.9, 40.0, 48.0]]
    """
    rows, columns = map_shape
    small = _shrunk(image_shape, scale)
    edges = []
    for count, view, pixels, shrunk in zip(
        (rows, columns),
        proposal_network.views((*small, 3)),
        _height_and_width(image_shape),
        small,
        strict=True,
    ):
        start = float(view.start) + np.arange(count) * float(view.jump)
        edges.append((start * pixels / shrunk, (start + float(view.size)) * pixels / shrunk))
    (top, bottom), (left, right) = edges
    grid = np.broadcast_arrays(top[:, None], left[None, :], bottom[:, None], right[None, :])
    return np.stack(grid, axis=-1).reshape(-1, 4)


def proposals(
    photo: NDArray[np.uint8] | IntegralImage,
    proposal_network: Sequential,
    scale: float,
    *,
    threshold: float,
) -> Detections:
    """Return the windows of a photo at one scale that may hold a face, with their boxes adjusted.

    Parameters
    ----------
    photo : ndarray, (H, W, 3) or (H, W, 1)
        uint8; or its `integral_image`, which is worth making once for several scales.
    proposal_network, scale
        As in `score_map`.
    threshold : float
        From 0 to 1; a window with at least this probability stays.

    Returns
    -------
    Detections
        Row by row, not sorted by score; nothing has been suppressed.

    Raises
    ------
    TypeError, ValueError
        As `score_map` does, or if the threshold is no share.

    Examples
    --------
    >>> from cnnkit import datasets, pretrained
    >>> network = pretrained.mtcnn().proposal
    >>> found = proposals(datasets.photo("astronaut"), network, 0.12, threshold=0.6)
    >>> found.boxes[found.scores.argmax()].round(-1).tolist()
    [60.0, 180.0, 170.0, 260.0]
    """
    threshold = share(threshold)
    table = photo if isinstance(photo, IntegralImage) else integral_image(photo)
    heads = _answers(table, proposal_network, scale)
    rows, columns = heads.scores.shape
    windows = window_boxes((rows, columns), table.shape, scale, proposal_network)
    found = (heads.scores >= threshold).ravel()
    # (rows, columns, …) → (rows · columns, …), and of these the ones found
    flat = Heads(*(part.reshape(rows * columns, *part.shape[2:])[found] for part in heads))
    return detections(windows[found], flat)


def _answers(table: IntegralImage, network: Sequential, scale: float) -> Heads:
    """Run a network over a photo at one scale."""
    height, width = table.shape
    whole = np.array([[0.0, 0.0, height, width]])
    return read_heads(network.forward(table.means(whole, _shrunk(table.shape, scale)))[0])


def _shrunk(image_shape: tuple[int, ...], scale: float) -> tuple[int, int]:
    """Return the size of a photo at a scale, large enough for a window."""
    height, width = _height_and_width(image_shape)
    scale = real_number(scale, "scale", above=0, example=0.3)
    small = round(height * scale), round(width * scale)
    if min(small) < WINDOW:
        raise ValueError(
            f"scale is {scale:g}, which leaves {small[0]} × {small[1]} of a photo of {height} × "
            f"{width}; a window has {WINDOW} × {WINDOW}: use at least "
            f"{np.ceil(1000 * WINDOW / min(height, width)) / 1000:g}"
        )
    return small


def _height_and_width(image_shape: Shape) -> tuple[int, int]:
    if not isinstance(image_shape, tuple | list) or len(image_shape) not in (2, 3):
        raise ValueError(
            f"image_shape is {image_shape!r}; it takes (height, width) or (height, width, "
            "channels), such as photo.shape"
        )
    height, width = (whole_number(n, f"image_shape[{i}]") for i, n in enumerate(image_shape[:2]))
    return height, width
