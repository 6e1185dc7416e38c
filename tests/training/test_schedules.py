"""Schedules against their equations."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit.training import Constant, CosineDecay, StepDecay, WarmUp

STEPS = st.integers(0, 500)
RATES = st.floats(1e-5, 10)


@given(RATES, STEPS)
def test_constant(rate, step):
    assert Constant(rate)(step) == rate


@given(RATES, st.integers(1, 60), st.floats(0.1, 1), STEPS)
def test_step_decay_multiplies_at_every_stair(rate, every, factor, step):
    expected = rate
    for number in range(1, step + 1):
        if number % every == 0:
            expected *= factor
    assert StepDecay(rate, every=every, factor=factor)(step) == pytest.approx(expected, rel=1e-9)


@given(RATES, st.integers(1, 100), st.floats(0, 1), STEPS)
def test_cosine_decay(rate, steps, part, step):
    lowest = part * rate
    schedule = CosineDecay(rate, steps=steps, lowest=lowest)
    expected = lowest
    if step < steps:
        expected += (rate - lowest) * math.cos(math.pi / 2 * step / steps) ** 2
    assert schedule(step) == pytest.approx(expected, rel=1e-9)
    assert schedule(0) == pytest.approx(rate)
    assert schedule(step + 1) <= schedule(step)


@given(st.integers(1, 50), st.floats(0.01, 1), STEPS)
def test_warm_up_rises_in_equal_steps_to_the_schedule_it_wraps(steps, start_factor, step):
    inner = StepDecay(0.4, every=10, factor=0.5)
    schedule = WarmUp(inner, steps=steps, start_factor=start_factor)
    assert schedule(0) == pytest.approx(0.4 * start_factor)
    assert schedule(steps + step) == inner(step)
    rises = [schedule(number + 1) - schedule(number) for number in range(steps)]
    assert rises == pytest.approx([0.4 * (1 - start_factor) / steps] * steps, abs=1e-12)


def test_schedules_are_compared_and_printed_by_their_options():
    schedule = WarmUp(CosineDecay(0.1, steps=9), steps=2)
    assert schedule == WarmUp(CosineDecay(0.1, steps=9), steps=2)
    assert repr(StepDecay(0.1, every=3)) == "StepDecay(learning_rate=0.1, every=3, factor=0.1)"
    with pytest.raises(AttributeError):
        schedule.steps = 3


@pytest.mark.parametrize(
    ("call", "error", "parts"),
    [
        (lambda: Constant(-0.1), ValueError, ("learning_rate is -0.1", "≥ 0")),
        (lambda: Constant(0.1)(-1), ValueError, ("step is -1", "≥ 0")),
        (lambda: Constant(0.1)(1.5), TypeError, ("step is 1.5", "whole number")),
        (lambda: StepDecay(0.1, every=0), ValueError, ("every is 0", "≥ 1")),
        (lambda: StepDecay(0.1, every=2, factor=2), ValueError, ("factor is 2", "≤ 1")),
        (lambda: StepDecay("1", every=2), TypeError, ("learning_rate is '1'",)),
        (lambda: CosineDecay(0.1, steps=0), ValueError, ("steps is 0", "≥ 1")),
        (lambda: CosineDecay(0.1, steps=5, lowest=0.2), ValueError, ("lowest is 0.2", "≤ 0.1")),
        (lambda: CosineDecay(0.1, steps=5)(None), TypeError, ("step is None",)),
        (lambda: WarmUp(0.1, steps=5), TypeError, ("schedule is 0.1", "Constant(0.1)")),
        (lambda: WarmUp(Constant, steps=5), TypeError, ("the class Constant", "Constant(0.1)")),
        (lambda: WarmUp(Constant(1), steps=0), ValueError, ("steps is 0",)),
        (lambda: WarmUp(Constant(1), steps=1, start_factor=0), ValueError, ("start_factor is 0",)),
        (lambda: WarmUp(Constant(1), steps=1)(-1), ValueError, ("step is -1",)),
    ],
)
def test_errors(call, error, parts):
    with pytest.raises(error) as caught:
        call()
    assert [part for part in parts if part not in str(caught.value)] == []
