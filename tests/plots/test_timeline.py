from cnnkit.plots import timeline
from cnnkit.plots.timeline import Event, show_timeline


def test_each_event_stands_at_its_year_on_alternating_sides(monkeypatch):
    shown = []
    monkeypatch.setattr(timeline, "show", lambda figure, words: shown.append((figure, words)))
    events = [
        Event(1962, "a cat"),
        Event(1980, "the neocognitron"),
        Event(2012, "a long name " * 3),
    ]
    show_timeline(events, "Three events.")
    ((figure, words),) = shown
    assert words == "Three events."
    (axes,) = figure.axes
    places = [(text.get_position()[0], text.get_position()[1] > 0) for text in axes.texts]
    assert places == [(1962, True), (1980, False), (2012, True)]
    for event, text in zip(events, axes.texts, strict=True):
        year, *lines = text.get_text().splitlines()
        assert year == str(event.year)
        assert " ".join(lines) == event.name.strip()
        assert max(map(len, lines)) < 15
    low, high = axes.get_xlim()
    assert low < 1962 < 2012 < high
