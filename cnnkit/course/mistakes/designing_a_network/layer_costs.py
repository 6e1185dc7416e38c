"""Mistakes known in `parameters` and `multiply_adds` of notebook 09."""

from cnnkit.course.solutions.designing_a_network import multiply_adds, parameters

Shape = tuple[int, int, int]
Layer = tuple[str, *tuple[int, ...]]


def read(layer: Layer) -> tuple[str, int, int]:
    """Return a layer's kind, its first number and its second one; 0 for what it does not have."""
    kind, *numbers = layer
    first, second, *_ = [*numbers, 0, 0]
    return kind, first, second


def bias_forgotten(shape: Shape, layer: Layer) -> int:
    """You counted the weights and forgot the biases.

    Each filter, and each unit of a dense layer, adds one number of its own. A 3×3 filter on one
    channel learns 10 numbers, and you count 9. What does a filter answer to a patch of zeros?
    """
    kind, outputs, _ = read(layer)
    return parameters(shape, layer) - outputs * (kind in ("conv", "dense"))


def one_bias_for_all(shape: Shape, layer: Layer) -> int:
    """You counted a single bias for the whole layer.

    With one filter that is right. With 4 of them each adds a number of its own, so that you are 3
    short. How many maps can be raised or lowered by themselves?
    """
    return bias_forgotten(shape, layer) + (read(layer)[0] in ("conv", "dense"))


def bias_per_pixel(shape: Shape, layer: Layer) -> int:
    """You gave every number of the feature map a bias of its own.

    A filter adds the same bias at every place, just as it uses the same weights everywhere. On 5×7
    pixels a 3×3 filter has 15 places, and you count 15 biases. How many does one filter have?
    """
    kind, filters, k = read(layer)
    if kind != "conv":
        return parameters(shape, layer)
    height, width, _ = shape
    return bias_forgotten(shape, layer) + (height - k + 1) * (width - k + 1) * filters


def bias_per_channel(shape: Shape, layer: Layer) -> int:
    """You counted a bias for each input channel of each filter.

    A filter adds up over all its channels first, and then adds its bias once. For 4 filters on 3
    channels you count 12 biases where there are 4. When is the bias added?
    """
    kind, filters, k = read(layer)
    if kind != "conv":
        return parameters(shape, layer)
    return (k * k + 1) * shape[2] * filters


def input_channels_forgotten(shape: Shape, layer: Layer) -> int:
    """You counted k·k weights for a filter, as if its input had one channel.

    A filter has a small table of weights for each channel that it sees. On 3 channels a 3×3 filter
    has 27 weights, and you count 9. What is the shape of the whole kernel?
    """
    kind, filters, k = read(layer)
    if kind != "conv":
        return parameters(shape, layer)
    return (k * k + 1) * filters


def filters_forgotten(shape: Shape, layer: Layer) -> int:
    """You counted one filter only, and the layer has several.

    Each filter has weights and a bias of its own; that is why their maps differ. 4 filters learn
    4 times what one learns. Which number of the layer does not appear in your count?
    """
    kind, _, k = read(layer)
    return shape[2] * k**2 + 1 if kind == "conv" else parameters(shape, layer)


def kernel_not_squared(shape: Shape, layer: Layer) -> int:
    """You took k weights for a window of k×k.

    A kernel of size 3 has 3 rows of 3 weights: 9 for each channel. You count 3. How many pixels lie
    under the window?
    """
    kind, filters, k = read(layer)
    if kind != "conv":
        return parameters(shape, layer)
    return (k * shape[2] + 1) * filters


def a_kernel_for_each_place(shape: Shape, layer: Layer) -> int:
    """You counted new weights at every place of the window.

    A convolution shares its weights: the same 9 numbers go over the whole image. You multiplied by
    the size of the map, and that belongs to the multiply-adds. What would change with a larger
    image?
    """
    kind, _, k = read(layer)
    places = (shape[0] - k + 1) * (shape[1] - k + 1) if kind == "conv" else 1
    return parameters(shape, layer) * places


def dense_on_the_spatial_size(shape: Shape, layer: Layer) -> int:
    """You flattened rows and columns and forgot the channels.

    A dense layer is connected to every number that comes in: of 2×3×4 there are 24, and you count 6
    of them for each unit. How many numbers does each pixel bring along?
    """
    kind, units, _ = read(layer)
    return (shape[0] * shape[1] + 1) * units if kind == "dense" else parameters(shape, layer)


def dense_on_the_channels(shape: Shape, layer: Layer) -> int:
    """You connected each unit to the channels only, and it reads every pixel of each of them.

    Of 2×3×4 come 24 numbers, and you count 4. Behind global average pooling your count would be
    right. What has flatten done before a dense layer is given its row?
    """
    kind, units, _ = read(layer)
    return (shape[2] + 1) * units if kind == "dense" else parameters(shape, layer)


def pooling_has_weights(shape: Shape, layer: Layer) -> int:
    """You counted weights for pooling, which has none.

    It takes the largest number of a window; there is nothing in it that training could change. A
    ReLU has nothing to learn either. What is the count for such a layer?
    """
    kind, k, _ = read(layer)
    return shape[2] * k**2 if kind == "max pool" else parameters(shape, layer)


PARAMETERS = (
    bias_forgotten,
    one_bias_for_all,
    bias_per_pixel,
    bias_per_channel,
    input_channels_forgotten,
    filters_forgotten,
    kernel_not_squared,
    a_kernel_for_each_place,
    dense_on_the_spatial_size,
    dense_on_the_channels,
    pooling_has_weights,
)


def on_the_size_of_the_input(shape: Shape, layer: Layer) -> int:
    """You multiplied by the size of the input, and there are fewer windows than pixels.

    Without padding a window of 3 has 3·5 places on 5×7 pixels, and you count 35. The products are
    made once for each number that comes out. What is the size of the map?
    """
    kind, filters, k = read(layer)
    if kind != "conv":
        return multiply_adds(shape, layer)
    return shape[0] * shape[1] * k * k * shape[2] * filters


def biases_counted(shape: Shape, layer: Layer) -> int:
    """You counted the biases as products.

    The bias is added at the end, without being multiplied by anything; by convention it does not
    count as a multiply-add. You have multiplied the parameters by the places. Which of them meets
    no pixel?
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
    biases_counted,
    one_window_only,
    one_channel_only,
    one_filter_only,
    side_of_the_kernel,
    multiplications_and_additions_apart,
    channels_not_flattened,
    comparisons_counted,
)
