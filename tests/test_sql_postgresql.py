"""SQL DDL in a real PostgreSQL: catalogue and rows read back, and nothing left behind."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from hypothesis import given, settings

import spectable
import strategies
from spectable.model import STRING, Definition, Limits, Model, Record, Scalar, make_field, normal
from spectable.proof.reader import Outcome
from spectable.readers import sql_postgresql
from spectable.targets.target import find_targets, load_target
from test_sql import EVERYTHING, PET, STATUS, TEMPLATES, Scripts, ddl, keyed

pytestmark = [pytest.mark.toolchain, pytest.mark.usefixtures("postgres")]

TARGET = "sql-postgresql"


def hold(folder: Path, scripts: Scripts, *definitions: Definition) -> Outcome:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in scripts.items():
        (folder / name).write_bytes(text.encode())
    outcome = sql_postgresql.read(folder, normal(Model(definitions)), {})
    assert outcome.skipped == ""
    return outcome


@pytest.mark.parametrize("layout", ["modules", "single"])
def test_the_catalogue_equals_the_schema(tmp_path: Path, layout: str) -> None:
    definitions = (EVERYTHING, PET, STATUS)
    outcome = hold(tmp_path, ddl(TARGET, *definitions, layout=layout), *definitions)
    assert outcome.wrong == ()
    assert outcome.facts > 200


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        ("timestamp with time zone NOT NULL", "timestamp with time zone"),
        ("timestamp with time zone", "timestamp"),
        ('"fooBar" bigint', '"fooBar" integer'),
        ("    photo bytea,\n", ""),
        ("DEFAULT 'open'", "DEFAULT 'opened'"),
        (" DEFAULT 0.10", ""),
        ("            'open',\n", ""),
        ("CHECK (char_length(name) <= 40)", "CHECK (char_length(name) <= 41)"),
        ("CHECK (name ~ '^[a-z]+$')", ""),
        ("CHECK (status IN (", "CHECK (status NOT IN ("),
        ("CHECK (jsonb_array_length(tags) <= 3)", ""),
        ("    PRIMARY KEY (id)", "    UNIQUE (id, is_vip)"),
        ("IS 'Whose it is.'", "IS 'Whose it was.'"),
        ("IS 'Deprecated.'", "IS NULL"),
        (");\n", "); CREATE TABLE more (a text);\n"),
        ("uuid NOT NULL,", "text NOT NULL,"),
    ],
)
def test_the_reader_sees_what_is_wrong(tmp_path: Path, there: str, instead: str) -> None:
    scripts = ddl(TARGET, PET, STATUS)
    assert there in scripts["pet_owner.sql"]
    wrong = {**scripts, "pet_owner.sql": scripts["pet_owner.sql"].replace(there, instead, 1)}
    assert {d.code for d in hold(tmp_path, wrong, PET, STATUS).wrong} == {"sql-differs"}


def test_a_foreign_key_that_is_missing_is_seen(tmp_path: Path) -> None:
    scripts = {"pet_owner.sql": ddl(TARGET, PET, STATUS)["pet_owner.sql"]}
    (wrong,) = hold(tmp_path, scripts, PET, STATUS).wrong
    assert wrong.message == "PetOwner in PostgreSQL: the foreign keys are set()"


def test_every_keyword_is_a_name(tmp_path: Path, postgres: str) -> None:
    """Those of this very server: a word that our list lacks would not be quoted."""
    with psycopg.connect(postgres) as connection:
        words = [word for (word,) in connection.execute("SELECT word FROM pg_get_keywords() ORDER BY word")]
    assert set(words) >= {"user", "order", "timestamp"}
    record = Record("Words", tuple(make_field(word, STRING, required=False) for word in words))
    tables = tuple(Record(word, (make_field("a", STRING),)) for word in words)
    with psycopg.connect(postgres) as connection:
        for script in ddl(TARGET, record, *tables).values():
            connection.execute(script.encode())
        connection.rollback()
    assert hold(tmp_path, ddl(TARGET, record), record).wrong == ()


def test_a_cycle_of_foreign_keys_loads(tmp_path: Path) -> None:
    cycle = (keyed("A", ("b", "B.id")), keyed("B", ("a", "A.id"), ("self", "B.id")))
    assert hold(tmp_path, ddl(TARGET, *cycle), *cycle).wrong == ()


def test_no_pattern_that_is_held_fails_at_insert(postgres: str) -> None:
    rule = load_target(TARGET, find_targets([TEMPLATES])).spell["check"].limits["pattern"]
    assert rule is not None
    patterns = (
        "^a$", "[^a]", "[]a]", "[^]a]", "[a-z-]", "[-a]", r"[\d-]", r"[\w.-]", r"[\w-z]", r"[a-\d]", "a{2}", "a{2,}?",
        "a{256}", "a{1,300}", "a{", "a{,3}", "a**", "a+?", "a++", "(?:a)", "(?=a)", "(?<!a)", "(?<n>a)", "(?i)a",
        r"\bA", r"\p{L}", r"\x41", r"\u0041", r"\cA", r"\0", r"\/", r"\_", r"\i", "[[:alpha:]]", "[[.a.]]", "***:a",
    )  # fmt: skip
    held = []
    for pattern in patterns:
        record = Record("R", (make_field("a", Scalar("string", "", Limits(pattern=pattern))),))
        with psycopg.connect(postgres) as connection:
            script = ddl(TARGET, record)["r.sql"]
            connection.execute(script.encode())
            held += [pattern] if "CHECK" in script else []
            try:
                connection.execute("INSERT INTO r VALUES ('spectable')")
            except psycopg.errors.CheckViolation:
                pass
            finally:
                connection.rollback()
    assert {"^a$", r"[\w.-]", "a{2,}?", "(?=a)", r"\u0041"} <= set(held)
    assert not {r"\bA", r"\p{L}", "a{256}", "(?<n>a)", "a++"} & set(held)


@given(strategies.models())
@settings(max_examples=25)
def test_it_holds_any_model(tmp_path_factory: pytest.TempPathFactory, model: Model) -> None:
    folder = tmp_path_factory.mktemp("ddl")
    assert hold(folder, ddl(TARGET, *model.definitions), *model.definitions).wrong == ()


def test_nothing_is_left_behind(tmp_path: Path, postgres: str) -> None:
    hold(tmp_path, ddl(TARGET, PET, STATUS), PET, STATUS)
    with psycopg.connect(postgres) as connection:
        left = connection.execute("SELECT relname FROM pg_class WHERE relname LIKE 'pet_owner%'").fetchall()
    assert left == []


def test_without_a_server_it_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(sql_postgresql.SERVER)
    monkeypatch.setattr(sql_postgresql, "binaries", lambda: None)
    outcome = sql_postgresql.read(tmp_path, Model(), {})
    assert outcome.skipped == ("no PostgreSQL server: set SPECTABLE_POSTGRESQL to a connection string, or install one")
    monkeypatch.setenv(sql_postgresql.SERVER, f"host={tmp_path} dbname=postgres")
    assert sql_postgresql.read(tmp_path, Model(), {}).skipped.startswith("PostgreSQL does not answer: ")


# --- Real pages ------------------------------------------------------------------------------------------------------


def verified(pages: Path, folder: Path) -> Outcome:
    spec = spectable.load(pages)
    return hold(folder, ddl(TARGET, *spec.model.definitions), *spec.model.definitions)


def test_the_spec_of_this_repository(repository: Path, tmp_path: Path) -> None:
    outcome = verified(repository / "spec", tmp_path)
    assert outcome.wrong == ()
    assert outcome.facts > 1000


@pytest.mark.slow
@pytest.mark.parametrize(("pages", "facts"), [("speakeasy-py-syllable", 20_000), ("speakeasy-py-mistral", 35_000)])
def test_the_corpora(corpora: Path, tmp_path: Path, pages: str, facts: int) -> None:
    outcome = verified(corpora / pages / "docs", tmp_path)
    assert outcome.wrong == ()
    assert outcome.facts > facts
