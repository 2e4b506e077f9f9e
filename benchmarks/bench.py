"""How fast it is, as ratios: whole processes against datamodel-codegen, both on the same real pages, in one run.

    SPECTABLE_CORPORA=… make bench          or: python benchmarks/bench.py [--runs N] [--corpus NAME]

Ratios travel between machines, seconds do not. The two bars are the project's promise; the exit status is 1 when one
of them is missed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

BIN = Path(sys.executable).parent
TARGET = "python-dataclass"


@dataclass(frozen=True)
class Figure:
    """One thing measured: what, its median in seconds, and how many times faster than the other tool it must be."""

    what: str
    seconds: float
    bar: float = 0.0


def program(name: str) -> str:
    """The path of a program, looked for beside this Python first."""
    found = shutil.which(name, path=str(BIN)) or shutil.which(name)
    if found is None:
        sys.exit(f"bench: {name} is not installed here; `make bench` installs it")
    return found


def timed(command: Sequence[str], expected: int = 0) -> float:
    """Seconds that a whole process takes."""
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode != expected:
        sys.exit(f"bench: {' '.join(command)} ended with {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return seconds


def measure(pages: Path, work: Path, runs: int) -> list[Figure]:
    """Every figure, the other tool's first. The commands take turns, so that a busy machine slows all of them."""
    spectable = program("spectable")
    bundle, made, kept = work / "bundle.json", work / "made", work / "kept"
    timed([spectable, "schema", str(pages), "-o", str(bundle)])
    common = ["--target", TARGET, str(pages)]
    timed([spectable, "generate", *common, "--out", str(kept)])

    oracle = [
        program("datamodel-codegen"), "--input", str(bundle), "--input-file-type", "jsonschema", "--no-formatters",
        "--output-model-type", "dataclasses.dataclass", "--output", str(work / "oracle.py"),
    ]  # fmt: skip
    seconds: dict[str, list[float]] = {"oracle": [], "generate": [], "again": [], "check": [], "bare": []}
    for _ in range(runs):
        shutil.rmtree(made, ignore_errors=True)
        seconds["generate"].append(timed([spectable, "generate", *common, "--out", str(made)]))
        seconds["again"].append(timed([spectable, "generate", *common, "--out", str(kept)]))
        seconds["check"].append(timed([spectable, "check", *common, "--out", str(kept)]))
        seconds["oracle"].append(timed(oracle))
        seconds["bare"].append(timed([sys.executable, "-c", ""]))
    median = {name: statistics.median(values) for name, values in seconds.items()}
    return [
        Figure("datamodel-codegen, from our own bundle", median["oracle"]),
        Figure(f"generate --target {TARGET}, into an empty folder", median["generate"], 4.0),
        Figure("generate again, nothing changed", median["again"]),
        Figure("check, nothing changed", median["check"], 10.0),
        Figure("python -c '' (the floor of any command)", median["bare"]),
    ]


def report(figures: Sequence[Figure]) -> bool:
    """Print the figures as ratios of the first; whether every bar was cleared."""
    oracle, cleared = figures[0].seconds, True
    for figure in figures:
        ratio = oracle / figure.seconds
        verdict = ""
        if figure.bar:
            cleared &= ratio >= figure.bar
            verdict = f"   bar {figure.bar:g}x: {'cleared' if ratio >= figure.bar else 'MISSED'}"
        print(f"{figure.what:<58} {figure.seconds:7.3f} s  {ratio:7.1f}x{verdict}")
    return cleared


def main() -> None:
    parser = argparse.ArgumentParser(description="speed against datamodel-codegen, as ratios")
    parser.add_argument("--runs", type=int, default=5, help="runs of each command; the median counts (default 5)")
    parser.add_argument("--corpus", default="speakeasy-py-syllable", help="a folder below SPECTABLE_CORPORA")
    options = parser.parse_args()
    corpora = os.environ.get("SPECTABLE_CORPORA")
    if not corpora:
        sys.exit("bench: SPECTABLE_CORPORA does not name the folder of the corpora")
    pages = Path(corpora) / options.corpus / "docs"
    if not pages.is_dir():
        sys.exit(f"bench: there is no folder {pages}")
    count = sum(1 for _ in pages.rglob("*.md"))
    print(f"{options.corpus}: {count} pages, median of {options.runs} runs of the whole process\n")
    with tempfile.TemporaryDirectory(prefix="spectable-bench-") as work:
        figures = measure(pages, Path(work), options.runs)
    sys.exit(0 if report(figures) else 1)


if __name__ == "__main__":
    main()
