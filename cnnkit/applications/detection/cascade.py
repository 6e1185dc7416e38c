"""A cascade of networks: a quick one proposes, slower ones refine and decide."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnnkit.applications.detection.checks import Boxes, box_array, share
from cnnkit.applications.detection.heads import Detections, detections, read_heads
from cnnkit.applications.detection.integral import IntegralImage, integral_image
from cnnkit.applications.detection.pyramid import FACTOR, proposals, pyramid_scales
from cnnkit.applications.detection.suppression import non_maximum_suppression
from cnnkit.layers import Sequential
from cnnkit.pretrained.mtcnn import SIZES, FaceNetworks

THRESHOLDS = (0.6, 0.7, 0.95)
"""The probabilities that the three stages ask for. The authors' code takes 0.6, 0.7 and 0.7; the
last one is higher here, so that a photo without a face is seldom said to hold one."""

WITHIN_SCALE, ACROSS_SCALES, REFINED, FINAL = 0.5, 0.7, 0.7, 0.7
"""The overlaps above which boxes are suppressed, as in the authors' code."""


class Stage(NamedTuple):
    """What one stage of the cascade looked at, and what it kept.

    Parameters
    ----------
    name : str
        "proposal", "refinement" or "output".
    boxes, scores, landmarks : ndarray
        What is left after threshold and suppression, the best first; as in `Detections`.
    candidates : Detections
        What it was chosen from. Of the first stage these are all windows that passed its
        threshold, at all scales; of the others all that the stage before kept, whatever their
        score.
    """

    name: str
    boxes: Boxes
    scores: NDArray[np.float64]
    landmarks: NDArray[np.float64]
    candidates: Detections


def find_faces(
    photo: NDArray[np.uint8],
    networks: FaceNetworks,
    *,
    smallest: float = 40,
    thresholds: tuple[float, float, float] = THRESHOLDS,
) -> Detections:
    """Return the faces in a photo: boxes, probabilities, and five points in each.

    The first network looks at every window of 12 × 12 of the photo at several scales, the second
    one at what that proposes, resized to 24 × 24, and the third one at what is left, at 48 × 48.
    `cascade` gives the steps.

    Parameters
    ----------
    photo : ndarray, (H, W, 3) or (H, W, 1)
        uint8.
    networks : FaceNetworks
        `cnnkit.pretrained.mtcnn()`.
    smallest : float
        The size of the smallest face to be found, in pixels, at least 6. Half the size takes about
        twice as long, and lets more through that is no face.
    thresholds : (float, float, float)
        The probability that each stage asks for.

    Returns
    -------
    Detections
        The best first. What would reach over the photo's border is cut off.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above.

    Notes
    -----
    Source: K. Zhang, Z. Zhang, Z. Li and Y. Qiao, "Joint Face Detection and Alignment Using
    Multitask Cascaded Convolutional Networks", IEEE Signal Processing Letters 23(10), 2016. Their
    code counts pixels from edge to edge inclusively (width = right − left + 1) when it moves
    boxes; here an edge lies between pixels, as everywhere in this package. Crops and scales are
    means over areas. Both change a probability in the third digit or so.

    Examples
    --------
    >>> from cnnkit import datasets, pretrained
    >>> faces = find_faces(datasets.photo("astronaut"), pretrained.mtcnn())
    >>> faces.boxes.round(-1).tolist(), bool(faces.scores[0] > 0.99)
    ([[60.0, 180.0, 170.0, 270.0]], True)
    >>> left_eye, right_eye, nose, *mouth = faces.landmarks[0]
    >>> bool(left_eye[0] < nose[0] < mouth[0][0] and left_eye[1] < nose[1] < right_eye[1])
    True
    """
    last = cascade(photo, networks, smallest=smallest, thresholds=thresholds)[-1]
    height, width = photo.shape[:2]
    inside = np.clip(last.boxes, 0, [height, width, height, width])
    return Detections(inside, last.scores, last.landmarks)


def cascade(
    photo: NDArray[np.uint8],
    networks: FaceNetworks,
    *,
    smallest: float = 40,
    thresholds: tuple[float, float, float] = THRESHOLDS,
) -> list[Stage]:
    """Return what each of the three stages looks at, and what it keeps; see `find_faces`.

    A stage adjusts the boxes, keeps those that reach its threshold, and suppresses what overlaps
    with a better one: within a scale of the first stage above an IoU of 0.5, otherwise above 0.7.
    The last stage divides by the smaller box's area instead of the union's. The next stage looks
    at squares around the boxes that are kept (`squares`).

    Parameters
    ----------
    photo, networks, smallest, thresholds
        As in `find_faces`.

    Returns
    -------
    list of Stage
        Always three: proposal, refinement, output. Boxes may reach over the border.

    Raises
    ------
    TypeError, ValueError
        As `find_faces` does.

    Examples
    --------
    >>> from cnnkit import datasets, pretrained
    >>> stages = cascade(datasets.photo("astronaut"), pretrained.mtcnn())
    >>> [stage.name for stage in stages], len(stages[-1].boxes)
    (['proposal', 'refinement', 'output'], 1)
    >>> kept = [len(stage.boxes) for stage in stages]
    >>> len(stages[0].candidates.boxes) > kept[0] > kept[1] >= kept[2]
    True
    """
    first, second, third = _three(thresholds)
    table = integral_image(photo)
    each_scale = [
        proposals(table, networks.proposal, scale, threshold=first)
        for scale in pyramid_scales(table.shape, smallest=smallest, factor=FACTOR)
    ]
    candidates = _together(each_scale)
    best = _together([_suppressed(found, WITHIN_SCALE) for found in each_scale])
    stages = [_stage("proposal", candidates, _suppressed(best, ACROSS_SCALES))]
    for name, network, size, threshold, overlap, over in (
        ("refinement", networks.refinement, SIZES[1], second, REFINED, "union"),
        ("output", networks.output, SIZES[2], third, FINAL, "smaller"),
    ):
        candidates = refine(table, stages[-1].boxes, network, size)
        likely = candidates.take(candidates.scores >= threshold)
        stages.append(_stage(name, candidates, _suppressed(likely, overlap, over)))
    return stages


def refine(
    photo: NDArray[np.uint8] | IntegralImage, boxes: Boxes, network: Sequential, size: int
) -> Detections:
    """Let a network look at squares around boxes, and return what it makes of them.

    Parameters
    ----------
    photo : ndarray, (H, W, 3) or (H, W, 1)
        uint8; or its `integral_image`.
    boxes : ndarray, (N, 4)
        Each (top, left, bottom, right), in pixels.
    network : Sequential
        The second or third of `cnnkit.pretrained.mtcnn`.
    size : int
        The height and width of the images that it takes: 24 or 48.

    Returns
    -------
    Detections
        One for each box, in their order, whatever its score.

    Raises
    ------
    TypeError, ValueError
        If these are no boxes, or the photo is none.

    Examples
    --------
    >>> from cnnkit import datasets, pretrained
    >>> photo, output = datasets.photo("astronaut"), pretrained.mtcnn().output
    >>> found = refine(photo, np.array([[60, 170, 180, 280], [0, 0, 100, 100]]), output, 48)
    >>> (found.scores > 0.5).tolist()
    [True, False]
    """
    table = photo if isinstance(photo, IntegralImage) else integral_image(photo)
    around = squares(box_array(boxes))
    if not len(around):
        return _together([])
    return detections(around, read_heads(network.forward(table.means(around, (size, size)))))


def squares(boxes: Boxes) -> Boxes:
    """Return squares around the same centres, as long as the longer side of each box.

    Parameters
    ----------
    boxes : ndarray, (N, 4)
        Each (top, left, bottom, right).

    Returns
    -------
    ndarray, (N, 4)
        At least a pixel a side, so that there is something to look at.

    Examples
    --------
    >>> squares(np.array([[0.0, 10.0, 8.0, 14.0]])).tolist()
    [[0.0, 8.0, 8.0, 16.0]]
    """
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2
    sides = (boxes[:, 2:] - boxes[:, :2]).max(axis=1, keepdims=True, initial=1.0)
    return np.hstack([centres - sides / 2, centres + sides / 2])


def _stage(name: str, candidates: Detections, kept: Detections) -> Stage:
    return Stage(name, *kept, candidates)


def _suppressed(found: Detections, threshold: float, over: str = "union") -> Detections:
    return found.take(
        non_maximum_suppression(found.boxes, found.scores, threshold=threshold, over=over)
    )


def _together(parts: list[Detections]) -> Detections:
    """Lay detections behind each other; none if there are none."""
    if not parts:
        return Detections(np.zeros((0, 4)), np.zeros(0), np.zeros((0, 0, 2)))
    return Detections(*(np.concatenate(each) for each in zip(*parts, strict=True)))


def _three(thresholds: tuple[float, float, float]) -> tuple[float, float, float]:
    if not isinstance(thresholds, tuple | list) or len(thresholds) != 3:
        raise ValueError(
            f"thresholds is {thresholds!r}; give one for each of the three stages, such as "
            f"{THRESHOLDS}"
        )
    first, second, third = (share(each, f"thresholds[{i}]") for i, each in enumerate(thresholds))
    return first, second, third
