"""The notebooks as they are stored, and once more with every reference solution inserted."""

import copy
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from cnnkit.course.course_map import NOTEBOOKS, STAGES
from cnnkit.course.lessons import modules

FOLDER = Path(__file__).parents[2] / "notebooks"
PATHS = sorted(FOLDER.glob("*.ipynb"))
LESSONS = {module.__name__.rsplit(".", 1)[1]: module for module in modules()}

# Two notebooks at a time would fight for the same two cores.
pytestmark = pytest.mark.xdist_group("notebooks")


def lesson_of(notebook):
    """Return the lesson that a notebook imports."""
    source = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    return LESSONS[re.search(r"from cnnkit\.course\.lessons import (\w+) as lesson", source)[1]]


@pytest.fixture(params=PATHS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def execute(notebook):
    client = NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}}
    )
    client.execute()
    return notebook


def printed(notebook) -> str:
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    texts = [
        output.get("text") or output.get("data", {}).get("text/plain", "") for output in outputs
    ]
    return "\n".join(texts)


def test_every_solution_turns_every_check_green(notebook):
    lesson = lesson_of(notebook)
    solved = copy.deepcopy(notebook)
    inserted = set()
    for cell in solved.cells:
        name = cell.metadata.get("cnnkit", {}).get("exercise")
        if name is not None:
            cell.source = getattr(lesson, name).solution_source
            inserted.add(name)
    assert inserted == {exercise.name for exercise in lesson.EXERCISES}
    # In one piece, so that no other output comes between.
    states = "print(f'solved: { {e.name: e.solved for e in lesson.EXERCISES} }')"
    solved.cells.append(nbformat.v4.new_code_cell(states))
    text = printed(execute(solved))
    assert f"solved: { {name: True for name in [e.name for e in lesson.EXERCISES]} }" in text
    assert "Not attempted" not in text


def test_every_exercise_is_shown_tried_and_checked(notebook):
    lesson = lesson_of(notebook)
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    for exercise in lesson.EXERCISES:
        name = exercise.name
        assert f"lesson.{name}" in sources, "its task"
        assert f"lesson.{name}.check({name})" in sources
        assert f"# lesson.{name}.hint()\n# lesson.{name}.solution()" in sources
    for question in lesson.QUESTIONS:
        assert f"lesson.{question.name}" in sources
    assert "lesson.quiz" in sources


def test_it_is_stored_after_one_run_from_top_to_bottom(notebook):
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    outputs = [output for cell in code for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error"]
    assert "widgets" not in notebook.metadata
    views = [key for output in outputs for key in output.get("data", {}) if "widget-view" in key]
    assert not views


def test_pictures_come_with_words(notebook):
    for cell in notebook.cells:
        outputs = cell.get("outputs", [])
        for place, output in enumerate(outputs):
            if "image/png" not in output.get("data", {}):
                continue
            words = output.data["text/plain"]
            if words.startswith("<IPython"):
                # A figure: its description is the next output.
                words = outputs[place + 1].data["text/markdown"]
            assert len(words) > 40, f"{cell.source} has no description"


def test_it_follows_the_pattern(notebook):
    text = "\n".join(cell.source for cell in notebook.cells)
    header = notebook.cells[0].source
    for part in ("You will be able to", "minutes to read", "Open in Colab", "Open in Binder"):
        assert part in header
    for heading in ("## Recap", "## Check yourself", "## Go deeper"):
        assert heading in text
    recap = next(place for place, cell in enumerate(notebook.cells) if "## Recap" in cell.source)
    outputs = notebook.cells[recap + 1].get("outputs", [])
    assert any("image/png" in output.get("data", {}) for output in outputs), "a picture"
    teacher = [cell for cell in notebook.cells if "teacher" in cell.metadata.get("tags", [])]
    assert len(teacher) == 1
    for part in ("Minutes", "Listen for", "Ask the room"):
        assert part in teacher[0].source


def test_cells_are_short(notebook):
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    lengths = [len([line for line in source.splitlines() if line.strip()]) for source in code]
    assert max(lengths) <= 20
    assert sum(length > 12 for length in lengths) <= len(lengths) / 10


def test_the_map_names_exactly_the_notebooks_that_are_there():
    assert {notebook.file for notebook in NOTEBOOKS if notebook.file} == {
        path.name for path in PATHS
    }
    assert [notebook.number for notebook in NOTEBOOKS] == list(range(21))
    for notebook in NOTEBOOKS:
        assert all(number < notebook.number for number in notebook.needs)
        assert not notebook.file or notebook.file.startswith(f"{notebook.number:02d}_")
    assert len(STAGES) == 9


@pytest.mark.parametrize("notebook", NOTEBOOKS[1:], ids=lambda notebook: notebook.file)
def test_the_header_says_what_the_map_says(notebook):
    header = nbformat.read(FOLDER / notebook.file, as_version=4).cells[0].source
    builds_on = re.findall(r"\[(\d\d) ", header.partition("uilds on")[2])
    assert tuple(int(number) for number in builds_on) == notebook.needs
