"""The words of hand-written tables: what their columns are headed with, how they mark what is required, which headings
name no model. Best words first: a role goes to the column of its best word."""

from __future__ import annotations

import re

from ..reading.dialect import Part


def listed(words: str) -> tuple[str, ...]:
    """The words of a list with commas."""
    return tuple(word.strip() for word in words.split(",") if word.strip())


_COLUMNS = {
    "name": "field name, fieldname, property name, attribute name, column name, parameter name, variable name, "
    "argument name, member name, element name, item name, data element, data element name, field, fields, property, "
    "properties, attribute, attributes, column, columns, parameter, parameters, param, params, argument, variable, "
    "element, prop, props, data item, member, physical name, technical name, api name, json key, json name, json field, name, "
    "key, option, setting, header, tag, path, id, identifier, input, output, "
    "名称, 参数, 参数名, 参数名称, 名前, 字段, 字段名, 字段名称, 属性, 属性名, 列名, 变量, 键, 項目, 項目名, カラム, カラム名, 列, "
    "フィールド, フィールド名, パラメータ, パラメーター, パラメータ名, 物理名, 欄位, 欄位名稱, 필드, 필드명, 이름, 컬럼, 컬럼명, 항목, 파라미터, "
    "feld, feldname, attribut, spalte, spaltenname, eigenschaft, bezeichner, parametername, nom, nom du champ, champ, "
    "attribut, colonne, propriété, paramètre, nombre, nombre del campo, campo, atributo, columna, propiedad, "
    "parámetro, "
    "nome, nome do campo, nome campo, coluna, propriedade, parâmetro, colonna, proprietà, parametro, attributo, veld, "
    "veldnaam, naam, kolom, eigenschap, pole, nazwa, nazwa pola, kolumna, parametr, właściwość, mező, mezőnév, "
    "mező neve, név, oszlop, oszlopnév, tulajdonság, attribútum, paraméter, název, název pole, sloupec, vlastnost, "
    "поле, имя, имя поля, название, название поля, параметр, атрибут, свойство, колонка, столбец, назва, fält, "
    "fältnamn, "
    "namn, kolumn, egenskap, felt, feltnavn, navn, kolonne, kenttä, nimi, alan, alan adı, sütun, özellik, parametre, "
    "câmp, denumire, coloană, πεδίο, όνομα, value",
    "type": "data type, datatype, field type, property type, attribute type, column type, parameter type, json type, "
    "schema type, value type, sql type, db type, variable type, type, types, typ, class, kind, "
    "类型, 数据类型, 字段类型, 参数类型, 型, データ型, タイプ, データタイプ, 類型, 資料型別, 타입, 자료형, 데이터 타입, 유형, "
    "datentyp, feldtyp, type de données, type du champ, tipo, tipo de dato, tipo de datos, tipo de dados, tipo dati, "
    "tipo di dato, gegevenstype, typ danych, típus, adattípus, adat típusa, datový typ, тип, тип данных, datatyp, "
    "datatype, tietotyyppi, tyyppi, tür, veri tipi, veri türü, tip, tip de date, τύπος, format, data format",
    "required": "required, required?, is required, is required?, req, reqd, req'd, mandatory, mandatory?, "
    "is mandatory, required / optional, required/optional, optional / required, mandatory / optional, "
    "mandatory/optional, optional/required, optional/mandatory, m/o, o/m, r/o, presence, conformance, requirement, "
    "requirements, requirement level, obligation, necessity, compulsory, usage, cardinality, occurrence, occurrences, "
    "occurs, multiplicity, card, "
    "是否必需, 是否必须, 是否必填, 必需, 必须, 必填, 必選, 必选, 必須, 必須項目, 필수, 필수여부, 필수 여부, 必要, 必要性, "
    "pflicht, pflichtfeld, erforderlich, obligatorisch, obligatoire, requis, obligatorio, requerido, obrigatório, "
    "obbligatorio, richiesto, verplicht, wymagane, wymagany, obowiązkowe, kötelező, kötelező?, povinné, povinný, "
    "обязательное, обязательный, обязательность, обязательно, обов'язкове, obligatorisk, krävs, påkrevd, påkrævet, "
    "pakollinen, zorunlu, gerekli, obligatoriu, υποχρεωτικό",
    "optional": "optional, optional?, is optional, opt, 可选, 任意, 선택, fakultativ, facultatif, opcional, facoltativo",
    "nullable": "nullable, nullable?, is nullable, null, null?, nulls, allow null, allows null, allow nulls, "
    "allow nulls?, can be null, nulls allowed, 允许为空, 是否为空, 可为空, 可空, null許可, nullを許可, null 허용",
    "not null": "not null, not null?, non-null, nn, notnull, 非空, not-null, nicht null, no nulo",
    "description": "description, field description, column description, property description, "
    "attribute description, parameter description, descriptions, definition, defines, details, detail, meaning, "
    "explanation, purpose, summary, comments, comment, notes, note, remarks, remark, documentation, doc, about, info, "
    "information, label, business name, business definition, what it is, business term, logical name, display name, title, 论理名, "
    "描述, 说明, 参数说明, 字段说明, 备注, 含义, 解释, 說明, 描述信息, 説明, 備考, 概要, 内容, 論理名, 설명, 비고, "
    "beschreibung, bedeutung, bemerkung, bemerkungen, erläuterung, kommentar, descripción, descripcion, observaciones, "
    "descrição, observações, descrizione, note, omschrijving, beschrijving, opis, uwagi, leírás, megjegyzés, popis, "
    "poznámka, описание, комментарий, примечание, опис, beskrivning, beskrivelse, kuvaus, açıklama, descriere, "
    "περιγραφή",
    "default": "default, default value, defaults, defaults to, default?, initial value, 默认值, 默认, 缺省值, 預設值, "
    "デフォルト値, デフォルト, 初期値, 既定値, 기본값, standardwert, standard, vorgabe, défaut, par défaut, "
    "valeur par défaut, predeterminado, valor por defecto, por defecto, padrão, valor padrão, predefinito, "
    "valore predefinito, standaardwaarde, domyślnie, wartość domyślna, alapértelmezett, alapértelmezés, "
    "alapérték, výchozí, výchozí hodnota, по умолчанию, значение по умолчанию, standardvärde, standardverdi, "
    "oletusarvo, varsayılan, varsayılan değer, implicit",
    "example": "example, examples, example value, example values, sample, sample value, samples, e.g., eg, 示例, 示例值, "
    "例, 例子, "
    "範例, 样例, 예시, 예제, 예, beispiel, beispiele, beispielwert, exemple, exemples, ejemplo, exemplo, esempio, voorbeeld, "
    "przykład, "
    "példa, příklad, пример, приклад, exempel, eksempel, esimerkki, örnek, exemplu",
    "length": "length, max length, maximum length, max. length, maxlength, max len, len, size, max size, width, "
    "field length, field size, character length, length/precision, 长度, 最大长度, 桁数, 長さ, サイズ, 길이, länge, "
    "longueur, taille, longitud, tamaño, tamanho, lunghezza, lengte, długość, hossz, délka, длина, längd, lengde",
    "min length": "min length, minimum length, min. length, minlength",
    "minimum": "minimum, min, min., min value, minimum value, lower bound, lower limit, 最小值, 最小値",
    "maximum": "maximum, max, max., max value, maximum value, upper bound, upper limit, 最大值, 最大値",
    "range": "range, value range, valid range, allowed range, 范围, 取值范围, 範囲, wertebereich, plage, rango, intervalo",
    "pattern": "pattern, regex, regexp, regular expression, format pattern, 正则, 正则表达式, 正規表現, muster",
    "format": "format, data format, 格式, 書式, フォーマット, 형식",
    "values": "allowed values, possible values, valid values, permitted values, accepted values, permissible values, "
    "enum, enum values, enumeration, enumerations, values, options, choices, code list, domain values, value set, "
    "domain, 可选值, 枚举值, 取值, 可能值, 許容値, 値, 選択肢, 값, erlaubte werte, werte, zulässige werte, mögliche werte, valeurs, "
    "valeurs possibles, valores, valores posibles, valori, waarden, wartości, értékek, lehetséges értékek, hodnoty, "
    "значения, допустимые значения, возможные значения",
    "limits": "constraints, constraint, validation, validations, validation rules, restrictions, restriction, rules, "
    "rule, limits, "
    "limit, conditions, attributes, qualifiers, 约束, 限制, 校验, 制約, 제약, 제약조건, einschränkungen, contraintes, restricciones, "
    "restrições, vincoli, beperkingen, ograniczenia, megkötések, omezení, ограничения, extra",
    "key": "key, keys, key type, index, pk/fk, pk / fk, key?, 键, キー, 키, schlüssel, clé, clave, llave, chave, "
    "chiave, sleutel, klucz, kulcs, klíč, ключ",
    "primary": "pk, 主键, 主キー, 기본키, primary key, primary key?, is pk, is primary key, p.k., primary, primärschlüssel, clé primaire",
    "foreign": "fk, foreign key, foreign keys, references, reference, refers to, fk to, foreign key to, relation, "
    "fremdschlüssel, 外键, 外部キー",
    "deprecated": "deprecated, deprecated?, is deprecated, obsolete, 已废弃, 非推奨",
    "access": "access, read only, read-only, readonly, read/write, r/w, rw, mode, mutability, editable, writable, 只读",
    "model": "table, table name, tables, entity, entity name, model, model name, object, object name, class name, message, record, resource, collection, schema, dataset, 表名, 表, テーブル, テーブル名, 테이블, tabelle, tabellenname, table (name), tabla, tabela, tabella, tabel, tábla, tábla neve, tabulka, таблица, сущность",
    "notes": "論理名, logical name, business term, notes, note, comments, comment, remarks, remark, additional information, additional info, "
    "additional notes, details, more, 备注, 備考, 비고, bemerkung, bemerkungen, anmerkung, anmerkungen, kommentar, "
    "remarques, "
    "observaciones, observações, uwagi, megjegyzés, poznámka, примечание, комментарий",
}  # fmt: skip
COLUMNS = {role: listed(words) for role, words in _COLUMNS.items()}
"""The header words of tables of fields."""

HEADER_PARTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), role)
    for pattern, role in (
        (r"\b(?:data|field|column|value|sql|json|db|native|physical)[ -]?type\b|\btype\b(?! of)", "type"),
        (r"\bnot[ -]?null|\bnon[ -]?null", "not null"),
        (r"\bnull(?:able|s|ability)?\b", "nullable"),
        (r"\brequired\b|\bmandatory\b|\bmust have\b|\bm/o\b|\bpresence\b|\brequirement\b", "required"),
        (r"\boptional\b", "optional"),
        (r"\b(?:field|column|attribute|property|parameter|element|variable) ?(?:name)?\b|\bname\b", "name"),
        (r"\bdescription\b|\bdefinition\b|\bexplanation\b|\bmeaning\b|\bpurpose\b", "description"),
        (r"\bdefault\b", "default"),
        (r"\bexamples?\b|\bsample\b", "example"),
        (r"\bmin(?:imum)?\.? len", "min length"),
        (r"\blen(?:gth)?\b|\bsize\b", "length"),
        (r"\b(?:allowed|possible|valid|permitted|accepted|enum\w*) values?\b|\benum", "values"),
        (r"\bpattern\b|\bregex\w*\b", "pattern"),
        (r"\brange\b", "range"),
        (r"\bprimary key\b|\bpk\b", "primary"),
        (r"\bforeign key\b|\bfk\b|\breferences\b", "foreign"),
        (r"\bconstraints?\b|\bvalidations?\b|\brestrictions?\b", "limits"),
        (r"\bdeprecated\b", "deprecated"),
        (r"\bcomments?\b|\bnotes?\b|\bremarks?\b", "notes"),
        (r"类型", "type"), (r"必[填须需選选須要]|是否必", "required"), (r"说明|描述|説明|備考|备注", "description"),
        (r"默认|デフォルト|初期値", "default"), (r"示例|サンプル", "example"), (r"参数|字段|名称|項目|カラム|パラメ", "name"),
    )
)  # fmt: skip
"""Words inside a header that tell what the column holds, when the whole header is no known word."""

_VALUES = {
    "value": "value, enum value, enumeration value, code, constant, literal, allowed value, values, enum, json value, "
    "wire value, enumeration, 值, 枚举值, 代码, 値, コード, 값, 코드, wert, schlüssel, valeur, valor, valore, código, codice, "
    "waarde, "
    "wartość, kod, érték, kód, hodnota, значение, код, värde, verdi, arvo, değer",
    "name": "name, label, key, member, title, symbol, enum name, constant name, identifier, 名称, 名前, 이름, bezeichnung, "
    "nom, nombre, nome, naam, nazwa, név, název, имя, название",
    "description": "description, meaning, definition, details, explanation, comments, comment, notes, remarks, "
    "display, text, "
    "描述, 说明, 含义, 説明, 意味, 설명, 의미, beschreibung, bedeutung, signification, descripción, significado, descrição, "
    "descrizione, significato, omschrijving, betekenis, opis, znaczenie, leírás, jelentés, popis, význam, описание, "
    "beskrivning, beskrivelse, kuvaus, açıklama",
}  # fmt: skip
VALUES = {role: listed(words) for role, words in _VALUES.items()}
"""The header words of tables of enum values."""

YES = listed(
    "yes, y, true, t, required, mandatory, must, must have, shall, m, r, x, xx, 1, always, obligatory, compulsory, "
    "req, "
    "reqd, mand, man, non-optional, not optional, not null, non-null, key, pk, primary key, +, ++, ✓, ✔, ✔️, ☑, ☑️, "
    "✅, √, ○, ◯, ●, ⭕, 🟢, 👍, "
    "是, 必须, 必填, 必需, 必選, 必选, 必須, はい, 有, 需要, 예, 필수, ja, pflicht, muss, oui, obligatoire, requis, sí, si, "
    "obligatorio, requerido, sim, obrigatório, sì, obbligatorio, verplicht, tak, wymagane, igen, kötelező, ano, "
    "povinné, "
    "да, обязательно, обязательное, обязательный, так, kyllä, evet, zorunlu, da, ναι, 1..1, [1..1], [1], (1), 1..*, "
    "[1..*], "
    "1..n, [1..n], (1..n), 1+, 1-1, 1-n, exactly one, one or more, always present, yes - always"
)
NO = listed(
    "no, n, false, f, optional, opt, o, 0, -, –, —, never, recommended, rec, should, may, can, could, conditional, "
    "cond, "
    "c, conditionally, conditionally required, conditional required, conditionally forbidden, nullable, null, "
    "sometimes, not required, "
    "non-mandatory, not mandatory, discouraged, depends, nice to have, varies, yes/no, situational, s, "
    "✗, ✘, ❌, ✖, ✖️, ×, ☐, ⬜, 🔴, △, 否, 可选, 可選, 选填, 非必填, 非必须, 不必须, 任意, 条件必須, いいえ, 無, 无, 아니오, 선택, nein, kann, "
    "bedingt, non, facultatif, optionnel, opcional, condicional, não, nao, facoltativo, opzionale, nee, optioneel, "
    "nie, "
    "opcjonalne, nem, opcionális, nem kötelező, feltételes, ne, nepovinné, volitelné, нет, необязательно, "
    "необязательное, опционально, ні, nej, "
    "nei, valgfri, ei, valinnainen, hayır, isteğe bağlı, opsiyonel, nu, opțional, όχι, 0..1, [0..1], (0..1), 0..*, "
    "[0..*], "
    "0..n, [0..n], (0..n), 0-1, 0-n, 0+, zero or one, zero or more, at most one"
)
EMOJI = {
    **dict.fromkeys(
        (":heavy_check_mark:", ":white_check_mark:", ":ballot_box_with_check:", ":o:", ":+1:", "*", "**", "＊"), True
    ),
    **dict.fromkeys((":x:", ":heavy_minus_sign:", ":negative_squared_cross_mark:", ":no_entry:", ":-1:"), False),
}
REQUIRED_PATTERNS = tuple(
    (re.compile(pattern, re.IGNORECASE), means)
    for pattern, means in (
        (r"^(?:yes|y|no|n|required|mandatory|optional|conditional\w*)\b.{0,6}\b(?:if|when|unless|only|for|on|in|except|with)\b"
         r"|^(?:if|when|unless|depends|conditional|sometimes|either|one of)\b|\bconditional", False),
        (r"^\W*(?:not required|not mandatory|optional|no\b|non-required)", False),
        (r"^\W*(?:yes|required|mandatory|not null|true|✓|✔|✅)(?:\W|$)", True),
        (r"^\W*(?:false|nullable|recommended)\b", False),
        (r"^[\[(]?[1-9]\d*(?:\s*(?:\.\.+|-|:|to)\s*(?:\d+|[*nm]|unbounded|many))?[\])]?$", True),
        (r"^[\[(]?0\s*(?:\.\.+|-|:|to)\s*(?:\d+|[*nm]|unbounded|many)[\])]?$", False),
    )
)  # fmt: skip
"""Markers with words around them: a condition makes a field one that may be absent."""

NULLABLE_YES = listed(
    "yes, y, true, t, null, nullable, x, 1, allowed, allow, optional, 是, 允许, ja, oui, sí, si, sim, igen, tak, да, ✓, "
    "✔, ✔️, ✅, √"
)
NULLABLE_NO = listed(
    "no, n, false, f, not null, non-null, nn, not nullable, 0, never, required, 否, nein, non, não, nem, nie, нет, ✗, "
    "✘, ❌, ✖"
)

PARTS: dict[str, Part] = {
    **dict.fromkeys(
        listed(
            "fields, field, properties, attributes, columns, column, schema, members, structure, field list, "
            "field descriptions, "
            "field definitions, data dictionary, dictionary, data fields, object properties, field details, "
            "table structure, table definition, "
            "definition, layout, record layout, elements, data elements, model, parameters, params, arguments, "
            "request parameters, "
            "query parameters, path parameters, url parameters, body parameters, request body, request fields, "
            "request, body, input, inputs, "
            "payload, headers, request headers, form parameters, options, settings, configuration, variables, "
            "required fields, optional fields, required parameters, optional parameters, required properties, "
            "optional properties, "
            "required attributes, optional attributes, additional fields, other fields, common fields, "
            "specification, details, "
            "字段, 字段说明, 参数, 参数说明, 请求参数, 属性, 表结构, フィールド, パラメータ, リクエストパラメータ, 項目, カラム, 필드, 파라미터, "
            "felder, attribute, spalten, champs, attributs, colonnes, campos, atributos, columnas, colunas, campi, "
            "attributi, velden, "
            "kolommen, pola, kolumny, mezők, oszlopok, attribútumok, paraméterek, pole, sloupce, поля, параметры, "
            "столбцы, атрибуты"
        ),
        "fields",
    ),
    **dict.fromkeys(
        listed(
            "values, allowed values, possible values, valid values, enum, enum values, enumeration, "
            "enumeration values, permitted values, "
            "constants, members of the enum, 枚举值, 值, werte, valeurs, valores, valori, waarden, wartości, értékek, "
            "hodnoty, значения"
        ),
        "values",
    ),
    "supported types": "branches",
    **dict.fromkeys(
        listed(
            "example, examples, example usage, sample, samples, example request, example response, changelog, "
            "change log, "
            "revision history, version history, change history, history, document history, table of contents, "
            "contents, "
            "error codes, errors, see also, references, related, faq, 示例, 更新日志, 目录, 错误码, 変更履歴, 目次"
        ),
        "skip",
    ),
}  # fmt: skip
"""Headings that name no model. What stands under them belongs to the heading above."""

MODEL_NAME = re.compile(
    r"^(?:(?:\d+(?:\.\d+)*|[A-Z]\.\d+(?:\.\d+)*)[.):]?\s+)?"  # a number
    r"(?:the\s+)?"
    r"(?:(?:database |db |sql )?(?:table|entity|model|object|schema|struct|structure|message|class|interface|resource|view|"
    r"record|dataset|file|type|enum|enumeration|collection|topic|event|dto|tabelle|entität|tabla|entidad|tabela|tabella|"
    r"tabel|tábla|entitás|tabulka|таблица|сущность|表|テーブル|테이블)(?:\s+name)?\s*[:：–—-]\s*|"
    r"(?:table|entity|schema|struct|message|class|interface|enum|view|collection)\s+(?=\w+$))?"
    r"(?P<name>.+?)"
    r"(?:\s+(?:object|objects|structure|struct|entity|table|schema|resource|enum|enumeration|definition|fields|"
    r"properties|attributes|columns|data dictionary|表|テーブル))?"
    r"\s*[:：]?\s*$",
    re.IGNORECASE | re.DOTALL,
)
"""A heading without its number, and without the word for what it names: `2.1 Table: orders`, `The Order object`."""
