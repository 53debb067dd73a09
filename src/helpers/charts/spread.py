"""Find room for labels by computation: each as near as it can be to what it names, in order, and none over another."""

from collections.abc import Sequence


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Return the middles of labels along a line, in the order given, as near as can be to where they are wanted.

    wanted: middles, ascending; sizes: how much room each takes along the line; low, high: the ends of the line, in the
    same unit. Labels that would meet share the shift evenly. Where the line is too short for all, they run over its
    end.

    >>> from helpers.charts.spread import spread
    >>> spread([10, 12, 40], [6, 6, 6], 0, 50)
    [8.0, 14.0, 40.0]
    >>> spread([1, 49], [6, 6], 0, 50)
    [3.0, 47.0]
    """
    befores = [sum(sizes[:place]) for place in range(len(sizes))]
    middles = [before + size / 2 for before, size in zip(befores, sizes)]
    # Groups of labels that touch: how far each wants to stand from where it would be if all were packed from 0.
    groups: list[list[float]] = []
    for want, middle in zip(wanted, middles):
        groups.append([want - middle])
        while len(groups) > 1 and mean(groups[-2]) > mean(groups[-1]):
            last = groups.pop()
            groups[-1] += last
    most = high - sum(sizes)
    shifts = [max(low, min(most, mean(group))) for group in groups for _ in group]
    return [shift + middle for shift, middle in zip(shifts, middles)]


def mean(numbers: list[float]) -> float:
    """Return the mean of some numbers."""
    return sum(numbers) / len(numbers)
