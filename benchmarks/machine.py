"""What a benchmark has to say of the machine that it ran on."""

from pathlib import Path

import threadpoolctl


def blas_in_use() -> list[str]:
    """Return a line for each BLAS that is loaded: its version, instruction set and threads."""
    return [
        f"BLAS of {Path(pool['filepath']).parent.name}: {pool['internal_api']} "
        f"{pool['version']}, instruction set {pool.get('architecture', 'unknown')}, "
        f"{pool['num_threads']} thread(s)"
        for pool in threadpoolctl.threadpool_info()
        if pool["user_api"] == "blas"
    ]
