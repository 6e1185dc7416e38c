import json
from pathlib import Path

import pytest
from counting import axes
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import shapes
from cnnkit.shapes import ReceptiveField, Window, receptive_fields

TABLE = Path(__file__).parents[1] / "reference" / "receptive_fields.json"


@st.composite
def stacks(draw):
    """Draw a size and layers that fit on it, with sizes of 1 to a few dozen pixels."""
    size = draw(st.integers(1, 40))
    sizes, layers = [size], []
    for layer in draw(st.lists(axes(most_padding=3), max_size=4)):
        padding = draw(st.sampled_from([layer.sides, layer.before, "valid", "same", "full"]))
        window = Window(layer.kernel_size, layer.stride, padding, layer.dilation)
        try:
            below = shapes.output_size(sizes[-1], **vars(window))
        except ValueError:
            continue
        sizes.append(below)
        layers.append(window)
    return sizes, layers


def seen(index, layers, sizes):
    """Trace an output downwards: all positions that it reaches, and those that are pixels."""
    everywhere = on_pixels = {index}
    for window, size in reversed(list(zip(layers, sizes, strict=False))):
        before, _ = shapes.padding_sides(size, **vars(window))
        taps = range(window.kernel_size)

        def below(positions, window=window, before=before, taps=taps):
            return {
                p * window.stride - before + t * window.dilation for p in positions for t in taps
            }

        everywhere = below(everywhere)
        on_pixels = {pixel for pixel in below(on_pixels) if 0 <= pixel < size}
    return everywhere, on_pixels


@given(stacks(), st.data())
def test_the_field_is_what_tracing_every_window_down_finds(stack, data):
    sizes, layers = stack
    fields = receptive_fields(layers, size=sizes[0])
    assert len(fields) == len(layers)
    for depth, field in enumerate(fields, start=1):
        index = data.draw(st.integers(0, sizes[depth] - 1), "index")
        everywhere, on_pixels = seen(index, layers[:depth], sizes)
        first, last = field.pixels(index)
        assert (first, last) == (min(everywhere), max(everywhere))
        assert on_pixels <= set(range(first, last + 1))
        assert last - first + 1 == field.size
        assert field.pixels(index + 1)[0] - first == field.jump


@given(stacks())
def test_the_size_matters_only_to_same_with_a_stride(stack):
    sizes, layers = stack
    with_size = receptive_fields(layers, size=sizes[0])
    if any(window.padding == "same" and window.stride > 1 for window in layers):
        with pytest.raises(ValueError, match='padding "same" at stride .* such as size=224'):
            receptive_fields(layers)
    else:
        assert receptive_fields(layers) == with_size


def test_no_layers_have_no_fields():
    assert receptive_fields([]) == []


def test_a_generator_of_windows_will_do():
    assert receptive_fields(Window(3) for _ in range(2))[-1] == ReceptiveField(5, 1, 0)


POOL, CONV = Window(2, stride=2), Window(3, padding="same")
SLIM_POOL = Window(3, stride=2)
NETWORKS = {
    "alexnet_v2": {
        "conv1": Window(11, stride=4),
        "pool1": SLIM_POOL,
        "conv2": Window(5, padding="same"),
        "pool2": SLIM_POOL,
        "conv3": CONV,
        "conv4": CONV,
        "conv5": CONV,
        "pool5": SLIM_POOL,
    },
    "vgg_a": {},
    "vgg_16": {},
}
for network, depths in ("vgg_a", (1, 1, 2, 2, 2)), ("vgg_16", (2, 2, 3, 3, 3)):
    for block, depth in enumerate(depths, start=1):
        for layer in range(1, depth + 1):
            NETWORKS[network][f"conv{block}/conv{block}_{layer}"] = CONV
        NETWORKS[network][f"pool{block}"] = POOL


@pytest.mark.parametrize("network", NETWORKS)
def test_published_receptive_fields_are_reproduced(network):
    rows = [row for row in json.loads(TABLE.read_text())["table"] if row["cnn"] == network]
    layers = NETWORKS[network]
    fields = dict(zip(layers, receptive_fields(layers.values()), strict=True))
    assert len(rows) >= 7
    for row in rows:
        field = fields[row["end_point"].removeprefix(f"{network}/")]
        published = row["rf"], row["stride"], row["padding"]
        assert (field.size, field.jump, -field.start) == published, row["end_point"]
