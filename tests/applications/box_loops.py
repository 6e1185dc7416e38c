"""Boxes by counting, and the algorithms on them as loops over Python's numbers."""

from hypothesis import strategies as st

SIZES = st.integers(0, 8)


@st.composite
def whole_boxes(draw, minimum=0, maximum=6, smallest=0):
    """Boxes with whole edges on a small board, so that pixels can be counted."""
    boxes = []
    for _ in range(draw(st.integers(minimum, maximum))):
        top, left = draw(SIZES), draw(SIZES)
        height, width = draw(st.integers(smallest, 6)), draw(st.integers(smallest, 6))
        boxes.append([top, left, top + height, left + width])
    return boxes


def pixels(box):
    """The pixels that a box covers: pixel (i, j) lies from edge i to edge i + 1."""
    top, left, bottom, right = box
    return {(i, j) for i in range(top, bottom) for j in range(left, right)}


def counted_iou(box, other):
    """Pixels in both, divided by pixels in either."""
    either = pixels(box) | pixels(other)
    return len(pixels(box) & pixels(other)) / len(either) if either else 0.0


def counted_share_of_smaller(box, other):
    """Pixels in both, divided by those of the smaller box."""
    smaller = min(len(pixels(box)), len(pixels(other)))
    return len(pixels(box) & pixels(other)) / smaller if smaller else 0.0


def suppressed(boxes, scores, threshold, overlap=counted_iou):
    """Take the best, strike out what overlaps it, again and again."""
    left = sorted(range(len(boxes)), key=lambda i: (-scores[i], i))
    kept = []
    while left:
        best = left.pop(0)
        kept.append(best)
        left = [i for i in left if overlap(boxes[best], boxes[i]) <= threshold]
    return kept


def precision_and_recall_by_loops(boxes, scores, truth, threshold):
    """One detection after the other, the best first."""
    order = sorted(range(len(boxes)), key=lambda i: (-scores[i], i))
    found, precision, recall = set(), [], []
    for k, i in enumerate(order, 1):
        overlaps = [counted_iou(boxes[i], each) for each in truth]
        best = overlaps.index(max(overlaps))
        if overlaps[best] >= threshold:
            found.add(best)  # a true box that was found before is not found again
        precision.append(len(found) / k)
        recall.append(len(found) / len(truth))
    return precision, recall
