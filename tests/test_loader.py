"""SPEC -> inputs: which files, in which order, under which names, and what is refused with what hint."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from spectable.diagnostic import Diagnostic, SpectableError
from spectable.disk import loader


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(path: str, text: str | bytes = "# A\n") -> None:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())


def refused(*specs: str, stdin: bytes | None = None) -> Diagnostic:
    with pytest.raises(SpectableError) as caught:
        list(map(loader.source, loader.load(specs, stdin)))
    (diagnostic,) = caught.value.diagnostics
    return diagnostic


def test_a_folder_is_every_page_below_it_in_the_order_of_names() -> None:
    for path in ("docs/b.md", "docs/a.md", "docs/sub/c.MD", "docs/notes.txt", "docs/.hidden/x.md", "docs/.x.md"):
        write(path)
    inputs = loader.load(["docs"])
    assert [(i.path, i.name) for i in inputs] == [
        ("docs/a.md", "a.md"),
        ("docs/b.md", "b.md"),
        ("docs/sub/c.MD", "sub/c.MD"),
    ]


@pytest.mark.parametrize("spec", ["docs", "docs/", "./docs", "../{name}/docs"])
def test_names_do_not_depend_on_how_the_spec_was_typed(spec: str, tmp_path: Path) -> None:
    write("docs/sub/a.md")
    (item,) = loader.load([spec.format(name=tmp_path.name)])
    assert item.name == "sub/a.md"
    assert Path(item.path).read_text() == "# A\n"


def test_the_order_of_arguments_makes_no_difference_and_a_file_comes_once() -> None:
    write("one/b.md")
    write("two/a.md")
    assert loader.load(["one", "two"]) == loader.load(["two", "one", "one/b.md"])


def test_pages_that_are_called_alike_below_several_specs_have_names_of_their_own() -> None:
    for path in ("x/components/pet.md", "components/pet.md", "operations/pet.md", "operations/owner.md"):
        write(path)
    names = {i.path: i.name for i in loader.load(["x/components", "components", "operations"])}
    assert names == {
        "x/components/pet.md": "x/components/pet.md",
        "components/pet.md": f"{Path.cwd().name}/components/pet.md",
        "operations/pet.md": "operations/pet.md",
        "operations/owner.md": "owner.md",
    }
    names = {i.path: i.name for i in loader.load(["x", "components/pet.md", "operations/pet.md"])}
    assert len(set(names.values())) == 3
    assert names["operations/pet.md"] == "operations/pet.md"


def test_a_page_below_two_specs_is_named_after_the_outer_one() -> None:
    write("docs/sub/a.md")
    assert [i.name for i in loader.load(["docs/sub", "docs"])] == ["sub/a.md"]
    assert loader.load(["docs/sub", "docs"]) == loader.load(["docs", "docs/sub"])


def test_standard_input_comes_once() -> None:
    assert len(loader.load(["-", "-"], b"# A\n")) == 1


def test_what_spectable_generated_below_a_spec_is_no_spec() -> None:
    write("docs/a.md")
    write("docs/generated/a.md")
    write("docs/generated/.spectable-manifest", "")
    assert [i.name for i in loader.load(["docs"])] == ["a.md"]
    assert [i.name for i in loader.load(["docs/generated"])] == ["a.md"], "but it is when it is asked for"


def test_a_byte_order_mark_is_no_text_and_line_ends_are_kept() -> None:
    write("a.md", b"\xef\xbb\xbf# A\r\n\r\nb\r\n")
    (item,) = loader.load(["a.md"])
    source = loader.source(item)
    assert source.text == "# A\r\n\r\nb\r\n"
    assert source.position(source.text.index("b")) == (3, 1)


def test_standard_input_is_one_page() -> None:
    (item,) = loader.load(["-"], b"# A\n")
    assert (item.path, item.data) == ("<stdin>", b"# A\n")


def test_nothing_there_names_the_neighbour() -> None:
    write("spec/session.md")
    assert refused("spce").code == refused("").code == "no-such-spec"
    assert "'spec'" in refused("spce").hint
    assert "'session.md'" in refused("spec/sesion.md").hint
    assert "'nowhere'" in refused("nowhere/session.md").hint


def test_a_folder_without_pages() -> None:
    write("src/a.py")
    diagnostic = refused("src")
    assert (diagnostic.code, "'src'" in diagnostic.message) == ("no-pages", True)


def test_a_binary_file_says_where() -> None:
    write("logo.md", b"# A\n\x89PNG\r\n\x1a\n\x00\x00")
    diagnostic = refused("logo.md")
    assert diagnostic.code == "not-text"
    assert "0x89" in diagnostic.message
    assert str(diagnostic.span) == "logo.md:2:1"


def test_a_nul_byte_is_no_text() -> None:
    write("a.md", "# Ä\nx\0y")
    diagnostic = refused("a.md")
    assert (diagnostic.code, str(diagnostic.span)) == ("not-text", "a.md:2:2")


def test_utf16_is_recognised() -> None:
    write("a.md", "# A\n".encode("utf-16"))
    assert "UTF-16" in refused("a.md").hint


def test_a_link_in_a_circle() -> None:
    write("docs/sub/a.md")
    Path("docs/sub/again").symlink_to("..", target_is_directory=True)
    diagnostic = refused("docs")
    assert (diagnostic.code, "docs/sub/again" in diagnostic.message) == ("symlink-loop", True)


def test_a_link_to_itself_and_a_link_to_nothing_are_unreadable() -> None:
    Path("docs").mkdir()
    Path("docs/a.md").symlink_to("a.md")
    assert refused("docs").code == "unreadable-spec"
    Path("b.md").symlink_to("nothing.md")
    assert refused("b.md").code == "unreadable-spec"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_no_permission() -> None:
    write("a.md")
    Path("a.md").chmod(0)
    assert "permission denied" in refused("a.md").message


def test_a_schema_stands_alone() -> None:
    write("a.md")
    write("b.json", "{}")
    assert refused("a.md", "b.json").code == "mixed-specs"
    (item,) = loader.load(["b.json"])
    assert item.is_schema


def test_what_is_too_large_is_not_read_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "LARGEST", 10)
    write("a.md", "x" * 11)
    assert refused("a.md").code == "too-large"
    assert refused("-", stdin=b"x" * 11).code == "too-large"
