"""Mistakes known in `iou` of notebook 17."""

from cnnkit.course.solutions.object_detection import iou

Box = tuple[float, ...]


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _lengths(a: Box, b: Box) -> tuple[float, float]:
    """Return height and width of the intersection, below 0 where there is none."""
    return min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])


def intersection_not_clamped(a: Box, b: Box) -> float:
    """You let the lengths of the intersection fall below 0.

    Boxes that lie apart have no intersection, but yours has a negative height or width. Two boxes
    that lie apart diagonally have both, and minus times minus is plus. Which smallest length does
    each axis have?
    """
    height, width = _lengths(a, b)
    both = height * width
    return both / (_area(a) + _area(b) - both)


def product_clamped(a: Box, b: Box) -> float:
    """You kept the area of the intersection from falling below 0, and not its two lengths.

    For boxes beside one another that is enough. For boxes that lie apart diagonally both lengths
    are negative, and their product is positive before your `max` sees it. What has to be 0 first?
    """
    height, width = _lengths(a, b)
    both = max(0, height * width)
    return both / (_area(a) + _area(b) - both)


def inclusive_pixel_counts(a: Box, b: Box) -> float:
    """You added 1 to every length.

    That is right where the numbers name the first and the last *pixel*, as in some old code. Here
    they name edges between pixels: rows 2, 3, 4 have top 2 and bottom 5, and 5 − 2 is 3. How high
    would a box of no height be in your code?
    """
    height, width = (max(0, length + 1) for length in _lengths(a, b))
    first, second = ((box[2] - box[0] + 1) * (box[3] - box[1] + 1) for box in (a, b))
    return height * width / (first + second - height * width)


def intersection_not_subtracted(a: Box, b: Box) -> float:
    """You divided by the sum of the two areas.

    The sum counts the common part twice. Two boxes that are the same get 1/2 from you, and they
    should get 1. What has to be taken off the sum, and how often?
    """
    both = max(0, _lengths(a, b)[0]) * max(0, _lengths(a, b)[1])
    return both / (_area(a) + _area(b))


def dice(a: Box, b: Box) -> float:
    """You divided twice the intersection by the sum of the areas.

    That is the Dice coefficient, a measure of its own, used for medical images. It is 1 for equal
    boxes and 0 for boxes apart too, and larger than yours should be in between. What is the area of
    the *union*?
    """
    return 2 * intersection_not_subtracted(a, b)


def share_of_the_first(a: Box, b: Box) -> float:
    """You divided by the area of the first box.

    A small first box inside a huge second one would get 1 from you, and exchanged they get nearly
    0. The union treats both alike. Which area do the two boxes cover together?
    """
    both = max(0, _lengths(a, b)[0]) * max(0, _lengths(a, b)[1])
    return both / _area(a)


def share_of_the_smaller(a: Box, b: Box) -> float:
    """You divided by the area of the smaller box.

    A tiny box anywhere inside a large one would be a perfect match for you. (Some detectors
    suppress boxes by this number.) Which area do your two boxes cover together?
    """
    both = max(0, _lengths(a, b)[0]) * max(0, _lengths(a, b)[1])
    return both / min(_area(a), _area(b))


def share_of_the_larger(a: Box, b: Box) -> float:
    """You divided by the area of the larger box.

    For a box inside another one that is right, since the larger one is their union then. In all
    other cases the smaller one sticks out. Which area do your two boxes cover together?
    """
    both = max(0, _lengths(a, b)[0]) * max(0, _lengths(a, b)[1])
    return both / max(_area(a), _area(b))


def box_around_both(a: Box, b: Box) -> float:
    """You divided by the area of the smallest box that holds both.

    It has corners that belong to neither box. The union is what at least one of them covers: add
    your two areas, and think about what is counted twice.
    """
    both = max(0, _lengths(a, b)[0]) * max(0, _lengths(a, b)[1])
    height = max(a[2], b[2]) - min(a[0], b[0])
    return both / (height * (max(a[3], b[3]) - min(a[1], b[1])))


def corners_taken_for_sizes(a: Box, b: Box) -> float:
    """You read the last two numbers as height and width.

    Many files do write boxes so: the COCO data has (x, y, width, height). Here the four numbers are
    top, left, bottom, right, as the task says. How high is your box from 2 to 5?
    """
    first, second = ((box[0], box[1], box[0] + box[2], box[1] + box[3]) for box in (a, b))
    return iou(first, second)


def minimum_and_maximum_swapped(a: Box, b: Box) -> float:
    """You took the smaller start and the larger end: that is the box around both.

    The intersection begins where the *later* of the two boxes begins, and ends where the *earlier*
    one ends. Draw the two intervals of rows above one another. Which of your `min` and `max` have
    to be swapped?
    """
    height = max(a[2], b[2]) - min(a[0], b[0])
    both = height * (max(a[3], b[3]) - min(a[1], b[1]))
    return both / (_area(a) + _area(b) - both)


def rows_only(a: Box, b: Box) -> float:
    """You compared the rows only.

    Boxes side by side share all their rows and no pixel. An intersection needs a height and a
    width. What do you do with the second and the fourth number?
    """
    both = max(0, _lengths(a, b)[0])
    return both / (a[2] - a[0] + b[2] - b[0] - both)


def intersection_alone(a: Box, b: Box) -> float:
    """You returned the area that both share, in pixels.

    Nine shared pixels are much for two faces of ten and nothing for two of a thousand. So the
    number is set against what the boxes cover together. By which area do you divide?
    """
    return max(0, _lengths(a, b)[0]) * max(0, _lengths(a, b)[1])


IOU = (
    intersection_not_clamped,
    product_clamped,
    inclusive_pixel_counts,
    intersection_not_subtracted,
    dice,
    share_of_the_first,
    share_of_the_smaller,
    share_of_the_larger,
    box_around_both,
    corners_taken_for_sizes,
    minimum_and_maximum_swapped,
    rows_only,
    intersection_alone,
)
