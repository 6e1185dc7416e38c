"""The questions of the lessons: predict first, then read why; and those of the quiz at the end."""
