"""The test images, opened: what they say, and how often they have been asked."""

from dataclasses import dataclass

import numpy as np

from cnnkit.course.capstone.self_check import SelfCheck, opened_in_words
from cnnkit.course.card import Block, Card, Paragraph, blocks_from
from cnnkit.course.shown import Shown


@dataclass(frozen=True, eq=False, repr=False)
class Examination(Shown):
    """What the test images say of a network.

    Attributes
    ----------
    checked : SelfCheck
        The same network on the validation images.
    opened : tuple of float
        What the test images said each time, this time last; empty if they stayed closed.
    """

    checked: SelfCheck
    opened: tuple[float, ...]

    @property
    def score(self) -> float | None:
        """What the test images say now; None if they stayed closed."""
        return self.opened[-1] if self.checked.scored else None

    @property
    def card(self) -> Card:
        """The card to show."""
        levels, score = self.checked.levels, self.score
        if score is None:
            words = "The answers have no form that can be judged; see the self-check. The test "
            return Card("wrong", "the test images", (Paragraph(words + "images stay closed."),))
        blocks: list[Block] = [Paragraph(f"Test images: {levels.written(score)}{self._spread()}.")]
        validation = levels.written(self.checked.evidence.validation)
        blocks.append(Paragraph(f"Validation images, by which you chose: {validation}."))
        leaks = [one for one in self.checked.mistakes if one.fatal]
        for one in leaks:
            blocks += [Paragraph(f"But: {one.name}."), *blocks_from(one.explanation)]
        blocks.append(Paragraph(self._of_the_count()))
        title = f"the test images, {opened_in_words(len(self.opened))}"
        return Card("wrong" if leaks else "progress", title, tuple(blocks))

    def _spread(self) -> str:
        """Return what chance alone may change, where images are counted."""
        e, score = self.checked.evidence, self.score
        if not e.labelled or score is None:
            return ""
        count = len(e.splits.test[0])
        error = float(np.sqrt(score * (1 - score) / count))
        return f", give or take {100 * 2 * error:.1f} points, with {count:,} images"

    def _of_the_count(self) -> str:
        """Say what the number is worth, now that it is the first or another one."""
        if len(self.opened) == 1:
            return (
                "This is the number to report, whatever it is. If you change the network now and "
                "look again, you begin to choose by the test images."
            )
        earlier = ", ".join(map(self.checked.levels.written, self.opened[:-1]))
        return (
            f"The earlier numbers: {earlier}. Report the first one, or all of them. The best of "
            "several is chosen, and a chosen number is too high."
        )
