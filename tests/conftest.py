"""Settings that every test shares."""

from hypothesis import settings

# The scripts there make the stored reference values; they need PyTorch and are no tests.
collect_ignore = ["reference"]

# The same examples on every run, and no deadline: a busy machine is no failure.
settings.register_profile("default", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=2000, deadline=None)
settings.load_profile("default")
