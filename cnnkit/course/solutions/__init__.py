"""The reference solutions: the functions a learner writes, under the names they are asked for."""
