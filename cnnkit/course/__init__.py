"""Exercises, questions and progress: the part of the course that talks with the learner.

Lessons live in `cnnkit.course.lessons`, one module a notebook:

    from cnnkit.course.lessons import convolution as lesson

    lesson.convolve2d.check(convolve2d)
"""
