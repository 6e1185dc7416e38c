"""Reads numbers as the explorers of notebook 11 write them."""

FIGURES = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def read(text: str) -> float:
    """Return a number, with thousands, a true minus sign or a power of ten."""
    plain = text.strip().strip("().;").replace("−", "-").replace(",", "")
    mantissa, _, exponent = plain.partition("·10")
    return float(mantissa) * 10.0 ** int(exponent.translate(FIGURES) or 0)
