"""The inverse questions: which padding, or which input, gives an output size?"""

from cnnkit.shapes.arguments import pair, whole_number
from cnnkit.shapes.padding import window_span
from cnnkit.shapes.windows import output_size


def padding_for_output(
    size: int, output: int, kernel_size: int, *, stride: int = 1, dilation: int = 1
) -> tuple[int, int]:
    """Answer the inverse question: which total padding gives this output size?

    Every total P with (o - 1)s + d(k - 1) + 1 - n ≤ P < os + d(k - 1) + 1 - n, from 0 on.

    Parameters
    ----------
    size : int
        Pixels along the axis, n ≥ 1.
    output : int
        The size wanted, o ≥ 1.
    kernel_size, stride, dilation : int
        The window: k, s and d, each at least 1.

    Returns
    -------
    tuple of two ints
        The smallest and the largest total, both sides together; all between do too.

    Raises
    ------
    ValueError
        If even without padding the output is larger.

    Examples
    --------
    >>> padding_for_output(6, 6, 3)
    (2, 2)
    >>> padding_for_output(6, 3, 3, stride=2)
    (1, 2)
    >>> padding_for_output(8, 2, 3)
    Traceback (most recent call last):
        ...
    ValueError: output is 2, but a kernel of 3 at stride 1 gives 6 without any padding; ...
    """
    size = whole_number(size, "size")
    output = whole_number(output, "output")
    stride = whole_number(stride, "stride")
    smallest = (output - 1) * stride + window_span(kernel_size, dilation) - size
    largest = smallest + stride - 1
    if largest < 0:
        unpadded = output_size(size, kernel_size, stride=stride, dilation=dilation)
        raise ValueError(
            f"output is {output}, but a kernel of {kernel_size} at stride {stride} gives "
            f"{unpadded} without any padding; ask for {unpadded} or more, or use a larger stride"
        )
    return max(smallest, 0), largest


def input_sizes(
    output: int,
    kernel_size: int,
    *,
    stride: int = 1,
    padding: int | tuple[int, int] = 0,
    dilation: int = 1,
) -> tuple[int, int]:
    """Answer the other inverse question: which input sizes give this output size?

    Parameters
    ----------
    output : int
        The size at hand, o ≥ 1.
    kernel_size, stride, dilation : int
        The window: k, s and d, each at least 1.
    padding : int or (int, int)
        Pixels a side, or (before, after). The words depend on the input size, so not here.

    Returns
    -------
    tuple of two ints
        The smallest and the largest input size; at stride s there are s of them.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of range, or padding alone makes the output larger.

    Examples
    --------
    >>> input_sizes(6, 2, stride=2)
    (12, 13)
    """
    output = whole_number(output, "output")
    stride = whole_number(stride, "stride")
    before, after = pair(padding, "padding", minimum=0)
    smallest = (output - 1) * stride + window_span(kernel_size, dilation) - before - after
    largest = smallest + stride - 1
    if largest < 1:
        fewest = output_size(1, kernel_size, stride=stride, padding=padding, dilation=dilation)
        raise ValueError(
            f"output is {output}, but padding {(before, after)} alone makes room for more windows; "
            f"use less padding or ask for an output ≥ {fewest}"
        )
    return max(smallest, 1), largest
