"""Mistakes known in `dense_weights` and `convolution_weights` of notebook 02."""


def bias_forgotten(height: int, width: int, channels: int, units: int) -> int:
    """You counted the weights, and forgot the biases.

    Each unit adds one more number to its sum of products, whatever the image is: its bias. It is
    learned like the weights. How many units do you have, and so how many biases?
    """
    return height * width * channels * units


def one_bias_for_all(height: int, width: int, channels: int, units: int) -> int:
    """You added one bias for the whole layer.

    Each unit makes a sum of its own and has a bias of its own, so that it can be eager or
    reluctant by itself. With 3 units on 2 pixels you get 7. How many knobs are there really?
    """
    return height * width * channels * units + 1


def channels_left_out(height: int, width: int, channels: int, units: int) -> int:
    """You counted pixels, and left the channels out.

    Each pixel of a colour image is three numbers, and a unit of a dense layer has a weight for each
    of them. Your count is right for grey images only. How many numbers go into the layer?
    """
    return height * width * units + units


def one_weight_a_pixel(height: int, width: int, channels: int, units: int) -> int:
    """You counted one weight for each number of the image, as if all units shared them.

    Units that shared all their weights would always give the same answer, but for the bias. Every
    unit of your layer looks at the whole image with weights of its own. How many units are there?
    """
    return height * width * channels + units


def bias_for_each_input(height: int, width: int, channels: int, units: int) -> int:
    """You counted a bias for each number of the image.

    The bias is added once to each sum, after all products are in. So it belongs to the units, at
    the output, and not to the inputs. How many sums does your layer make?
    """
    inputs = height * width * channels
    return inputs * units + inputs


def biases_forgotten(height: int, width: int, channels: int, filters: int, k: int) -> int:
    """You counted the weights, and forgot the biases.

    Each filter adds one more number to every answer of its map: its bias. It is learned like the
    weights. How many filters do you have?
    """
    return k * k * channels * filters


def input_channels_forgotten(height: int, width: int, channels: int, filters: int, k: int) -> int:
    """You forgot the input channels.

    A filter covers k by k pixels, and on a colour image each of them is three numbers. So the
    filter is as deep as the image has channels. Your count is right for grey images only: how
    many numbers lie in one window?
    """
    return k * k * filters + filters


def counted_at_every_window(height: int, width: int, channels: int, filters: int, k: int) -> int:
    """You counted the weights anew at every window, as if each had weights of its own.

    That is a layer with local windows but without sharing. A convolution uses the same few weights
    at every place. Which two of the inputs of your function does its count not need?
    """
    windows = (height - k + 1) * (width - k + 1)
    return windows * (k * k * channels + 1) * filters


def counted_at_every_pixel(height: int, width: int, channels: int, filters: int, k: int) -> int:
    """You counted a set of weights for every pixel of the image.

    The kernel visits each pixel, and it stays the same kernel: its weights are counted once. If
    you double the height of the image, how many more weights does the convolution have to
    learn?
    """
    return height * width * (k * k * channels + 1) * filters


def bias_for_each_channel(height: int, width: int, channels: int, filters: int, k: int) -> int:
    """You counted a bias for each filter *and* each channel.

    A filter adds up its products over all channels first. One sum comes out, and it gets one bias.
    With 3 channels and 2 filters you add 6 biases. How many sums are there at each place?
    """
    return k * k * channels * filters + channels * filters


def kernel_not_squared(height: int, width: int, channels: int, filters: int, k: int) -> int:
    """You counted k weights where the kernel has k rows *and* k columns.

    A kernel of size 3 is a table of 3 by 3 numbers. Draw its cells and count them. What does your
    count have to be multiplied by once more?
    """
    return k * channels * filters + filters


def counted_as_dense(height: int, width: int, channels: int, filters: int, k: int) -> int:
    """You gave each filter a weight for every number of the image.

    That is a dense layer. A filter has weights for one window only, and takes them along from
    place to place. How many numbers lie in one window of your filter?
    """
    return height * width * channels * filters + filters


def single_bias(height: int, width: int, channels: int, filters: int, k: int) -> int:
    """You added one bias for the whole layer.

    Each filter makes a map of its own and has a bias of its own, which it uses at every place of
    its map. With 4 filters, how many biases does your layer learn?
    """
    return k * k * channels * filters + 1


def filters_forgotten(height: int, width: int, channels: int, filters: int, k: int) -> int:
    """You counted one filter only.

    The places of a map share their weights; the filters of a layer do not. Otherwise all maps
    would be the same. Your count is right for one filter: what if there are 4 of them?
    """
    return k * k * channels + 1


DENSE_WEIGHTS = (
    bias_forgotten,
    one_bias_for_all,
    channels_left_out,
    one_weight_a_pixel,
    bias_for_each_input,
)
CONVOLUTION_WEIGHTS = (
    biases_forgotten,
    input_channels_forgotten,
    counted_at_every_window,
    counted_at_every_pixel,
    bias_for_each_channel,
    kernel_not_squared,
    counted_as_dense,
    single_bias,
    filters_forgotten,
)
