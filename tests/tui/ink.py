"""How much of a screen says something, by its painted cells; ornament, which stands in the faint colour, is no ink."""

from textual.color import Color


def find_ink(game) -> list[list[bool]]:
    """Which cells bear a sign that means something."""
    faint = Color.parse(game.current_theme.variables["faint"])
    return [
        [
            sign != " " and not (part.style and part.style.color and Color.from_rich_color(part.style.color) == faint)
            for part in strip
            for sign in part.text
        ]
        for strip in list(game.screen._compositor.render_strips())[: game.size.height]
    ]


def measure_ink(game) -> float:
    """The share of the cells that bear a sign."""
    rows = find_ink(game)
    return sum(map(sum, rows)) / sum(map(len, rows))


def measure_void(game) -> int:
    """The cells of the largest rectangle without a sign."""
    rows = find_ink(game)
    best, heights = 0, [0] * max(map(len, rows))
    for row in rows:
        heights = [0 if x < len(row) and row[x] else height + 1 for x, height in enumerate(heights)]
        open_columns: list[tuple[int, int]] = []
        for x, height in enumerate([*heights, 0]):
            start = x
            while open_columns and open_columns[-1][1] >= height:
                start, tall = open_columns.pop()
                best = max(best, tall * (x - start))
            open_columns.append((start, height))
    return best
