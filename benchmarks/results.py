"""The figures with their bounds: a table on the screen and `results.json`, in the shape that scripts outside read."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

FILE = Path(__file__).parent / "results.json"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure; `bound` is in multiples of R, a plain bound stands in the words of `unit`. None: not measured."""

    name: str
    value: float | None
    unit: str
    in_r: float | None = None
    bound: float | None = None
    holds: bool | None = None
    more: dict[str, float | int] = field(default_factory=dict)

    def as_dict(self) -> dict[str, object]:
        facts = {name: value for name, value in asdict(self).items() if name != "more"}
        return facts | self.more


def in_r(name: str, cpu_ms: float, r_ms: float, bound: float | None, *, also: bool = True, **more: float) -> Row:
    """A figure in CPU milliseconds, bounded in multiples of R; `also` is what else must hold."""
    ratio = cpu_ms / r_ms
    holds = None if bound is None else ratio <= bound and also
    return Row(name, round(cpu_ms, 3), "cpu-ms", round(ratio, 2), bound, holds, more)


def plain(name: str, value: float | None, unit: str, most: float | None = None, **more: float) -> Row:
    """A figure with a bound of its own, or none."""
    words = unit if most is None else f"{unit}, at most {most:g}"
    holds = None if most is None or value is None else value <= most
    return Row(name, value, words, holds=holds, more=more)


def write(r_ms: float, rows: list[Row], *, is_quick: bool) -> None:
    figures = {"r_ms": round(r_ms, 3), "quick": is_quick, "rows": [row.as_dict() for row in rows]}
    FILE.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


HEADS = ("name", "value", "unit", "in R", "bound", "holds", "queries", "p50 ms", "p95 ms", "bytes", "gzip")


def table(r_ms: float, rows: list[Row]) -> str:
    """Columns for the screen; a figure that breaks its bound says NO."""
    lines = [HEADS, ("R", f"{r_ms:.2f}", "cpu-ms", "1.00", *[""] * 7), *map(_cells, rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(HEADS))]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)


def _cells(row: Row) -> tuple[str, ...]:
    shown = [row.more.get(key) for key in ("queries", "p50_ms", "p95_ms", "bytes", "gzip")]
    return (
        row.name,
        _number(row.value),
        row.unit,
        "" if row.in_r is None else f"{row.in_r:.2f}",
        "" if row.bound is None else f"{row.bound:g}",
        {True: "yes", False: "NO", None: ""}[row.holds],
        *("" if value is None else _number(value) for value in shown),
    )


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"
