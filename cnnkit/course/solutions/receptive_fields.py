"""Reference solutions of notebook 07, each complete in itself."""


def receptive_field(layers: list[tuple[int, int, int]]) -> int:
    """Give r, the size of the field after layers [(k, s, d), ...], along one axis."""
    r, j = 1, 1
    for k, s, d in layers:
        r += d * (k - 1) * j
        j *= s
    return r


def field_of_stack(layers: list[tuple[int, int, int, int]]) -> tuple[int, int, int]:
    """Give (r, j, start) after layers [(k, s, d, p), ...]; p is the padding before the pixels."""
    r, j, start = 1, 1, 0
    for k, s, d, p in layers:
        start -= p * j
        r += d * (k - 1) * j
        j *= s
    return r, j, start


def input_patch(r: int, j: int, start: int, i: int, n: int) -> tuple[int, int]:
    """Give (first, last): those of the pixels 0 to n - 1 that cell i sees."""
    first = start + i * j
    last = first + r - 1
    return max(first, 0), min(last, n - 1)


def layers_needed(k: int, wanted: int) -> int:
    """Give the smallest number of layers of kernel k whose field has `wanted` pixels or more."""
    layers, r = 0, 1
    while r < wanted:
        layers, r = layers + 1, r + k - 1
    return layers
