"""Mistakes known in `same_padding` and `padding_needed` of notebook 04."""

from cnnkit.course.solutions.padding_and_stride import padding_needed, same_padding


def half_the_kernel_on_each_side(n: int, k: int, s: int, d: int) -> tuple[int, int]:
    """You pad k // 2 on each side, which fits odd kernels at stride 1 and little else.

    With k = 2 it adds 2 pixels where 1 is enough, and 5 pixels become 6 windows. The total depends
    on n, s and d as well. How long must the padded input be for the last window just to fit?
    """
    return k // 2, k // 2


def half_of_k_less_one(n: int, k: int, s: int, d: int) -> tuple[int, int]:
    """You pad (k − 1) // 2 on each side, which loses a pixel with an even kernel.

    With k = 2 it adds nothing, and 5 pixels become 4 windows. The two sides need not be equal, and
    the total depends on n, s and d as well. What is the total?
    """
    return (k - 1) // 2, (k - 1) // 2


def half_the_span_on_each_side(n: int, k: int, s: int, d: int) -> tuple[int, int]:
    """You pad d·(k − 1) // 2 on each side: both sides alike, and whatever the stride.

    With k = 2 it adds nothing, and 5 pixels become 4 windows; at stride 2 it adds more than the
    windows need. Where does the last window end, and how is an odd total shared out?
    """
    return d * (k - 1) // 2, d * (k - 1) // 2


def kernel_less_one_shared_out(n: int, k: int, s: int, d: int) -> tuple[int, int]:
    """You shared out k − 1 pixels, which is right at stride 1 without dilation, and only there.

    At stride 2 the windows need not reach as far: 6 pixels with kernel 3 need only 1 more for
    their 3 windows, and you add 2. With dilation they reach further. Where does the last window
    start, and where does it end?
    """
    return (k - 1) // 2, k // 2


def odd_pixel_lost(n: int, k: int, s: int, d: int) -> tuple[int, int]:
    """You found the right total, and lost a pixel when you halved it.

    5 pixels with a kernel of size 2 need 1 more; you add 0 on each side, and 4 windows fit. Both
    sides together have to make the total. If one side has its half rounded down, what is left for
    the other?
    """
    half = sum(same_padding(n, k, s, d)) // 2
    return half, half


def odd_pixel_before(n: int, k: int, s: int, d: int) -> tuple[int, int]:
    """You found the right total, and put the odd pixel on the wrong side.

    If 1 pixel has to be added, this course (as TensorFlow does) adds it after: at the bottom and at
    the right. With k = 2 that is (0, 1). Which half should be rounded down?
    """
    before, after = same_padding(n, k, s, d)
    return after, before


def total_on_each_side(n: int, k: int, s: int, d: int) -> tuple[int, int]:
    """You added the whole padding on each side, twice what is needed.

    5 pixels and a kernel of size 3 need 2 more, one before and one after; you add 4. How is the
    total shared out?
    """
    total = sum(same_padding(n, k, s, d))
    return total, total


def stride_left_out(n: int, k: int, s: int, d: int) -> tuple[int, int]:
    """Your padding does not look at the stride.

    At stride 2 the windows need not reach as far: 6 pixels with kernel 3 need only 1 more for their
    3 windows, and you add 2. Where does the last window start, and where does it end?
    """
    return same_padding(n, k, 1, d)


def dilation_left_out(n: int, k: int, s: int, d: int) -> tuple[int, int]:
    """Your padding does not look at the dilation.

    Three pixels with dilation 2 span 5, so that 5 pixels need 4 more to keep their size; you add 2.
    Which number stands for the span of the kernel?
    """
    return same_padding(n, k, s, 1)


def size_kept_at_any_stride(n: int, k: int, s: int, d: int) -> tuple[int, int]:
    """You pad until there are n windows, and at stride s there should be ceil(n / s).

    At stride 1 both are the same. At stride 2 you add so much that 6 pixels still give 6 windows,
    and most of them see more padding than image. How many windows does `same` ask for?
    """
    total = max((n - 1) * s + d * (k - 1) + 1 - n, 0)
    return total // 2, total - total // 2


def negative_padding(n: int, k: int, s: int, d: int) -> tuple[int, int]:
    """Your padding becomes negative, where nothing needs to be added.

    When the stride is larger than the kernel, the last window may end before the input does: then
    pixels are left over and the padding is 0. What is the smallest padding there can be?
    """
    total = (-(-n // s) - 1) * s + d * (k - 1) + 1 - n
    return total // 2, total - total // 2


def one_window_too_many(n: int, k: int, s: int, d: int) -> tuple[int, int]:
    """You left room for one window too many.

    From the first of 5 windows to the last there are 4 steps. 5 pixels with a kernel of size 3 need
    2 more for their 5 windows, and you add 3. How many steps lie between the first window and the
    last?
    """
    total = max(-(-n // s) * s + d * (k - 1) + 1 - n, 0)
    return total // 2, total - total // 2


def first_pixel_forgotten(n: int, k: int, s: int, d: int) -> tuple[int, int]:
    """You made the last window one pixel too short.

    d·(k − 1) is the way from its first pixel to its last, and it spans one pixel more. 5 pixels
    with a kernel of size 3 need 2 more, and you add 1. How many pixels does the last window span?
    """
    total = max((-(-n // s) - 1) * s + d * (k - 1) - n, 0)
    return total // 2, total - total // 2


def windows_rounded_down(n: int, k: int, s: int, d: int) -> tuple[int, int]:
    """You asked for n // s windows, and `same` means n / s rounded up.

    5 pixels at stride 2 give 3 windows: they start at every other pixel, and the fifth pixel starts
    one too. Which way is the number of windows rounded?
    """
    total = max((n // s - 1) * s + d * (k - 1) + 1 - n, 0)
    return total // 2, total - total // 2


def per_side(n: int, k: int, s: int, d: int, wanted: int) -> int | None:
    """You gave the padding of one side, and the total is asked for.

    For 5 pixels and a kernel of size 3 to stay 5, 1 pixel is added before and 1 after: in total 2.
    Libraries differ here, so it is worth saying which is meant. What do both sides add up to?
    """
    total = padding_needed(n, k, s, d, wanted)
    return None if total is None else total // 2


def both_sides_alike(n: int, k: int, s: int, d: int, wanted: int) -> int | None:
    """You looked for one padding that is the same on both sides; the sum of both is asked for.

    The two need not be equal: 2 pixels need 1 more for a single window of size 3, and no equal
    sides make 1. Does your formula add the padding once, or twice?
    """
    total = padding_needed(n, k, s, d, wanted)
    if total is None:
        return None
    side, span = -(-total // 2), d * (k - 1) + 1
    return side if (n + 2 * side - span) // s + 1 == wanted else None


def less_than_nothing(n: int, k: int, s: int, d: int, wanted: int) -> int:
    """Your padding becomes negative, which would cut pixels off.

    Sometimes no padding is needed although pixels are left over, and sometimes there are too many
    windows already; padding can help in neither. How do you tell the two apart?
    """
    return (wanted - 1) * s + d * (k - 1) + 1 - n


def zero_where_impossible(n: int, k: int, s: int, d: int, wanted: int) -> int:
    """You answer 0 where no padding works.

    Without padding, 7 pixels and a kernel of size 3 make 5 windows already; padding adds more, so 3
    windows are out of reach. Put your padding into the formula for the size: does it give what was
    wanted?
    """
    return max((wanted - 1) * s + d * (k - 1) + 1 - n, 0)


def largest_padding(n: int, k: int, s: int, d: int, wanted: int) -> int | None:
    """You gave the largest padding that works, and the smallest is asked for.

    At stride 2 two paddings give the same size, since the last pixel may be left over. Which of
    them leaves no remainder?
    """
    span = d * (k - 1) + 1
    padding = (wanted - 1) * s + span - n + s - 1
    return padding if padding >= 0 else None


def floor_forgotten(n: int, k: int, s: int, d: int, wanted: int) -> int | None:
    """You say that there is no padding where 0 would do, since pixels may be left over.

    6 pixels with kernel 3 and stride 2 have 2 windows and a pixel that nobody reaches: the floor
    drops it. Solving without the floor asks for −1 and gives up. What size does padding 0 give?
    """
    padding = (wanted - 1) * s + d * (k - 1) + 1 - n
    return padding if padding >= 0 else None


def one_step_too_many(n: int, k: int, s: int, d: int, wanted: int) -> int | None:
    """You left room for one window too many.

    `wanted` windows are `wanted − 1` steps apart from first to last. For 5 windows of size 3 at
    stride 1 the input has to be 4 + 3 = 7 long, and yours is 8. How many steps lie between them?
    """
    return padding_needed(n, k, s, d, wanted + 1)


def dilation_not_seen(n: int, k: int, s: int, d: int, wanted: int) -> int | None:
    """Your padding does not look at the dilation.

    Three pixels with dilation 2 span 5, not 3, so that the last window needs more room. How long is
    the span of a dilated kernel?
    """
    return padding_needed(n, k, s, 1, wanted)


SAME_PADDING = (
    half_the_kernel_on_each_side,
    half_of_k_less_one,
    half_the_span_on_each_side,
    kernel_less_one_shared_out,
    odd_pixel_lost,
    odd_pixel_before,
    total_on_each_side,
    stride_left_out,
    dilation_left_out,
    size_kept_at_any_stride,
    negative_padding,
    one_window_too_many,
    first_pixel_forgotten,
    windows_rounded_down,
)
PADDING_NEEDED = (
    per_side,
    both_sides_alike,
    less_than_nothing,
    zero_where_impossible,
    largest_padding,
    floor_forgotten,
    one_step_too_many,
    dilation_not_seen,
)
