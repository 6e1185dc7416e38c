"""The wheel, installed away from the checkout, finds its data there and not in the clone."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

LOAD_EVERYTHING = """
import hashlib, sys
from pathlib import Path
import cnnkit
from cnnkit import datasets, images

installed, clone = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
assert installed in Path(cnnkit.__file__).resolve().parents, cnnkit.__file__
for line in datasets.data_path("SHA256SUMS").read_text().splitlines():
    digest, name = line.split("  ")
    path = datasets.data_path(name).resolve()
    assert installed in path.parents and clone not in path.parents, path
    assert hashlib.sha256(path.read_bytes()).hexdigest() == digest, name
print([datasets.photo(name).shape for name in ("chelsea", "camera")])
print(images.resize(datasets.photo("chelsea"), 32).shape)
print(datasets.digits().x_train.shape, datasets.fashion().x_train.shape)
print(datasets.data_path("SOURCES.md").is_file())
"""


def files(folder: Path) -> set[str]:
    """Name all files under a folder, compiled ones aside."""
    paths = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {path.relative_to(folder).as_posix() for path in paths}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and install it, without what it depends on, into a folder of its own.

    Both use what the extra `test` has installed, not the network.
    """
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run([*pip, *build], check=True, cwd=folder)
    (wheel,) = folder.glob("cnnkit-*.whl")
    target = folder / "site"
    install = ["install", "--no-deps", "--target", str(target), str(wheel)]
    subprocess.run([*pip, *install], check=True, cwd=folder)
    return target


def test_wheel_carries_code_data_types_and_nothing_else(installed: Path) -> None:
    package = installed / "cnnkit"
    data = {f"data/{name}" for name in files(ROOT / "data")}
    assert files(package) == files(ROOT / "cnnkit") | data
    assert [path.name for path in installed.iterdir() if not path.name.startswith("cnnkit")] == []


def test_installed_package_loads_photos_and_digits(installed: Path, tmp_path: Path) -> None:
    # -P and an unrelated folder to run in keep the clone off the path; an editable installation
    # of the clone would come after the folder that PYTHONPATH names.
    run = subprocess.run(
        [sys.executable, "-P", "-c", LOAD_EVERYTHING, str(installed), str(ROOT)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
    )
    assert run.stdout.splitlines() == [
        "[(300, 451, 3), (512, 512, 1)]",
        "(32, 32, 3)",
        "(4000, 28, 28, 1) (5000, 28, 28, 1)",
        "True",
    ], run.stderr
