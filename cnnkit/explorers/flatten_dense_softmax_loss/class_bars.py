"""One bar a class, several panels side by side: scores, exponentials, probabilities, gradients."""

import math
from collections.abc import Sequence
from html import escape

from cnnkit.explorers.drawing.plotting import LINES
from cnnkit.explorers.drawing.svg import Panel, framed, signed_number
from cnnkit.plots.colours import WINDOW_COLOUR

ROW, GAP = 24, 8
"""CSS pixels from one bar to the next, and what of them is left free."""

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


def class_bars(
    title: str,
    values: Sequence[float],
    texts: Sequence[str],
    *,
    low: float = 0.0,
    high: float = 1.0,
    names: Sequence[str] = (),
    colour: str = LINES[0][0],
    outlined: int | None = None,
    width: float = 90,
    name_width: float = 52,
    text_width: float = 58,
    note: str = "",
) -> Panel:
    """Draw one horizontal bar a class, with a text behind it.

    Parameters
    ----------
    title : str
        What the values are.
    values : sequence of float
        One a class, from the top. Bars start at 0 and are cut off at the ends of the axis.
    texts : sequence of str
        What stands behind each bar.
    low, high : float
        The ends of the axis, with 0 between them or at one of them.
    names : sequence of str
        What stands before each bar; nothing where a panel on the left names the rows.
    colour : str
        Of the bars.
    outlined : int, optional
        The place of the bar that is outlined: the true class.
    width, name_width, text_width : float
        CSS pixels of the axis, of the names and of the texts.
    note : str
        A line below.

    Examples
    --------
    >>> panel = class_bars("p", [0.9, 0.1], ["0.9", "0.1"], names=["cat", "dog"], outlined=0)
    >>> panel.svg.count('class="bar"'), "cat" in panel.svg
    (2, True)
    """
    left = name_width if names else 4.0
    zero = left + (0 - low) / (high - low) * width
    body = []
    for place, (value, text) in enumerate(zip(values, texts, strict=True)):
        end = left + (min(max(value, low), high) - low) / (high - low) * width
        top = place * ROW
        line = f' stroke="{WINDOW_COLOUR}" stroke-width="2.5"' if place == outlined else ""
        if names:
            body.append(
                f'<text class="left" x="{left - 6:g}" y="{top + 16}">{escape(names[place])}</text>'
            )
        body.append(
            f'<rect class="bar" x="{min(zero, end):.1f}" y="{top + GAP / 2:g}" '
            f'width="{max(abs(end - zero), 0.5):.1f}" height="{ROW - GAP}" fill="{colour}"{line}/>'
            f'<text class="right" x="{left + width + 6:g}" y="{top + 16}">{escape(text)}</text>'
        )
    height = ROW * len(values)
    body.append(f'<path class="grid" d="M{zero:.1f} 0V{height}"/>')
    return framed(title, note, "".join(body), "", left + width + text_width, height)
