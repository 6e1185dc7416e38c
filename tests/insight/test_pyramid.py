"""A stack along one axis, and the tree below a cell."""

from hypothesis import given
from hypothesis import strategies as st

from cnnkit.insight import Pyramid
from cnnkit.shapes import Window, output_size, receptive_fields

windows = st.builds(
    Window,
    kernel_size=st.integers(1, 5),
    stride=st.integers(1, 3),
    padding=st.sampled_from([0, 1, "valid", "same"]),
    dilation=st.integers(1, 3),
)


@given(st.integers(5, 40), st.lists(windows, max_size=5))
def test_levels_have_the_sizes_and_the_fields_of_the_shapes(size, stack):
    pyramid = Pyramid.of(size, [str(place) for place in range(len(stack))], stack)
    fitting = len(pyramid.windows)
    assert len(pyramid.levels) == fitting + 1
    sizes = [size]
    for window in stack[:fitting]:
        sizes.append(output_size(sizes[-1], **vars(window)))
    assert [level.size for level in pyramid.levels] == sizes
    fields = [level.field for level in pyramid.levels[1:]]
    assert fields == receptive_fields(stack[:fitting], size=size)
    low, high = pyramid.ends
    assert low <= 0
    assert high >= size


@given(st.integers(5, 40), st.lists(windows, max_size=5), st.floats(0, 1))
def test_the_tree_lies_within_the_field_and_the_padding(size, stack, share):
    pyramid = Pyramid.of(size, [""] * len(stack), stack)
    index = round(share * (pyramid.levels[-1].size - 1))
    seen = pyramid.seen(index)
    assert seen[-1] == [index]
    first, last = pyramid.levels[-1].field.pixels(index)
    assert all(first <= pixel <= last for pixel in seen[0])
    for level, places in zip(pyramid.levels, seen, strict=True):
        before, after = level.padding
        assert all(-before <= place < level.size + after for place in places)


def test_a_dilated_window_leaves_pixels_out():
    pyramid = Pyramid.of(12, ["one", "two"], [Window(3, dilation=2)] * 2)
    assert pyramid.seen(1) == [[1, 3, 5, 7, 9], [1, 3, 5], [1]]
    assert pyramid.levels[-1].field.size == 9


def test_what_lies_in_the_padding_leads_nowhere():
    pyramid = Pyramid.of(6, ["one", "two"], [Window(3, padding="same")] * 2)
    assert pyramid.seen(0) == [[-1, 0, 1, 2], [-1, 0, 1], [0]]
