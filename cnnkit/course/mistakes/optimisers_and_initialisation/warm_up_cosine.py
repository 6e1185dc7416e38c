"""Mistakes known in `warm_up_cosine` of notebook 11."""

import math

from cnnkit.course.solutions.optimisers_and_initialisation import warm_up_cosine


def _cosine(peak: float, done: float) -> float:
    """Return the rate when a share of the way down is done."""
    return peak * (1 + math.cos(math.pi * done)) / 2


def rises_again(step: int, peak: float, warm_up: int, steps: int) -> float:
    """Your rate goes up again after the last step.

    Beyond π the cosine turns round. PyTorch's scheduler does the same, to the surprise of those
    who train longer than planned. Asked for is 0 from the end on. What keeps your share of the way
    at 1?
    """
    if step < warm_up:
        return warm_up_cosine(step, peak, warm_up, steps)
    return _cosine(peak, (step - warm_up) / (steps - warm_up))


def warm_up_not_subtracted(step: int, peak: float, warm_up: int, steps: int) -> float:
    """Your cosine has been running since step 0, behind the warm-up.

    When the warm-up ends, your rate jumps down from the peak, because part of the wave is already
    over. The wave has to begin where the warm-up ends. Which step is its step 0?
    """
    if step < warm_up:
        return warm_up_cosine(step, peak, warm_up, steps)
    return _cosine(peak, min(step / steps, 1.0))


def length_not_shortened(step: int, peak: float, warm_up: int, steps: int) -> float:
    """Your cosine begins after the warm-up, and takes as long as the whole training.

    So it is not down when the training ends. The warm-up has used some of the steps. How many are
    left for your wave?
    """
    if step < warm_up:
        return warm_up_cosine(step, peak, warm_up, steps)
    return _cosine(peak, min((step - warm_up) / steps, 1.0))


def warm_up_from_zero(step: int, peak: float, warm_up: int, steps: int) -> float:
    """Your warm-up starts from 0, and a tenth of the peak was asked for.

    At a rate of 0 the first step moves nothing, and a whole batch is wasted. What has to be added
    so that step 0 gives a tenth, and the end still the peak?
    """
    if step < warm_up:
        return peak * step / warm_up
    return warm_up_cosine(step, peak, warm_up, steps)


def tenth_added_on_top(step: int, peak: float, warm_up: int, steps: int) -> float:
    """You added the tenth, and still rise by the whole peak.

    So your warm-up ends above the peak, and the rate falls back with a jump. From a tenth to the
    whole, how much is left to rise?
    """
    if step < warm_up:
        return peak * (0.1 + step / warm_up)
    return warm_up_cosine(step, peak, warm_up, steps)


def no_warm_up(step: int, peak: float, warm_up: int, steps: int) -> float:
    """Your rate stands at the peak from the first step on.

    What you wrote is right for the way down. During the first warm_up steps it has to rise in a
    straight line. Which case does your function not tell apart?
    """
    if step < warm_up:
        return peak
    return warm_up_cosine(step, peak, warm_up, steps)


def degrees(step: int, peak: float, warm_up: int, steps: int) -> float:
    """You gave the cosine degrees.

    NumPy's cosine counts angles in radians: half a turn is π, and not 180. With 180 it whirls
    through many turns, and your rate jumps about. What is the angle at the end of the way down?
    """
    if step < warm_up:
        return warm_up_cosine(step, peak, warm_up, steps)
    done = min((step - warm_up) / (steps - warm_up), 1.0)
    return peak * (1 + math.cos(180 * done)) / 2


def whole_wave(step: int, peak: float, warm_up: int, steps: int) -> float:
    """You took a whole wave, 2π: your rate is 0 half-way and back at the peak at the end.

    The way down is the first half of a wave only, from its top to its bottom. Up to which angle
    does the cosine have to go?
    """
    if step < warm_up:
        return warm_up_cosine(step, peak, warm_up, steps)
    return _cosine(peak, 2 * min((step - warm_up) / (steps - warm_up), 1.0))


def half_forgotten(step: int, peak: float, warm_up: int, steps: int) -> float:
    """You forgot to halve: 1 + cos runs from 2 down to 0.

    So your rate jumps to twice the peak when the warm-up ends. What do you have to divide by, so
    that the wave begins at 1?
    """
    rate = warm_up_cosine(step, peak, warm_up, steps)
    return rate if step < warm_up else 2 * rate


def straight_down(step: int, peak: float, warm_up: int, steps: int) -> float:
    """Your rate goes down in a straight line.

    It has the right ends, and the way between is a cosine: slow at first, fast in the middle, slow
    at the end. What do you have to do with the share of the way before you multiply by the peak?
    """
    if step < warm_up:
        return warm_up_cosine(step, peak, warm_up, steps)
    return peak * (1 - min((step - warm_up) / (steps - warm_up), 1.0))


WARM_UP_COSINE = (
    rises_again,
    warm_up_not_subtracted,
    length_not_shortened,
    warm_up_from_zero,
    tenth_added_on_top,
    no_warm_up,
    degrees,
    whole_wave,
    half_forgotten,
    straight_down,
)
