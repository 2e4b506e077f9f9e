"""Real pages, measured against the sources of the SDKs that they document. Skipped where the corpora are not."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from spectable.diagnostic import Report, Severity
from spectable.model import json_text
from spectable.reading.markdown import Document, parse
from spectable.reading.read import Reading, reading
from spectable.schema import dump
from spectable.source import Source

NAMES = ("speakeasy-py-syllable", "speakeasy-py-mistral")


@cache
def documents(folder: Path) -> Sequence[Document]:
    paths = sorted((folder / "docs").rglob("*.md"))
    return [parse(Source(p.relative_to(folder).as_posix(), p.read_text(encoding="utf-8"))) for p in paths]


@cache
def read_corpus(folder: Path) -> tuple[Reading, Report]:
    report = Report()
    return reading(documents(folder), report=report), report


@pytest.mark.parametrize("name", NAMES)
def test_every_stated_fact_is_exact(name: str, corpora: Path, tmp_path: Path) -> None:
    found, report = read_corpus(corpora / name)
    assert [str(d) for d in report if d.severity > Severity.INFO] == []
    bundle = tmp_path / "bundle.json"
    bundle.write_text(json_text(dump(found.model).document), encoding="utf-8")
    score = corpora.parent / "tools" / "score.py"
    said = subprocess.run([sys.executable, score, corpora / name, bundle], capture_output=True, text=True, check=False)
    assert said.stdout.startswith("100.0000% of "), said.stdout + said.stderr


@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_known_for_what_it_is(name: str, corpora: Path) -> None:
    found, _ = read_corpus(corpora / name)
    assert {v.dialect and v.dialect.name for v in found.verdicts} == {"speakeasy-python"}


@pytest.mark.parametrize("name", NAMES)
def test_no_page_goes_unread(name: str, corpora: Path) -> None:
    found, _ = read_corpus(corpora / name)
    pages = {d.span.source.path for d in found.model.definitions if d.span}
    assert pages == {document.source.path for document in documents(corpora / name)}


@pytest.mark.slow
def test_pages_cut_anywhere_are_read(corpora: Path) -> None:
    draw = random.Random(2)
    for document in draw.sample(documents(corpora / NAMES[1]), 150):
        text = document.source.text
        cut = text[: draw.randrange(len(text) + 1)]
        reading([parse(Source(document.source.path, cut))])
