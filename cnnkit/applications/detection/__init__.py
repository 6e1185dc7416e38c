"""Finding things in pictures: boxes, how they are compared, and networks that propose them.

A box is (top, left, bottom, right), in pixels; boxes are arrays (N, 4). Pixel (i, j) is the box
(i, j, i + 1, j + 1), so that an area is (bottom − top) · (right − left).

>>> from cnnkit.applications import detection
>>> detection.iou([[0, 0, 4, 4]], [[0, 2, 4, 6]]).round(3).tolist()
[[0.333]]
"""

from cnnkit.applications.detection.anchors import anchors, decode_boxes, encode_boxes
from cnnkit.applications.detection.boxes import (
    area,
    intersection,
    intersection_over_smaller,
    iou,
)
from cnnkit.applications.detection.cascade import (
    THRESHOLDS,
    Stage,
    cascade,
    find_faces,
    refine,
    squares,
)
from cnnkit.applications.detection.convolutional import as_convolutions
from cnnkit.applications.detection.evaluation import average_precision, precision_and_recall
from cnnkit.applications.detection.heads import LANDMARK_NAMES, Detections, Heads, read_heads
from cnnkit.applications.detection.integral import IntegralImage, integral_image
from cnnkit.applications.detection.pyramid import (
    proposals,
    pyramid_scales,
    score_map,
    window_boxes,
)
from cnnkit.applications.detection.suppression import non_maximum_suppression

__all__ = [
    "LANDMARK_NAMES",
    "THRESHOLDS",
    "Detections",
    "Heads",
    "IntegralImage",
    "Stage",
    "anchors",
    "area",
    "as_convolutions",
    "average_precision",
    "cascade",
    "decode_boxes",
    "encode_boxes",
    "find_faces",
    "integral_image",
    "intersection",
    "intersection_over_smaller",
    "iou",
    "non_maximum_suppression",
    "precision_and_recall",
    "proposals",
    "pyramid_scales",
    "read_heads",
    "refine",
    "score_map",
    "squares",
    "window_boxes",
]
