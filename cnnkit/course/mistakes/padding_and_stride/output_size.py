"""Mistakes known in `output_size` of notebook 04."""

import math

from cnnkit.course.solutions.padding_and_stride import output_size


def one_forgotten(n: int, k: int, s: int, p_before: int, p_after: int, d: int) -> int:
    """You counted the steps between the windows, and not the windows.

    A kernel of size 3 in 5 pixels has 3 places: 0, 1 and 2. You get 2, which is how often it moves.
    A fence of 2 gaps has how many posts?
    """
    return output_size(n, k, s, p_before, p_after, d) - 1


def one_added_before_dividing(n: int, k: int, s: int, p_before: int, p_after: int, d: int) -> int:
    """You added the 1 before dividing by the stride, and it belongs after.

    At stride 1 both agree. In 5 pixels with kernel 3 and stride 2 the windows start at 0 and 2: two
    of them, and you get 3 // 2 = 1. The first window is there however far the next one is. What
    does the division count?
    """
    return (n + p_before + p_after - d * (k - 1)) // s


def rounded(n: int, k: int, s: int, p_before: int, p_after: int, d: int) -> int:
    """You rounded to the nearest whole number, and a window fits completely or not at all.

    With 8 pixels, kernel 3 and stride 3 there are 5/3 steps: that is one step and some pixels left
    over, not two. What happens to a window that reaches past the end?
    """
    return math.floor((n + p_before + p_after - d * (k - 1) - 1) / s + 0.5) + 1


def rounded_up(n: int, k: int, s: int, p_before: int, p_after: int, d: int) -> int:
    """You rounded up, so that the last window reaches past the end of the input.

    In 6 pixels with kernel 3 and stride 2 the windows start at 0 and 2; one starting at 4 would
    need a pixel number 6. The rows that are left over are simply not used. Which way does a
    remainder go?
    """
    return math.ceil((n + p_before + p_after - d * (k - 1) - 1) / s) + 1


def not_rounded(n: int, k: int, s: int, p_before: int, p_after: int, d: int) -> float:
    """You divided without rounding, and there is no half window.

    In 6 pixels with kernel 3 and stride 2 you get 2.5 windows. Some pixels at the end are reached
    by no window, and they do not count. Which division drops the remainder?
    """
    return (n + p_before + p_after - d * (k - 1) - 1) / s + 1


def padding_counted_once(n: int, k: int, s: int, p_before: int, p_after: int, d: int) -> int:
    """You counted the padding of one side only.

    5 pixels with 1 on each side are 7, so that a kernel of size 3 has 5 places; you get 4. The
    padding is given per side here, and both sides may differ. How long is the padded input?
    """
    return output_size(n, k, s, p_before, 0, d)


def padding_left_out(n: int, k: int, s: int, p_before: int, p_after: int, d: int) -> int:
    """Your number does not depend on the padding.

    5 pixels with 1 on each side are 7, so that a kernel of size 3 has 5 places; you get 3. The
    windows move over the padding as over the pixels. How long is the padded input?
    """
    return output_size(n, k, s, 0, 0, d)


def first_side_doubled(n: int, k: int, s: int, p_before: int, p_after: int, d: int) -> int:
    """You counted the padding before twice, and left out the padding after.

    `2 * p` is right when both sides are equal. With 0 before and 1 after the padded input is one
    pixel longer, and you get no pixel. Which two numbers add up?
    """
    return output_size(n, k, s, p_before, p_before, d)


def kernel_added(n: int, k: int, s: int, p_before: int, p_after: int, d: int) -> int:
    """You added the size of the kernel, and a larger kernel has fewer places.

    In 5 pixels a kernel of size 3 can stand at 3 places, and one of size 5 at a single one; your
    number grows. How much room is left to move once the window lies in the input?
    """
    return (n + p_before + p_after + d * (k - 1) + 1) // s + 1


def dilation_times_size(n: int, k: int, s: int, p_before: int, p_after: int, d: int) -> int:
    """You took d·k for the span of the kernel, one step too many.

    Three pixels with dilation 2 span 5: x . x . x, and not 6. There are k pixels and k − 1 steps
    between them. How far is it from the first to the last?
    """
    return (n + p_before + p_after - d * k) // s + 1


def first_pixel_forgotten(n: int, k: int, s: int, p_before: int, p_after: int, d: int) -> int:
    """You took d·(k − 1) for the span of the kernel, one pixel too few.

    That is the way from its first pixel to its last. A kernel of size 3 takes 2 steps of one pixel
    and spans 3 pixels; you give it 2, and find 4 places for it in 5 pixels. Which pixel is not
    counted?
    """
    return (n + p_before + p_after - d * (k - 1)) // s + 1


def dilation_from_zero(n: int, k: int, s: int, p_before: int, p_after: int, d: int) -> int:
    """You took dilation 1 for one empty pixel in each gap.

    In this course, as in most libraries, dilation 1 is the ordinary kernel: its pixels are
    neighbours. A kernel of size 3 with d = 1 spans 3 pixels, and you give it 5. Which d leaves no
    gap?
    """
    return output_size(n, k, s, p_before, p_after, d + 1)


def dilation_ignored(n: int, k: int, s: int, p_before: int, p_after: int, d: int) -> int:
    """Your number does not depend on the dilation.

    Three pixels with dilation 2 span 5 (x . x . x), so that they have fewer places than three
    neighbours. What is the distance from the first to the last?
    """
    return output_size(n, k, s, p_before, p_after, 1)


def stride_ignored(n: int, k: int, s: int, p_before: int, p_after: int, d: int) -> int:
    """Your number does not depend on the stride.

    With stride 2 every other place is left out: in 6 pixels a kernel of size 3 has 4 places, and
    uses 2 of them. By what do you have to divide, and what exactly?
    """
    return output_size(n, k, 1, p_before, p_after, d)


def pixels_divided_by_the_stride(
    n: int, k: int, s: int, p_before: int, p_after: int, d: int
) -> int:
    """You divided the pixels by the stride, and a window does not fit at every place.

    In 5 pixels a kernel of size 3 at stride 1 has 3 places, and you get 5: your number does not
    depend on the kernel. The last window has to end on a pixel. How many pixels can the first one
    move?
    """
    return n // s


OUTPUT_SIZE = (
    one_forgotten,
    one_added_before_dividing,
    rounded,
    rounded_up,
    not_rounded,
    padding_counted_once,
    padding_left_out,
    first_side_doubled,
    kernel_added,
    dilation_times_size,
    first_pixel_forgotten,
    dilation_from_zero,
    dilation_ignored,
    stride_ignored,
    pixels_divided_by_the_stride,
)
