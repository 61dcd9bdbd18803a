"""How much of a screen says something: cells with a sign, and the largest rectangle without one. Ornament is no ink."""

ORNAMENT = frozenset(" ·╱─")


def measure_ink(text: str) -> float:
    """The share of cells that hold a sign, in percent."""
    cells = text.replace("\n", "")
    return 100 * sum(cell not in ORNAMENT for cell in cells) / len(cells)


def measure_void(text: str) -> int:
    """The cells of the largest rectangle that holds no sign."""
    rows = text.split("\n")
    heights, largest = [0] * max(map(len, rows)), 0
    for row in rows:
        heights = [height + 1 if cell in ORNAMENT else 0 for height, cell in zip(heights, row, strict=False)]
        open_from: list[tuple[int, int]] = []
        for place, height in enumerate((*heights, 0)):
            start = place
            while open_from and open_from[-1][1] >= height:
                start, tall = open_from.pop()
                largest = max(largest, tall * (place - start))
            open_from.append((start, height))
    return largest
