"""The repository's own spec: the founding page is untouched, and its sister pages are of the same make and show
every shape of the style."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from spectable import api
from spectable.diagnostic import Severity
from spectable.model import Alias, Choice, Enum, OneOf, Record, json_text
from spectable.project import Wish, open_config, open_project

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


def read(*specs: str) -> api.Spec:
    """The repository's spec, or a part of it, as its configuration has it read."""
    config = open_config(str(SPEC.parent / "spectable.toml"))
    return api.read_spec(open_project(config, Wish(specs=specs)))


@pytest.mark.parametrize("specs", [(str(SPEC / "session.md"),), ()], ids=["alone", "with its sisters"])
def test_the_founding_page_says_what_its_table_says(specs: tuple[str, ...]) -> None:
    session = read(*specs).schema["$defs"]["Session"]
    timestamp, *others = session["properties"].items()
    assert timestamp == ("timestamp", {"type": "string", "format": "date-time"})
    assert session["required"] == ["timestamp"]
    assert [name for name, _ in others] == [
        "session_id", "conversation_id", "channel_manager_service", "channel_manager_type", "channel_manager_sid",
        "source", "target", "is_legacy", "is_test",
    ]  # fmt: skip
    assert [fact for _, fact in others] == [{"type": ["string", "null"]}] * 7 + [{"type": ["boolean", "null"]}] * 2
    assert "x-primary-key" not in session


def test_the_spec_shows_every_kind_of_definition_and_reads_without_a_warning() -> None:
    spec = read()
    assert [str(d) for d in spec.diagnostics if d.severity > Severity.INFO] == []
    assert len(spec.model.definitions) == len(PAGES)
    by_name = spec.model.by_name

    content, recipient = by_name["Content"], by_name["Recipient"]
    assert isinstance(content, Alias)
    assert isinstance(content.type, OneOf)
    assert content.type.discriminator is not None
    assert content.type.discriminator.field == "type"
    assert isinstance(recipient, Alias)
    assert isinstance(recipient.type, OneOf)
    assert recipient.type.discriminator is None

    enums = {name: d.open for name, d in by_name.items() if isinstance(d, Enum)}
    assert enums == {
        "ChannelKind": False,
        "ConversationStatus": False,
        "DeliveryStatus": True,
        "ParticipantRole": False,
        "Priority": False,
    }

    ping, message, receipt = by_name["Ping"], by_name["Message"], by_name["DeliveryReceipt"]
    assert isinstance(ping, Record)
    assert ping.fields == ()
    assert isinstance(message, Record)
    assert message.primary_key == ("message_id",)
    fields = {field.name: field for field in message.fields}
    assert fields["conversation_id"].foreign_key == "Conversation.conversation_id"
    assert fields["body"].deprecated
    assert not fields["body"].required
    assert isinstance(receipt, Record)
    assert [f.type for f in receipt.fields if isinstance(f.type, Choice)] == [
        Choice((json_text("delivery_receipt"),)),
        Choice((json_text(2),)),
        Choice((json_text(True),)),
    ]
