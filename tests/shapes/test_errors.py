"""Every argument of every function, given what it cannot be: the error says what would work."""

import inspect
import re

import numpy as np
import pytest

from cnnkit import shapes
from cnnkit.shapes import Window

AXIS = {"size": 9, "kernel_size": 3, "stride": 2, "padding": 2, "dilation": 2}
IMAGE = {
    "shape": (9, 8),
    "kernel_shape": (3, 2),
    "stride": (2, 1),
    "padding": (2, 1),
    "dilation": (2, 1),
}
INVERSE = {"output": 4, "kernel_size": 3, "stride": 2, "dilation": 2}
WORKING = {
    shapes.window_span: {"kernel_size": 3, "dilation": 2},
    shapes.padding_sides: AXIS,
    shapes.output_size: AXIS,
    shapes.remainder: AXIS,
    shapes.pixel_use: AXIS,
    shapes.padding_for_output: INVERSE | {"size": 2},
    shapes.input_sizes: INVERSE | {"padding": 1},
    shapes.transposed_padding_sides: {key: AXIS[key] for key in AXIS if key != "size"},
    shapes.transposed_output_size: AXIS | {"output_padding": 1},
    shapes.padding_2d: IMAGE,
    shapes.output_shape: IMAGE,
    shapes.check_pooling_windows: {
        "shape": (9, 8), "window": (3, 2), "stride": (2, 1), "padding": "same", "dilation": 1
    },
}  # fmt: skip
"""Arguments that go together, also when any of them is replaced by the smallest possible."""

NO_INTEGERS = [
    2.0,
    "2",
    True,
    np.bool_(True),
    None,
    float("nan"),
    np.float64(2),
    1j,
    {},
    np.ones(2),
]
ARGUMENTS = [
    pytest.param(function, name, id=f"{function.__name__}-{name}")
    for function, arguments in WORKING.items()
    for name in arguments
]
PADDINGS = [case for case in ARGUMENTS if case.values[1] == "padding"]
PAIRS = [
    case
    for case in ARGUMENTS
    if case.values[0] in (shapes.padding_2d, shapes.output_shape, shapes.check_pooling_windows)
    and case.values[1] != "padding"
]


def smallest(name):
    return 0 if "padding" in name else 1


def suggestion(message):
    """Return the value that an error offers, as in "such as 1" or "such as (1, 1)"."""
    number = r"(\(\d+, \d+\)|\d+)"
    found = re.search(rf"such as {number}$", message) or re.search(rf"number ≥ {number}", message)
    assert found, message
    return tuple(map(int, re.findall(r"\d+", found[1]))) if "(" in found[1] else int(found[1])


@pytest.mark.parametrize("function", WORKING, ids=lambda function: function.__name__)
def test_the_working_arguments_work_and_are_all_there_are(function):
    function(**WORKING[function])
    assert set(WORKING[function]) == set(inspect.signature(function).parameters) - {
        "ceil_mode",
        "name",
    }


@pytest.mark.parametrize("bad", NO_INTEGERS, ids=repr)
@pytest.mark.parametrize(("function", "name"), ARGUMENTS)
def test_no_whole_number(function, name, bad):
    if isinstance(bad, str) and name == "padding":
        return  # an unknown word is a wrong value, tested below
    with pytest.raises(TypeError) as caught:
        function(**WORKING[function] | {name: bad})
    message = str(caught.value)
    assert message.startswith(f"{name} is {bad!r} ({type(bad).__name__}); ")
    function(**WORKING[function] | {name: suggestion(message)})


@pytest.mark.parametrize(("function", "name"), ARGUMENTS)
@pytest.mark.parametrize("below", [1, 8])
def test_too_small(function, name, below):
    bad = smallest(name) - below
    with pytest.raises(ValueError, match=rf"^{name} is {bad}; .*whole number") as caught:
        function(**WORKING[function] | {name: bad})
    function(**WORKING[function] | {name: suggestion(str(caught.value))})


@pytest.mark.parametrize(("function", "name"), PAIRS)
@pytest.mark.parametrize("bad", [(), (1,), (1, 2, 3), [1, 2, 3, 4]], ids=repr)
def test_wrong_number_of_axes(function, name, bad):
    expected = re.escape(f"{name} is {bad!r}, of {len(bad)} numbers; ")
    with pytest.raises(ValueError, match=expected) as caught:
        function(**WORKING[function] | {name: bad})
    function(**WORKING[function] | {name: suggestion(str(caught.value))})


@pytest.mark.parametrize(("function", "name"), PAIRS)
def test_the_axis_of_a_bad_number_is_named(function, name):
    with pytest.raises(TypeError, match=re.escape(f"{name}[0] is 2.0 (float); ")):
        function(**WORKING[function] | {name: (2.0, 1)})
    with pytest.raises(ValueError, match=re.escape(f"{name}[1] is 0; ")):
        function(**WORKING[function] | {name: (1, 0)})


@pytest.mark.parametrize(("function", "name"), PADDINGS)
@pytest.mark.parametrize("bad", [(), (1,), (1, 2, 3)], ids=repr)
def test_padding_of_the_wrong_number_of_sides(function, name, bad):
    with pytest.raises(ValueError, match=re.escape(f"padding is {bad!r}, of {len(bad)} ")):
        function(**WORKING[function] | {name: bad})


@pytest.mark.parametrize(("function", "name"), PADDINGS)
def test_padding_with_a_bad_side(function, name):
    with pytest.raises(ValueError, match=re.escape("padding[1] is -1; ")):
        function(**WORKING[function] | {name: (0, -1)})
    with pytest.raises(TypeError, match=re.escape("padding[0] is 'same' (str); ")):
        function(**WORKING[function] | {name: ("same", 0)})


@pytest.mark.parametrize(("function", "name"), PADDINGS)
@pytest.mark.parametrize("bad", ["SAME", "smae", "", "half"])
def test_unknown_word_for_padding(function, name, bad):
    if function is shapes.input_sizes:
        with pytest.raises(TypeError, match=re.escape(f"padding is {bad!r} (str); ")):
            function(**WORKING[function] | {name: bad})
        return
    with pytest.raises(ValueError, match=f'^padding is "{bad}"; give "valid", "same", "full", '):
        function(**WORKING[function] | {name: bad})
    for word in ("valid", "same", "full"):
        function(**WORKING[function] | {name: word})


@pytest.mark.parametrize("word", ["valid", "same", "full"])
def test_words_depend_on_the_size_that_input_sizes_looks_for(word):
    with pytest.raises(TypeError, match=f"padding is '{word}'"):
        shapes.input_sizes(4, 3, padding=word)


def test_a_kernel_that_does_not_fit_is_told_the_padding_with_which_it_does():
    for size in range(1, 8):
        for kernel_size in range(1, 9):
            for dilation in (1, 2, 3):
                arguments = {"dilation": dilation}
                span = shapes.window_span(kernel_size, dilation)
                if span <= size:
                    continue
                with pytest.raises(ValueError, match="does not fit") as caught:
                    shapes.output_size(size, kernel_size, **arguments)
                assert f"kernel {kernel_size} " in str(caught.value)
                assert (f"(spanning {span} with its dilation)" in str(caught.value)) == (
                    dilation > 1
                )
                needed = int(re.search(r"use padding ≥ (\d+)", str(caught.value))[1])
                assert shapes.output_size(size, kernel_size, padding=needed, **arguments) >= 1
                with pytest.raises(ValueError, match=f"padded input {size + 2 * needed - 2};"):
                    shapes.output_size(size, kernel_size, padding=needed - 1, **arguments)


def test_the_errors_of_images_name_both_axes():
    message = (
        "kernel 5×2 (spanning 9×2 with its dilation) does not fit into the padded input 4×7; "
        "use padding ≥ 3 or a smaller kernel"
    )
    with pytest.raises(ValueError, match=re.escape(message)):
        shapes.output_shape((4, 7), (5, 2), dilation=(2, 1))
    assert shapes.output_shape((4, 7), (5, 2), dilation=(2, 1), padding=3) == (2, 12)


def test_advice_of_the_inverse_questions_works():
    with pytest.raises(ValueError, match="output is 2, but .* ask for 6 or more"):
        shapes.padding_for_output(8, 2, 3)
    assert shapes.padding_for_output(8, 6, 3) == (0, 0)
    with pytest.raises(ValueError, match=r"output is 1, but padding \(4, 4\) .* output ≥ 4"):
        shapes.input_sizes(1, 3, stride=2, padding=4)
    assert shapes.input_sizes(4, 3, stride=2, padding=4) == (1, 2)


def test_advice_of_the_transposed_sizes_works():
    arguments = {"size": 3, "kernel_size": 2, "stride": 2}
    with pytest.raises(ValueError, match="output_padding is 2; .* such as 1$"):
        shapes.transposed_output_size(**arguments, output_padding=2)
    with pytest.raises(ValueError, match=r"padding \(3, 3\) crops all 6 .* total padding ≤ 5"):
        shapes.transposed_output_size(**arguments, padding=3)
    assert shapes.transposed_output_size(**arguments, padding=(3, 2)) == 1


@pytest.mark.parametrize("number", [np.int8, np.uint8, np.int64])
@pytest.mark.parametrize("function", WORKING, ids=lambda function: function.__name__)
def test_numpys_integers_count_as_python_does(function, number):
    """Sums of small integer types overflow: 100 + 100 is −56 in int8."""
    large = {key: 100 for key in ("size", "stride", "output", "kernel_size", "padding")}

    def all_of(value, kind):
        if isinstance(value, str):
            return value
        return tuple(map(kind, value)) if isinstance(value, tuple) else kind(value)

    plain = {
        key: value if isinstance(value, str | tuple) else large.get(key, value)
        for key, value in WORKING[function].items()
    }
    result = function(**{key: all_of(value, number) for key, value in plain.items()})
    assert result == function(**plain)
    for part in result if isinstance(result, tuple | list) else [result]:
        assert type(part) in (int, tuple, type(None))


@pytest.mark.parametrize(
    ("window", "exception", "message"),
    [
        (Window(0), ValueError, "kernel_size is 0; "),
        (Window(3.0), TypeError, "kernel_size is 3.0 (float); "),
        (Window(3, stride=0), ValueError, "stride is 0; "),
        (Window(3, stride="2"), TypeError, "stride is '2' (str); "),
        (Window(3, stride=2.0, padding="same"), TypeError, "stride is 2.0 (float); "),
        (Window(3, padding="smae"), ValueError, 'padding is "smae"; '),
        (Window(3, dilation=None), TypeError, "dilation is None (NoneType); "),
        (3, TypeError, "windows holds 3 (int); give windows, such as [Window(3)]"),
        ("conv", TypeError, "windows holds 'conv' (str); give windows, such as [Window(3)]"),
    ],
)
def test_bad_windows_of_a_stack(window, exception, message):
    with pytest.raises(exception, match=re.escape(message)):
        shapes.receptive_fields([Window(3), window])


@pytest.mark.parametrize("bad", [Window(3), 3, None])
def test_a_stack_is_a_list_of_windows(bad):
    with pytest.raises(TypeError, match=r"windows is .*; give windows, such as \[Window\(3\)\]"):
        shapes.receptive_fields(bad)


@pytest.mark.parametrize(
    ("size", "exception"), [(0, ValueError), (2.0, TypeError), (True, TypeError)]
)
def test_bad_size_of_a_stack(size, exception):
    with pytest.raises(exception, match=f"size is {size}"):
        shapes.receptive_fields([Window(1)], size=size)


def test_a_window_of_a_stack_that_does_not_fit():
    with pytest.raises(ValueError, match="kernel 3 does not fit into the padded input 2"):
        shapes.receptive_fields([Window(3), Window(3)], size=4)


@pytest.mark.parametrize(("bad", "exception"), [(-1, ValueError), (1.0, TypeError)])
def test_a_bad_index_of_an_output(bad, exception):
    with pytest.raises(exception, match=f"index is {bad}"):
        shapes.ReceptiveField(3, 1, 0).pixels(bad)


@pytest.mark.parametrize("bad", [1, "no", None])
def test_what_is_neither_true_nor_false(bad):
    with pytest.raises(TypeError, match=f"ceil_mode is {bad!r}; it must be True or False"):
        shapes.output_size(6, 3, ceil_mode=bad)
    assert shapes.flag(np.True_, "ceil_mode") is True


@pytest.mark.parametrize("bad", NO_INTEGERS, ids=repr)
def test_whole_number_and_pair_name_what_they_were_given(bad):
    with pytest.raises(TypeError, match=re.escape(f"depth is {bad!r} ")):
        shapes.whole_number(bad, "depth")
    with pytest.raises(TypeError, match=re.escape(f"depth[1] is {bad!r} ")):
        shapes.pair((3, bad), "depth")
    assert shapes.pair([np.int8(3), 4], "depth", minimum=3) == (3, 4)
