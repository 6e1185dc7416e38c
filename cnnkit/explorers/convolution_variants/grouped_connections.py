"""Groups from one to as many as there are channels: who sees whom, and what it costs."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.controls import choice, slider, stops
from cnnkit.explorers.drawing.bars import bar_panel
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import Panel, array_panel
from cnnkit.explorers.explorer import Explorer, State

NOTHING, AGAIN = "nothing", "the same layer again"
SHUFFLED, MIXED = "a shuffle, the same again", "a 1×1 convolution"
THEN = (NOTHING, AGAIN, SHUFFLED, MIXED)
"""What may follow the grouped layer."""

CHANNELS = (4, 6, 8, 12)
PLACES = 14 * 14
"""Pixels of the maps whose multiply-adds are counted."""

CELL = 22
"""CSS pixels of a cell of the matrix."""


@dataclass(frozen=True)
class GroupedConnectionsResult:
    """Which channels each filter sees."""

    state: State
    seen: NDArray[np.int64] | None
    """(F, C): 1 where a filter sees a channel; None where there is no such layer."""
    ways: NDArray[np.int64] | None
    """(F, C): in how many ways an output depends on a channel, after what follows."""

    @property
    def dense_weights(self) -> int:
        """The weights of the layer in a single group."""
        state = self.state
        return int(state["kernel"] ** 2 * state["channels"] * state["filters"])

    @property
    def weights(self) -> int:
        """The weights of the layer in its groups."""
        return self.dense_weights // int(self.state["groups"])

    @property
    def weights_behind(self) -> int:
        """The weights of what follows."""
        filters, then = self.state["filters"], self.state["then"]
        if then == NOTHING:
            return 0
        if then == MIXED:
            return int(filters**2)
        return int(self.state["kernel"] ** 2 * filters**2 // self.state["groups"])


class GroupedConnections(Explorer[GroupedConnectionsResult]):
    """The matrix of who sees whom in a grouped convolution, and behind a second layer.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``groups``, ``channels`` and ``filters`` (of `CHANNELS`), ``kernel`` (1, 3 or 5),
        ``filter`` (which one is looked at, from 1), ``then`` (one of `THEN`).

    Examples
    --------
    >>> explorer = GroupedConnections(groups=2)
    >>> explorer.result.weights, explorer.result.dense_weights
    (288, 576)
    """

    title = "Who sees whom in groups"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "groups": slider("groups (1 to C)", 1, 1, 8),
            "filter": slider("filter (1 to F)", 3, 1, 8),
            "channels": stops("channels C", 8, CHANNELS),
            "filters": stops("filters F", 8, CHANNELS),
            "kernel": stops("kernel size k", 3, (1, 3, 5)),
            "then": choice("what follows", NOTHING, THEN),
        }
        super().__init__(controls, state, hidden)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Let there be at most a group for each channel; the filters are counted from 1."""
        return {"groups": (1, state["channels"]), "filter": (1, state["filters"])}

    def compute(self, state: State) -> GroupedConnectionsResult:
        """Follow the connections, if the groups come out even."""
        channels, filters, groups = state["channels"], state["filters"], state["groups"]
        if channels % groups or filters % groups:
            return GroupedConnectionsResult(state, None, None)
        first, again = connections(channels, filters, groups), connections(filters, filters, groups)
        if state["then"] == AGAIN:
            ways = again @ first
        elif state["then"] == SHUFFLED:
            # One filter of each group after the other, so that neighbours come from all groups.
            order = np.arange(filters).reshape(groups, -1).T.ravel()
            ways = again @ first[order]
        elif state["then"] == MIXED:
            ways = np.ones((filters, filters), np.int64) @ first
        else:
            ways = first
        return GroupedConnectionsResult(state, first, ways)

    def draw(self, result: GroupedConnectionsResult) -> Picture:
        """Draw the matrix, the one behind the second layer, and the weights."""
        panels: list[Panel | str] = [_matrix(result)]
        if result.ways is not None and result.state["then"] != NOTHING:
            panels += ["→", _ways(result, result.ways)]
        panels.append(_bars(result))
        return Picture(panels, formula=_formula(result), formula_lines=2)

    def describe(self, result: GroupedConnectionsResult) -> str:
        """Say what one filter sees, what that costs, and what its neighbours never learn."""
        state = result.state
        what = f"{state['channels']} channels, {state['filters']} filters, {_groups(state)}"
        if result.seen is None or result.ways is None:
            return f"{what}: {_misfit(state)}."
        place = state["filter"] - 1
        (channels,) = np.nonzero(result.seen[place])
        words = (
            f"{what}: filter {state['filter']} sees {_listed(channels + 1)}. The layer has "
            f"{result.weights:,} weights; in one group it would have {result.dense_weights:,}."
        )
        if state["then"] == NOTHING:
            return words
        reached = int(np.count_nonzero(result.ways[place]))
        return (
            f"{words} With {state['then']} behind it, output {state['filter']} depends on "
            f"{reached} of {state['channels']} channels."
        )

    def touch(self, panel: str, row: int, column: int) -> State:
        """Look at the filter whose row is touched."""
        return {"filter": min(row + 1, self.state["filters"])}


def connections(channels: int, filters: int, groups: int) -> NDArray[np.int64]:
    """Return which filter (row) sees which channel (column): blocks along the diagonal.

    Examples
    --------
    >>> connections(4, 2, 2).tolist()
    [[1, 1, 0, 0], [0, 0, 1, 1]]
    """
    block = np.ones((filters // groups, channels // groups), np.int64)
    return np.kron(np.eye(groups, dtype=np.int64), block)


def _groups(state: State) -> str:
    """Write the number of groups."""
    return "1 group" if state["groups"] == 1 else f"{state['groups']} groups"


def _listed(places: NDArray[np.int64]) -> str:
    """Write "channel 3" or "channels 1 to 4"."""
    first, last = places[0], places[-1]
    return f"channel {first}" if first == last else f"channels {first} to {last}"


def _misfit(state: State) -> str:
    """Say which division leaves a remainder."""
    wrong = [
        f"{state[name]} {name} cannot be shared out evenly"
        for name in ("channels", "filters")
        if state[name] % state["groups"]
    ]
    return f"there is no such layer, since {' and '.join(wrong)}"


def _matrix(result: GroupedConnectionsResult) -> Panel:
    """Draw who sees whom, with the number of weights from each channel to each filter."""
    state = result.state
    rows, columns = state["filters"], state["channels"]
    seen = result.seen if result.seen is not None else np.zeros((rows, columns), np.int64)
    weights = str(state["kernel"] ** 2)
    return array_panel(
        "weights, channel to filter",
        np.where(seen == 1, 0.3, 1.0),
        kind="image",
        cell=CELL,
        labels=[weights if one else "" for one in seen.flat],
        outlines=[(state["filter"] - 1, 0, 1, columns)],
        unreached=[] if result.seen is not None else [(0, 0, rows, columns)],
        name="matrix",
        note=f"{rows} filters (rows) × {columns} channels",
        scale=False,
    )


def _ways(result: GroupedConnectionsResult, ways: NDArray[np.int64]) -> Panel:
    """Draw in how many ways each output depends on each channel behind the second layer."""
    return array_panel(
        "ways, channel to output",
        ways.astype(float),
        kind="positive",
        cell=CELL,
        labels=[str(count) for count in ways.flat],
        outlines=[(result.state["filter"] - 1, 0, 1, ways.shape[1])],
        name="ways",
        note="behind both layers",
        scale=False,
    )


def _bars(result: GroupedConnectionsResult) -> Panel:
    """Draw the weights beside those of a single group."""
    counts = {"one group": result.dense_weights}
    if result.seen is not None:
        counts[_groups(result.state)] = result.weights
        if result.weights_behind:
            counts["what follows"] = result.weights_behind
    if result.state["groups"] == 1:
        counts["this layer"] = counts.pop("one group")
        counts.pop("1 group", None)
    return bar_panel(
        "weights",
        list(counts.values()),
        names=list(counts),
        texts=[f"{count:,}" for count in counts.values()],
        high=max(counts.values()),
        width=130,
    )


def _formula(result: GroupedConnectionsResult) -> str:
    """Write the count of weights and of multiply-adds with the numbers filled in."""
    state = result.state
    groups, channels = number("groups", state["groups"]), number("channels", state["channels"])
    filters, kernel = number("filters", state["filters"]), number("kernel", state["kernel"])
    then = number("then", state["then"])
    shown = number("filter", state["filter"])
    if result.seen is None:
        return (
            f"C / groups = {channels} / {groups} and F / groups = {filters} / {groups}: both have "
            f"to be whole numbers (filter {shown}, kernel {kernel}, then {then})"
        )
    return (
        f"weights = k·k·(C / groups)·F = {kernel}·{kernel}·({channels} / {groups})·{filters} = "
        f"<b>{result.weights:,}</b>; at 14 × 14 places {result.weights:,}·14·14 = "
        f"<b>{result.weights * PLACES:,}</b> multiply-adds<br>"
        f"outlined: filter {shown}; behind it: {then}"
    )
