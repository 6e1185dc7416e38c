"""Write the answer key: a page a notebook, from the lessons themselves.

Usage: python -m tools.teaching.answers   (or: make answers)

A test compares docs/answers/ with what this writes, so that the key never falls behind.
"""

from pathlib import Path
from types import ModuleType

from cnnkit.course import lessons
from cnnkit.course.course_map import NOTEBOOKS, Notebook
from tools.teaching import handouts

FOLDER = Path(__file__).parents[2] / "docs" / "answers"


def pages() -> dict[str, str]:
    """Write the pages: from the file's name to its text."""
    by_name = {module.__name__.rpartition(".")[2]: module for module in lessons.modules()}
    written = {}
    for notebook in NOTEBOOKS:
        stem = notebook.file.removesuffix(".ipynb")
        module = by_name.get(stem.partition("_")[2])
        if module is not None:
            written[f"{stem}.md"] = page(notebook, module)
    return written


def page(notebook: Notebook, lesson: ModuleType) -> str:
    """Write the answers of one notebook."""
    parts = [
        f"# Answers to {notebook.number:02d} {notebook.title}",
        f"[The notebook](../../notebooks/{notebook.file}) · [teaching guide](../teaching_guide.md)",
    ]
    if lesson.EXERCISES:
        parts.append("## Exercises")
    for exercise in lesson.EXERCISES:
        task = handouts.text_in_markdown(exercise.task)
        parts += [f"### {exercise.name}", task, handouts.solved(exercise)]
    if lesson.QUESTIONS:
        parts.append("## Predictions")
    for question in lesson.QUESTIONS:
        parts += [f"### {question.name}", handouts.asked(question), handouts.answered(question)]
    parts.append("## Check yourself")
    for number, question in enumerate(lesson.quiz.questions, start=1):
        parts += [f"### Question {number}", handouts.asked(question), handouts.answered(question)]
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Write docs/answers/ anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.md"):
        old.unlink()
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
