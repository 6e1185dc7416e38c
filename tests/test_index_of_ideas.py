"""The index of ideas: every link leads to a notebook, and to a section that is there."""

import re
from pathlib import Path

import nbformat

ROOT = Path(__file__).parent.parent
INDEX = ROOT / "docs" / "index_of_ideas.md"
NOTEBOOKS = {path.name: path for path in sorted((ROOT / "notebooks").glob("*.ipynb"))}
LINES = [line for line in INDEX.read_text(encoding="utf-8").splitlines() if line]
ENTRIES = [line for line in LINES if line.startswith("- ")]
PLACE = r"\[(\d\d)\]\(\.\./notebooks/([^)]+)\) (?:section (\d+)|“([^”]+)”)"
PLACES = rf"{PLACE}(?:, {PLACE})*"
ENTRY = re.compile(
    rf"- \*\*([^*]+)\*\*: (?:see \*([^*]+)\*"
    rf"|{PLACE}(?:; touched before in {PLACES})?(?:; again in {PLACES})?)"
)


def headings(name):
    cells = nbformat.read(NOTEBOOKS[name], as_version=4).cells
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return re.findall(r"^## (.+?) *$", text, re.MULTILINE)


def idea(entry):
    return ENTRY.fullmatch(entry)[1]


def in_order(word):
    return re.sub(r"[^a-z0-9 ]", "", word.lower().replace("×", "x"))


def test_every_entry_has_the_agreed_form():
    assert len(ENTRIES) > 150
    assert [entry for entry in ENTRIES if not ENTRY.fullmatch(entry)] == []


def test_there_is_nothing_but_a_heading_a_sentence_letters_and_entries():
    title, sentence, *rest = LINES
    assert title == "# Index of ideas"
    assert sentence.endswith(".")
    letters = [line for line in rest if not line.startswith("- ")]
    assert all(re.fullmatch("## ([A-Z]|0–9)", line) for line in letters)
    assert len(letters) == len(set(letters))


def test_every_link_leads_to_a_section():
    found = {name: headings(name) for name in NOTEBOOKS}
    for entry in ENTRIES:
        places = re.findall(PLACE, entry)
        assert len(places) == entry.count("]("), entry
        for number, name, section, heading in places:
            assert name in found, entry
            assert name.startswith(number), entry
            named = [each for each in found[name] if each.startswith(f"{section}. ")]
            assert heading in found[name] if heading else len(named) == 1, (
                f"{entry}: {name} has no section {section or heading}"
            )


def test_every_notebook_is_in_it():
    linked = {name for entry in ENTRIES for _, name, _, _ in re.findall(PLACE, entry)}
    assert linked == set(NOTEBOOKS)


def test_no_place_stands_twice_in_an_entry():
    for entry in ENTRIES:
        places = re.findall(PLACE, entry)
        assert len(places) == len(set(places)), entry


def test_ideas_are_in_order_and_stand_once_below_their_letter():
    ideas = [idea(entry) for entry in ENTRIES]
    assert ideas == sorted(ideas, key=in_order)
    assert len({each.lower() for each in ideas}) == len(ideas)
    letter = ""
    for line in LINES[2:]:
        if line.startswith("## "):
            letter = line[3:]
        else:
            first = idea(line)[0].upper()
            assert ("0–9" if first.isdigit() else first) == letter, line


def test_see_leads_to_an_entry_with_places():
    explained = {idea(entry) for entry in ENTRIES if "see *" not in entry}
    for entry in ENTRIES:
        target = ENTRY.fullmatch(entry)[2]
        assert target is None or target in explained, entry
