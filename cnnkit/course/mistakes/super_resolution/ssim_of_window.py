"""Mistakes known in `ssim_of_window` of notebook 19."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def _measured(x: Array, y: Array) -> tuple[float, float, float, float, float]:
    """Return both means, both variances and the covariance."""
    mx, my = float(x.mean()), float(y.mean())
    return mx, my, float(x.var()), float(y.var()), float(((x - mx) * (y - my)).mean())


def _constants(peak: float) -> tuple[float, float]:
    return (0.01 * peak) ** 2, (0.03 * peak) ** 2


def deviations_for_variances(x: Array, y: Array, peak: float) -> float:
    """You added standard deviations where variances belong.

    A deviation is the root of a variance, in levels and not in squared levels. The covariance above
    the line is in squared levels. Which function of NumPy gives the variance?
    """
    (mx, my, vx, vy, cov), (c1, c2) = _measured(x, y), _constants(peak)
    spread = np.sqrt(vx) + np.sqrt(vy)
    return float((2 * mx * my + c1) * (2 * cov + c2) / ((mx**2 + my**2 + c1) * (spread + c2)))


def divisor_less_1(x: Array, y: Array, peak: float) -> float:
    """You divided the sums by the number of pixels less 1.

    That is the unbiased estimate, which some libraries take by default. The task asks for plain
    means. Which of your calls has `ddof=1`, or is `np.cov`?
    """
    (mx, my, vx, vy, cov), (c1, c2) = _measured(x, y), _constants(peak)
    more = x.size / (x.size - 1)
    above = (2 * mx * my + c1) * (2 * cov * more + c2)
    return float(above / ((mx**2 + my**2 + c1) * ((vx + vy) * more + c2)))


def constants_of_1(x: Array, y: Array, peak: float) -> float:
    """You left the peak out of the two constants.

    For floats from 0 to 1 nobody sees it. For bytes your constants are 65,025 times too small, and
    flat windows get a mark by lot. With what do 0.01 and 0.03 have to be multiplied before you
    square?
    """
    (mx, my, vx, vy, cov), (c1, c2) = _measured(x, y), _constants(1.0)
    return float((2 * mx * my + c1) * (2 * cov + c2) / ((mx**2 + my**2 + c1) * (vx + vy + c2)))


def constants_not_squared(x: Array, y: Array, peak: float) -> float:
    """You did not square the constants.

    They are added to squared levels, and have to be squared levels themselves: (0.01 · peak)². As
    you have them they are far too large, and every pair looks alike. Where are the squares missing?
    """
    (mx, my, vx, vy, cov), c1, c2 = _measured(x, y), 0.01 * peak, 0.03 * peak
    return float((2 * mx * my + c1) * (2 * cov + c2) / ((mx**2 + my**2 + c1) * (vx + vy + c2)))


def constants_swapped(x: Array, y: Array, peak: float) -> float:
    """You swapped the two constants.

    The smaller one, with 0.01, goes with the means, and the larger one, with 0.03, with the
    variances. On strong patterns the difference is small; on flat ones you see it. Which is which?
    """
    (mx, my, vx, vy, cov), (c2, c1) = _measured(x, y), _constants(peak)
    return float((2 * mx * my + c1) * (2 * cov + c2) / ((mx**2 + my**2 + c1) * (vx + vy + c2)))


def two_forgotten(x: Array, y: Array, peak: float) -> float:
    """You forgot the factor 2 of the covariance.

    Two equal windows should be alike with 1, and yours reach about one half: below the line stand
    two variances, above it one covariance. Where does the 2 belong?
    """
    (mx, my, vx, vy, cov), (c1, c2) = _measured(x, y), _constants(peak)
    return float((2 * mx * my + c1) * (cov + c2) / ((mx**2 + my**2 + c1) * (vx + vy + c2)))


def structure_alone(x: Array, y: Array, peak: float) -> float:
    """You left out the factor with the means.

    What you have compares the patterns, and not how bright they are. A window and the same window
    twice as bright all over should not be equal. Which second fraction is missing?
    """
    (_, _, vx, vy, cov), (_, c2) = _measured(x, y), _constants(peak)
    return float((2 * cov + c2) / (vx + vy + c2))


def brightness_alone(x: Array, y: Array, peak: float) -> float:
    """You left out the factor with the variances.

    What you have compares how bright the windows are on average, and nothing else. Noise of the
    right brightness would be perfect. Which second fraction is missing?
    """
    (mx, my, *_), (c1, _) = _measured(x, y), _constants(peak)
    return float((2 * mx * my + c1) / (mx**2 + my**2 + c1))


def means_not_subtracted(x: Array, y: Array, peak: float) -> float:
    """You multiplied the pixels themselves, without taking off their means first.

    The covariance asks whether both are above their *own* mean at the same places. As it is, bright
    windows always look alike. What do you have to subtract from x, and what from y?
    """
    (mx, my, vx, vy, _), (c1, c2) = _measured(x, y), _constants(peak)
    product = float((x * y).mean())
    return float((2 * mx * my + c1) * (2 * product + c2) / ((mx**2 + my**2 + c1) * (vx + vy + c2)))


def magnitude_of_the_covariance(x: Array, y: Array, peak: float) -> float:
    """You dropped the sign of the covariance.

    A window and its negative, light where the other is dark, should be *unlike*: SSIM is below 0
    there. Yours takes them for nearly equal. Which call takes the sign away?
    """
    (mx, my, vx, vy, cov), (c1, c2) = _measured(x, y), _constants(peak)
    return float((2 * mx * my + c1) * (2 * abs(cov) + c2) / ((mx**2 + my**2 + c1) * (vx + vy + c2)))


def fractions_added(x: Array, y: Array, peak: float) -> float:
    """You added the two fractions instead of multiplying them.

    Two equal windows get 2 then. The windows have to agree in brightness *and* in pattern, so that
    each fraction scales the other. What stands between them?
    """
    return brightness_alone(x, y, peak) + structure_alone(x, y, peak)


SSIM_OF_WINDOW = (
    deviations_for_variances,
    divisor_less_1,
    constants_of_1,
    constants_not_squared,
    constants_swapped,
    two_forgotten,
    structure_alone,
    brightness_alone,
    means_not_subtracted,
    magnitude_of_the_covariance,
    fractions_added,
)
