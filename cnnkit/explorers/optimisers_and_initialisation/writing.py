"""Numbers that may be tiny or huge, in few digits."""

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def in_short(value: float) -> str:
    """Write a number in three digits, as a power of ten where it is tiny or huge.

    Examples
    --------
    >>> in_short(0.12345), in_short(-2400.4), in_short(1.6e-19), in_short(0.0)
    ('0.123', '−2,400', '1.6·10⁻¹⁹', '0')
    """
    size = abs(value)
    if size == 0:
        return "0"
    if 0.001 <= size < 10:
        text = f"{value:.3g}"
    elif size < 100_000 and size >= 10:
        text = f"{value:,.1f}" if size < 100 else f"{value:,.0f}"
    else:
        mantissa, exponent = f"{value:.1e}".split("e")
        text = f"{mantissa}·10{str(int(exponent)).translate(SUPERSCRIPTS)}"
    return text.replace("-", "−", 1) if text.startswith("-") else text
