"""Mistakes known in `receptive_field` of notebook 07."""

import math

from cnnkit.course.solutions import receptive_fields

Layers = list[tuple[int, int, int]]


def kernels_summed(layers: Layers) -> int:
    """You added up the sizes of the kernels.

    Two kernels of 3 give you 6, and their cell sees 5 pixels: neighbouring windows overlap. The
    second kernel stands on 3 cells; the first of them sees 3 pixels, and each further one adds how
    many new ones?
    """
    return sum(k for k, _, _ in layers)


def kernels_multiplied(layers: Layers) -> int:
    """You multiplied the sizes of the kernels, as if their windows stood side by side.

    Two kernels of 3 give you 9. At stride 1 the three windows below overlap, and see pixels 0–2,
    1–3 and 2–4. How many different pixels are these? Which setting would push your windows apart?
    """
    return math.prod(k for k, _, _ in layers)


def jump_forgotten(layers: Layers) -> int:
    """You left out the jump: your number does not depend on the strides.

    After a pooling with stride 2, two neighbouring cells lie 2 pixels apart in the image. So each
    step of the next window takes it 2 pixels further, and not 1. What do you have to multiply
    d·(k − 1) by?
    """
    return receptive_fields.receptive_field([(k, 1, d) for k, _, d in layers])


def jump_updated_before_the_field(layers: Layers) -> int:
    """You multiplied the jump by the stride before you let the field grow.

    A layer's own stride spreads its outputs, not the cells that its window stands on. A single
    convolution of 3 with stride 2 sees 3 pixels; yours sees 5. Which of your two lines has to come
    first?
    """
    r, j = 1, 1
    for k, s, d in layers:
        j *= s
        r += d * (k - 1) * j
    return r


def pooling_taken_for_doubling(layers: Layers) -> int:
    """You let a pooling multiply the field by its size.

    A field of 3 becomes 4 under a pooling of 2: two overlapping windows, one pixel apart. You have
    6. What a pooling with stride 2 doubles is the jump, and the layers above profit. In which line
    does your factor belong?
    """
    r, j = 1, 1
    for k, s, d in layers:
        r = r * k if k == s > 1 else r + d * (k - 1) * j
        j *= s
    return r


def field_multiplied_by_the_stride(layers: Layers) -> int:
    """You multiplied the whole field by the strides.

    A stride puts the next layer's cells further apart; what each of them sees stays as large as it
    was. A convolution of 3 with stride 2 sees 3 pixels and not 6. Which of your two numbers, field
    or jump, does the stride change?
    """
    r = 1
    for k, s, d in layers:
        r = (r + d * (k - 1)) * s
    return r


def strides_of_one_layer_only(layers: Layers) -> int:
    """You used the stride of the layer before, and it is all strides before that count.

    After two layers of stride 2 neighbouring cells lie 4 pixels apart. Your jump is 2 there: it
    forgets what it was. How does a new jump follow from the old one?
    """
    r, j = 1, 1
    for k, s, d in layers:
        r += d * (k - 1) * j
        j = s
    return r


def strides_added(layers: Layers) -> int:
    """You added the strides up, and they multiply.

    After three layers of stride 2 a step of one cell is 2·2·2 = 8 pixels. Each step in the third
    map is two steps in the second, and each of those two in the first. What does your jump give
    there?
    """
    r, j = 1, 1
    for k, s, d in layers:
        r += d * (k - 1) * j
        j += s - 1
    return r


def read_from_the_wrong_end(layers: Layers) -> int:
    """Your answer is that of the layers in the reverse order.

    The list begins at the image. A stride in the first layer spreads everything above it, a stride
    in the last layer nothing. In r = (r − 1)·s + d·(k − 1) + 1, which also works, you have to start
    at the other end. Where does your loop start?
    """
    return receptive_fields.receptive_field(layers[::-1])


def dilation_ignored(layers: Layers) -> int:
    """Your field does not depend on the dilation.

    With dilation 2 a kernel of 3 spans 5 pixels: x . x . x. The field counts from the first pixel
    to the last one. How far is it from one cell of the window to the next?
    """
    return receptive_fields.receptive_field([(k, s, 1) for k, s, _ in layers])


def dilation_times_the_kernel(layers: Layers) -> int:
    """You took d·k for the span of the kernel, one step too many.

    Three cells with dilation 2 span 5 pixels and not 6, since there are only k − 1 steps between k
    cells. Your field is d − 1 steps too large for every dilated layer. What multiplies d?
    """
    r, j = 1, 1
    for k, s, d in layers:
        r += (d * k - 1) * j
        j *= s
    return r


def kernel_for_the_steps(layers: Layers) -> int:
    """You let each layer add d·k jumps, and between k cells there are only k − 1 steps.

    A convolution of 3 sees 3 pixels: the one it begins with, and two steps further. Yours sees 4.
    Which number belongs in the place of your k?
    """
    r, j = 1, 1
    for k, s, d in layers:
        r += d * k * j
        j *= s
    return r


def strides_added_whole(layers: Layers) -> int:
    """You added the stride to the jump, and a stride multiplies it.

    Even a layer with stride 1 makes your jump larger, although its cells lie as close as those
    below. After two layers of stride 2 a cell's step is 2·2 = 4 pixels. What is your jump after one
    layer with stride 1?
    """
    r, j = 1, 1
    for k, s, d in layers:
        r += d * (k - 1) * j
        j += s
    return r


def holes_not_counted(layers: Layers) -> int:
    """You counted only the pixels that the cell reads, and left out the holes between them.

    They are fewer where a dilation leaves holes. The field is counted from the first pixel to the
    last one, with everything between. How many is that for the pixels 0, 2 and 4?
    """
    pixels, j = {0}, 1
    for k, s, d in layers:
        pixels = {pixel + step * d * j for pixel in pixels for step in range(k)}
        j *= s
    return len(pixels)


def first_pixel_forgotten(layers: Layers) -> int:
    """You counted the steps that the field grows by, and left out the pixel it begins with.

    Without any layer a cell is a pixel, and sees itself: r = 1. Your field is one pixel too small
    each time. What is r before your loop?
    """
    return receptive_fields.receptive_field(layers) - 1


def span_for_the_steps(layers: Layers) -> int:
    """You let each layer add its whole span, d·(k − 1) + 1 jumps.

    The window's first cell is counted already, with all that it sees; only the steps from there to
    its last cell bring more. A convolution of 3 sees 3 pixels, and yours 4. Which part of the span
    is too much?
    """
    r, j = 1, 1
    for k, s, d in layers:
        r += (d * (k - 1) + 1) * j
        j *= s
    return r


def own_stride_for_the_jump(layers: Layers) -> int:
    """You multiplied a layer's steps by its own stride.

    How long a step is depends on the strides of the layers below, all of them together: that is the
    jump. A layer's own stride counts only for the layers above. A convolution of 3 with stride 2
    sees 3 pixels, and yours 5. Where do you keep the jump?
    """
    return 1 + sum(d * (k - 1) * s for k, s, d in layers)


RECEPTIVE_FIELD = (
    kernels_summed,
    kernels_multiplied,
    jump_forgotten,
    jump_updated_before_the_field,
    pooling_taken_for_doubling,
    field_multiplied_by_the_stride,
    strides_of_one_layer_only,
    strides_added,
    read_from_the_wrong_end,
    dilation_ignored,
    dilation_times_the_kernel,
    kernel_for_the_steps,
    strides_added_whole,
    holes_not_counted,
    first_pixel_forgotten,
    span_for_the_steps,
    own_stride_for_the_jump,
)
