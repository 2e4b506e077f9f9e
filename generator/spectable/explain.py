"""The pages codes/<code>.md: what each diagnostic means, why it is one, a bad and a good example."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .diagnostic import did_you_mean, failure

FOLDER = Path(__file__).parent / "codes"


def codes() -> tuple[str, ...]:
    """Every code that has a page, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.md")))


def page(code: str) -> str:
    """The page of a code. Raises `SpectableError` when there is none."""
    path = FOLDER / f"{code}.md"
    if code not in codes():
        raise failure("unknown-code", f"there is no diagnostic {code!r}", hint=did_you_mean(code, codes()))
    return path.read_text(encoding="utf-8")


def summary(code: str) -> str:
    """The first paragraph of a code's page: what it means. Empty when there is no page."""
    return _paragraph(code, 2)


def why(code: str) -> str:
    """The first paragraph below `## Why` of a code's page. Empty when there is none."""
    path = FOLDER / f"{code}.md"
    if not path.is_file():
        return ""
    _, found, rest = path.read_text(encoding="utf-8").partition("\n## Why\n")
    return _joined(rest.strip().split("\n\n")[:1]) if found else ""


def _paragraph(code: str, index: int) -> str:
    path = FOLDER / f"{code}.md"
    blocks = path.read_text(encoding="utf-8").split("\n\n") if path.is_file() else []
    return _joined(blocks[index : index + 1])


def _joined(blocks: Iterable[str]) -> str:
    return " ".join(" ".join(block.split()) for block in blocks)
