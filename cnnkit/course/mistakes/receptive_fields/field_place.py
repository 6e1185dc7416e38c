"""Mistakes known in `field_of_stack` of notebook 07."""

from cnnkit.course.solutions import receptive_fields

Layers = list[tuple[int, int, int, int]]
Field = tuple[int, int, int]


def padding_added(layers: Layers) -> Field:
    """You let the padding grow the field.

    A kernel of 3 multiplies three numbers, whether or not some of them are zeros of the padding.
    With 1 pixel of padding your field is 5. Padding moves the place where the first window begins;
    which of your three numbers is that?
    """
    r, j, start = 1, 1, 0
    for k, s, d, p in layers:
        start -= p * j
        r += (d * (k - 1) + 2 * p) * j
        j *= s
    return r, j, start


def padding_not_multiplied_by_the_jump(layers: Layers) -> Field:
    """You moved the start by p, and a cell of padding is as wide as the jump.

    After a pooling with stride 2, one cell of padding stands for 2 pixels of the image. Your start
    is right until the first stride. What do you have to multiply p by?
    """
    r, j, _ = receptive_fields.field_of_stack(layers)
    return r, j, -sum(p for _, _, _, p in layers)


def start_moved_to_the_right(layers: Layers) -> Field:
    """Your start goes up with the padding, and it should go down.

    With 1 pixel of padding the first window begins one pixel before the image, at −1. Yours begins
    at 1, where it would miss pixel 0. Which sign does the padding have?
    """
    r, j, start = receptive_fields.field_of_stack(layers)
    return r, j, -start


def both_sides_counted(layers: Layers) -> Field:
    """You counted the padding of both sides, and the start is on one side.

    With 1 pixel on each side the first window begins at −1, and you say −2. What is added behind
    the last pixel does not move the first window. Which 2 is too much?
    """
    r, j, start = receptive_fields.field_of_stack(layers)
    return r, j, 2 * start


def padding_ignored(layers: Layers) -> Field:
    """Your start stays at 0, whatever the padding.

    Size and jump do not depend on the padding, that is right. But the first window begins p cells
    before the map that it stands on. With 1 pixel of padding, which pixel does it begin at?
    """
    r, j, _ = receptive_fields.field_of_stack(layers)
    return r, j, 0


def start_moved_after_the_jump(layers: Layers) -> Field:
    """You moved the start with the new jump, and the padding lies in the map below.

    One convolution with stride 2 and 1 pixel of padding begins at −1; yours begins at −2. The
    padding is made of cells of the layer's input. Which jump do these have, the one before or
    after the stride?
    """
    r, j, start = 1, 1, 0
    for k, s, d, p in layers:
        r += d * (k - 1) * j
        j *= s
        start -= p * j
    return r, j, start


def everything_after_the_jump(layers: Layers) -> Field:
    """You multiplied the jump by the stride before you used it.

    A layer's window stands on the cells of its input, and its padding is made of them too. How far
    these lie apart is the jump from before. A convolution of 3 with stride 2 sees 3 pixels, and
    yours 5. Which line comes last?
    """
    r, j, start = 1, 1, 0
    for k, s, d, p in layers:
        j *= s
        r += d * (k - 1) * j
        start -= p * j
    return r, j, start


def jump_forgotten_in_the_field(layers: Layers) -> Field:
    """Your field grows by d·(k − 1) at every layer, as if there were no strides.

    You do keep the jump, and it is right. The next window's cells are j pixels apart, so that each
    of its steps is worth j pixels. Where is your jump missing?
    """
    _, j, start = receptive_fields.field_of_stack(layers)
    return 1 + sum(d * (k - 1) for k, _, d, _ in layers), j, start


def jump_of_the_last_layer(layers: Layers) -> Field:
    """Your jump is the stride of the last layer, and it should be the product of all.

    After two layers of stride 2 neighbouring cells lie 4 pixels apart. What is the new jump, if
    each step of this layer is s steps of the one below?
    """
    r, j, start = 1, 1, 0
    for k, s, d, p in layers:
        start -= p * j
        r += d * (k - 1) * j
        j = s
    return r, j, start


def padding_times_the_dilation(layers: Layers) -> Field:
    """You multiplied the padding by the dilation too.

    The dilation pulls the cells of the window apart. The cells of the padding stand side by side,
    as all cells of that map do. With dilation 2 and 2 cells of padding the first window begins at
    −2; yours begins at −4. Which distance lies between two cells of padding?
    """
    r, j, start = 1, 1, 0
    for k, s, d, p in layers:
        start -= p * d * j
        r += d * (k - 1) * j
        j *= s
    return r, j, start


def padding_and_dilation_exchanged(layers: Layers) -> Field:
    """You took the padding for the dilation, and the dilation for the padding.

    The layers come as `(k, s, d, p)`: the first three as before, and the padding last. One
    convolution without padding is `(3, 1, 1, 0)`, and yours begins at −1. In which order does your
    loop take the four numbers?
    """
    return receptive_fields.field_of_stack([(k, s, p, d) for k, s, d, p in layers])


def start_given_first(layers: Layers) -> Field:
    """You gave the three numbers in another order.

    All three are right. `(r, j, start)` is asked for, the size first and the start last, and yours
    begin with the start. What does your last line return?
    """
    r, j, start = receptive_fields.field_of_stack(layers)
    return start, r, j


def middle_for_the_start(layers: Layers) -> tuple[int, int, float]:
    """You gave the middle of the field, and the start is asked for.

    Both are in use. The middle is start + (r − 1) / 2, and here the start is the first pixel that
    cell 0 sees. For one kernel of 3 without padding it sees pixels 0 to 2. Which one is its start?
    """
    r, j, start = receptive_fields.field_of_stack(layers)
    return r, j, start + (r - 1) / 2


def start_of_the_last_layer(layers: Layers) -> Field:
    """You set the start anew at each layer, and it should go on from where it was.

    Each padding moves it further to the left. After a convolution with padding 2 it is −2, and a
    pooling without padding leaves it there; yours goes back to 0. What is the difference between
    `=` and `-=`?
    """
    r, j, start = 1, 1, 0
    for k, s, d, p in layers:
        start = -p * j
        r += d * (k - 1) * j
        j *= s
    return r, j, start


FIELD_OF_STACK = (
    padding_added,
    padding_not_multiplied_by_the_jump,
    start_moved_to_the_right,
    both_sides_counted,
    padding_ignored,
    start_moved_after_the_jump,
    everything_after_the_jump,
    jump_forgotten_in_the_field,
    jump_of_the_last_layer,
    padding_times_the_dilation,
    padding_and_dilation_exchanged,
    start_given_first,
    middle_for_the_start,
    start_of_the_last_layer,
)
