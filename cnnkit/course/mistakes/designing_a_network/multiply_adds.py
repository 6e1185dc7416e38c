"""Mistakes known in `multiply_adds` of notebook 09."""

from cnnkit.course.mistakes.designing_a_network.parameters import Layer, Shape, read
from cnnkit.course.solutions.designing_a_network import multiply_adds


def on_the_size_of_the_input(shape: Shape, layer: Layer) -> int:
    """You multiplied by the size of the input, and there are fewer windows than pixels.

    Without padding a window of 3 has 3·5 places on 5×7 pixels, and you count 35. The products are
    made once for each number that comes out. What is the size of the map?
    """
    kind, filters, k = read(layer)
    if kind != "conv":
        return multiply_adds(shape, layer)
    return shape[0] * shape[1] * k * k * shape[2] * filters


def one_place_forgotten(shape: Shape, layer: Layer) -> int:
    """You subtracted the whole kernel from the size, and one place too many is gone.

    On 5×7 pixels a window of 3 has 3·5 places, and you count 2·4: it stands at one place before it
    moves for the first time. What do you add to the steps?
    """
    kind, filters, k = read(layer)
    if kind != "conv":
        return multiply_adds(shape, layer)
    return (shape[0] - k) * (shape[1] - k) * k * k * shape[2] * filters


def biases_counted(shape: Shape, layer: Layer) -> int:
    """You counted the biases as products.

    The bias is added at the end, without being multiplied by anything; by convention it does not
    count as a multiply-add. A layer has two kinds of parameters. Which of them is multiplied by
    what comes in?
    """
    kind, outputs, k = read(layer)
    places = {"dense": 1, "conv": (shape[0] - k + 1) * (shape[1] - k + 1)}.get(kind, 0)
    return multiply_adds(shape, layer) + places * outputs


def one_window_only(shape: Shape, layer: Layer) -> int:
    """You counted one window, and the kernel is used at every place of the map.

    That is the number of weights. On 5×7 pixels a 3×3 kernel stands at 15 places and makes its
    products 15 times. By what is the count of one window multiplied?
    """
    kind, filters, k = read(layer)
    if kind != "conv":
        return multiply_adds(shape, layer)
    return k * k * shape[2] * filters


def one_channel_only(shape: Shape, layer: Layer) -> int:
    """You counted k·k products a window, as if the input had one channel.

    The window reaches through all channels: on 3 of them a 3×3 window makes 27 products for each
    filter, and you count 9. What lies under the window?
    """
    kind, _, _ = read(layer)
    return multiply_adds(shape, layer) // (shape[2] if kind == "conv" else 1)


def one_filter_only(shape: Shape, layer: Layer) -> int:
    """You counted the work of one filter.

    Every filter goes over the whole image by itself, so that 4 filters work 4 times as much as one.
    Which number of the layer does not appear in your count?
    """
    kind, filters, _ = read(layer)
    return multiply_adds(shape, layer) // (filters if kind == "conv" else 1)


def side_of_the_kernel(shape: Shape, layer: Layer) -> int:
    """You took k products for a window of k×k.

    A window of size 3 lies on 9 pixels of each channel, and each of them is multiplied. You count
    3. How many weights does one channel of the kernel have?
    """
    kind, _, k = read(layer)
    return multiply_adds(shape, layer) // (k if kind == "conv" else 1)


def multiplications_and_additions_apart(shape: Shape, layer: Layer) -> int:
    """You counted each product and each addition by itself, so that you have twice as many.

    A multiply-add is both together: multiply, and add to the sum so far. Some papers count them
    apart and call them floating-point operations. Which factor do you have to leave out?
    """
    return 2 * multiply_adds(shape, layer)


def channels_not_flattened(shape: Shape, layer: Layer) -> int:
    """Your dense layer multiplies rows by columns, and leaves the channels out.

    It is connected to every number that flatten lays out: 24 of 2×3×4, and you count 6. How long is
    the row that a dense layer is given?
    """
    kind, units, _ = read(layer)
    return shape[0] * shape[1] * units if kind == "dense" else multiply_adds(shape, layer)


def dense_on_one_pixel(shape: Shape, layer: Layer) -> int:
    """Your dense layer multiplies the channels only, as if there were one pixel.

    It is connected to every number that flatten lays out: 24 of 2×3×4, and you count 4. Behind
    global average pooling your count would be right. How long is the row that it is given?
    """
    kind, units, _ = read(layer)
    return shape[2] * units if kind == "dense" else multiply_adds(shape, layer)


def comparisons_counted(shape: Shape, layer: Layer) -> int:
    """You counted pooling, which compares and multiplies nothing.

    By convention a table of multiply-adds holds products with weights only; what pooling and ReLU
    do is small beside them. What weight would a maximum multiply by?
    """
    kind, k, _ = read(layer)
    if kind != "max pool":
        return multiply_adds(shape, layer)
    return (shape[0] // k) * (shape[1] // k) * k**2 * shape[2]


MULTIPLY_ADDS = (
    on_the_size_of_the_input,
    one_place_forgotten,
    biases_counted,
    one_window_only,
    one_channel_only,
    one_filter_only,
    side_of_the_kernel,
    multiplications_and_additions_apart,
    channels_not_flattened,
    dense_on_one_pixel,
    comparisons_counted,
)
