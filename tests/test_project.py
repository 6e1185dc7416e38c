"""The project's own files agree with each other and name nothing of anybody's machine."""

import ast
import graphlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tools import check_python, lowest_versions

ROOT = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
EXTRAS = PROJECT["optional-dependencies"]
MADE_HERE = {"__pycache__", "build", "dist", "slides"}
NO_TEXT = {".npz", ".npy", ".png"}


ROOMS = (
    *("shapes", "functional", "initialisers", "kernels", "images", "datasets", "layers"),
    *(
        "training",
        "architectures",
        "pretrained",
        "insight",
        "applications",
        "plots",
        "explorers",
        "course",
    ),
)


def imports() -> dict[str, set[str]]:
    """Which modules of cnnkit each of them imports, anywhere in its text."""
    modules = {}
    for path in (ROOT / "cnnkit").rglob("*.py"):
        parts = path.relative_to(ROOT).with_suffix("").parts
        modules[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    found: dict[str, set[str]] = {}
    for module, path in modules.items():
        found[module] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in getattr(node, "names", [])]
            if isinstance(node, ast.ImportFrom):
                inside = [f"{node.module}.{name}" for name in names]
                names = [name if name in modules else str(node.module) for name in inside]
            if isinstance(node, ast.Import | ast.ImportFrom):
                found[module] |= modules.keys() & set(names)
    return found


def lower_bounds(requirements: list[str]) -> dict[str, str]:
    """Split "name>=version" into name and version; a later requirement wins."""
    return dict(requirement.split(">=") for requirement in requirements)


def text_files() -> list[Path]:
    """Every file of the project that holds text, without environments and caches."""
    files = []
    for path in sorted(ROOT.rglob("*")):
        folders = path.relative_to(ROOT).parts[:-1]
        made_here = any(name in MADE_HERE or name[0] == "." for name in (*folders, path.name))
        if path.is_file() and path.suffix not in NO_TEXT and not made_here:
            files.append(path)
    return [*files, ROOT / ".ci" / "run", ROOT / ".github" / "workflows" / "test.yml"]


def test_requirements_are_lower_bounds_only() -> None:
    requirements = [*PROJECT["dependencies"], *(r for extra in EXTRAS.values() for r in extra)]
    assert [r for r in requirements if not lowest_versions.REQUIREMENT.match(r)] == []
    assert PROJECT["requires-python"] == ">=3.11"
    assert PYPROJECT["build-system"]["requires"][0] in EXTRAS["test"]


def test_core_upgrades_nothing_that_colab_ships() -> None:
    core = lower_bounds(PROJECT["dependencies"])
    assert core["ipywidgets"] == "7.7.1"
    assert "jupyterlab" not in core
    assert "torch" not in {name for extra in EXTRAS.values() for name in lower_bounds(extra)}


def test_environment_yml_asks_for_what_pyproject_asks_for() -> None:
    environment = (ROOT / "environment.yml").read_text(encoding="utf-8")
    conda = re.findall(r"^  - (\S+>=\S+)$", environment, re.MULTILINE)
    expected = lower_bounds([*PROJECT["dependencies"], *EXTRAS["lab"]])
    expected["python"] = PROJECT["requires-python"].removeprefix(">=")
    assert lower_bounds(conda) == expected
    assert environment.endswith("  - pip\n  - pip:\n      - -e .\n")


def test_constraints_hold_every_requirement_at_an_allowed_version() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert [pin for pin in pins if not re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", pin)] == []
    versions = dict(pin.split("==") for pin in pins)
    assert [*versions] == sorted(versions)
    for requirement in [*PROJECT["dependencies"], *(r for extra in EXTRAS.values() for r in extra)]:
        name, lowest = requirement.split(">=")
        assert [*map(int, versions[name].split("."))] >= [*map(int, lowest.split("."))], name


def test_lowest_versions_are_the_lower_bounds() -> None:
    lines = lowest_versions.lowest_versions(PROJECT)
    expected = lower_bounds([*PROJECT["dependencies"], *EXTRAS["test"]])
    assert dict(line.split("==") for line in lines) == expected
    with pytest.raises(ValueError, match="no plain lower bound"):
        lowest_versions.lowest_versions(
            {"dependencies": ["numpy<3"], "optional-dependencies": {"test": []}}
        )


def test_a_python_too_old_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    check_python.main()
    monkeypatch.setattr(check_python, "LOWEST", (99, 0))
    with pytest.raises(SystemExit, match=r"needs 3\.11 or newer.*make lab PYTHON="):
        check_python.main()


@pytest.mark.parametrize("path", text_files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_file_names_no_machine_and_no_registry(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    # Split in two, so that this file does not name what it looks for.
    folders = ["/" + name for name in ("root/", "home/", "work/", "Users/", "tmp/")]
    hosts = ["pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "index" + "-url"]
    hosts += ["download" + ".pytorch"]
    assert [name for name in folders if re.search(rf"(?<![\w.$}}~-]){name}", text)] == []
    assert [name for name in hosts if name in text] == []


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("cnnkit", ["scipy", "matplotlib", "ipywidgets", "PIL", "IPython"]),
        ("cnnkit.shapes", ["numpy", "scipy", "matplotlib", "ipywidgets"]),
        ("cnnkit.functional", ["matplotlib", "ipywidgets", "IPython"]),
        ("cnnkit.datasets", ["matplotlib", "ipywidgets", "IPython"]),
    ],
)
def test_import_loads_nothing_heavier_than_it_needs(module: str, heavy: list[str]) -> None:
    code = f"import {module}, sys; print([name for name in {heavy} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert run.stdout.strip() == "[]", run.stderr


def test_imports_point_downwards() -> None:
    def height(module: str) -> int:
        return ROOMS.index(module.split(".")[1]) if "." in module else -1

    edges = [(module, other) for module, others in imports().items() for other in others]
    assert len(edges) > 50
    assert [(module, other) for module, other in edges if height(other) > height(module)] == []


def test_imports_go_in_no_circle() -> None:
    graphlib.TopologicalSorter(imports()).prepare()  # raises CycleError, which names the circle


def test_no_source_file_is_longer_than_it_should_be() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for folder in ("cnnkit", "tests", "tools", "benchmarks")
        for path in (ROOT / folder).rglob("*.py")
    }
    assert {name: length for name, length in lengths.items() if length > 300} == {}
