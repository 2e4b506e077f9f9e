"""The repository's own spec: the founding page is untouched, and its sister pages are of the same make and show
every shape of the style."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

SPEC = Path(__file__).resolve().parent.parent / "spec"
PAGES = sorted(SPEC.glob("*.md"))
LINK = re.compile(r"\]\((?P<target>[^)]+\.md)\)")


def text(name: str) -> str:
    return (SPEC / name).read_text(encoding="utf-8")


def test_the_founding_page_is_byte_for_byte_the_one_we_were_given() -> None:
    digest = hashlib.sha256((SPEC / "session.md").read_bytes()).hexdigest()
    assert digest == "a0fedc672dd3b98ff87b3e86d1ed35efe6b66ee28ba90b4caa4d4dfcb7abbf35"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_a_page_is_named_after_its_heading_and_its_columns_are_padded_alike(page: Path) -> None:
    lines = page.read_text(encoding="utf-8").split("\n")
    assert lines[0].lower() == f"# {page.stem}"
    rows = [line for line in lines if line.startswith("|")]
    widths = {len(cell) for row in rows for cell in re.split(r"(?<!\\)\|", row)[1:-1]}
    assert len(widths) <= 1, f"columns of unlike width: {sorted(widths)}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_every_link_leads_to_a_page(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).is_file(), target


@pytest.mark.parametrize(
    ("page", "sign"),
    [
        ("conversation.md", "[models.ConversationStatus](../spec/conversationstatus.md)"),
        ("conversation.md", "List[[models.Participant](../spec/participant.md)]"),
        ("conversation.md", "[OptionalNullable[models.Thread]](../spec/thread.md)"),
        ("conversation.md", "#date-objects"),
        ("conversation.md", "#datetime-objects"),
        ("conversation.md", "**Example 1:**"),
        ("conversation.md", "Dict[str, *str*]"),
        ("channel.md", "Dict[str, List[[models.OpeningHours](../spec/openinghours.md)]]"),
        ("channel.md", "List[List[*str*]]"),
        ("channel.md", "Dict[str, Dict[str, *int*]]"),
        ("conversationstatus.md", "| `ON_HOLD` | on-hold   |"),
        ("participantrole.md", '- `"customer"`'),
        ("priority.md", "- `1`"),
        ("deliverystatus.md", "This is an open enum."),
        ("content.md", "### `models.TextContent`"),
        ("recipient.md", "### `List[str]`"),
        ("textcontent.md", '*Literal["text"]*'),
        ("deliveryreceipt.md", "*Literal[2]*"),
        ("deliveryreceipt.md", "*Optional[Literal[True]]*"),
        ("message.md", "~~`body`~~"),
        ("message.md", "*Any*"),
        ("thread.md", "List[[models.Thread](../spec/thread.md)]"),
        ("contact.md", "[OptionalNullable[models.Organization]](../spec/organization.md)"),
        ("organization.md", "[Nullable[models.Contact]](../spec/contact.md)"),
        ("attachmentupload.md", "*Union[bytes, IO[bytes], io.IOBase]*"),
        ("carriercallback.md", "| `class` "),
        ("carriercallback.md", "| `from` "),
        ("carriercallback.md", "| `import` "),
        ("carriercallback.md", "| `self` "),
        ("carriercallback.md", "| `2fa` "),
        ("carriercallback.md", "| `delivery-report` "),
        ("carriercallback.md", "| `__pydantic_extra__` "),
        ("sessionsummary.md", "<br/><br/>"),
        ("ping.md", "| ----------- | ----------- | ----------- | ----------- |"),
    ],
)
def test_each_shape_of_the_style_is_shown(page: str, sign: str) -> None:
    assert sign in text(page)
