import pytest
from driving import reset
from hypothesis import given
from hypothesis import strategies as st

from cnnkit.explorers import SlidingWindow
from cnnkit.explorers.controls import Stepper, set_range, slider

ranges = st.tuples(st.integers(-20, 20), st.integers(0, 20)).map(lambda pair: (pair[0], sum(pair)))


@pytest.mark.parametrize("kind", [slider, Stepper])
@given(ranges=st.lists(ranges, min_size=1, max_size=4))
def test_a_range_may_move_anywhere_and_takes_the_value_along(kind, ranges):
    control = kind("number", 2, 0, 5)
    for low, high in ranges:
        value = control.value
        set_range(control, low, high)
        assert control.value == min(max(value, low), high)
        assert control.disabled == (low == high)
        assert (control.min, control.max) == (low, max(high, low + 1))


def test_a_reset_stops_what_is_playing():
    explorer = SlidingWindow()
    play = explorer.controls["step"]._play
    name = "playing" if play.has_trait("playing") else "_playing"
    play.set_state({name: True})
    reset(explorer)
    assert getattr(play, name) is False
