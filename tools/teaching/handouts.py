"""Exercises and questions in Markdown: as a learner meets them, and with their answers."""

from cnnkit.course.card import Block, Code, Items, Paragraph, blocks_from
from cnnkit.course.exercise import Exercise
from cnnkit.course.question import Question


def text_in_markdown(text: str) -> str:
    r"""Write a text of the course, whose code blocks are indented by four spaces.

    Examples
    --------
    >>> text_in_markdown("Write `f(x)`:\n\n    y = f(x)")
    'Write `f(x)`:\n\n```python\ny = f(x)\n```'
    """
    return "\n\n".join(_block(block) for block in blocks_from(text))


def _block(block: Block) -> str:
    if isinstance(block, Code):
        return f"```python\n{block.source}\n```"
    if isinstance(block, Items):
        return "\n".join(f"- {mark} {text}" for mark, text in block.lines)
    return block.text if isinstance(block, Paragraph) else ""


def asked(question: Question) -> str:
    """Write a question and its choices."""
    pairs = zip(question.letters, question.choices, strict=True)
    choices = "\n".join(f"- ({letter}) {choice.text}" for letter, choice in pairs)
    return f"{text_in_markdown(question.prompt)}\n\n{choices}"


def answered(question: Question) -> str:
    """Write why each choice is right or wrong."""
    pairs = zip(question.letters, question.choices, strict=True)
    lines = []
    for letter, choice in pairs:
        word = "right" if choice.right else "not right"
        mark = f"**({letter}) {word}.**" if choice.right else f"({letter}) {word}."
        lines.append(f"- {mark} {choice.reason}")
    return "\n".join(lines)


def solved(exercise: Exercise) -> str:
    """Write an exercise's solution and the mistakes that its check knows."""
    lines = [f"```python\n{exercise.solution_source.rstrip()}\n```"]
    if exercise.afterword:
        lines.append(text_in_markdown(exercise.afterword))
    mistakes = [f"- *{m.name}*: {' '.join(m.explanation.split())}" for m in exercise.misconceptions]
    lines.append("Mistakes that the check knows by name, and what it says:")
    lines.append("\n".join(mistakes))
    return "\n\n".join(lines)
