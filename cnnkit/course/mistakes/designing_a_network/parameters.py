"""Mistakes known in `parameters` of notebook 09."""

from cnnkit.course.solutions.designing_a_network import parameters

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


def biases_of_the_filters_forgotten(shape: Shape, layer: Layer) -> int:
    """You counted the biases of a dense layer, and forgot those of a convolution.

    A filter adds a number of its own as well, once for its whole map. A 3×3 filter on one channel
    learns 10 numbers, and you count 9. What does a filter answer to a patch of zeros?
    """
    kind, _, _ = read(layer)
    return bias_forgotten(shape, layer) if kind == "conv" else parameters(shape, layer)


def biases_of_the_units_forgotten(shape: Shape, layer: Layer) -> int:
    """You counted the biases of a convolution, and forgot those of a dense layer.

    Each unit adds a number of its own, as each filter does. 5 units on 24 numbers learn 125, and
    you count 120. What does a unit answer if all its inputs are 0?
    """
    kind, _, _ = read(layer)
    return bias_forgotten(shape, layer) if kind == "dense" else parameters(shape, layer)


def numbers_exchanged(shape: Shape, layer: Layer) -> int:
    """You took a convolution's two numbers for each other.

    In `("conv", 4, 3)` the filters come first: four of them, with windows of 3×3. On 3 channels
    they learn 112 numbers, and you count 147. Which of the two numbers is squared?
    """
    kind, k, filters = read(layer)
    return parameters(shape, (kind, filters, k) if kind == "conv" else layer)


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
    biases_of_the_filters_forgotten,
    biases_of_the_units_forgotten,
    numbers_exchanged,
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
