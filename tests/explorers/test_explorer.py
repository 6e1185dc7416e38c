import itertools
import json
import threading

import ipywidgets as widgets
import pytest
from driving import EXPLORERS, Page, check_sound, html, inputs, move, positions, reset
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit.explorers import KernelGallery, ShapeExplorer, SlidingWindow

LARGEST_UPDATE = 62_000

every = pytest.mark.parametrize("kind", EXPLORERS, ids=lambda kind: kind.__name__)
moves = st.lists(st.tuples(st.integers(0, 99), st.floats(0, 1)), max_size=8)


def wander(explorer, steps):
    """Move the controls that the steps name, each to a share of the way that it then has."""
    for which, share in steps:
        reachable = inputs(explorer)
        move(reachable[which % len(reachable)][1], share)


@every
def test_every_control_over_its_whole_range(kind):
    explorer = kind()
    for name, widget in inputs(explorer):
        possible = positions(widget)
        some = possible[:: max(1, len(possible) // 20)] + possible[-1:]
        for message in some:
            widget.set_state(message)
            key, value = next(iter(message.items()))
            assert getattr(widget, key) == value
            check_sound(explorer)
        reset(explorer)
        assert name in explorer.state


@every
def test_every_pair_of_extremes(kind):
    explorer = kind()
    for (_, first), (_, second) in itertools.combinations(inputs(explorer), 2):
        for shares in itertools.product((0, 1), repeat=2):
            move(first, shares[0])
            move(second, shares[1])
            check_sound(explorer)
        reset(explorer)


@every
@settings(max_examples=40)
@given(steps=moves)
def test_no_sequence_of_moves_breaks_it_and_reset_brings_back_the_start(kind, steps):
    explorer = kind()
    start, first_picture = explorer.state, html(explorer)
    for step in steps:
        wander(explorer, [step])
        check_sound(explorer)
    reset(explorer)
    assert explorer.state == start
    assert html(explorer) == first_picture


@every
@settings(max_examples=40)
@given(data=st.data())
def test_update_does_all_that_it_is_told_or_nothing(kind, data):
    explorer = kind()
    wander(explorer, data.draw(moves))
    wishes = {}
    for name in data.draw(st.sets(st.sampled_from(list(explorer.controls)))):
        control = explorer.controls[name]
        if hasattr(control, "options"):
            wishes[name] = data.draw(st.sampled_from([*control.options, "no such thing"]), name)
        elif isinstance(control.value, list):
            numbers = st.integers(-10, 10)
            three = st.lists(numbers, min_size=3, max_size=3)
            wishes[name] = data.draw(st.lists(three, min_size=2, max_size=3), name)
        elif isinstance(control.value, str):
            inks = [*(message["value"] for message in positions(control)), "no such thing"]
            wishes[name] = data.draw(st.sampled_from(inks), name)
        elif isinstance(control.value, bool):
            wishes[name] = data.draw(st.booleans(), name)
        else:
            wishes[name] = data.draw(st.integers(-1, 14), name)
    before, refusal = explorer.state, ""
    try:
        explorer.update(**wishes)
    except ValueError as error:
        refusal = str(error)
    if refusal:
        assert any(f": {name} cannot be {wishes[name]!r} here; use " in refusal for name in wishes)
        assert explorer.state == before
    else:
        assert explorer.state.items() >= wishes.items()
    check_sound(explorer)


@every
@settings(max_examples=20)
@given(steps=moves)
def test_a_state_travels_through_json_into_another_explorer(kind, steps):
    explorer = kind()
    wander(explorer, steps)
    other = kind(**json.loads(json.dumps(explorer.state)))
    assert other.state == explorer.state
    assert other.description == explorer.description
    alike = html(explorer).replace('class="changed" ', "").replace(f"{explorer.name}-", "X-")
    assert html(other).replace(f"{other.name}-", "X-") == alike.replace(
        f'"{explorer.name}"', f'"{other.name}"'
    )
    wander(other, [(0, 0.3), (1, 0.9)])
    reset(other)
    assert other.state == explorer.state


@every
def test_two_explorers_share_nothing(kind):
    one, other = kind(), kind()
    assert one.name != other.name
    state, picture, shared = other.state, html(other), other._shared_view.value
    wander(one, [(which, share) for which in range(12) for share in (0.8, 0.4)])
    assert (other.state, html(other), other._shared_view.value) == (state, picture, shared)
    assert one.box.model_id != other.box.model_id


@every
def test_it_is_displayed_as_a_live_view_and_in_words_that_do_not_change(kind):
    explorer = kind()
    bundle = explorer._repr_mimebundle_()
    assert bundle == {
        "application/vnd.jupyter.widget-view+json": {
            "version_major": 2,
            "version_minor": 0,
            "model_id": explorer.box.model_id,
        },
        "text/plain": f"{kind.title}: {explorer.description}",
    }
    wander(explorer, [(0, 1), (1, 1), (2, 1)])
    assert explorer._repr_mimebundle_() == bundle
    assert kind()._repr_mimebundle_()["text/plain"] == bundle["text/plain"]
    assert not isinstance(explorer, widgets.Widget)


@every
def test_a_move_draws_once_whatever_ranges_follow(kind):
    explorer = kind()
    drawn = []
    explorer._picture_view.observe(lambda change: drawn.append(change["new"]), names="value")
    for _, widget in inputs(explorer):
        for share in (1, 0):
            drawn.clear()
            before = explorer.state
            move(widget, share)
            assert len(drawn) == (explorer.state != before), (before, explorer.state)
    for _, widget in inputs(explorer):
        move(widget, 1)
    drawn.clear()
    reset(explorer)
    assert len(drawn) == 1


@every
def test_what_a_moved_control_sets_is_emphasised_in_the_formula(kind):
    explorer = kind()
    emphasised = set()
    for name, widget in inputs(explorer):
        for share in (1, 0.5):
            before = explorer.state
            move(widget, share)
            if explorer.state == before:
                continue
            found = Page(html(explorer)).all(**{"class": "changed"})
            own = getattr(explorer.controls[name], "moved", name)
            assert {part["data-of"] for part in found} <= {own}
            emphasised |= {part["data-of"] for part in found}
    assert emphasised
    reset(explorer)
    assert Page(html(explorer)).all(**{"class": "changed"}) == []


@every
def test_every_panel_answers_a_touch_of_any_of_its_cells(kind):
    explorer = kind()
    panels = Page(html(explorer)).panels
    assert len({name for name, _, _ in panels}) == len(panels)
    for share in (None, 0, 1):
        for _, widget in inputs(explorer) if share is not None else ():
            move(widget, share)
        for panel, rows, columns in Page(html(explorer)).panels:
            some_rows = {0, rows // 3, rows - 1}
            some_columns = {0, columns // 3, columns - 1}
            for row, column in itertools.product(some_rows, some_columns):
                explorer._pointer.set_state({"cell": [panel, row, column]})
                assert explorer.state.items() >= explorer.touch(panel, row, column).items()
                check_sound(explorer)


@every
def test_a_touch_that_arrives_late_finds_the_picture_smaller(kind):
    explorer = kind()
    largest = Page(html(explorer)).panels
    for _, widget in inputs(explorer):
        move(widget, 1)
    for panel, rows, columns in largest:
        explorer._pointer.set_state({"cell": [panel, rows - 1, columns - 1]})
        check_sound(explorer)


@pytest.mark.parametrize(("kind", "name"), [(ShapeExplorer, "row"), (SlidingWindow, "step")])
def test_a_cell_can_be_touched_again_after_a_slider_has_moved(kind, name):
    explorer = kind()
    explorer._pointer.set_state({"cell": ["output", 2, 1]})
    touched = explorer.state
    (widget,) = (widget for control, widget in inputs(explorer) if control == name)
    widget.set_state({"value": 0})
    assert explorer.state != touched
    explorer._pointer.set_state({"cell": ["output", 2, 1]})
    assert explorer.state == touched


@every
def test_an_update_is_small(kind):
    explorer = kind()
    for _, widget in inputs(explorer):
        for message in positions(widget)[-12:]:
            widget.set_state(message)
            in_colour = isinstance(explorer, KernelGallery) and explorer.state["colour"]
            assert in_colour or len(html(explorer)) <= LARGEST_UPDATE
    reset(explorer)


@every
def test_three_hundred_updates_send_each_photo_once_and_make_no_widgets(kind):
    explorer = kind()
    instances = getattr(widgets.Widget, "_instances", None) or widgets.Widget.widgets
    shared, count = explorer._shared_view.value, len(instances)
    sent = []
    explorer._shared_view.observe(sent.append, names="value")
    moving = [widget for name, widget in inputs(explorer) if name not in ("photo", "colour")]
    for step in range(300):
        move(moving[step % len(moving)], (step * 7 % 11) / 10)
    assert explorer._shared_view.value == shared
    assert sent == []
    assert len(instances) == count


@every
def test_controls_can_be_moved_from_another_thread(kind):
    explorer = kind()
    reachable = inputs(explorer)

    def drag(widget):
        for share in (1, 0, 0.5):
            move(widget, share)

    threads = [threading.Thread(target=drag, args=(widget,)) for _, widget in reachable[:4]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)
    check_sound(explorer)
