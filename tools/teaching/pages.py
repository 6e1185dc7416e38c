"""Write the teacher's pages: for each notebook its notes and its answer key.

Usage: python -m tools.teaching.pages   (or: make teaching-pages)

They are gathered from the notebooks and the lessons. A test compares docs/teaching/ with what this
writes, so that the key never falls behind.
"""

import re
from pathlib import Path
from types import ModuleType

import nbformat

from cnnkit.course import lessons
from cnnkit.course.course_map import NOTEBOOKS, Notebook
from tools.teaching import handouts

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "teaching"
GUIDE = ROOT / "docs" / "teaching_guide.md"
TABLE = re.compile(r"(?<=<!-- table -->\n).*(?=<!-- end of table -->)", re.DOTALL)
MAP = re.compile(r"(?<=<!-- map -->\n).*(?=<!-- end of map -->)", re.DOTALL)
CORE = re.compile(r"\*\*Minutes\*\* \((?:core, )?(\d+)\)")
OPTIONAL = re.compile(r"Optional, (\d+)")
FOLDED = re.compile(r"</?details>|<summary>.*?</summary>")


def pages() -> dict[str, str]:
    """Write the pages: from the file's name to its text."""
    return {
        f"{notebook.file.removesuffix('.ipynb')}.md": page(notebook, lesson_of(notebook.file))
        for notebook in NOTEBOOKS
    }


def lesson_of(file: str) -> ModuleType:
    """Return the lesson of a notebook, which is called like its file without number and ending."""
    name = file.partition("_")[2].removesuffix(".ipynb")
    return next(module for module in lessons.modules() if module.__name__.endswith(f".{name}"))


def for_the_teacher(notebook: Notebook) -> str:
    """Read what a notebook tells its teacher, unfolded."""
    cells = nbformat.read(ROOT / "notebooks" / notebook.file, as_version=4).cells
    told = next(cell.source for cell in cells if "teacher" in cell.metadata.get("tags", []))
    return FOLDED.sub("", told).strip()


def page(notebook: Notebook, lesson: ModuleType) -> str:
    """Write the notes and the answers of one notebook."""
    parts = [
        f"# {notebook.number:02d} {notebook.title}: for the teacher",
        f"[The notebook](../../notebooks/{notebook.file}) · [teaching guide](../teaching_guide.md)",
        for_the_teacher(notebook),
        "## Predictions",
    ]
    for question in lesson.QUESTIONS:
        parts += [f"### {question.name}", handouts.asked(question), handouts.answered(question)]
    parts.append("## Exercises")
    for exercise in lesson.EXERCISES:
        task = handouts.text_in_markdown(exercise.task)
        parts += [f"### {exercise.name}", task, handouts.solved(exercise)]
    parts.append("## Check yourself")
    for number, question in enumerate(lesson.quiz.questions, start=1):
        parts += [f"### Question {number}", handouts.asked(question), handouts.answered(question)]
    return "\n\n".join(parts) + "\n"


def table() -> str:
    """Write a row for each notebook: its minutes, its exercises and its questions."""
    lines = ["| notebook | core, minutes | optional | exercises | known mistakes | questions |"]
    lines.append("| --- | --- | --- | --- | --- | --- |")
    for notebook in NOTEBOOKS:
        told, lesson = for_the_teacher(notebook), lesson_of(notebook.file)
        core, optional = CORE.search(told), OPTIONAL.search(told)
        cells = [
            f"[{notebook.number:02d}](../notebooks/{notebook.file}) "
            f"[{notebook.title}](teaching/{notebook.file.removesuffix('.ipynb')}.md)",
            core[1] if core else "",
            optional[1] if optional else "–",
            len(lesson.EXERCISES),
            sum(len(exercise.misconceptions) for exercise in lesson.EXERCISES),
            len(lesson.QUESTIONS) + len(lesson.quiz.questions),
        ]
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines) + "\n"


def course_map() -> str:
    """Draw which notebook builds on which, as a Mermaid diagram that GitHub shows."""
    lines = ["```mermaid", "flowchart TD"]
    lines += [f'  {n.number}["{n.number:02d} {n.title}"]' for n in NOTEBOOKS]
    lines += [f"  {need} --> {n.number}" for n in NOTEBOOKS for need in direct_needs(n)]
    return "\n".join([*lines, "```"]) + "\n"


def direct_needs(notebook: Notebook) -> list[int]:
    """Return the notebooks that one needs, without those that another of them needs already."""
    behind = {need for direct in notebook.needs for need in all_needs(NOTEBOOKS[direct])}
    return [need for need in notebook.needs if need not in behind]


def all_needs(notebook: Notebook) -> set[int]:
    """Return every notebook that comes before one, however far back."""
    found = set(notebook.needs)
    return found.union(*(all_needs(NOTEBOOKS[need]) for need in notebook.needs))


def guide() -> str:
    """Return the teaching guide with its table and its map as they should be."""
    text = TABLE.sub(lambda _match: table(), GUIDE.read_text(encoding="utf-8"))
    return MAP.sub(lambda _match: course_map(), text)


def main() -> None:
    """Write docs/teaching/ and what the guide counts anew."""
    GUIDE.write_text(guide(), encoding="utf-8")
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.md"):
        old.unlink()
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
