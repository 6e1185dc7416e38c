import json
import shutil
from pathlib import Path

import pytest

from tools import publish_links

ROOT = Path(__file__).parent.parent
PLACEHOLDER = "OWNER/REPOSITORY"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project whose links still carry the placeholder."""
    (tmp_path / "pyproject.toml").write_text(
        f'[project.urls]\nRepository = "https://github.com/{PLACEHOLDER}"\n'
    )
    (tmp_path / "README.md").write_text(
        f"[Colab](https://colab.research.google.com/github/{PLACEHOLDER}/blob/main/notebooks/a.ipynb)\n"
        f"[Binder](https://mybinder.org/v2/gh/{PLACEHOLDER}/HEAD?labpath=notebooks/a.ipynb)\n"
        f"pip install git+https://github.com/{PLACEHOLDER}.git\n"
        f"The placeholder {PLACEHOLDER} itself stays; see https://github.com/{PLACEHOLDER}.\n"
    )
    notebooks = tmp_path / "notebooks"
    notebooks.mkdir()
    (notebooks / "a.ipynb").write_text(
        json.dumps({"source": [f'%pip install "git+https://github.com/{PLACEHOLDER}"\n']})
    )
    return tmp_path


def test_writes_the_name_into_every_link(project: Path) -> None:
    changed = publish_links.publish(project, "ada/cnn-course")
    assert changed == {"README.md": 4, "notebooks/a.ipynb": 1, "pyproject.toml": 1}
    readme = (project / "README.md").read_text()
    assert "research.google.com/github/ada/cnn-course/blob/main/notebooks/a.ipynb)" in readme
    assert "mybinder.org/v2/gh/ada/cnn-course/HEAD?labpath=" in readme
    assert "git+https://github.com/ada/cnn-course.git\n" in readme
    assert f"The placeholder {PLACEHOLDER} itself stays" in readme
    assert "see https://github.com/ada/cnn-course.\n" in readme
    notebook = json.loads((project / "notebooks" / "a.ipynb").read_text())
    assert notebook["source"] == ['%pip install "git+https://github.com/ada/cnn-course"\n']


def test_again_changes_nothing_and_another_name_changes_all(project: Path) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*.*")}
    publish_links.publish(project, "ada/cnn-course")
    assert publish_links.publish(project, "ada/cnn-course") == {}
    assert publish_links.present_name(project) == "ada/cnn-course"
    publish_links.publish(project, "school/course.v2")
    publish_links.publish(project, PLACEHOLDER)
    assert {path: path.read_bytes() for path in project.rglob("*.*")} == before


def test_leaves_repositories_with_longer_names_alone(project: Path) -> None:
    other = f"https://github.com/{PLACEHOLDER}-old and https://github.com/{PLACEHOLDER}.wiki"
    (project / "README.md").write_text(other)
    publish_links.publish(project, "ada/cnn-course")
    assert (project / "README.md").read_text() == other


@pytest.mark.parametrize(
    "name", ["", "ada", "ada/", "/course", "https://github.com/ada/course", "ada/a b", "a/b/c"]
)
def test_refuses_what_is_no_repository(project: Path, name: str) -> None:
    with pytest.raises(ValueError, match="owner/name"):
        publish_links.publish(project, name)


def test_reaches_every_link_of_this_project(tmp_path: Path) -> None:
    present = publish_links.present_name(ROOT)
    for pattern in publish_links.CARRIERS:
        for path in ROOT.glob(pattern):
            copy = tmp_path / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
    changed = publish_links.publish(tmp_path, "ada/cnn-course")
    assert "README.md" in changed
    for path in (path for path in tmp_path.rglob("*") if path.is_file()):
        text = path.read_text(encoding="utf-8")
        assert not any(host + present in text for host in publish_links.HOSTS), path
