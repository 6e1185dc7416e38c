"""What counts as a baseline, as good and as excellent on a track."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Levels:
    """The bars of a track, on its validation images.

    Attributes
    ----------
    baseline : str
        The best that was found without training a network.
    floor : float
        What that scores.
    good, excellent : float
        From where on a network is that.
    decibels : bool
        Whether scores are PSNR in decibels; else shares from 0 to 1.

    Examples
    --------
    >>> levels = Levels("nearest neighbour", 0.925, 0.965, 0.975)
    >>> levels.name_of(0.97), levels.written(0.97)
    ('good', '97.0 %')
    """

    baseline: str
    floor: float
    good: float
    excellent: float
    decibels: bool = False

    def name_of(self, score: float) -> str:
        """Name the level that a score has reached."""
        if score >= self.excellent:
            return "excellent"
        if score >= self.good:
            return "good"
        return "above the baseline" if score > self.floor else "not above the baseline"

    def written(self, score: float) -> str:
        """Write a score with its unit."""
        return f"{score:.2f} dB" if self.decibels else f"{100 * score:.1f} %"

    @property
    def in_words(self) -> str:
        """The bars in one line."""
        floor, good, excellent = map(self.written, (self.floor, self.good, self.excellent))
        return f"baseline ({self.baseline}) {floor}, good {good}, excellent {excellent}"
