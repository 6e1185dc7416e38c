"""What the tests of this room draw at random with hypothesis."""

import numpy as np
from hypothesis import strategies as st

TOLERANCE = {"float64": 1e-12, "float32": 2e-6}
DTYPES = st.sampled_from(["float64", "float32"])
SIDES = st.tuples(*[st.tuples(st.integers(0, 3), st.integers(0, 3))] * 2)
PADDINGS = st.one_of(
    st.sampled_from(["valid", "same", "full"]),
    st.integers(0, 3),
    st.tuples(st.integers(0, 3), st.integers(0, 3)),
    SIDES,
)


def pairs(low, high):
    """One whole number, or a pair of them."""
    return st.one_of(st.integers(low, high), st.tuples(*[st.integers(low, high)] * 2))


@st.composite
def arrays(draw, *shape, dtype="float64", offset=0.0):
    """An array of normal numbers: contiguous, strided, reversed, transposed, or read-only."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    layout = draw(st.sampled_from(["contiguous", "strided", "reversed", "transposed", "read-only"]))
    values = (rng.standard_normal(shape) + offset).astype(dtype)
    if layout == "strided":
        wide = np.zeros([2 * n for n in shape], dtype)
        view = wide[tuple(slice(None, None, 2) for _ in shape)]
        view[...] = values
        return view
    if layout == "reversed":
        backwards = tuple(slice(None, None, -1) for _ in shape)
        return np.ascontiguousarray(values[backwards])[backwards]
    if layout == "transposed":
        return np.asfortranarray(values)
    values.flags.writeable = layout != "read-only"
    return values


def assert_same(fast, slow, scale=1.0):
    """The fast result equals that of the loops, up to the rounding of sums of this size."""
    assert fast.dtype == slow.dtype
    assert fast.shape == slow.shape
    tolerance = TOLERANCE[fast.dtype.name]
    np.testing.assert_allclose(fast, slow, rtol=tolerance, atol=tolerance * scale)
