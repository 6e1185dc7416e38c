"""Mistakes known in `inception_cost` of notebook 16."""

from cnnkit.course.solutions.famous_architectures import inception_cost

Counts = tuple[int, int]


def _weights(k: int, before: int, filters: int) -> int:
    return k * k * before * filters + filters


def bottleneck_uncounted(
    channels: int, ones: int, reduce3: int, threes: int, reduce5: int, fives: int, pooled: int
) -> Counts:
    """You let the 1×1 convolutions in front of the 3×3 and the 5×5 cost nothing.

    They are small, but they read all channels that come in, and they are learned like the others.
    In your count they only make the next layer cheaper. What do the two of them have themselves?
    """
    out, parameters = inception_cost(channels, ones, reduce3, threes, reduce5, fives, pooled)
    saved = _weights(1, channels, reduce3) + _weights(1, channels, reduce5)
    return out, parameters - saved


def no_bottleneck(
    channels: int, ones: int, reduce3: int, threes: int, reduce5: int, fives: int, pooled: int
) -> Counts:
    """You let the 3×3 and the 5×5 read all channels that come in.

    Before each of them stands a 1×1 convolution that makes fewer channels of them; that is its
    whole purpose. How many channels are left for your 3×3 to read?
    """
    out, parameters = inception_cost(channels, ones, reduce3, threes, reduce5, fives, pooled)
    parameters += 9 * (channels - reduce3) * threes + 25 * (channels - reduce5) * fives
    return out, parameters


def neither_reduced_nor_counted(
    channels: int, ones: int, reduce3: int, threes: int, reduce5: int, fives: int, pooled: int
) -> Counts:
    """You left the two reducing 1×1 convolutions out altogether.

    Your 3×3 and 5×5 read everything that comes in: that is the naive module of the paper's figure
    2(a), and it costs far more. Which two layers does figure 2(b) put in front of them?
    """
    parts = ((1, ones), (3, threes), (5, fives), (1, pooled))
    return (
        ones + threes + fives + pooled,
        sum(_weights(k, channels, filters) for k, filters in parts),
    )


def branches_added(
    channels: int, ones: int, reduce3: int, threes: int, reduce5: int, fives: int, pooled: int
) -> Counts:
    """You added the branches, so that as many channels come out as the widest branch has.

    Maps can only be added where their channels agree, and here each branch makes another number of
    them. An inception module lays the maps one behind the other. How many are there then?
    """
    _, parameters = inception_cost(channels, ones, reduce3, threes, reduce5, fives, pooled)
    return max(ones, threes, fives, pooled), parameters


def reduced_maps_too(
    channels: int, ones: int, reduce3: int, threes: int, reduce5: int, fives: int, pooled: int
) -> Counts:
    """You put the maps of the reducing 1×1 convolutions into the output as well.

    They go into the 3×3 and the 5×5, and nowhere else. Follow each branch to its end: which four
    numbers of maps arrive where your branches are joined?
    """
    out, parameters = inception_cost(channels, ones, reduce3, threes, reduce5, fives, pooled)
    return out + reduce3 + reduce5, parameters


def pooling_keeps_its_channels(
    channels: int, ones: int, reduce3: int, threes: int, reduce5: int, fives: int, pooled: int
) -> Counts:
    """You let the pooling branch give out all channels that come in.

    A pooling keeps them, that is right; so the authors put a 1×1 convolution behind it, or the
    module would grow by all its channels each time. How many maps does that one make of yours?
    """
    out, parameters = inception_cost(channels, ones, reduce3, threes, reduce5, fives, pooled)
    return out - pooled + channels, parameters - _weights(1, channels, pooled)


def pool_projection_uncounted(
    channels: int, ones: int, reduce3: int, threes: int, reduce5: int, fives: int, pooled: int
) -> Counts:
    """You counted nothing for the pooling branch.

    The pooling itself has no weights. Behind it stands a 1×1 convolution that brings the channels
    down, and you use its maps in the output. What does it cost?
    """
    out, parameters = inception_cost(channels, ones, reduce3, threes, reduce5, fives, pooled)
    return out, parameters - _weights(1, channels, pooled)


def pooling_branch_forgotten(
    channels: int, ones: int, reduce3: int, threes: int, reduce5: int, fives: int, pooled: int
) -> Counts:
    """You forgot the pooling branch.

    There are four ways through the module: 1×1, 3×3, 5×5, and a pooling with a 1×1 behind it. Your
    channels and your parameters both lack the fourth. What does it add to each?
    """
    out, parameters = inception_cost(channels, ones, reduce3, threes, reduce5, fives, pooled)
    return out - pooled, parameters - _weights(1, channels, pooled)


def no_biases(
    channels: int, ones: int, reduce3: int, threes: int, reduce5: int, fives: int, pooled: int
) -> Counts:
    """You left out the biases.

    Every filter of the six convolutions has one. (With a batch norm behind each the biases go, and
    two numbers a channel come in their place; the task counts the module of 2014.) How many filters
    are there in your module?
    """
    out, parameters = inception_cost(channels, ones, reduce3, threes, reduce5, fives, pooled)
    return out, parameters - (ones + reduce3 + threes + reduce5 + fives + pooled)


def three_for_five(
    channels: int, ones: int, reduce3: int, threes: int, reduce5: int, fives: int, pooled: int
) -> Counts:
    """You took 3×3 where the paper has 5×5.

    You are in good company: a well-known library does the same, by an old mistake that it keeps so
    that its weights still fit. Count the module of the paper. How many weights has a 5×5 window?
    """
    out, parameters = inception_cost(channels, ones, reduce3, threes, reduce5, fives, pooled)
    return out, parameters - 16 * reduce5 * fives


def kernels_not_squared(
    channels: int, ones: int, reduce3: int, threes: int, reduce5: int, fives: int, pooled: int
) -> Counts:
    """You took 3 and 5 weights where the windows have 9 and 25.

    A window has rows and columns. For the 1×1 convolutions your count is right, since 1 squared is
    1. What is it for the other two?
    """
    out, parameters = inception_cost(channels, ones, reduce3, threes, reduce5, fives, pooled)
    return out, parameters - 6 * reduce3 * threes - 20 * reduce5 * fives


INCEPTION_COST = (
    bottleneck_uncounted,
    no_bottleneck,
    neither_reduced_nor_counted,
    branches_added,
    reduced_maps_too,
    pooling_keeps_its_channels,
    pool_projection_uncounted,
    pooling_branch_forgotten,
    no_biases,
    three_for_five,
    kernels_not_squared,
)
