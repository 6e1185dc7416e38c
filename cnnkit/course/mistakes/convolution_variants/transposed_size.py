"""Mistakes known in `transposed_size` of notebook 15."""


def output_padding_forgotten(n: int, k: int, s: int, p: int, d: int, output_padding: int) -> int:
    """You left out the output padding.

    With stride 2 a map of 5 and one of 6 both become 3, so from 3 alone nobody knows which one to
    go back to. The output padding says it. Where do these rows belong in your sum?
    """
    return (n - 1) * s + d * (k - 1) + 1 - 2 * p


def output_padding_at_both_ends(n: int, k: int, s: int, p: int, d: int, output_padding: int) -> int:
    """You added the output padding at both ends.

    Its rows stand at one end only, at the bottom and on the right. The name misleads: unlike
    padding, it is not counted a side. How often should you add it?
    """
    return (n - 1) * s + d * (k - 1) + 1 - 2 * p + 2 * output_padding


def times_the_stride(n: int, k: int, s: int, p: int, d: int, output_padding: int) -> int:
    """You multiplied the size by the stride, whatever the kernel and the padding are.

    That is right where the padding is chosen for it. In general count: where does the last of your
    n windows begin, and how far does it reach?
    """
    return n * s


def formula_of_a_convolution(n: int, k: int, s: int, p: int, d: int, output_padding: int) -> int:
    """You used the formula of an ordinary convolution. It makes maps smaller.

    Here each of your n numbers writes a window, and the windows begin s apart. Where does the last
    one begin?
    """
    return (n + 2 * p - d * (k - 1) - 1) // s + 1


def a_stride_too_many(n: int, k: int, s: int, p: int, d: int, output_padding: int) -> int:
    """You counted n strides. From the first window to the last there are n − 1.

    With a single number, n = 1, the output is one window, k pixels; yours is larger by s. How many
    steps are there between n windows?
    """
    return n * s + d * (k - 1) + 1 - 2 * p + output_padding


def cropped_once(n: int, k: int, s: int, p: int, d: int, output_padding: int) -> int:
    """You cropped p pixels in all, and p is cropped at each end.

    With p = 1 your output is one pixel too long. How many pixels go in all?
    """
    return (n - 1) * s + d * (k - 1) + 1 - p + output_padding


def padding_added(n: int, k: int, s: int, p: int, d: int, output_padding: int) -> int:
    """You added the padding, and here it is taken away.

    It is the padding of the convolution whose way back this is. What was added there is cut off
    here. Which sign does your 2p need?
    """
    return (n - 1) * s + d * (k - 1) + 1 + 2 * p + output_padding


def dilation_ignored(n: int, k: int, s: int, p: int, d: int, output_padding: int) -> int:
    """Your size does not depend on the dilation.

    A window of k pixels that stand d apart reaches further than k. In notebook 04 you counted how
    far. What does the last window span?
    """
    return (n - 1) * s + k - 2 * p + output_padding


def dilation_times_kernel(n: int, k: int, s: int, p: int, d: int, output_padding: int) -> int:
    """You took d · k for the span of a dilated window.

    Between k pixels there are k − 1 gaps, and each step is d long. With k = 1 nothing can be
    spread out at all. How far is it in your case from the first to the last pixel?
    """
    return (n - 1) * s + d * k - 2 * p + output_padding


def stride_and_dilation_swapped(n: int, k: int, s: int, p: int, d: int, output_padding: int) -> int:
    """You took the dilation for the stride, and the stride for the dilation.

    The stride is the distance between *windows*, the dilation that between the pixels of *one*
    window. Your n numbers make n windows. Which of the two stands beside n − 1?
    """
    return (n - 1) * d + s * (k - 1) + 1 - 2 * p + output_padding


def one_too_few(n: int, k: int, s: int, p: int, d: int, output_padding: int) -> int:
    """You are one pixel short.

    A window of k pixels spans d(k − 1) + 1: the steps between them, and the first pixel itself.
    Try n = 1, k = 1, where a single number writes a single pixel. What do you get?
    """
    return (n - 1) * s + d * (k - 1) - 2 * p + output_padding


def only_whole_windows(n: int, k: int, s: int, p: int, d: int, output_padding: int) -> int:
    """You put zeros between the numbers and then counted only windows that fit inside.

    Each number writes a *whole* window, so your output reaches beyond the first and the last one.
    Which sign does d(k − 1) need?
    """
    return (n - 1) * s + 1 - d * (k - 1) - 2 * p + output_padding


TRANSPOSED_SIZE = (
    output_padding_forgotten,
    output_padding_at_both_ends,
    times_the_stride,
    formula_of_a_convolution,
    a_stride_too_many,
    cropped_once,
    padding_added,
    dilation_ignored,
    dilation_times_kernel,
    stride_and_dilation_swapped,
    one_too_few,
    only_whole_windows,
)
