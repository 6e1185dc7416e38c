"""Mistakes known in `layers_needed` of notebook 07."""

import math


def kernels_side_by_side(k: int, wanted: int) -> int:
    """You divided by k, as if each layer brought k new pixels.

    The windows of a layer overlap. Two layers of 3 see 5 pixels and not 6: the first pixel is there
    from the beginning, and how many does each layer add?
    """
    return -(-wanted // k)


def rounded_down(k: int, wanted: int) -> int:
    """You rounded down, so that the field is a little too small.

    For 6 pixels with kernels of 3 there are 2.5 layers to go. Two layers see 5 pixels, and you
    stopped there. At least `wanted` are asked for: which way do you have to round?
    """
    return (wanted - 1) // (k - 1)


def one_layer_too_many(k: int, wanted: int) -> int:
    """Your stack is one layer too deep wherever the field fits exactly.

    For 5 pixels with kernels of 3 you say 3, and 1 + 2 + 2 is 5 already. Either you let the layers
    bring all the pixels, the first one too; or you add 1 to a division that came out even; or your
    loop goes on at r = wanted. Which is yours?
    """
    return -(-wanted // (k - 1))


def first_layer_not_counted(k: int, wanted: int) -> int:
    """You counted the layers on top of the first one.

    wanted − k pixels are missing after one layer, that is right. But that layer is one too. For 3
    pixels with a kernel of 3 you say 0, and without any layer a cell sees 1 pixel. Where do you
    count from?
    """
    return math.ceil((wanted - k) / (k - 1))


def one_side_only(k: int, wanted: int) -> int:
    """You let the field grow to one side only.

    A kernel of 3 reaches one pixel to the left and one to the right, so that each layer adds 2.
    Your stack is twice as deep as it has to be. By how much does r grow with a kernel of k?
    """
    return math.ceil((wanted - 1) / ((k - 1) / 2))


def fields_multiplied(k: int, wanted: int) -> int:
    """You let each layer multiply the field by k.

    At stride 1 it adds: 3, 5, 7, 9 and so on. Two layers of 3 see 5 pixels and not 9, since their
    windows overlap. What does the recursion for r say if all jumps are 1?
    """
    layers, r = 0, 1
    while r < wanted:
        layers, r = layers + 1, r * k
    return layers


def rounded_to_the_nearest(k: int, wanted: int) -> int:
    """You rounded to the nearest whole number, and that can be the one below.

    For 6 pixels with kernels of 5 it takes 1.25 layers. You make 1 of it, and one layer sees 5
    pixels. A quarter of a layer is not to be had: which way do you have to round?
    """
    return round((wanted - 1) / (k - 1))


LAYERS_NEEDED = (
    kernels_side_by_side,
    rounded_down,
    one_layer_too_many,
    first_layer_not_counted,
    one_side_only,
    fields_multiplied,
    rounded_to_the_nearest,
)
