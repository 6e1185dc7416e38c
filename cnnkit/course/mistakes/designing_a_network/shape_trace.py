"""Mistakes known in `shape_trace` of notebook 09."""

from collections.abc import Callable

from cnnkit.course.solutions.designing_a_network import shape_trace

Shape = tuple[int, int, int]
Layer = tuple[str, *tuple[int, ...]]
Rule = Callable[[Shape, list[int]], Shape]


def traced(shape: Shape, layers: list[Layer], kind: str, rule: Rule) -> list[Shape]:
    """Follow a network in which one kind of layer has a rule of its own."""
    shapes: list[Shape] = []
    for layer in layers:
        given = shapes[-1] if shapes else shape
        own = layer[0] == kind
        shapes.append(rule(given, list(layer[1:])) if own else shape_trace(given, [layer])[0])
    return shapes


def channels_pooled(shape: Shape, layers: list[Layer]) -> list[Shape]:
    """You pooled the channels as well, and pooling works in each channel by itself.

    A window of 2×2 lies on rows and columns. Of 6×8×2 it makes 3×4×2, and you have a single channel
    left. Which of the three numbers does a window never touch?
    """

    def rule(given: Shape, numbers: list[int]) -> Shape:
        (k,) = numbers
        return given[0] // k, given[1] // k, given[2] // k

    return traced(shape, layers, "max pool", rule)


def rounded_up(shape: Shape, layers: list[Layer]) -> list[Shape]:
    """You rounded up where pooling leaves a row or a column over.

    Seven columns hold three windows of two, and the last column is left over: 7 becomes 3 and you
    have 4. In the network of the notebook it is 13 that becomes 6. What would the fourth window
    stand on?
    """

    def rule(given: Shape, numbers: list[int]) -> Shape:
        (k,) = numbers
        return -(-given[0] // k), -(-given[1] // k), given[2]

    return traced(shape, layers, "max pool", rule)


def pooling_one_pixel_apart(shape: Shape, layers: list[Layer]) -> list[Shape]:
    """Your pooling windows are one pixel apart, like those of a convolution.

    Where nothing else is said, pooling windows stand side by side: the stride is the window. Of 6
    rows windows of 2 make 3, and you have 5. How far does the window move?
    """

    def rule(given: Shape, numbers: list[int]) -> Shape:
        (k,) = numbers
        return given[0] - k + 1, given[1] - k + 1, given[2]

    return traced(shape, layers, "max pool", rule)


def padding_assumed(shape: Shape, layers: list[Layer]) -> list[Shape]:
    """Your convolutions keep the size, as they would with `same` padding.

    Here there is no padding, and a window of 3 has only 3 places in 5 rows. A network that you take
    for padded comes out larger at every layer. What does each convolution take away?
    """

    def rule(given: Shape, numbers: list[int]) -> Shape:
        return given[0], given[1], numbers[0]

    return traced(shape, layers, "conv", rule)


def numbers_exchanged(shape: Shape, layers: list[Layer]) -> list[Shape]:
    """You took a convolution's two numbers for each other.

    In `("conv", 4, 3)` the filters come first: four of them, with windows of 3×3. Of 5×7×3 it makes
    3×5×4, and you have 2×4×3. Which of the two numbers says how many maps come out?
    """

    def rule(given: Shape, numbers: list[int]) -> Shape:
        k, filters = numbers
        return given[0] - k + 1, given[1] - k + 1, filters

    return traced(shape, layers, "conv", rule)


def always_halved(shape: Shape, layers: list[Layer]) -> list[Shape]:
    """You halve rows and columns at every pooling, whatever its window.

    Windows of 3 stand three rows apart, so that 8 rows hold two of them, and you have 4. Halving is
    what a window of 2 does. By what do you have to divide?
    """

    def rule(given: Shape, numbers: list[int]) -> Shape:
        return given[0] // 2, given[1] // 2, given[2]

    return traced(shape, layers, "max pool", rule)


def average_left_as_maps(shape: Shape, layers: list[Layer]) -> list[Shape]:
    """You left the maps as they are behind the global average, and one number of each is left.

    It takes the mean of a whole map: of 4×6×5 it makes 1×1×5, a number for each of the five
    channels. How many rows and columns does a single number have?
    """
    return traced(shape, layers, "global average pool", lambda given, numbers: given)


def one_forgotten(shape: Shape, layers: list[Layer]) -> list[Shape]:
    """You subtracted the whole kernel, and one place too many is gone.

    A kernel of 3 has 5 − 3 + 1 = 3 places in 5 rows: it stands at one place before it moves for the
    first time. Your map has 2 rows. What is the difference between steps and places?
    """

    def rule(given: Shape, numbers: list[int]) -> Shape:
        filters, k = numbers
        return given[0] - k, given[1] - k, filters

    return traced(shape, layers, "conv", rule)


def channels_multiplied(shape: Shape, layers: list[Layer]) -> list[Shape]:
    """You multiplied the channels by the filters, and a filter makes one map, not one a channel.

    Each filter sees all channels of its input and adds up what it finds in them. 4 filters on 3
    channels make 4 maps, and you have 12. How many numbers does one filter give at one place?
    """

    def rule(given: Shape, numbers: list[int]) -> Shape:
        filters, k = numbers
        return given[0] - k + 1, given[1] - k + 1, filters * given[2]

    return traced(shape, layers, "conv", rule)


def channels_kept(shape: Shape, layers: list[Layer]) -> list[Shape]:
    """Your convolution keeps the channels of its input, and it is the filters that set them.

    4 filters make 4 feature maps, whatever they are given: 5×7×3 becomes 3×5×4, and yours still has
    3 channels. What is stacked along the last axis of a convolution's output?
    """

    def rule(given: Shape, numbers: list[int]) -> Shape:
        return given[0] - numbers[1] + 1, given[1] - numbers[1] + 1, given[2]

    return traced(shape, layers, "conv", rule)


def flattened_without_channels(shape: Shape, layers: list[Layer]) -> list[Shape]:
    """You flattened rows and columns and forgot the channels.

    Flatten keeps every number. An array of 2×3×4 holds 24 of them, and your row has 6. How many
    numbers does each pixel of a feature map bring along?
    """

    def rule(given: Shape, numbers: list[int]) -> Shape:
        return 1, 1, given[0] * given[1]

    return traced(shape, layers, "flatten", rule)


def flatten_left_out(shape: Shape, layers: list[Layer]) -> list[Shape]:
    """Your flatten changes nothing, and it should make one long row.

    All numbers of 2×3×4 stand in a row of 24 then, which you write as (1, 1, 24). You still have
    rows and columns. What are height and width of a row that counts as one pixel?
    """
    return traced(shape, layers, "flatten", lambda given, numbers: given)


def averaged_over_channels(shape: Shape, layers: list[Layer]) -> list[Shape]:
    """Your global average pooling averages over the channels too.

    It makes one number of each channel: of 4×6×5 there remain 5 numbers, and you have one. A
    classifier would have nothing left to tell the classes apart. Over which axes runs the average?
    """
    return traced(shape, layers, "global average pool", lambda given, numbers: (1, 1, 1))


def image_listed_too(shape: Shape, layers: list[Layer]) -> list[Shape]:
    """You listed the image itself as well, and only outputs are asked for.

    Your list has one entry more than there are layers, and its first one is the input. What comes
    out of the first layer?
    """
    return [shape, *shape_trace(shape, layers)]


def activations_left_out(shape: Shape, layers: list[Layer]) -> list[Shape]:
    """You left out the layers that change no shape.

    A ReLU gives out as many numbers as it takes in, and its line in the table says so. Your list is
    shorter than the list of layers. What should stand there for a ReLU?
    """
    traced_all = shape_trace(shape, layers)
    return [each for each, layer in zip(traced_all, layers, strict=True) if layer[0] != "relu"]


def always_from_the_image(shape: Shape, layers: list[Layer]) -> list[Shape]:
    """Each of your layers is given the image, and it should be given the output before it.

    For the first layer the two are the same. The second one takes the first one's feature maps,
    with their size and their channels. Which three variables have to change in each turn of the
    loop?
    """
    return [shape_trace(shape, [layer])[0] for layer in layers]


def taken_for_square(shape: Shape, layers: list[Layer]) -> list[Shape]:
    """You computed one size and used it for rows and columns.

    On a square image that goes unnoticed. On 5×7 a kernel of 3 has 3 places down and 5 across, and
    your map is square. Which of your lines never looks at the width?
    """
    return shape_trace((shape[0], shape[0], shape[2]), layers)


SHAPE_TRACE = (
    channels_pooled,
    rounded_up,
    pooling_one_pixel_apart,
    padding_assumed,
    one_forgotten,
    numbers_exchanged,
    always_halved,
    average_left_as_maps,
    channels_multiplied,
    channels_kept,
    flattened_without_channels,
    flatten_left_out,
    averaged_over_channels,
    image_listed_too,
    activations_left_out,
    always_from_the_image,
    taken_for_square,
)
