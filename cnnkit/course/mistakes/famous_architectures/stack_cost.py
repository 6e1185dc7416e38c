"""Mistakes known in `stack_cost` of notebook 16."""

from cnnkit.course.solutions.famous_architectures import stack_cost

Counts = tuple[int, int]


def _field(k: int, layers: int) -> int:
    return 1 + layers * (k - 1)


def kernels_summed(k: int, layers: int, channels: int, filters: int) -> Counts:
    """You added the kernel sizes up for the field.

    Two windows of 3 share their middle: the second adds only one pixel on each side. Draw five
    pixels in a row, three windows above them, and one window above these. How many pixels does a
    layer of size k add?
    """
    return layers * k, stack_cost(k, layers, channels, filters)[1]


def kernels_multiplied(k: int, layers: int, channels: int, filters: int) -> Counts:
    """You multiplied the kernel sizes for the field.

    That would be right if each window stepped on by its own size, as a pooling does. Your
    convolutions have stride 1, and their windows overlap. How many pixels does each layer add?
    """
    return k**layers, stack_cost(k, layers, channels, filters)[1]


def field_of_one_layer(k: int, layers: int, channels: int, filters: int) -> Counts:
    """You gave the field of a single layer.

    A number of the second layer sees k×k numbers of the first, and each of those sees k×k pixels
    of its own. By how much does your field grow with each further layer?
    """
    return k, stack_cost(k, layers, channels, filters)[1]


def no_bias(k: int, layers: int, channels: int, filters: int) -> Counts:
    """You left out the biases.

    Each filter has one number besides its weights, which is added to its whole map. How many does
    that make in a layer, and how many in your stack?
    """
    field, parameters = stack_cost(k, layers, channels, filters)
    return field, parameters - layers * filters


def one_bias_a_layer(k: int, layers: int, channels: int, filters: int) -> Counts:
    """You counted one bias a layer.

    Every filter has a bias of its own: as many as there are maps that come out. How many filters
    does each layer of your stack have?
    """
    field, parameters = stack_cost(k, layers, channels, filters)
    return field, parameters - layers * filters + layers


def same_input_everywhere(k: int, layers: int, channels: int, filters: int) -> Counts:
    """You gave every layer the channels of the stack's input.

    Only the first layer reads these. The second is given what the first one makes, which is as
    many maps as there are filters. What are the weights of your second layer then?
    """
    return _field(k, layers), layers * (k * k * channels * filters + filters)


def filters_everywhere(k: int, layers: int, channels: int, filters: int) -> Counts:
    """You took as many channels in as filters out, in the first layer too.

    For the layers behind it that is right. The first one reads what the stack is given, such as
    the three colours of an image. Which number of your formula changes there?
    """
    return _field(k, layers), layers * (k * k * filters * filters + filters)


def one_channel_a_filter(k: int, layers: int, channels: int, filters: int) -> Counts:
    """You gave each filter a single k×k window.

    A filter is as deep as its input: k·k weights for every channel that goes in. That is what
    makes three colours, or 256 maps, cost so much. Which factor is missing in your product?
    """
    return _field(k, layers), layers * (k * k * filters + filters)


def one_layer_counted(k: int, layers: int, channels: int, filters: int) -> Counts:
    """You counted the parameters of the first layer only.

    Its field you let grow with every layer, and each of them has filters of its own. What do the
    second and the third cost?
    """
    return _field(k, layers), k * k * channels * filters + filters


def kernel_not_squared(k: int, layers: int, channels: int, filters: int) -> Counts:
    """You took k weights where a window has k rows of k.

    A kernel of 3 by 3 has nine numbers for each channel. Which of your factors should be there
    twice?
    """
    _, parameters = stack_cost(k, layers, channels, filters)
    biases = layers * filters
    return _field(k, layers), (parameters - biases) // k + biases


def order_turned(k: int, layers: int, channels: int, filters: int) -> Counts:
    """You returned the parameters first.

    Both numbers are right. The task asks for the field first and the parameters second, since the
    next cells take them apart in that order. Which two names do you have to swap?
    """
    field, parameters = stack_cost(k, layers, channels, filters)
    return parameters, field


STACK_COST = (
    kernels_summed,
    kernels_multiplied,
    field_of_one_layer,
    no_bias,
    one_bias_a_layer,
    same_input_everywhere,
    filters_everywhere,
    one_channel_a_filter,
    one_layer_counted,
    kernel_not_squared,
    order_turned,
)
