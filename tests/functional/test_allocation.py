"""What a convolution frees is not returned to the system, to be fetched again by the next one."""

import platform
import subprocess
import sys

import pytest

CODE = """
import resource
import numpy as np
from cnnkit.functional import conv2d

def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt

x, kernel = np.ones((4, 28, 28, 32), np.float32), np.ones((3, 3, 32, 32), np.float32)
for _ in range(5):
    conv2d(x, kernel, padding=1)
before = faults()
for _ in range(20):
    conv2d(x, kernel, padding=1)
print((faults() - before) / 20)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="the hint is one to glibc")
def test_convolutions_fetch_no_memory_anew():
    """Without the hint each of them fetches about 490 pages."""
    run = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert float(run.stdout) < 50
