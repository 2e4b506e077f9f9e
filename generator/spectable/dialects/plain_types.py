"""How hand-written tables spell types: JSON Schema, SQL, Python, TypeScript, Go, Java, C#, Rust, protobuf, GraphQL,
prose, and words of other languages. Words are compared without case."""

from __future__ import annotations

import re
from dataclasses import replace

from ..model import (
    ANY,
    BOOLEAN,
    ENUM,
    INTEGER,
    NULL,
    NUMBER,
    OBJECT,
    STRING,
    Choice,
    Json,
    Limits,
    ListOf,
    MapOf,
    Scalar,
    Type,
    json_text,
)
from ..reading.typetext import Grammar, Means, Part, Wrap
from .plain_words import listed

DECIMAL = Scalar("number", "decimal")
DATE_TIME = Scalar("string", "date-time")
BYTE = Scalar("string", "byte")
BINARY = Scalar("string", "binary")
_SPELLINGS: dict[Type, str] = {
    STRING: "string, str, text, char, character, varchar, nvarchar, nchar, varchar2, nvarchar2, character varying, "
    "national character varying, tinytext, mediumtext, longtext, ntext, clob, nclob, citext, keyword, bpchar, "
    "alphanumeric, alphanum, an, alpha, free text, freetext, plain text, rich text, html, markdown, xml, chararray, "
    "sysname, "
    "utf8, utf-8, unicode, unicode string, utf-8 string, utf8 string, java.lang.string, system.string, std::string, "
    "&str, cstring, "
    "string literal, text string, character string, string value, regex, regexp, password, token, phone number, "
    "telephone, ip, ip address, ipv4, ipv6, inet, cidr, macaddr, file path, filename, hex, hex string, "
    "hexadecimal string, language code, country code, currency code, timezone, time zone, objectid, object id, "
    "id, ulid, ksuid, nanoid, snowflake, semver, single line text, multi line text, picklist, "
    "lowcardinality(string), fixedstring, str?, "
    "字符串, 文本, 字符, 字符型, 文字列, 文字, 字串, 문자열, 문자, 텍스트, zeichenkette, zeichenfolge, chaîne, chaîne de caractères, "
    "texte, cadena, cadena de texto, texto, cadeia de caracteres, stringa, testo, tekst, tekenreeks, ciąg znaków, "
    "łańcuch znaków, szöveg, karakterlánc, sztring, text (string), řetězec, textový řetězec, строка, текст, рядок, "
    "sträng, "
    "streng, merkkijono, metin, dize, șir, șir de caractere, συμβολοσειρά",
    INTEGER: "integer, int, short, byte, smallint, tinyint, mediumint, serial, smallserial, uint, unsigned, "
    "unsigned int, unsigned integer, "
    "unsigned smallint, unsigned tinyint, signed integer, "
    "int8, int16, uint8, uint16, uint32, int2, u8, u16, u32, usize, isize, i8, i16, ushort, sbyte, number (integer), "
    "integer number, "
    "whole number, whole, counting number, int unsigned, integer unsigned, smallint unsigned, tinyint unsigned, "
    "mediumint unsigned, "
    "auto-increment, autoincrement, auto number, autonumber, identity, year, unix timestamp, "
    "unix time, epoch, epoch seconds, epoch time, unix epoch, timestamp (unix), unix timestamp (seconds), "
    "java.lang.integer, "
    "system.int32, int?, "
    "整数, 整型, 整數, 정수, ganzzahl, ganze zahl, entier, nombre entier, entero, número entero, inteiro, número inteiro, "
    "intero, "
    "numero intero, geheel getal, liczba całkowita, egész, egész szám, celé číslo, целое, целое число, ціле число, "
    "heltal, "
    "heltall, kokonaisluku, tam sayı, tamsayı, întreg, număr întreg, ακέραιος",
    Scalar("integer", "int32"): "int32, int4, sint32, fixed32, sfixed32, i32, system.int32, integer(int32), "
    "32-bit integer",
    Scalar("integer", "int64"): "int64, long, long integer, long int, bigint, biginteger, bigserial, sint64, "
    "fixed64, sfixed64, "
    "i64, u64, uint64, int8 (64-bit), long long, bigint unsigned, ulong, unsigned bigint, unsigned long, "
    "number (long), "
    "java.lang.long, system.int64, 64-bit integer, epoch millis, epoch milliseconds, epoch ms, unix timestamp (ms), "
    "unix timestamp (milliseconds), unix milliseconds, 长整型, 长整数, 長整数, большое целое",
    NUMBER: "number, numeric, real, num, numerical, percentage, percent, ratio, floating point, "
    "floating-point number, floating point number, float or int, number (float), 数値, 数字, 数值, 浮点数, 浮点, 浮动点, 數字, 숫자, "
    "실수, zahl, nombre, "
    "numérique, número, numérico, numero, numerico, getal, numeriek, liczba, szám, číslo, число, числовой, "
    "дробное число, tal, tall, luku, sayı, "
    "număr, αριθμός, gleitkommazahl, kommazahl, lebegőpontos, lebegőpontos szám, valós szám, desetinné číslo",
    Scalar("number", "float"): "float, float32, float4, single, f32, binary_float, java.lang.float, float?, 单精度浮点数, "
    "単精度浮動小数点数",
    Scalar("number", "double"): "double, double precision, float64, float8, f64, binary_double, java.lang.double, "
    "system.double, double?, "
    "双精度浮点数, 双精度, 倍精度浮動小数点数",
    DECIMAL: "decimal, money, smallmoney, bigdecimal, dec, bignumeric, decimal number, decimal128, fixed-point, "
    "java.math.bigdecimal, "
    "system.decimal, number (decimal), dezimal, dezimalzahl, décimal, décimale, nombre décimal, número decimal, "
    "decimale, numero decimale, "
    "decimaal, liczba dziesiętna, dziesiętny, tizedes, tizedes tört, десятичное число, 小数, 十进制, 十進数, 소수",
    BOOLEAN: "boolean, bool, bit, flag, true/false, true or false, yes/no, yes or no, y/n, t/f, logical, toggle, "
    "checkbox, switch, "
    "java.lang.boolean, system.boolean, bool?, 布尔, 布尔值, 布尔型, 布林, 布林值, 真偽値, ブール, ブール値, ブーリアン, 論理型, 불리언, 논리, "
    "wahrheitswert, ja/nein, booléen, booleen, oui/non, booleano, lógico, sí/no, sim/não, vero/falso, logico, "
    "waar/onwaar, ja/nee, wartość logiczna, logiczny, "
    "tak/nie, logikai, logikai érték, igen/nem, igaz/hamis, logická hodnota, ano/ne, булево, булевый, логический, "
    "логическое, да/нет, boolesk, "
    "totuusarvo, mantıksal, bool değer, valoare booleană",
    Scalar("string", "date"): "date, localdate, local date, calendar date, date only, iso date, iso 8601 date, "
    "date32, date (iso 8601), "
    "date (yyyy-mm-dd), yyyy-mm-dd, java.time.localdate, dateonly, 日期, 日付, 날짜, datum, fecha, data, dátum, дата, "
    "päivämäärä, tarih, dată, dato",
    DATE_TIME: "datetime, date-time, date time, date/time, date & time, date and time, timestamp, timestamptz, "
    "timestampz, timestamp_ntz, "
    "timestamp_tz, timestamp_ltz, time stamp, timestamp with time zone, timestamp with timezone, "
    "timestamp without time zone, timestamp without timezone, "
    "timestamp with local time zone, instant, offsetdatetime, zoneddatetime, localdatetime, time.time, iso8601, "
    "iso 8601, iso-8601, rfc3339, "
    "rfc 3339, rfc-3339, datetime2, smalldatetime, datetime64, datetimeoffset, datetime.datetime, "
    "datetime (iso 8601), date-time (iso 8601), "
    "iso 8601 datetime, iso 8601 date-time, iso 8601 timestamp, iso8601 timestamp, iso timestamp, iso 8601 string, "
    "iso datetime, iso date-time, "
    "rfc 3339 timestamp, rfc3339 timestamp, rfc 3339 datetime, timestamp (iso 8601), utc datetime, utc timestamp, "
    "date string, datetime string, "
    "java.util.date, java.time.instant, java.sql.timestamp, java.time.offsetdatetime, system.datetime, "
    "google.protobuf.timestamp, "
    "日時, 日期时间, 时间戳, 日期時間, 時間戳, タイムスタンプ, 날짜시간, 일시, 타임스탬프, datum/uhrzeit, datum und uhrzeit, zeitstempel, datumzeit, "
    "date et heure, "
    "horodatage, date/heure, fecha y hora, fecha/hora, marca de tiempo, data e hora, data/hora, data e ora, "
    "data/ora, datum en tijd, tijdstempel, data i czas, "
    "znacznik czasu, dátum és idő, dátum/idő, dátumidő, időbélyeg, datum a čas, časové razítko, дата и время, "
    "дата/время, метка времени, "
    "datum och tid, tidsstämpel, dato og tid, tidsstempel, aikaleima, tarih saat, zaman damgası",
    Scalar("string", "time"): "time, timetz, time with time zone, time without time zone, localtime, local time, "
    "time of day, timeonly, "
    "java.time.localtime, hh:mm:ss, hh:mm, 时间, 時刻, 時間, 시간, uhrzeit, zeit, heure, hora, ora, tijd, czas, godzina, "
    "idő, čas, время, tid, "
    "kellonaika, saat",
    Scalar("string", "duration"): "duration, interval, timedelta, datetime.timedelta, timespan, time span, "
    "iso 8601 duration, "
    "iso8601 duration, java.time.duration, google.protobuf.duration, time.duration, 时长, 期間, 기간, dauer, durée, duración",
    Scalar("string", "uuid"): "uuid, guid, uniqueidentifier, uuid4, uuidv4, uuid v4, uuidv7, uuid v7, uuid string, "
    "uuid.uuid, java.util.uuid, system.guid",
    Scalar("string", "uri"): "uri, url, hyperlink, href, http url, https url, url string, uri string, web address, "
    "httpurl, anyurl, "
    "java.net.uri, url.url, 网址, 链接, リンク",
    Scalar("string", "email"): "email, e-mail, email address, e-mail address, e-mail-adresse, mail, emailstr, 邮箱, "
    "电子邮件, メールアドレス, 이메일, "
    "correo electrónico, адрес электронной почты, e-mail cím",
    BYTE: "base64, base64 string, base64-encoded string, base64 encoded string, base64url, bytes, bytea, byte[], "
    "[]byte, byte array, byte string, "
    "bytearray, vec<u8>, uint8list, data (base64), octet string, octets",
    BINARY: "binary, file, blob, varbinary, longblob, mediumblob, tinyblob, long raw, byte stream, binary data, "
    "binary file, file upload, "
    "bfile, 文件, 二进制, バイナリ, ファイル, 파일, datei, fichier, archivo, arquivo, bestand, plik, fájl, soubor, файл",
    MapOf(ANY): "object, obj, map, dict, dictionary, hash, hashmap, hashtable, record, struct, structure, "
    "json object, jsonobject, nested object, nested, "
    "nested field, embedded document, subdocument, key-value pairs, key/value pairs, key-value map, key/value map, "
    "key value pairs, hstore, "
    "super, key-value, variant object, associative array, plain object, free-form object, free form object, "
    "arbitrary object, map[string]interface{}, "
    "map[string]any, record<string, any>, record<string, unknown>, google.protobuf.struct, complex, composite, "
    "complex type, "
    "对象, 物件, 객체, 映射, 字典, 哈希, オブジェクト, マップ, 辞書, objekt, objet, objeto, oggetto, obiekt, objektum, объект, об'єкт, "
    "kartta, nesne, obiect",
    ListOf(ANY): "array, arr, list, set, sequence, collection, vector, slice, json array, jsonarray, array of any, "
    "iterable, ienumerable, multi-value, "
    "数组, 列表, 陣列, 清單, 集合, 配列, リスト, 배열, 목록, 리스트, feld (array), liste, tableau, lista, arreglo, matriz, vetor, "
    "array/list, lijst, tablica, tömb, "
    "pole (array), seznam, массив, список, масив, lista (array), matrise, taulukko, luettelo, dizi, listă",
    ANY: "any, mixed, json, jsonb, variant, unknown, *, interface{}, any value, object (any), any type, anything, "
    "varies, various, dynamic, arbitrary, "
    "json value, jsonvalue, sql_variant, typing.any, serde_json::value, json.rawmessage, google.protobuf.any, "
    "google.protobuf.value, 任意, 任意值, 任意类型, 任意の型, beliebig, "
    "arbitrary json, any json, any json value",
    ENUM: "enum, enumeration, enumerated, enumerated string, string enum, enum string, enum (string), string (enum), "
    "enumerated value, string enumeration, "
    "select, single select, dropdown, choices, enum (text), enum8, enum16, 枚举, 枚举值, 列挙型, 列挙, 열거형, aufzählung, "
    "auswahl, énumération, "
    "enumeración, enumerado, enumeração, enumerazione, opsomming, wyliczenie, felsorolás, výčet, перечисление, перелік",
    ListOf(ENUM): "multi-select, multiselect, multi select, multiple select, enum array, enum list, enum[], "
    "array of enum, array of enums, list of enums",
    NULL: "null, none, nil, void",
}  # fmt: skip
WORDS: dict[str, Type] = {word: type_ for type_, words in _SPELLINGS.items() for word in listed(words)}
WORDS["record<string, any>"] = WORDS["record<string, unknown>"] = MapOf(ANY)
_PLURAL = re.compile(r"[a-z][a-z0-9 /.-]*[a-rt-z0-9]")
WORDS = {f"{word}s": type_ for word, type_ in WORDS.items() if _PLURAL.fullmatch(word)} | WORDS
WORDS.pop("anys", None)

_SIZED = re.compile(
    r"(?P<base>[^()<>\[\]|,]+?) ?[(<] ?(?P<of>\d+)(?: ?(?:char|chars|characters|byte|bytes))?(?:, "
    r"?-?\d+)? ?[)>](?P<rest>.*)"
)
_SIZES = re.compile(r"[([] ?(?:max|len|n|p|p, ?s|\*) ?[)\]]")
_REMARK = re.compile(
    r"(?P<base>[^()|,;:<>\[\]{}]+?)(?:\s*(?P<open>[(<\[])(?P<in>[^()<>\[\]|]*)[)>\]]|\s*[,;:]\s+(?P<behind>[^|]+)|\s+[-–—]\s+(?P<dash>[^|]+))"
)
_SUFFIX = re.compile(
    r"(?P<base>.+?)(?:[,\s]+(?:not null|null|unsigned|signed|zerofill|unique|unique key|primary key|pk|fk|key|auto_increment|autoincrement|auto increment|"
    r"identity(?: ?\(\d+, "
    r"?\d+\))?|required|optional|mandatory|nullable|non-null|collate \S+|character set \S+|charset \S+|"
    r"default \S+|generated .*|references .*|check ?\(.*\)|codec ?\(.*\)|encode \w+|value|field|type|column))+"
)
_CONNECTED = re.compile(
    r"(?P<base>.+?) (?:in|as|with|without|representing|containing|encoded|formatted|between|up to|at most|at least|from|that|which|"
    r"expressed|using|following|conforming|per|\d|min|max|>=|<=|>|<|≥|≤)\b.*"
)
_ADJECTIVES = re.compile(
    r"(?P<sign>non[- ]?negative|unsigned|positive)?(?(sign) |(?:valid|unicode|ascii|utf-?8|localized|localised|unique|"
    r"non[- ]empty|nonempty|generic|opaque|encoded|encrypted|random|iso[ -]?8601|rfc[ -]?3339|utc|sql|primitive|simple|short|"
    r"fixed[- ]length|variable[- ]length|case[- ](?:in)?sensitive|google\.protobuf\.|java\.(?:lang|util|time|math|sql)\.|system\.|"
    r"typing\.|collections\.|std::|builtins\.|url[- ]encoded|formatted|standard|single|signed|big|pg_catalog\.) ?)(?P<base>.+)"
)
_ENUM = re.compile(
    r"(?:(?P<base>string|text|str|char|varchar|integer|int|number|keyword)s?[ ,:]*)?"
    r"(?:\(?enum(?:eration|erated)?(?:8|16)?(?: (?:string|values?|of))?\)?|one of|any of|either|choice of|choices|values)(?=[\s:=(\[{<])\s*[:=]?\s*"
    r"(?P<open>[\[({<])?\s*(?P<items>.+?)\s*(?(open)[\])}>])\.?",
    re.IGNORECASE,
)
_SET = re.compile(r"set ?\((?P<items>['\"].+['\"])\)")
_ITEM = re.compile(
    r"""\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|`(?P<code>[^`]*)`|“(?P<curly>[^”]*)”|(?P<bare>[^\s,|/;"'`()=:、，；：]+))\s*(?P<about>\([^()]*\)|(?:=|:)\s*[^,;|\n]+)?"""
)
_BETWEEN = re.compile(r"\s*(?:[,，、;|/]\s*(?:(?:or|and|or else) )?|(?:\bor\b|\band\b|或|または)\s*)")


def items(text: str, end: bool = True) -> tuple[tuple[str, bool], ...]:
    """The values that a text lists, (value, whether it is quoted), with what stands between them being commas, pipes,
    slashes or `or`; none when it is no such list. Without `end` something else may follow the list."""
    found: list[tuple[str, bool]] = []
    at = 0
    while match := _ITEM.match(text, at):
        quoted = next((match[k] for k in ("double", "single", "code", "curly") if match[k] is not None), None)
        found.append((match["bare"].rstrip(".") if quoted is None else quoted, quoted is not None))
        at = match.end()
        between = _BETWEEN.match(text, at)
        if between is None or between.end() == at:
            break
        at = between.end()
    rest = text[at:].strip(" .")
    return () if (end and rest) or not all(value for value, _ in found) else tuple(found)


def choice(values: tuple[str, ...], kind: str = "string") -> Choice:
    """The choice of some values as they are printed: numbers where numbers are wanted and all of them are."""
    numeric = kind in ("integer", "number") and all(_NUMBER.fullmatch(value) for value in values)
    return Choice(tuple(dict.fromkeys(Json(value) if numeric else json_text(value) for value in values)))


_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")


def word_type(phrase: str, depth: int = 0) -> Type | None:
    """The type that words say, with what is said beside it taken away; None when they say none, or more than one."""
    word = " ".join(phrase.lower().split()).strip(" .;:*")
    if word in WORDS:
        return WORDS[word]
    if depth > 4 or len(word) > 200 or not word:
        return None
    if match := _ENUM.fullmatch(phrase.strip()):
        return _enum(match)
    if match := _SET.fullmatch(word):
        found = items(phrase.strip()[match.start("items") : match.end("items")])
        return ListOf(choice(tuple(value for value, _ in found))) if found else None
    if match := _SIZED.fullmatch(word):
        return _sized(match, word, depth)
    if (bare := _SIZES.sub("", word)) != word:
        return word_type(bare, depth + 1)
    if match := _REMARK.fullmatch(word):
        return _remarked(match, depth)
    if match := _SUFFIX.fullmatch(word):
        return word_type(match["base"], depth + 1)
    if match := _ADJECTIVES.fullmatch(word):
        return _signed(word_type(match["base"], depth + 1), match["sign"])
    if " or " not in word and " of " not in word and "|" not in word and (match := _CONNECTED.fullmatch(word)):
        return word_type(match["base"], depth + 1)
    return None


def _sized(match: re.Match[str], word: str, depth: int) -> Type | None:
    """`varchar(20)`, `decimal(10, 2)`: of texts alone the size says something."""
    base = word_type(match["base"] + match["rest"], depth + 1)
    if base == STRING:
        return replace(STRING, limits=Limits(max_length=int(match["of"])))
    return BOOLEAN if word.startswith("tinyint(1)") else base


def _signed(base: Type | None, sign: str | None) -> Type | None:
    """A number of which a sign is said. An unsigned one says how it is held, not what it may be."""
    if not isinstance(base, Scalar) or base.kind not in ("integer", "number") or sign in (None, "unsigned"):
        return base
    if sign != "positive":
        return replace(base, limits=Limits(minimum=Json("0")))
    whole = base.kind == "integer"
    return replace(base, limits=Limits(minimum=Json("1")) if whole else Limits(exclusive_minimum=Json("0")))


def _enum(match: re.Match[str]) -> Type | None:
    found = items(match["items"])
    if not found:
        return None
    values = tuple(value for value, _ in found)
    if not any(quoted for _, quoted in found):
        known = [WORDS.get(value.lower()) for value in values]
        if all(known) or (len(values) == 1 and match["open"] is None):
            return None
    kind = WORDS.get((match["base"] or "string").lower(), STRING)
    numeric = all(_NUMBER.fullmatch(v) and not q for v, q in found) and match["base"] is None
    return choice(values, "integer" if numeric else kind.kind if isinstance(kind, Scalar) else "string")


def _remarked(match: re.Match[str], depth: int) -> Type | None:
    """A type with a remark: another one of its kind is its format (`string (uuid)`), other words say nothing of it."""
    base = word_type(match["base"], depth + 1)
    if base is None or (match["open"] in ("<", "[") and not (match["in"].strip() and isinstance(base, Scalar))):
        return None
    said = (match["in"] or match["behind"] or match["dash"] or "").strip()
    format_ = re.sub(r"^format[:= ]+", "", said)
    more = WORDS.get(format_) or word_type(format_, depth + 3) if format_ else None
    if isinstance(base, Scalar) and isinstance(more, Scalar) and not base.format and more.kind == base.kind:
        return more
    if base == ANY and more is not None:
        return more
    if match["open"] == "[":
        return None  # `string[1..5]` is more than a string
    if base in (ListOf(ANY), MapOf(ANY)) and said:
        if isinstance(base, ListOf) and more is not None:
            return ListOf(more)
        return None if re.fullmatch(r"[\w.]+", said) else base
    if base == ENUM or said.startswith(("enum", "one of")):
        listed_ = items(
            re.sub(
                r"^(?:enum|one of)[:= ]*", "", match[0][match.start("in") : match.end("in")] if match["in"] else said
            )
        )
        if len(listed_) > 1:
            return choice(tuple(value for value, _ in listed_), base.kind if isinstance(base, Scalar) else "string")
    return base


def read_words(phrase: str, part: Part) -> Type | None:
    """The hook of the grammar."""
    if len(phrase) > 300:
        return OBJECT if _STRUCT.match(phrase) else None
    if match := _INDEXED.fullmatch(phrase):
        return MapOf(part(*match.span("value")))
    if _WRAPPED.fullmatch(phrase):
        return None
    return OBJECT if _STRUCT.fullmatch(phrase) else word_type(phrase)


_WRAPPED = re.compile(r"(?:nullable|optional) .*|.*[ ,(](?:nullable|optional)\)?", re.IGNORECASE)
"""What says a fact of the field beside its type: the wraps are for that."""

_INDEXED = re.compile(r"\{\s*\[\s*\w+\s*:\s*\w+\s*\]\s*:\s*(?P<value>.+?)\s*;?\s*\}")
_STRUCT = re.compile(r"(?:struct|row)\s*[<({].*", re.IGNORECASE | re.DOTALL)


def _lists() -> tuple[Wrap, ...]:
    """The ways to write a list and a map, each with every bracket."""
    brackets = ("[{}]", "<{}>", "({})")
    lists = ("list", "array", "set", "sequence", "vec", "repeated", "arraylist", "ienumerable", "icollection", "ilist", "iterable",
             "collection", "readonlyarray", "frozenset", "slice", "hashset", "linkedlist", "readonlylist", "vector", "deque",
             "std::vector", "seq", "mutablelist", "immutablelist")  # fmt: skip
    maps = ("map", "dict", "dictionary", "record", "hash", "object", "hashmap", "idictionary", "mapping", "btreemap", "treemap",
            "linkedhashmap", "std::map", "std::unordered_map", "defaultdict", "ordereddict", "mutablemap")  # fmt: skip
    return (
        *(Wrap(f"{word}{b}", "map") for word in maps for b in ("[{}, {}]", "<{}, {}>", "({}, {})", "[{}]{}")),
        *(Wrap(f"{word}{b}", "list") for word in lists for b in brackets),
        *(Wrap(f"{word}{b}", "map") for word in ("map", "dict", "record", "hash", "dictionary") for b in brackets[:2]),
    )


_BRACKETS = ("[{}]", "<{}>", "({})")
_NAMED: dict[Means, str] = {
    "optional": "optional notrequired",
    "nullable": "option maybe nullable",
    "same": "required readonly partial lowcardinality box arc final annotated promise classvar reference ref",
    "union": "union oneof anyof variant",
    "literal": "literal enum",
}
"""What wraps a type by its name, with any bracket."""

GRAMMAR = Grammar(
    words=WORDS,
    wraps=(
        *_lists(),
        *(Wrap(f"{word}{b}", means) for means, words in _NAMED.items() for word in words.split() for b in _BRACKETS),
        Wrap("optional {}", "optional"),
        Wrap("nullable {}", "nullable"),
        Wrap("repeated {}", "list"),
        Wrap("{} (nullable)", "nullable"),
        Wrap("{}, nullable", "nullable"),
        Wrap("{} nullable", "nullable"),
        Wrap("{} (optional)", "optional"),
        Wrap("{}, optional", "optional"),
        Wrap("{} (required)", "same"),
        Wrap("{}, required", "same"),
        Wrap("{} (repeated)", "list"),
        *(Wrap(f"{package}{{}}", "same") for package in ("java.util.", "java.lang.", "typing.", "t.", "collections.abc.", "std::",
          "system.collections.generic.", "$ref: ", "ref: ", "$ref ", "#/components/schemas/", "#/definitions/", "#/$defs/")),
        Wrap("one of: {}", "union"),
        Wrap("one of {}", "union"),
        Wrap("either {}", "same"),
        Wrap("an array of {}", "list"),
        Wrap("a list of {}", "list"),
        Wrap("array of {}", "list"),
        Wrap("arrays of {}", "list"),
        Wrap("list of {}", "list"),
        Wrap("lists of {}", "list"),
        Wrap("set of {}", "list"),
        Wrap("sequence of {}", "list"),
        Wrap("collection of {}", "list"),
        Wrap("json array of {}", "list"),
        Wrap("array:{}", "list"),
        Wrap("list:{}", "list"),
        Wrap("map of {} to {}", "map"),
        Wrap("map from {} to {}", "map"),
        Wrap("mapping of {} to {}", "map"),
        Wrap("mapping from {} to {}", "map"),
        Wrap("dictionary of {} to {}", "map"),
        Wrap("dict of {} to {}", "map"),
        Wrap("object of {} to {}", "map"),
        Wrap("map of {}", "map"),
        Wrap("dictionary of {}", "map"),
        Wrap("dict of {}", "map"),
        Wrap("object of {}", "map"),
        Wrap("object with {} values", "map"),
        Wrap("map[{}]*{}", "map"),
        Wrap("map[{}]{}", "map"),
        Wrap("[]*{}", "list"),
        Wrap("[]{}", "list"),
        Wrap("{}[]!", "list"),
        Wrap("{}[]", "list"),
        Wrap("{}[*]", "list"),
        Wrap("[{}]", "list"),
        Wrap("{} array", "list"),
        Wrap("{} arrays", "list"),
        Wrap("{} list", "list"),
        Wrap("{} (array)", "list"),
        Wrap("{} (list)", "list"),
        Wrap("?{}", "nullable"),
        Wrap("*{}", "nullable"),
        Wrap("&{}", "same"),
        Wrap("{}?", "nullable"),
        Wrap("{}!", "same"),
        Wrap("({})", "same"),
        Wrap("<{}>", "same"),
        Wrap("an {}", "same"),
        Wrap("a {}", "same"),
        Wrap("the {}", "same"),
        Wrap("reference to {}", "same"),
        Wrap("instance of {}", "same"),
        Wrap("nested {}", "same"),
        Wrap("embedded {}", "same"),
        Wrap("object ({})", "same"),
        Wrap("object: {}", "same"),
        Wrap("enum ({})", "same"),
        Wrap("{} (object)", "same"),
        Wrap("{} (enum)", "same"),
        Wrap("{} objects", "same"),
        Wrap("{} object", "same"),
        Wrap("{} enum", "same"),
        Wrap("enum {}", "same"),
        Wrap("object {}", "same"),
        Wrap("{} entity", "same"),
        Wrap("{} model", "same"),
        Wrap("{} struct", "same"),
        Wrap("{} not null", "same"),
        Wrap("{} null", "nullable"),
    ),
    separators=("|", "¦", " or ", "/", " ou ", " oder ", " vagy ", " または ", " 或 ", "或"),
    fold=True,
    constants={"true": Json("true"), "false": Json("false"), "null": Json("null"), "none": Json("null")},
    absent=frozenset({"undefined"}),
    bare_constants=True,
    links_name_models=True,
    hook=read_words,
)  # fmt: skip
