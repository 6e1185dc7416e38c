"""The capstone: three tracks with images, budgets and bars; their self-check; report and rubric.

>>> from cnnkit.course import capstone
>>> [track.name for track in capstone.TRACKS]
['read', 'sort', 'restore']
"""

from cnnkit.course.capstone import splits
from cnnkit.course.capstone.designs import DESIGNS, Design
from cnnkit.course.capstone.evidence import Budget, predict
from cnnkit.course.capstone.levels import Levels
from cnnkit.course.capstone.report import HEADINGS
from cnnkit.course.capstone.rubric import CRITERIA, Rubric
from cnnkit.course.capstone.run import Run
from cnnkit.course.capstone.track import Track
from cnnkit.training import CrossEntropy, MeanSquaredError

__all__ = [
    "CRITERIA",
    "DESIGNS",
    "HEADINGS",
    "READ",
    "RESTORE",
    "SORT",
    "TRACKS",
    "Budget",
    "Design",
    "Levels",
    "Rubric",
    "Run",
    "Track",
    "predict",
]

READ = Track(
    "read",
    "How well can 5,000 parameters read handwritten digits that they were not trained on?",
    splits.digits,
    CrossEntropy(),
    Budget(parameters=5_000, seconds=60),
    Levels("nearest neighbour", 0.925, 0.965, 0.98),
)
SORT = Track(
    "sort",
    "Which clothes can a small network tell apart, which not, and does it know when it is unsure?",
    splits.clothes,
    CrossEntropy(),
    Budget(parameters=30_000, seconds=90),
    Levels("nearest neighbour", 0.805, 0.888, 0.893),
)
RESTORE = Track(
    "restore",
    "How much noise can a network take out of photos of a kind that it has never seen?",
    splits.noisy_photos,
    MeanSquaredError(),
    Budget(parameters=10_000, seconds=90),
    Levels("Gaussian blur, σ 0.9", 26.67, 27.0, 27.5, decibels=True),
)
TRACKS = (READ, SORT, RESTORE)
