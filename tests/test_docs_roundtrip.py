"""The pages of docs-markdown read back as the schema they came from: any schema, and the corpora, fact for fact."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from spectable.diagnostic import Report
from spectable.model import Model
from spectable.reading.markdown import parse
from spectable.reading.read import read
from spectable.schema import dump, load, schema_text
from spectable.schema import parse as parse_schema
from spectable.source import Source
from spectable.targets.lower import lower
from spectable.targets.render import render
from spectable.targets.target import Target, find_targets, load_target
from strategies import models

TEMPLATES = Path(__file__).parent.parent / "templates"
LAYOUTS = ("modules", "single")


@cache
def target() -> Target:
    return load_target("docs-markdown", find_targets([TEMPLATES]))


def pages(model: Model, layout: str = "modules") -> dict[str, str]:
    report = Report()
    files = render(target(), lower(model, target(), target().settle({"layout": layout}), report))
    assert [str(d) for d in report] == []
    return {file.path: file.data.decode() for file in files}


def reread(texts: Mapping[str, str]) -> tuple[dict[str, Any], Report]:
    """The `$defs` of pages, found by `auto`, with what reading had to say."""
    report = Report()
    model = read([parse(Source(path, text)) for path, text in texts.items()], report=report)
    return dump(model).document["$defs"], report


def in_text(definitions: Mapping[str, Any]) -> dict[str, str]:
    """Each definition as its JSON text: the order of properties, and `1` or `1.0`, are facts too."""
    return {name: schema_text(node) for name, node in definitions.items()}


@pytest.mark.parametrize("layout", LAYOUTS)
@given(model=models())
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_any_schema_comes_back(layout: str, model: Model) -> None:
    texts = pages(model, layout)
    found, report = reread(texts)
    assert [str(d) for d in report] == []
    assert in_text(found) == in_text(dump(model).document["$defs"])


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("corpus", ["speakeasy-py-syllable", "speakeasy-py-mistral"])
def test_every_fact_of_a_corpus_comes_back(corpora: Path, corpus: str, layout: str) -> None:
    root = corpora / corpus / "docs"
    sources = [Source(p.relative_to(root).as_posix(), p.read_text(encoding="utf-8")) for p in root.rglob("*.md")]
    model = load(dump(read(map(parse, sources))).document, Report())
    assert len(model.definitions) > 400
    found, report = reread(pages(model, layout))
    assert [str(d) for d in report] == []
    assert in_text(found) == in_text(dump(model).document["$defs"])


GOLDEN = sorted((Path(__file__).parent / "golden").glob("*/input"))


def hazard(folder: Path) -> Model:
    """The model of a golden case as targets see it, whatever reading it had to report."""
    sources = [
        Source(path.relative_to(folder).as_posix(), path.read_bytes().decode("utf-8", "replace"))
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".md", ".json")
    ]
    if sources[0].path.endswith(".json"):
        return load(parse_schema(sources[0], Report()), Report(), sources[0])
    return load(dump(read(map(parse, sources))).document, Report())


@pytest.mark.parametrize("folder", GOLDEN, ids=lambda folder: folder.parent.name)
def test_every_hazard_comes_back(folder: Path) -> None:
    """The golden cases, each named after a hazard, those of schemas that were handed in too."""
    model = hazard(folder)
    for layout in LAYOUTS:
        found, said = reread(pages(model, layout))
        assert [str(d) for d in said] == []
        assert in_text(found) == in_text(dump(model).document["$defs"])
