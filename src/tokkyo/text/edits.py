"""How far two spellings are apart."""


def edits(one: str, other: str) -> int:
    """Return how many insertions, deletions, replacements or swaps of neighbours turn one text into the other.

    No letter takes part in two of them (optimal string alignment), as in the index.

    >>> edits("batery", "battery"), edits("form", "from"), edits("", "ab")
    (1, 1, 2)
    """
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for column, known in enumerate(other, start=1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != known))
            if row > 1 and column > 1 and letter == other[column - 2] and known == one[row - 2]:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, above = above, line
    return above[-1]
