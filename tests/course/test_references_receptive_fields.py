"""Notebook 07's reference solutions against the library, which has tests of its own."""

import math

from hypothesis import given
from hypothesis import strategies as st

from cnnkit.course.lessons import receptive_fields as lesson
from cnnkit.shapes import ReceptiveField, Window, receptive_fields

layer = st.tuples(st.integers(1, 7), st.integers(1, 4), st.integers(1, 4), st.integers(0, 3))
stacks = st.lists(layer, max_size=6)


def library_field(stack):
    windows = [Window(k, stride=s, padding=p, dilation=d) for k, s, d, p in stack]
    return [ReceptiveField(1, 1, 0), *receptive_fields(windows)][-1]


@given(stacks)
def test_fields_agree_with_the_library(stack):
    field = library_field(stack)
    assert lesson.field_of_stack.reference(stack) == (field.size, field.jump, field.start)
    unpadded = [(k, s, d) for k, s, d, _ in stack]
    assert lesson.receptive_field.reference(unpadded) == field.size


@given(stacks, st.integers(0, 9), st.integers(1, 60))
def test_a_patch_holds_the_pixels_that_the_cell_sees(stack, index, pixels):
    field = library_field(stack)
    first, last = field.pixels(index)
    seen = [pixel for pixel in range(pixels) if first <= pixel <= last]
    if seen:
        patch = lesson.input_patch.reference(field.size, field.jump, field.start, index, pixels)
        assert patch == (seen[0], seen[-1])


@given(st.integers(2, 9), st.integers(1, 300))
def test_the_layers_needed_are_just_enough(kernel_size, wanted):
    layers = lesson.layers_needed.reference(kernel_size, wanted)
    assert layers == math.ceil((wanted - 1) / (kernel_size - 1))
    assert library_field([(kernel_size, 1, 1, 0)] * layers).size >= wanted
    if layers:
        assert library_field([(kernel_size, 1, 1, 0)] * (layers - 1)).size < wanted
