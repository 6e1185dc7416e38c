"""What a network for detection answers, and what boxes come of it."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnnkit import functional
from cnnkit.applications.detection.checks import Boxes
from cnnkit.architectures.mtcnn import BOX, FACE, LANDMARKS

LANDMARK_NAMES = ("left eye", "right eye", "nose", "left mouth corner", "right mouth corner")
"""The five points of a face; left is left in the picture."""


class Heads(NamedTuple):
    """What one of MTCNN's networks says of each window or crop.

    Parameters
    ----------
    scores : ndarray, (...)
        The probability of a face.
    offsets : ndarray, (..., 4)
        How far the face's top, left, bottom and right lie off the window's, in heights and widths
        of the window.
    landmarks : ndarray, (..., 5, 2)
        Where the points of `LANDMARK_NAMES` are, (down, across) from the window's upper left
        corner, in its heights and widths; (..., 0, 2) of a network that does not say.
    """

    scores: NDArray[np.float64]
    offsets: NDArray[np.float64]
    landmarks: NDArray[np.float64]


class Detections(NamedTuple):
    """What was found, the best first unless it is said otherwise.

    Parameters
    ----------
    boxes : ndarray, (N, 4)
        Each (top, left, bottom, right), in pixels of the photo.
    scores : ndarray, (N,)
        The probability of each.
    landmarks : ndarray, (N, 5, 2)
        Each (row, column) in pixels of the photo, in the order of `LANDMARK_NAMES`; (N, 0, 2) if
        nobody was asked.
    """

    boxes: Boxes
    scores: NDArray[np.float64]
    landmarks: NDArray[np.float64]

    def take(self, which: NDArray[Any]) -> "Detections":
        """Return those at some positions, or where a condition holds.

        Examples
        --------
        >>> found = Detections(np.zeros((3, 4)), np.array([0.9, 0.8, 0.7]), np.zeros((3, 0, 2)))
        >>> found.take(found.scores > 0.75).scores.tolist()
        [0.9, 0.8]
        """
        return Detections(self.boxes[which], self.scores[which], self.landmarks[which])


def read_heads(answers: NDArray[np.floating]) -> Heads:
    """Take apart what one of MTCNN's networks says.

    Parameters
    ----------
    answers : ndarray, (..., 6) or (..., 16)
        Two logits, no face and face; four offsets; and five points of two numbers, or none.

    Returns
    -------
    Heads
        With softmax applied to the logits.

    Raises
    ------
    ValueError
        If the last axis has another length.

    Examples
    --------
    >>> heads = read_heads(np.array([[0.0, 2.0, 0.1, 0.0, -0.1, 0.0]]))
    >>> heads.scores.round(3).tolist(), heads.offsets.tolist(), heads.landmarks.shape
    ([0.881], [[0.1, 0.0, -0.1, 0.0]], (1, 0, 2))
    """
    shortest, longest = FACE + BOX, FACE + BOX + LANDMARKS
    if not answers.shape or answers.shape[-1] not in (shortest, longest):
        raise ValueError(
            f"answers has shape {answers.shape}; its last axis holds {shortest} numbers, or "
            f"{longest} with landmarks, as the networks of pretrained.mtcnn() return them"
        )
    logits, offsets, points = np.split(answers.astype(np.float64), [FACE, shortest], axis=-1)
    scores = functional.softmax(logits)[..., 1]
    return Heads(scores, offsets, points.reshape(*answers.shape[:-1], -1, 2))


def detections(windows: Boxes, heads: Heads) -> Detections:
    """Return the boxes and points that the answers for some windows mean.

    A face's edge = the window's edge + offset · the window's height (top, bottom) or width (left,
    right). No logarithm is taken, other than in `decode_boxes`.

    Parameters
    ----------
    windows : ndarray, (N, 4)
        What the network looked at, in pixels.
    heads : Heads
        What it said, for N windows.

    Returns
    -------
    Detections
        In the order of the windows.

    Examples
    --------
    >>> heads = Heads(np.array([0.9]), np.array([[0.25, 0, 0, 0.5]]), np.zeros((1, 0, 2)))
    >>> detections(np.array([[0.0, 0.0, 8.0, 8.0]]), heads).boxes.tolist()
    [[2.0, 0.0, 8.0, 12.0]]
    """
    lengths = windows[:, 2:] - windows[:, :2]
    boxes = windows + heads.offsets * np.tile(lengths, 2)
    # An answer far off could turn a box inside out; then nothing is left of it.
    boxes[:, 2:] = np.maximum(boxes[:, 2:], boxes[:, :2])
    points = windows[:, None, :2] + heads.landmarks * lengths[:, None, :]
    return Detections(boxes, heads.scores, points)
