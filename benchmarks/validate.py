"""How fast `validate` is: whole values a second against a loop over `jsonschema`, both on the same rows in one run.

    python benchmarks/validate.py [--rows N] [--runs N]

The loop reads lines, parses them with `json` and asks one compiled `Draft202012Validator` with format checking. The
bar is the project's promise; the exit status is 1 when it is missed.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from jsonschema import Draft202012Validator

import spectable
from spectable.proof.draw import Drawing

BAR = 3.0
MODEL = "Session"
SPEC = Path(__file__).parent.parent / "spec"


def write_rows(spec: spectable.Spec, file: Path, rows: int) -> None:
    """Rows with every field, drawn from the model, so that each has something to check."""
    drawing, source = Drawing(spec.model), random.Random(1)
    some = [json.dumps(drawing.draw(MODEL, source), default=str) for _ in range(500)]
    with file.open("w", encoding="utf-8") as stream:
        stream.writelines(some[number % len(some)] + "\n" for number in range(rows))


def other(spec: spectable.Spec, file: Path) -> float:
    """Seconds of the loop over `jsonschema` alone."""
    schema = {**spec.schema, "$ref": f"#/$defs/{MODEL}"}
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    start = time.perf_counter()
    with file.open("rb") as stream:
        for line in stream:
            if not validator.is_valid(json.loads(line)):
                sys.exit("bench: a row is not valid")
    return time.perf_counter() - start


def ours(file: Path) -> float:
    """Seconds of the whole, from reading the spec on."""
    start = time.perf_counter()
    if spectable.validate_files(MODEL, file, specs=[SPEC]).invalid:
        sys.exit("bench: a row is not valid")
    return time.perf_counter() - start


def process(file: Path) -> float:
    """Seconds of the command, start-up included."""
    program = shutil.which("spectable", path=str(Path(sys.executable).parent)) or "spectable"
    start = time.perf_counter()
    subprocess.run([program, "validate", MODEL, str(file), "--spec", str(SPEC)], check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description="validate against jsonschema, as a ratio")
    parser.add_argument("--rows", type=int, default=50000)
    parser.add_argument("--runs", type=int, default=3, help="runs of each; the median counts (default 3)")
    options = parser.parse_args()
    spec = spectable.load(SPEC)
    with tempfile.TemporaryDirectory(prefix="spectable-bench-") as work:
        file = Path(work) / "rows.jsonl"
        write_rows(spec, file, options.rows)
        seconds: dict[str, list[float]] = {"jsonschema": [], "validate_files": [], "spectable validate": []}
        for _ in range(options.runs):  # in turns, so that a busy machine slows all of them
            seconds["jsonschema"].append(other(spec, file))
            seconds["validate_files"].append(ours(file))
            seconds["spectable validate"].append(process(file))
    median = {name: statistics.median(values) for name, values in seconds.items()}
    for name, value in median.items():
        ratio = median["jsonschema"] / value
        print(f"{name:<20} {value:7.3f} s {options.rows / value:10.0f} rows/s {ratio:6.1f}x")
    cleared = median["jsonschema"] / median["spectable validate"] >= BAR
    print(f"bar {BAR:g}x, whole process: {'cleared' if cleared else 'MISSED'}")
    sys.exit(0 if cleared else 1)


if __name__ == "__main__":
    main()
