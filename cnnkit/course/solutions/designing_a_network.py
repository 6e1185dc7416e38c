"""Reference solutions of notebook 09, each complete in itself."""


def shape_trace(shape: tuple[int, int, int], layers: list[tuple]) -> list[tuple]:
    """List the output shape of each layer; a row of n numbers counts as (1, 1, n)."""
    height, width, channels = shape
    shapes = []
    for kind, *numbers in layers:
        if kind == "conv":
            filters, k = numbers
            height, width, channels = height - k + 1, width - k + 1, filters
        elif kind == "max pool":
            height, width = height // numbers[0], width // numbers[0]
        elif kind == "global average pool":
            height, width = 1, 1
        elif kind == "flatten":
            height, width, channels = 1, 1, height * width * channels
        elif kind == "dense":
            channels = numbers[0]
        shapes.append((height, width, channels))
    return shapes


def parameters(shape: tuple[int, int, int], layer: tuple) -> int:
    """Count the parameters of a layer that is given an input (H, W, C)."""
    height, width, channels = shape
    kind, *numbers = layer
    if kind == "conv":
        filters, k = numbers
        return (k * k * channels + 1) * filters
    if kind == "dense":
        return (height * width * channels + 1) * numbers[0]
    return 0


def multiply_adds(shape: tuple[int, int, int], layer: tuple) -> int:
    """Count the multiply-adds of a layer that is given an input (H, W, C)."""
    height, width, channels = shape
    kind, *numbers = layer
    if kind == "conv":
        filters, k = numbers
        return (height - k + 1) * (width - k + 1) * k * k * channels * filters
    if kind == "dense":
        return height * width * channels * numbers[0]
    return 0
