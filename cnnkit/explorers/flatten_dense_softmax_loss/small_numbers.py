"""Probabilities and their like, which can be very small, written so that they can be read."""

import math

from cnnkit.explorers.drawing.svg import signed_number

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def tidy(value: float, digits: int = 3) -> str:
    """Write a number in as many digits as count, as a power of ten where it is long.

    Examples
    --------
    >>> tidy(0.25), tidy(-12.345), tidy(0.0000251), tidy(2.5e30), tidy(0.0)
    ('0.25', '−12.3', '2.51·10⁻⁵', '2.5·10³⁰', '0')
    """
    if value == 0:
        return "0"
    if 1e-3 <= abs(value) < 1e4:
        text = f"{value:.{digits}g}" if abs(value) < 1000 else f"{value:.0f}"
        return text.replace("-", "−")
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    return f"{signed_number(float(mantissa))}·10{str(int(exponent)).translate(SUPERSCRIPTS)}"


def near_one(log_probability: float) -> str:
    """Write a probability, given its logarithm, also where it is nearly 1.

    Examples
    --------
    >>> near_one(-0.5), near_one(-2e-7), near_one(-30.0)
    ('0.607', '1 − 2·10⁻⁷', '9.36·10⁻¹⁴')
    """
    if log_probability > -1e-16:
        return "1"
    if log_probability > -5e-4:
        return f"1 − {tidy(-math.expm1(log_probability))}"
    return tidy(math.exp(log_probability))
