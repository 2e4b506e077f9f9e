"""What a row of a hand-written table says outside its own columns: in the name's cell, beside the type, in columns of
lengths, ranges and values, and in the description. And what the rows of a table say together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from ..diagnostic import Report
from ..model import ANY, ENUM, STRING, ListOf, MapOf, OneOf, Scalar, Type
from ..reading.dialect import Facts
from ..reading.limits import limited
from ..reading.markdown import Break, Cell, Code, Emphasis, Html, Inline, Link, Strong, Table, Text
from ..reading.prose import described, place, plain, worded
from .plain_types import WORDS, choice, items

# --- The cells of a row ----------------------------------------------------------------------------------------------

_REMARKS = re.compile(
    r"\b(?:required|mandatory|optional|deprecated|nullable|read[- ]?only|write[- ]?only|primary key|pk|fk|foreign key|unique|"
    r"since .*|conditional|new|beta|experimental)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s,/|&;]*(?:and|or)?[\s,/|&;]*")


def split_cells(cells: dict[str, Cell]) -> dict[str, Cell]:
    """The cells of a row with the name alone in its own. What stands behind it there is a remark, the type where the
    table has no column for that, or another name of the same kind."""
    if "type" in cells:
        cells["type"] = _constants(cells["type"])
    cell = cells.get("name")
    if cell is None or len(cell.children) < 2:
        return cells
    inlines = [node for node in cell.children if not (isinstance(node, Html) and not _is_break(node))]
    at = next(
        (i for i, n in enumerate(inlines) if not (isinstance(n, Text) and not _word(n.text)) and not _is_break(n)), None
    )
    if at is None:
        return cells
    end = at + 1
    if isinstance(inlines[at], Text):
        end = next(
            (i for i in range(at, len(inlines)) if _is_break(inlines[i]) or isinstance(inlines[i], Emphasis)),
            len(inlines),
        )
        if end == len(inlines):
            return cells
    rest = inlines[end:]
    if not any(_word(plain([node])) for node in rest):
        return cells
    names = [node for node in inlines if isinstance(node, Code)]
    others = "".join(plain([node]) if not _is_break(node) else " " for node in inlines if not isinstance(node, Code))
    if len(names) > 1 and _BETWEEN.fullmatch(others):
        return {**cells, "name": _cell(cell, [names[0]]), "names": _cell(cell, names)}
    if not isinstance(inlines[at], (Code, Strong, Link, Text, Emphasis)) or _continues(rest):
        return cells
    found = {**cells, "name": _cell(cell, inlines[:end]), "aside": _cell(cell, rest)}
    if "type" not in cells and (type_ := _type_beside(rest)):
        found["type"] = _constants(_cell(cell, type_))
    return found


def _continues(rest: Sequence[Inline]) -> bool:
    """Whether a name goes on behind its mark: `**a**.b`, `` `x`[] ``."""
    return (
        isinstance(rest[0], (Text, Code, Strong))
        and re.match(r"[\w.\[<{:-]", plain([rest[0]]) or " ") is not None
        and (not isinstance(rest[0], Text) or not rest[0].text[:1].isspace())
    )


def _type_beside(rest: Sequence[Inline]) -> list[Inline]:
    """The inlines behind a name without breaks and the remarks that are no type."""
    found = [node for node in rest if not _is_break(node)]
    words = _REMARKS.sub("", plain(found)).strip(" ,;:()[]-–—*")
    if not words:
        return []
    if any(isinstance(node, (Link, Code)) for node in found):
        return [n for n in found if isinstance(n, (Link, Code)) or _REMARKS.sub("", plain([n])).strip(" ,;:()-–—*")]
    return [Text(words, found[0].span._replace(end=found[-1].span.end))]


def _word(text: str) -> bool:
    return any(c.isalnum() or c == "_" for c in text)


def _is_break(node: Inline) -> bool:
    return isinstance(node, Break) or (
        isinstance(node, Html) and node.text.lower().startswith(("<br", "</p", "</div", "<p", "<div"))
    )


def _cell(cell: Cell, inlines: Sequence[Inline]) -> Cell:
    first, last = inlines[0].span, inlines[-1].span
    return Cell(tuple(inlines), first._replace(end=last.end))


def _constants(cell: Cell) -> Cell:
    """A cell of types that is nothing but values in code, as the constants that they are."""
    codes = [node.text for node in cell.children if isinstance(node, Code)]
    if len(codes) < 2 or any(code.lower() in WORDS or re.search(r"[\[\]<>(){}|]", code) for code in codes):
        return cell
    others = [node for node in cell.children if not isinstance(node, Code)]
    if not all(isinstance(n, (Text, Break, Html)) for n in others):
        return cell
    between = plain(others) if others else ""
    if re.search(
        r"\w{2,}", re.sub(r"\b(?:one of|enum|either|string|or|and|any of)\b", "", between, flags=re.IGNORECASE)
    ):
        return cell
    if (
        all(re.fullmatch(r"[A-Z][a-z]\w*", code.strip("\"'")) and code[:1] not in "\"'" for code in codes)
        and "one of" not in between
    ):
        return cell  # the names of models, as like as not
    words = "enum(" + ", ".join('"' + code.strip("\"'").replace('"', "'") + '"' for code in codes) + ")"
    return Cell((Text(words, place(cell)),), cell.span)


# --- Words in prose --------------------------------------------------------------------------------------------------

_N = r"((?<![\d,_])(?<!\d\.)-?\d[\d,_]{0,30}(?:\.\d{1,30})?)"
_CHARS = r"(?:\s*-?\s*(?:utf-?8 |unicode |ascii )?(?:characters?|chars?|bytes?|letters?|digits?|symbols?|字符|文字|zeichen|caractères|caracteres|karakter\w*|znak\w*|символ\w*))"
_ITEMS = r"(?:\s*(?:items?|elements?|entries|values|records))"
_LIMITS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), names)
    for pattern, names in (
        (rf"\b(?:cannot|can't|can not|must not|should not|may not|not|never|no)\s+(?:be\s+)?(?:greater|more|larger|higher|longer|exceed\w*)(?: than)?\s*`{{0,3}}{_N}{_CHARS}", ("max length",)),
        (rf"\b(?:cannot|can't|can not|must not|should not|may not|not|never|no)\s+(?:be\s+)?(?:greater|more|larger|higher|exceed\w*)(?: than)?\s*`{{0,3}}{_N}", ("maximum",)),
        (rf"\b(?:cannot|can't|can not|must not|should not|may not|not|never|no)\s+(?:be\s+)?(?:less|smaller|lower|fewer|shorter)(?: than)?\s*`{{0,3}}{_N}(?!{_CHARS}|{_ITEMS})", ("minimum",)),
        (rf"\bmin(?:imum|\.)?[ _-]?len(?:gth)?\W{{0,4}}(?:is |of )?{_N}", ("min length",)),
        (rf"\bmax(?:imum|\.)?[ _-]?len(?:gth)?\W{{0,4}}(?:is |of )?{_N}", ("max length",)),
        (rf"\bmin(?:imum|\.)?[ _-]?items\W{{0,4}}(?:is |of )?{_N}", ("min items",)),
        (rf"\bmax(?:imum|\.)?[ _-]?items\W{{0,4}}(?:is |of )?{_N}", ("max items",)),
        (rf"\blength\W{{1,3}}(?:is |of |between |from )?{_N}\s*(?:-|–|\.\.+|to|and)\s*{_N}", ("min length", "max length")),
        (rf"{_N}\s*(?:-|–|\.\.+|to|and)\s*{_N}{_CHARS}", ("min length", "max length")),
        (rf"{_N}\s*(?:-|–|\.\.+|to|and)\s*{_N}{_ITEMS}", ("min items", "max items")),
        (rf"\bbetween {_N} and {_N}(?!{_CHARS}|{_ITEMS}|\w|\.\d)", ("minimum", "maximum")),
        (rf"\b(?:value |valid |allowed )?range\W{{1,3}}(?:is |of |from |between )?[\[(]?{_N}\s*(?:-|–|\.\.+|,|to|and)\s*{_N}", ("minimum", "maximum")),
        (rf"\b(?:max(?:imum|\.)?|up to|at most|no more than|not more than|limited to|no longer than)(?: of)?:? {_N}{_CHARS}", ("max length",)),
        (rf"\b(?:min(?:imum|\.)?|at least|no less than|not less than)(?: of)?:? {_N}{_CHARS}", ("min length",)),
        (rf"{_N}{_CHARS}(?: or (?:less|fewer)| max(?:imum)?)", ("max length",)),
        (rf"{_N}{_CHARS}(?: or (?:more|longer)| min(?:imum)?)", ("min length",)),
        (rf"\bexactly {_N}{_CHARS}", ("length",)),
        (rf"\b(?:max(?:imum|\.)?|up to|at most|no more than|not more than|limited to)(?: of)?:? {_N}{_ITEMS}", ("max items",)),
        (rf"\b(?:min(?:imum|\.)?|at least|no less than|not less than)(?: of)?:? {_N}{_ITEMS}", ("min items",)),
        (rf"(?:>=|≥|\bgreater than or equal to|\bat least|\bno less than|\bnot less than)\s*`?{_N}(?!{_CHARS}|{_ITEMS})", ("minimum",)),
        (rf"(?:<=|≤|\bless than or equal to|\bat most|\bno more than|\bnot more than)\s*`?{_N}(?!{_CHARS}|{_ITEMS})", ("maximum",)),
        (rf"(?:(?<![<=-])>(?!=)|\b(?:greater|more|larger) than(?! or))\s*`?{_N}(?!{_CHARS}|{_ITEMS})", ("exclusive minimum",)),
        (rf"(?:<(?![=>/a-z])|\b(?:less|smaller|lower) than(?! or))\s*`?{_N}(?!{_CHARS}|{_ITEMS})", ("exclusive maximum",)),
        (rf"\bexclusive ?min(?:imum)?\W{{1,4}}{_N}", ("exclusive minimum",)),
        (rf"\bexclusive ?max(?:imum)?\W{{1,4}}{_N}", ("exclusive maximum",)),
        (rf"\bmin(?:imum|\.)?(?:[ _-]?value)?\s*(?:is|of|:|=)?\s*[`*]{{0,2}}{_N}(?!{_CHARS}|{_ITEMS}|[\w])", ("minimum",)),
        (rf"\bmax(?:imum|\.)?(?:[ _-]?value)?\s*(?:is|of|:|=)?\s*[`*]{{0,2}}{_N}(?!{_CHARS}|{_ITEMS}|[\w])", ("maximum",)),
        (rf"\bmultiple of {_N}", ("multiple of",)),
        (rf"\bmultipleOf\W{{1,3}}{_N}", ("multiple of",)),
    )
)  # fmt: skip
_PATTERN = re.compile(
    r"\b(?:pattern|regex(?:p|ular expression)?|match(?:es|ing)?(?: the)?(?: (?:pattern|regex))?)\b\s*[:=]?\s*(?:`(?P<code>[^`]+)`|(?P<bare>\^\S+\$|/\^\S+\$/))",
    re.IGNORECASE,
)
_UNIQUE = re.compile(
    r"\b(?:unique ?items|items must be unique|unique elements|no duplicates)\b(?!\W{1,3}false)", re.IGNORECASE
)
_VALUE = r"(?:`(?P<code>[^`\n]+)`|\"(?P<double>[^\"\n]*)\"|'(?P<single>[^'\n]*)'|“(?P<curly>[^”\n]*)”|\*\*(?P<bold>[^*\n]+)\*\*|(?P<bare>\[[^\]\n]*\]|\{[^}\n]*\}|[\w.+/:@#%-]*[\w%](?:\(\))?))"
_DEFAULT = re.compile(
    r"(?:\bdefaults?(?: value)?(?:\*\*|_)?\s*(?:is set to|is|to|:|=|：)(?:\*\*|_)?\s*|[(\[]default:?\s+|默认(?:值)?(?:为|是|[:：])\s*|デフォルト(?:値)?(?:は|[:：])\s*|"
    r"\bstandard(?:wert)?: |\bpar défaut ?: |\bpor defecto: |\balapértelmezett: |по умолчанию:? )" + _VALUE,
    re.IGNORECASE,
)
_NOT_DEFAULT = frozenset(
    {
        "the",
        "a",
        "an",
        "not",
        "no",
        "none",
        "n/a",
        "when",
        "if",
        "value",
        "current",
        "now",
        "same",
        "set",
        "to",
        "this",
        "that",
        "all",
        "any",
        "your",
        "its",
        "it",
        "undefined",
        "unset",
        "empty",
        "auto",
        "see",
    }
)
_COMPUTED = re.compile(
    r"\w[\w.]*\(.*\)|current_\w+|current \w+|nextval.*|sysdate\w*|auto[ _-]?increment\w*|auto(?:matic\w*)?|generated.*|newid|now|identity.*|uuid\(?\)?|\(.*\)|computed",
    re.IGNORECASE,
)
_CAST = re.compile(r"^'(?P<text>.*)'(?:::[\w ]+)?$", re.DOTALL)
_INTRODUCTION = re.compile(
    r"(?:\b(?:one of|any of|must be(?: either)?|can be(?: either)?|is either|either|"
    r"(?:allowed|possible|valid|permitted|accepted|supported|acceptable|available|legal|enum(?:eration|erated)?)\s+(?:enum )?(?:values?|options?|choices?)(?: are| is| include)?|"
    r"enum(?:eration)?(?: of)?|values?(?: are| is)?|options(?: are)?|choices(?: are)?)\s*(?:\*\*|_)?\s*[:=]?(?:\*\*|_)?\s*(?:one of|either)?:?|"
    r"(?:可选值|枚举值|取值|枚举|可能的值|允许值|取值范围|許容値|値|選択肢|列挙値|erlaubte werte|mögliche werte|valeurs possibles|valores posibles|lehetséges értékek|értékek|возможные значения|допустимые значения)(?:为|是|は)?\s*[:：]?)"
    r"\s*(?P<open>[\[({])?\s*(?=[\w\"'`“+-])",
    re.IGNORECASE,
)
_CERTAIN = re.compile(
    r"one of|values|options|choices|enum|[:：]|可选|枚举|取值|選択|列挙|許容|werte|értékek|значения", re.IGNORECASE
)
_LEGEND = re.compile(
    r"(?:^|[\n,;，；、(]|\.\s)\s*[-*•]?\s*(?:\"(?P<double>[^\"\n]+)\"|'(?P<single>[^'\n]+)'|`(?P<code>[^`\n]+)`|(?P<bare>-?[\w.+-]{1,24}))\s*(?:=|:|：|–|—|->|→|\s-\s)\s*(?=[^\s=>])"
)
_STRICT_LEGEND = re.compile(
    r"(?:^|[\n,;，；、(]|\.\s)\s*[-*•]?\s*(?:\"(?P<double>[^\"\n]+)\"|'(?P<single>[^'\n]+)'|`(?P<code>[^`\n]+)`|(?P<bare>-?\d+|[A-Z][A-Z0-9_]{0,15}))\s*(?:=|：|:)\s*(?=[^\s=>])"
)
_REQUIRED = re.compile(
    r"[(\[]\s*(?:required|mandatory)\b[^)\]]{0,3}[)\]]|\*\*_?(?:required|mandatory)\b|^_?(?:required|mandatory)\b\s*(?:[.:;,\])–—-]|$)|[.;,]\s*(?:required|mandatory)\.?$|\bthis (?:field|parameter|property|attribute) is (?:required|mandatory)\b|\bis required\.$|【?必填】?|（必須）|\(必須\)",
    re.IGNORECASE,
)
_IF = re.compile(
    r"\b(?:required|mandatory)\b[^.;)\]\n]{0,4}\b(?:if|when|unless|for|only|in case|with|on)\b|\bconditional",
    re.IGNORECASE,
)
_OPTIONAL = re.compile(
    r"[(\[]\s*optional\b[^)\]]{0,3}[)\]]|\*\*_?optional\b|^_?optional\b(?!ly)\s*(?:[.:;,\])–—-]|$)|^optional \w|[.;,]\s*optional\.?$|\bis optional\b|（可选）|（任意）|\bnot required\b",
    re.IGNORECASE,
)
_NULLABLE = re.compile(
    r"\b(?:nullable|(?:may|can|could|might) be (?:set to )?`?null`?|or `?null`?\b|`?null`? (?:if|when|means|for|indicates)\b|is `?null`? (?:if|when|for)|可为空|可以为空)",
    re.IGNORECASE,
)
_NEVER_NULL = re.compile(r"\b(?:not|non|never|cannot be|can't be|must not be)[ -]`?null", re.IGNORECASE)
_DEPRECATED = re.compile(
    r"^\W{0,4}deprecated\b|\*\*\W?deprecated|[(\[]deprecated\b|⚠️? ?deprecated|\bthis (?:field|parameter|property|attribute|column) is deprecated|\bis deprecated\b|已废弃|非推奨|已弃用|^\W*obsolete\b",
    re.IGNORECASE,
)
_READ_ONLY = re.compile(r"\bread[- ]?only\b|只读|読み取り専用", re.IGNORECASE)
_READ_ONLY_PROSE = re.compile(
    r"[(\[*]\s*read[- ]?only\b|^read[- ]?only\b|\bthis (?:field|attribute|property) is read[- ]?only|只读",
    re.IGNORECASE,
)
_WRITE_ONLY = re.compile(r"\bwrite[- ]?only\b", re.IGNORECASE)
_FORMAT = re.compile(
    r"\bformat\s*[:=]\s*`?(?P<format>date-time|date|time|duration|uuid|uri|email|int32|int64|float|double|decimal|byte|binary)\b`?(?![-/:\w])",
    re.IGNORECASE,
)
_PRIMARY = re.compile(r"\bprimary key\b(?! of)|^\W*pk\b|\bPK\b|主键|主キー|primärschlüssel", re.IGNORECASE)
_FOREIGN = re.compile(
    r"\b(?:fk|foreign key|references?|refers to|reference to|foreign id|fremdschlüssel)\b(?: to| of| references| referencing| \(to\)|:|→|->|\s|\(){0,5}`?(?P<model>[A-Za-z_][\w]*(?:\.[A-Za-z_]\w*(?=\.))?)\s*(?:\.|\()\s*`?(?P<field>[A-Za-z_]\w*)|(?:→|->)\s*`?(?P<model2>[A-Za-z_]\w*)\s*(?:\.|\()(?P<field2>[A-Za-z_]\w*)",
    re.IGNORECASE,
)


def _value_of(found: re.Match[str], *kinds: str) -> tuple[str, bool]:
    quoted = next((found[k] for k in kinds if found[k] is not None), None)
    return (found["bare"] or "", False) if quoted is None else (quoted, True)


def limits_in(text: str) -> Iterator[tuple[str, str]]:
    """The limits that a text states, as (word, value). What one phrase stated no other does again."""
    taken: list[tuple[int, int]] = []
    for pattern, names in _LIMITS:
        for found in pattern.finditer(text):
            if any(found.start() < end and start < found.end() for start, end in taken):
                continue
            taken.append(found.span())
            values = [found[at + 1].replace(",", "").replace("_", "") for at in range(len(names))]
            for name, value in zip(names, values, strict=True):
                yield from ((("min length", value), ("max length", value)) if name == "length" else ((name, value),))
            break
    if matched := _PATTERN.search(text):
        yield "pattern", matched["code"] or matched["bare"].strip("/")
    if _UNIQUE.search(text):
        yield "unique items", "true"


_MOST_LISTS = 6  # introductions of a list of values that are followed up in one text


def values_in(text: str, certain: bool = False) -> tuple[tuple[str, bool], ...]:
    """The values that a text lists, (value, whether it is quoted), behind words that say so; `certain` ones need none."""
    for found in islice(_INTRODUCTION.finditer(text), _MOST_LISTS):
        listed = items(text[found.end() :].split("\n\n")[0], end=False)
        rest = _after(text[found.end() :], listed)
        if len(listed) > 1 and (all(q for _, q in listed) or (_CERTAIN.search(found[0]) and _ends(rest))):
            return listed
        if len(listed) == 1 and listed[0][1] and _CERTAIN.search(found[0]) and "value" in found[0].lower() and certain:
            return listed
        legend = _legend(text[found.end() :], _LEGEND)
        if len(legend) > 1:
            return legend
    legend = _legend(text, _LEGEND if certain else _STRICT_LEGEND)
    if len(legend) > 1:
        return legend
    listed = items(text, end=False)
    if len(listed) > 1 and all(quoted for _, quoted in listed) and _ends(_after(text, listed)):
        return listed
    if certain:
        listed = items(text)
        return listed if len(listed) > 1 else ()
    return ()


def _after(text: str, listed: Sequence[tuple[str, bool]]) -> str:
    """What stands behind the last value of a list."""
    at = 0
    for value, _ in listed:
        found = text.find(value, at)
        at = found + len(value) if found >= 0 else at
    return text[at:]


def _ends(rest: str) -> bool:
    """Whether a list ends there: another word behind it makes it a sentence."""
    return re.match(r"[\"'`”]?\s*(?:\([^()]*\)|[=:][^,;\n]*)?\s*(?:[.;)\]}。\n]|$)", rest) is not None


def _legend(text: str, pattern: re.Pattern[str]) -> tuple[tuple[str, bool], ...]:
    """The values of a legend: `0 = off, 1 = on`. One of more lines than any legend has is none."""
    if text.count("\n") > 100 or len(text) > 4000:
        return ()
    return tuple(dict.fromkeys(_value_of(found, "double", "single", "code") for found in pattern.finditer(text)))


# --- A field ---------------------------------------------------------------------------------------------------------

_MANY = re.compile(r"[\[(]?\d+\s*(?:\.\.+|-|–|:|to)\s*(?:[*nmNM∞]|unbounded|many|[2-9]|[1-9]\d+)[\])]?")
"""A cardinality of more than one: the field is a list."""

_ABSENT_TYPE = re.compile(r"\boptional\b(?!ly)|\bundefined\b|\bnotrequired\b", re.IGNORECASE)


def finish_field(facts: Facts, report: Report) -> Facts:
    """What the name, the type and the description say besides, and the columns that other styles have none of."""
    cells = facts.cells
    said = {role: worded(cell.children) for role, cell in cells.items()}
    type_text = said.get("type", "")
    _marks(facts, said)
    _notes(facts, cells)
    if not isinstance(facts.type, ListOf) and _MANY.fullmatch(said.get("required", "").strip()):
        facts.type = ListOf(facts.type)
    limits = [
        *_column_limits(said, facts.type),
        *limits_in(type_text),
        *limits_in(said.get("limits", "")),
        *limits_in(facts.description),
    ]
    _enumerate(facts, said)
    _give_format(facts, said)
    first: dict[str, str] = {}
    for word, value in limits:
        first.setdefault(word, value)
    facts.type = limited(facts.type, _for_texts(first, facts.type, type_text, said).items())[0]
    _default(facts, said, report)
    _keys(facts, said)
    return facts


def _for_texts(limits: dict[str, str], type_: Type, type_text: str, said: Mapping[str, str]) -> dict[str, str]:
    """The limits with those of texts called by their names: `string, max 20` is no largest value."""
    if isinstance(type_, MapOf):
        return {w.replace("items", "properties"): v for w, v in limits.items()}
    item = type_.item if isinstance(type_, ListOf) else type_
    if not isinstance(item, Scalar) or item.kind != "string":
        return limits
    words = {"minimum": "min length", "maximum": "max length"}
    bare = {w for w, _ in limits_in(type_text)} | {w for w, _ in limits_in(said.get("limits", ""))} | set(said)
    return {words[w] if w in words and w in bare else w: v for w, v in sorted(limits.items())}


def _marks(facts: Facts, said: Mapping[str, str]) -> None:
    """Required, nullable and the like. `required` is None after this where the row does not say."""
    name = said.get("name", "")
    aside = f"{said.get('aside', '')} {name}" if "aside" in said or "(" in name or "[" in name else ""
    rules = f"{said.get('limits', '')} {said.get('key', '')} {said.get('repeated', '')}"
    if "required" not in said:
        facts.required = _required(facts, said, f"{aside} {said.get('type', '')} {rules}")
    for mark, means in (("?", False), ("!", True)):
        if facts.name.endswith(mark) and len(facts.name) > 1:
            facts.name, facts.required = facts.name[:-1].rstrip(), means
    if "nullable" not in said:
        facts.nullable = _is_nullable(facts, said, f"{said.get('type', '')} {rules} {aside}")
    more = f"{aside} {rules} {said.get('access', '')}"
    words = facts.description
    facts.deprecated = facts.deprecated or bool(
        _DEPRECATED.search(words)
        or _yes(said.get("deprecated", ""))
        or re.search(r"\bdeprecated\b", more, re.IGNORECASE)
    )
    in_access = said.get("access", "").strip().lower() in ("r", "ro", "read")
    facts.read_only = bool(in_access or _READ_ONLY.search(more) or _READ_ONLY_PROSE.search(words))
    facts.write_only = not facts.read_only and bool(_WRITE_ONLY.search(more) or _WRITE_ONLY.search(words))


def _required(facts: Facts, said: Mapping[str, str], words: str) -> bool | None:
    """Whether a row without a marker says that its field is required; None when it does not say."""
    if _ABSENT_TYPE.search(words):
        return False
    if re.search(r"\b(?:required|mandatory)\b", words, re.IGNORECASE):
        return not _IF.search(words)
    if _OPTIONAL.search(facts.description):
        return False
    if _REQUIRED.search(facts.description):
        return not _IF.search(facts.description)
    if re.search(r"\bnot null\b|\bprimary key\b", words, re.IGNORECASE):
        return True
    if "optional" in said:
        return _opposite(said["optional"])
    return _yes(said["not null"]) if "not null" in said else None


def _is_nullable(facts: Facts, said: Mapping[str, str], words: str) -> bool:
    if "not null" in said:
        return not _yes(said["not null"])
    is_said = re.search(r"\bnullable\b|(?<!not )(?<!non-)\bnull$", words.strip(), re.IGNORECASE)
    if is_said or _NULLABLE.search(facts.description):
        return bool(facts.nullable) or not (_NEVER_NULL.search(facts.description) or _NEVER_NULL.search(words))
    return bool(facts.nullable)


def _yes(words: str) -> bool:
    word = words.strip().casefold()
    return word in {
        "yes",
        "y",
        "true",
        "x",
        "1",
        "✓",
        "✔",
        "✅",
        "√",
        "是",
        "pk",
        "fk",
        "nn",
        "not null",
        "deprecated",
        ":heavy_check_mark:",
        ":white_check_mark:",
        "ja",
        "oui",
        "sí",
        "igen",
        "tak",
        "да",
        "はい",
        "○",
        "t",
        "✔️",
    }


def _opposite(words: str) -> bool | None:
    word = words.strip().casefold()
    if _yes(word) or word in ("optional", "o", "opt"):
        return False
    return (
        True
        if word
        in {
            "no",
            "n",
            "false",
            "0",
            "✗",
            "✘",
            "❌",
            ":x:",
            "required",
            "mandatory",
            "m",
            "r",
            "否",
            "nein",
            "",
            "-",
            "—",
            "–",
        }
        else None
    )


def _notes(facts: Facts, cells: Mapping[str, Cell]) -> None:
    """The words of a second column of remarks behind those of the first."""
    if "notes" in cells:
        words = described(cells["notes"].children)
        if words and words.strip().casefold() not in ("-", "–", "—", "n/a", "none") and words != facts.description:
            facts.description = f"{facts.description}\n\n{words}".strip() if facts.description else words


def _column_limits(said: Mapping[str, str], type_: Type) -> Iterator[tuple[str, str]]:
    for role in ("minimum", "maximum", "min length"):
        if role in said and (found := re.fullmatch(r"\W{0,2}" + _N, said[role].strip())):
            numeric = isinstance(type_, Scalar) and type_.kind == "string"
            yield (
                ("min length" if role == "minimum" else "max length") if numeric and role != "min length" else role,
                found[1].replace(",", ""),
            )
    if "length" in said:
        if found := re.fullmatch(rf"(?:length )?{_N}\s*(?:-|–|\.\.+|to|~|,)\s*{_N}(?: \w+)?", said["length"].strip()):
            yield "min length", found[1]
            yield "max length", found[2]
        elif found := re.fullmatch(
            rf"(?:max\.? ?|<=? ?|≤ ?|up to |\.\.)?{_N}{_CHARS}?", said["length"].strip(), re.IGNORECASE
        ):
            yield "max length", found[1].replace(",", "")
        elif found := re.fullmatch(rf"(?:=|exactly |fixed ){_N}{_CHARS}?", said["length"].strip(), re.IGNORECASE):
            yield "min length", found[1]
            yield "max length", found[1]
    if "pattern" in said and said["pattern"].strip() not in ("", "-", "–", "—", "n/a", "N/A", "none"):
        yield "pattern", said["pattern"].strip()
    text = said.get("range", "") or (said.get("description", "") if len(said.get("description", "")) < 24 else "")
    number = isinstance(type_, Scalar) and type_.kind in ("integer", "number")
    if found := re.fullmatch(
        rf"[\[(]?\s*{_N}\s*(?:-|–|—|\.\.+|…|to|,|;|~|～|至|and)\s*(?:{_N}|∞|inf\w*|\*)\s*[\])]?(?: ?[%\w°/]+)?",
        text.strip(),
        re.IGNORECASE,
    ):
        yield "minimum" if number else "min length", found[1].replace(",", "")
        if found[2]:
            yield "maximum" if number else "max length", found[2].replace(",", "")
    elif "range" in said:
        yield from limits_in(text)


def _enumerate(facts: Facts, said: Mapping[str, str]) -> None:
    """The values of an enum where a column or the description lists them."""
    item: Type = facts.type.item if isinstance(facts.type, ListOf) else facts.type
    open_ = item in (ENUM, ANY) and item == ENUM
    if not (
        open_
        or (
            isinstance(item, Scalar)
            and item.kind in ("string", "integer", "number")
            and item.format in ("", "int32", "int64")
        )
    ):
        return
    kind = item.kind if isinstance(item, Scalar) else "string"
    found: tuple[tuple[str, bool], ...] = ()
    if said.get("values"):
        found = values_in(said["values"], True) or _lines(said["values"])
    for text in (said.get("limits", ""), facts.description, said.get("range", ""), said.get("format", "")):
        found = found or values_in(text, open_ and text == facts.description)
    if not found:
        return
    values = tuple(value for value, _ in found)
    if kind in ("integer", "number") and not all(re.fullmatch(r"-?\d+(?:\.\d+)?", v) for v in values):
        return
    if open_ and all(re.fullmatch(r"-?\d+", v) and not q for v, q in found):
        kind = "integer"
    made = choice(values, kind)
    facts.type = replace(facts.type, item=made) if isinstance(facts.type, ListOf) else made


def _lines(text: str) -> tuple[tuple[str, bool], ...]:
    """Values a line each, whatever their words."""
    lines = [line.strip(" -*•\t") for line in text.split("\n") if line.strip(" -*•\t")]
    return tuple((line, False) for line in lines) if len(lines) > 1 and all(len(line) < 60 for line in lines) else ()


def _give_format(facts: Facts, said: Mapping[str, str]) -> None:
    """A format that a column or the description names, of a type that has none."""
    words = said.get("format", "").strip().casefold()
    found = _FORMAT.search(" ".join((said.get("limits", ""), facts.description)))
    more = WORDS.get(words) or (WORDS.get(found["format"].casefold()) if found else None)
    item = facts.type.item if isinstance(facts.type, ListOf) else facts.type
    if (
        isinstance(more, Scalar)
        and isinstance(item, Scalar)
        and not item.format
        and more.kind == item.kind
        and more.format
    ):
        facts.type = (
            replace(facts.type, item=more) if isinstance(facts.type, ListOf) else replace(more, limits=item.limits)
        )
    if (
        found
        and isinstance(item, Scalar)
        and item.kind == "integer"
        and not item.format
        and found["format"].lower() in ("int32", "int64")
    ):
        facts.type = replace(item, format=found["format"].lower())


def _default(facts: Facts, said: Mapping[str, str], report: Report) -> None:
    """The default in its column or in the description. What is worked out when a record is made is none."""
    if facts.default is None:
        for text in (said.get("limits", ""), facts.description, said.get("type", "")):
            if facts.default is None and (found := _DEFAULT.search(text)):
                value, quoted = _value_of(found, "code", "double", "single", "curly", "bold")
                if quoted or value.casefold() not in _NOT_DEFAULT:
                    facts.default = value
    if facts.default is None:
        return
    words = facts.default.strip()
    if found := _CAST.match(words):
        facts.default = found["text"]
    elif _COMPUTED.fullmatch(words) and facts.type not in (STRING,):
        message = f"the default {words[:80]!r} is worked out, it is no value and is passed over"
        report.info("default-not-a-value", message, facts.span, "say it in the description")
        facts.default = None
    elif words.casefold() in ("none", "null", "nil") and not facts.nullable:
        facts.default = None
    elif len(words) > 1 and words[0] == words[-1] == '"' and _is_text(facts.type):
        facts.default = words[1:-1]
    elif words[:1] + words[-1:] == "``":
        facts.default = words.strip("`")


def _is_text(type_: Type) -> bool:
    match type_:
        case Scalar("string"):
            return True
        case OneOf(branches):
            return any(map(_is_text, branches))
        case _:
            return not isinstance(type_, (Scalar, ListOf))


def _keys(facts: Facts, said: Mapping[str, str]) -> None:
    """Primary and foreign keys, as columns, types and remarks say them."""
    key = " ".join((said.get("key", ""), said.get("limits", ""), said.get("aside", ""), said.get("type", "")))
    facts.primary_key = bool(
        _yes(said.get("primary", "")) or re.search(r"\bPK\b|\bPRI\b", said.get("key", "") + " " + said.get("aside", ""), re.IGNORECASE) or _PRIMARY.search(key)
        or re.match(r"\W*(?:the )?primary key\b(?! of)", facts.description, re.IGNORECASE) or re.search(r"[(\[]PK[)\]]", facts.description + said.get("name", ""))
    )  # fmt: skip
    texts = (said.get("foreign", ""), key, facts.description)
    matches = [_LONE_KEY.match(texts[0]) if texts[0] else None, *map(_FOREIGN.search, texts)]
    if found := next(filter(None, matches), None):
        model, field = (
            next(filter(None, (found[k] for k in keys)), "") for keys in (("model", "model2"), ("field", "field2"))
        )
        facts.foreign_key = f"{model}.{field}"


_LONE_KEY = re.compile(r"\W*(?P<model>[A-Za-z_]\w*)\s*(?:\.|\()\s*`?(?P<field>[A-Za-z_]\w*)(?P<model2>)(?P<field2>)")


# --- A table ---------------------------------------------------------------------------------------------------------

_SAYS_REQUIRED = re.compile(
    r"^\W*(?:the following (?:fields|parameters|properties|attributes) are )?(?:required|mandatory)\b|\b(?:are|is) (?:all )?(?:required|mandatory)\b|必填|必須",
    re.IGNORECASE,
)
_SAYS_OPTIONAL = re.compile(
    r"^\W*(?:the following (?:fields|parameters|properties|attributes) are )?optional\b|\bare (?:all )?optional\b|可选参数|任意項目",
    re.IGNORECASE,
)
_STAR = re.compile(
    r"(?:\*|＊)\W{0,12}(?:=|:|-|–|denotes|indicates|means|marks)?\s*(?:an? )?(?:required|mandatory|必填|必須)|(?:required|mandatory) (?:fields|parameters|properties|attributes|columns)?\s*(?:are )?(?:marked|denoted|indicated|flagged)\W+(?:with|by)(?: an?)? ?(?:asterisk|star|`?\\?\*)|asterisk \(?\\?\*?\)? ?(?:indicates|denotes|marks|means)(?: an?)? (?:required|mandatory)",
    re.IGNORECASE,
)


def caption(table: Table) -> str:
    """The words right before a table: the last paragraph or heading there."""
    source, start = table.span.source, table.span.start
    text = source.data[max(0, start - 800) : start].decode("utf-8", "replace").rstrip()
    block = text.rsplit("\n\n", 1)[-1].strip()
    last = block.rsplit("\n", 1)[-1]
    return "" if last.lstrip().startswith("|") else block.rsplit("\n#", 1)[-1]


def finish_table(table: Table, rows: Sequence[Facts], report: Report) -> Iterable[Facts]:
    """The rows with what they say together: what is required where no column says so, names that share a cell."""
    found = [facts for row in rows for facts in _each_name(row)]
    _require(table, found)
    return found


def _each_name(row: Facts) -> Iterator[Facts]:
    names = row.cells.get("names")
    if names is None:
        yield row
        return
    for node in names.children:
        yield replace(row, name=plain([node]), span=node.span)


def _require(table: Table, rows: Sequence[Facts]) -> None:
    unstated = [row for row in rows if row.required is None]
    if not unstated:
        return
    words = caption(table)
    starred = [row for row in rows if _starred(row)]
    rest: bool | None = None
    if starred and _STAR.search(table.span.source.text):
        for row in starred:
            row.required = True
        rest = False
    elif _SAYS_OPTIONAL.search(words) and not _SAYS_REQUIRED.search(words):
        rest = False
    elif _SAYS_REQUIRED.search(words):
        rest = True
    elif any(row.required for row in rows):
        rest = False
    elif any(row.required is False for row in rows):
        rest = True  # only what may be left out is marked; what has a default may be, too
        for row in unstated:
            row.required = row.default is None
    for row in unstated:
        if row.required is None:
            row.required = rest if rest is not None else ("nullable" in row.cells and not row.nullable)


def _starred(row: Facts) -> bool:
    """Whether an asterisk stands behind the name in its cell."""
    return row.span.source.data[row.span.start : row.span.end + 6].split(b"|")[0].rstrip().endswith(b"*")
