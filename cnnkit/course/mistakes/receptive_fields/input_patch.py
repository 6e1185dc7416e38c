"""Mistakes known in `input_patch` of notebook 07."""


def _clipped(first: int, last: int, n: int) -> tuple[int, int]:
    """Keep two places among the pixels."""
    return max(first, 0), min(last, n - 1)


def patch_moved_by_one_pixel(r: int, j: int, start: int, i: int, n: int) -> tuple[int, int]:
    """You moved the patch by one pixel a cell.

    Neighbouring cells see patches that lie j pixels apart. With j = 4, cell 2 begins 8 pixels after
    cell 0, and yours begins 2 after it. What does i have to be multiplied by?
    """
    return _clipped(start + i, start + i + r - 1, n)


def patches_side_by_side(r: int, j: int, start: int, i: int, n: int) -> tuple[int, int]:
    """You put the patches side by side, r pixels apart.

    The patches of neighbouring cells overlap, as long as r is larger than j. How far the next patch
    lies is not what it sees: which of your numbers says how far?
    """
    return _clipped(start + i * r, start + i * r + r - 1, n)


def end_behind_the_patch(r: int, j: int, start: int, i: int, n: int) -> tuple[int, int]:
    """Your last pixel is the one behind the patch.

    A patch of 3 pixels that begins at 4 has the pixels 4, 5 and 6; you say 7. For a slice in Python
    that is the number you need, but the last pixel itself is asked for. How many steps lie between
    r pixels?
    """
    first = start + i * j
    return _clipped(first, first + r, n)


def not_clipped(r: int, j: int, start: int, i: int, n: int) -> tuple[int, int]:
    """You gave the patch with the part that lies in the padding.

    The numbers are right, but there are no pixels below 0 or above n − 1, and as an index −1 means
    the last one. How do you keep both ends among the pixels?
    """
    first = start + i * j
    return first, first + r - 1


def pushed_into_the_image(r: int, j: int, start: int, i: int, n: int) -> tuple[int, int]:
    """You pushed the patch into the image, and so gave it pixels that the cell does not see.

    A field of 3 that begins at −1 sees padding and the pixels 0 and 1. You count on from 0, to
    pixel 2. When should the last pixel be worked out: before or after you clip the first?
    """
    first = max(start + i * j, 0)
    return first, min(first + r - 1, n - 1)


def clipped_one_too_late(r: int, j: int, start: int, i: int, n: int) -> tuple[int, int]:
    """You clipped at n, and the last pixel is number n − 1.

    In a row of 8 pixels they are numbered 0 to 7. Your last pixel can be 8, which is not there.
    What is the largest index?
    """
    first = start + i * j
    return max(first, 0), min(first + r - 1, n)


def end_not_clipped(r: int, j: int, start: int, i: int, n: int) -> tuple[int, int]:
    """You clipped the first pixel, and the last one can lie in the padding too.

    The last cell of a map looks over the other edge: in a row of 8 pixels your patch ends at pixel
    8, which is not there. What is the largest number that `last` may have?
    """
    first = start + i * j
    return max(first, 0), first + r - 1


def beginning_not_clipped(r: int, j: int, start: int, i: int, n: int) -> tuple[int, int]:
    """You clipped the last pixel, and the first one can lie in the padding too.

    Cell 0 begins at `start`, which may be −1. There is no such pixel, and as an index −1 means the
    last one. What is the smallest number that `first` may have?
    """
    first = start + i * j
    return first, min(first + r - 1, n - 1)


def start_forgotten(r: int, j: int, start: int, i: int, n: int) -> tuple[int, int]:
    """You counted from pixel 0, and left out the start.

    Cell 0 begins at `start`, which lies before the image if there is padding. Your patch is moved
    to the right by that much. What is `first` for i = 0?
    """
    return _clipped(i * j, i * j + r - 1, n)


def start_multiplied(r: int, j: int, start: int, i: int, n: int) -> tuple[int, int]:
    """You multiplied the start by the jump, and it is counted in pixels already.

    For i = 0 the patch begins at `start`; yours begins at start·j. Only the way from cell 0 to cell
    i goes in jumps. What belongs in your brackets?
    """
    first = (start + i) * j
    return _clipped(first, first + r - 1, n)


INPUT_PATCH = (
    patch_moved_by_one_pixel,
    patches_side_by_side,
    end_behind_the_patch,
    not_clipped,
    pushed_into_the_image,
    clipped_one_too_late,
    end_not_clipped,
    beginning_not_clipped,
    start_forgotten,
    start_multiplied,
)
