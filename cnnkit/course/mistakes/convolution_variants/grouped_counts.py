"""Mistakes known in `grouped_counts` of notebook 15."""

Counts = tuple[int, int] | None


def _fits(C: int, F: int, groups: int) -> bool:
    return not (C % groups or F % groups)


def output_channels_not_checked(H: int, W: int, C: int, F: int, k: int, groups: int) -> Counts:
    """You checked that the groups divide the input channels, and not the filters.

    Filters stand in groups too: with 6 filters in 4 groups, how many belong to each? A library
    refuses such a layer. Which two remainders have to be 0?
    """
    if C % groups:
        return None
    weights = k * k * (C // groups) * F
    return weights + F, weights * H * W


def input_channels_not_checked(H: int, W: int, C: int, F: int, k: int, groups: int) -> Counts:
    """You checked that the groups divide the filters, and not the input channels.

    With 6 channels in 4 groups `6 // 4` is 1, and two channels would be read by no filter at all.
    Which two remainders have to be 0?
    """
    if F % groups:
        return None
    weights = k * k * (C // groups) * F
    return weights + F, weights * H * W


def nothing_checked(H: int, W: int, C: int, F: int, k: int, groups: int) -> Counts:
    """You count layers that cannot exist.

    Channels and filters are both cut into groups, and both have to come out even. `//` hides what
    is left over. For which layers should your function return None?
    """
    weights = k * k * (C // groups) * F
    return weights + F, weights * H * W


def one_group_only(H: int, W: int, C: int, F: int, k: int, groups: int) -> Counts:
    """You counted the filters of one group, and there are several groups.

    One group has C / groups channels and F / groups filters. How many groups of this kind are
    there, and what remains of the two divisions when you add them all up?
    """
    if not _fits(C, F, groups):
        return None
    weights = k * k * (C // groups) * (F // groups)
    return weights + F, weights * H * W


def groups_ignored(H: int, W: int, C: int, F: int, k: int, groups: int) -> Counts:
    """You gave each filter all C channels, as if there were a single group.

    In groups a filter sees only the channels of its own group. How many are these, and how many
    weights does one filter have?
    """
    if not _fits(C, F, groups):
        return None
    weights = k * k * C * F
    return weights + F, weights * H * W


def work_not_divided(H: int, W: int, C: int, F: int, k: int, groups: int) -> Counts:
    """Your parameters are right, but your multiply-adds are those of a single group.

    Every weight is used once at every place, and you have just counted the weights. At how many
    places does a window stand?
    """
    if not _fits(C, F, groups):
        return None
    return k * k * (C // groups) * F + F, k * k * C * F * H * W


def bias_forgotten(H: int, W: int, C: int, F: int, k: int, groups: int) -> Counts:
    """You left out the biases in the parameters.

    Each filter adds a number of its own to its map, in groups as elsewhere. How many filters does
    your layer have?
    """
    if not _fits(C, F, groups):
        return None
    weights = k * k * (C // groups) * F
    return weights, weights * H * W


def bias_for_each_group(H: int, W: int, C: int, F: int, k: int, groups: int) -> Counts:
    """You counted one bias for each group.

    A bias belongs to a filter: it is added to that filter's map. A group holds several filters. So
    how many biases are there?
    """
    if not _fits(C, F, groups):
        return None
    weights = k * k * (C // groups) * F
    return weights + groups, weights * H * W


def bias_in_the_work(H: int, W: int, C: int, F: int, k: int, groups: int) -> Counts:
    """You counted the biases among the multiply-adds.

    Adding a bias multiplies nothing. The course, and most published counts, leave it out. Which
    number do you multiply with the places?
    """
    if not _fits(C, F, groups):
        return None
    weights = k * k * (C // groups) * F
    return weights + F, (weights + F) * H * W


def windows_without_padding(H: int, W: int, C: int, F: int, k: int, groups: int) -> Counts:
    """You counted the windows of a convolution without padding.

    Here the map keeps its size H × W, so a window stands at every pixel. By how many places do you
    have to multiply?
    """
    if not _fits(C, F, groups):
        return None
    weights = k * k * (C // groups) * F
    return weights + F, weights * (H - k + 1) * (W - k + 1)


def one_side_of_the_kernel(H: int, W: int, C: int, F: int, k: int, groups: int) -> Counts:
    """You multiplied by k once. A window has k rows and k columns.

    For k = 1 nobody can see the difference. How many pixels does a window of 3×3 read in one
    channel, and how many did you count?
    """
    if not _fits(C, F, groups):
        return None
    weights = k * (C // groups) * F
    return weights + F, weights * H * W


def the_two_swapped(H: int, W: int, C: int, F: int, k: int, groups: int) -> Counts:
    """Your two numbers are right and stand in the wrong order.

    The task asks for parameters first, multiply-adds second. Which of them depends on H and W, and
    at which place do you return it?
    """
    if not _fits(C, F, groups):
        return None
    weights = k * k * (C // groups) * F
    return weights * H * W, weights + F


GROUPED_COUNTS = (
    output_channels_not_checked,
    input_channels_not_checked,
    nothing_checked,
    one_group_only,
    groups_ignored,
    work_not_divided,
    bias_forgotten,
    bias_for_each_group,
    bias_in_the_work,
    windows_without_padding,
    one_side_of_the_kernel,
    the_two_swapped,
)
