"""Anchors: boxes to start from, and how a network says how far off they are."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnkit.applications.detection.checks import Boxes, box_array
from cnnkit.functional.checks import read_array, real_number
from cnnkit.shapes import pair


def anchors(
    feature_map_shape: tuple[int, int],
    *,
    stride: int | tuple[int, int],
    sizes: tuple[float, ...],
    ratios: tuple[float, ...] = (1.0,),
) -> Boxes:
    """Return boxes of all sizes and ratios around the centre of each cell of a feature map.

    Cell (i, j) has its centre at ((i + 1/2) · stride, (j + 1/2) · stride) pixels. There stands,
    for each size and ratio, a box with height / width = ratio and an area of size²:

        height = size · √ratio,    width = size / √ratio.

    Parameters
    ----------
    feature_map_shape : (int, int)
        Rows and columns of the feature map.
    stride : int or (int, int)
        Pixels of the image from one cell to the next.
    sizes : tuple of float
        Side lengths of the square ones, in pixels.
    ratios : tuple of float
        Height divided by width: 2 is upright, 1/2 lies.

    Returns
    -------
    ndarray, (rows · columns · len(sizes) · len(ratios), 4)
        Each (top, left, bottom, right). Cell by cell, row after row; within a cell size by size,
        and within a size ratio by ratio. Those at the border may reach over it.

    Raises
    ------
    TypeError, ValueError
        If a length is not above 0, or there is none.

    Notes
    -----
    Source: S. Ren, K. He, R. Girshick and J. Sun, "Faster R-CNN: Towards Real-Time Object
    Detection with Region Proposal Networks", arXiv:1506.01497, section 3.1.1.

    Examples
    --------
    Two cells 8 pixels apart, each with a square and an upright box of 16 square pixels:

    >>> anchors((1, 2), stride=8, sizes=(4,), ratios=(1, 4))
    array([[ 2.,  2.,  6.,  6.],
           [ 0.,  3.,  8.,  5.],
           [ 2., 10.,  6., 14.],
           [ 0., 11.,  8., 13.]])
    """
    rows, columns = pair(feature_map_shape, "feature_map_shape")
    stride_down, stride_across = pair(stride, "stride")
    root_of_ratio = np.sqrt(_lengths(ratios, "ratios"))
    size = _lengths(sizes, "sizes")[:, None]
    heights, widths = (size * root_of_ratio).ravel(), (size / root_of_ratio).ravel()
    down = ((np.arange(rows) + 0.5) * stride_down)[:, None, None]
    across = ((np.arange(columns) + 0.5) * stride_across)[None, :, None]
    # (rows, 1, A) and (1, columns, A) → (rows, columns, A, 4)
    edges = (down - heights / 2, across - widths / 2, down + heights / 2, across + widths / 2)
    return np.stack(np.broadcast_arrays(*edges), axis=-1).reshape(-1, 4)


def encode_boxes(boxes: ArrayLike, anchors: ArrayLike) -> NDArray[np.float64]:
    """Return how far boxes are off their anchors: what a network learns to say.

    With centres y, x and lengths h, w of the box, and those of the anchor marked by a:

        t_y = (y − y_a) / h_a,    t_x = (x − x_a) / w_a,
        t_h = log(h / h_a),       t_w = log(w / w_a).

    Dividing by the anchor's lengths makes the same numbers of a small thing and a large one; the
    logarithm gives twice as high and half as high numbers of one size, and every answer of the
    network a positive length.

    Parameters
    ----------
    boxes : array_like, (N, 4)
        Each (top, left, bottom, right), with an area.
    anchors : array_like, (N, 4)
        One for each box, with an area too.

    Returns
    -------
    ndarray, (N, 4)
        Each (t_y, t_x, t_h, t_w); `decode_boxes` takes it back.

    Raises
    ------
    TypeError, ValueError
        If these are no boxes, their numbers differ, or one has no area.

    Notes
    -----
    Source: S. Ren, K. He, R. Girshick and J. Sun, "Faster R-CNN", arXiv:1506.01497, equation 2,
    which writes them in the order x, y, w, h.

    Examples
    --------
    The box lies a quarter of the anchor's height lower, and is twice as wide:

    >>> encode_boxes([[2, 0, 10, 16]], [[0, 4, 8, 12]]).round(3).tolist()
    [[0.25, 0.0, 0.0, 0.693]]
    """
    (centres, lengths), (from_centres, from_lengths) = _pairs(
        box_array(boxes), box_array(anchors, "anchors")
    )
    if not lengths.all():
        raise ValueError(
            f"boxes[{_first_flat(lengths)}] has no area, and the logarithm of 0 is no number; "
            "leave it out"
        )
    return np.hstack([(centres - from_centres) / from_lengths, np.log(lengths / from_lengths)])


def decode_boxes(offsets: ArrayLike, anchors: ArrayLike) -> Boxes:
    """Return the boxes that are so far off their anchors: the inverse of `encode_boxes`.

        y = y_a + t_y · h_a,    h = h_a · exp(t_h),    and x, w alike.

    Parameters
    ----------
    offsets : array_like, (N, 4)
        Each (t_y, t_x, t_h, t_w).
    anchors : array_like, (N, 4)
        Each (top, left, bottom, right), with an area.

    Returns
    -------
    ndarray, (N, 4)
        Each (top, left, bottom, right).

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit, an anchor has no area, or a box would have no finite size.

    Notes
    -----
    Source: S. Ren, K. He, R. Girshick and J. Sun, "Faster R-CNN", arXiv:1506.01497, equation 2.

    Examples
    --------
    >>> anchors = [[0, 4, 8, 12]]
    >>> decode_boxes(encode_boxes([[2, 0, 10, 16]], anchors), anchors).tolist()
    [[2.0, 0.0, 10.0, 16.0]]
    """
    read = read_array(offsets, "offsets")
    from_boxes = box_array(anchors, "anchors")
    if read.shape != from_boxes.shape or read.dtype.kind not in "biuf":
        raise ValueError(
            f"offsets holds {read.dtype} of shape {read.shape}; it takes four numbers (t_y, t_x, "
            f"t_h, t_w) for each of the {len(from_boxes)} anchors, shape {from_boxes.shape}"
        )
    # exp(500) pixels are no box, and leave room for the anchor's length
    if not (np.isfinite(read).all() and (read[:, 2:] < 500).all()):
        raise ValueError(
            "offsets makes a box of no finite size; encode_boxes gives numbers such as 0.1, and "
            "log(2) = 0.69 for twice the length"
        )
    moved, stretched = np.hsplit(read.astype(np.float64), 2)
    _, (from_centres, from_lengths) = _pairs(from_boxes, from_boxes)
    centres, lengths = from_centres + moved * from_lengths, from_lengths * np.exp(stretched)
    return np.hstack([centres - lengths / 2, centres + lengths / 2])


def _pairs(
    boxes: Boxes, anchors: Boxes
) -> tuple[tuple[Boxes, NDArray[np.float64]], tuple[Boxes, NDArray[np.float64]]]:
    """Return centres and lengths, (N, 2) each, of boxes and of their anchors."""
    if boxes.shape != anchors.shape:
        raise ValueError(
            f"there are {len(boxes)} boxes and {len(anchors)} anchors; give each box its anchor, "
            "such as anchors[iou(boxes, anchors).argmax(axis=1)]"
        )
    both = [
        ((each[:, :2] + each[:, 2:]) / 2, each[:, 2:] - each[:, :2]) for each in (boxes, anchors)
    ]
    if not both[1][1].all():
        raise ValueError(
            f"anchors[{_first_flat(both[1][1])}] has no area; an offset is counted in its lengths, "
            "so give it some, such as (0, 0, 16, 16)"
        )
    return both[0], both[1]


def _first_flat(lengths: NDArray[np.float64]) -> int:
    return int((lengths == 0).any(axis=1).argmax())


def _lengths(values: tuple[float, ...], name: str) -> NDArray[np.float64]:
    """Return numbers above 0, at least one."""
    if not isinstance(values, tuple | list | np.ndarray) or len(values) == 0:
        error = TypeError if not isinstance(values, tuple | list | np.ndarray) else ValueError
        raise error(f"{name} is {values!r}; it takes at least one number, such as (16, 32)")
    return np.array(
        [real_number(v, f"{name}[{i}]", above=0, example=1) for i, v in enumerate(values)]
    )
