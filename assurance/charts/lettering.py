"""How wide words are, near enough to break lines and keep labels apart in a chart. Pure.

Widths are those of Arial in thousandths of the type size; Inter runs about 6 % wider, which the allowance covers.
A chart is drawn without the font at hand, so it must leave a little room rather than measure.
"""

_NARROW, _SLIM, _WIDE, _WIDEST = 260, 350, 720, 860
_BY_CLASS = {
    **dict.fromkeys("ijl.,:;'’|!", _NARROW),
    **dict.fromkeys(' fIrt()[]-–/“”"', _SLIM),
    **dict.fromkeys("ABCDEGHKNOPQRSUVXYZ&w", _WIDE),
    **dict.fromkeys("MWm@%—", _WIDEST),
}
_USUAL = 560
_ALLOWANCE = {False: 1.06, True: 1.14}  # plain, bold


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide a line of text is, in the units of its size; a little more rather than less.

    >>> 60 < width_of("Inadequate", 14) < 90
    True
    """
    return sum(_BY_CLASS.get(letter, _USUAL) for letter in text) * size / 1000 * _ALLOWANCE[bold]


def lines_of(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """The text broken at spaces into lines that fit the width; a longer word keeps a line to itself.

    >>> lines_of("Governance, management and sustainability", 16, 220)
    ['Governance, management', 'and sustainability']
    """
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
