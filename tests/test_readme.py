"""The README's example does what the README says, on a twentieth of its epochs."""

import re
from pathlib import Path
from typing import Any

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def test_the_example_learns_to_read_digits(capsys) -> None:
    (example,) = EXAMPLES
    for long, short in (("epochs=20", "epochs=1"), ("steps=2450", "steps=75")):
        assert example.count(long) == 1
        example = example.replace(long, short)
    names: dict[str, Any] = {}
    exec(example, names)
    assert names["accuracy"] > 0.93
    said = capsys.readouterr().out
    assert "conv2d_1" in said  # the summary
    assert re.search(r"\d\d\.\d % of the test digits", said)


def test_the_example_takes_the_steps_that_its_schedule_is_made_for() -> None:
    (example,) = EXAMPLES
    epochs, batch, warm_up = (
        int(re.search(pattern, example)[1])
        for pattern in (r"epochs=(\d+)", r"batch_size=(\d+)", r"\), steps=(\d+)\)")
    )
    steps = epochs * -(-4000 // batch)
    assert f"CosineDecay(3e-3, steps={steps - warm_up})" in example
