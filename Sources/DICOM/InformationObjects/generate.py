#!/usr/bin/env python3
"""Writes the tables of PS3.3 (information object definitions, modules, functional groups) as Swift string literals.

Usage: python3 generate.py FOLDER > InformationObjectTables.swift

FOLDER holds the unpacked wheels of two packages of PyPI, each of which carries the standard as it was parsed from its
published edition: dicom-standard 0.1.0 (the edition of April 2020: types, conditions, enumerated values, tables,
functional groups) and highdicom 0.28.2 (that of its release in 2026: types). pydicom gives the tags of keywords. Only
facts are taken: tags, types, enumerated values, numbers of tables. What the two editions do not agree on is left out or
weakened, so that an object which follows either of them is never found at fault:

- an attribute that one of them lacks is left out;
- its type is the weaker of the two;
- a module or functional group is mandatory only where both say so;
- a condition is kept only where its whole sentence is one of the forms of `condition`, about attributes of one item.

Tables are shared: an item (or module) with the same attributes is written once.
"""
import glob
import json
import re
import sys

from pydicom.datadict import DicomDictionary, tag_for_keyword

folder = sys.argv[1]


def read(pattern):
    """The JSON file of the folder that a pattern names."""
    found = glob.glob(f"{folder}/**/{pattern}", recursive=True)
    if len(found) != 1:
        sys.exit(f"expected one {pattern} below {folder}, found {len(found)}")
    with open(found[0], encoding="utf-8") as file:
        return json.load(file)


EARLIER, LATER = "April 2020 (dicom-standard 0.1.0)", "2026 (highdicom 0.28.2)"

# IODs of other specialities (radiotherapy, ophthalmology, implants, protocols): not of an imaging network's archive.
LEFT_OUT = re.compile(
    r"^(rt-|ophthalmic|wide-field|lensometry|autorefraction|keratometry|subjective|visual-acuity|intraocular|"
    r"spectacle|macular|corneal|surface|tractography|robotic|tomotherapeutic|c-arm|implant|generic-implant|"
    r"stereometric|content-assessment|.*protocol|encapsulated-(stl|obj|mtl)|deformable|basic-structured|"
    r"intravascular|mr-spectro)"
)
# Lists of enumerated values that later editions have added to.
AMENDED = {"00280004", "0040A040"}
# Functional groups that other checkers of objects do not ask for: their use is known from one edition alone.
UNSURE = {("parametric-map", "frame-anatomy"), ("enhanced-pet-image", "real-world-value-mapping")}
# Conditions that the parsed text does not give in one sentence: Code Sequence macro (PS3.3 Table 8.8-1).
CODED = {"00080100": "-00080119,00080120", "00080102": "+00080100,00080119"}
# Content items have the attributes of the macro of their Value Type (PS3.3 Tables C.17-4 to C.18-9), which the parsed
# text gives as if all were always there; an item by reference has no Value Type.
CONTENT = {
    "00081199": ("1C", "COMPOSITE,IMAGE,WAVEFORM"),
    "0040A050": ("1C", "CONTAINER"),
    "0040A120": ("1C", "DATETIME"),
    "0040A121": ("1C", "DATE"),
    "0040A122": ("1C", "TIME"),
    "0040A123": ("1C", "PNAME"),
    "0040A124": ("1C", "UIDREF"),
    "0040A130": ("1C", "TCOORD"),
    "0040A160": ("1C", "TEXT"),
    "0040A168": ("1C", "CODE"),
    "0040A300": ("2C", "NUM"),
    "00700022": ("1C", "SCOORD,SCOORD3D"),
    "00700023": ("1C", "SCOORD,SCOORD3D"),
    "30060024": ("1C", "SCOORD3D"),
}
# Attributes whose type a more special module of the same IOD weakens: in secondary captures Modality (SC Equipment),
# and Frame Increment Pointer where one frame needs none (US Image, SC Multi-frame Image).
WEAKENED = {
    ("sc-equipment", "general-series"): {":00080060": "3"},
    ("sc-equipment", "encapsulated-document-series"): {":00080060": "3"},
    ("multi-frame", "multi-frame"): {":00280009": "1C"},
}
# Conditions that do not say all: palettes may be segmented instead.
DOUBTFUL = {"00281201", "00281202", "00281203"}

modules = {m["id"]: m for m in read("modules.json")}
macros = {m["id"]: m for m in read("macros.json")}
ciods = {c["name"]: c for c in read("ciods.json")}
later_modules = read("module_attribute_map.json")
later_iods = read("iod_module_map.json")
later_classes = read("sop_class_iod_map.json")


def words(html):
    """The text of a cell without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\xa0", " ").replace(" ;", ";").strip()


def values(tag, html):
    """The enumerated values of a cell that has one list of them and nothing else."""
    entry = DicomDictionary.get(int(tag, 16))
    if tag in AMENDED or entry is None or entry[1] != "1" or "Defined Terms" in html:
        return ""
    heading = re.search(r"<strong>\s*Enumerated Values:\s*</strong>", html)
    if len(re.findall("Enumerated Values", html)) != 1 or not heading:
        return ""
    found = []
    is_number = entry[0] in ("US", "SS", "UL", "SL", "IS", "US or SS")
    for term in re.findall(r"<dt>(.*?)</dt>", html, re.S):
        term = words(term)
        if re.fullmatch(r"[0-9A-Fa-f]{4}H", term):
            term = term[:4]
            if is_number:
                term = str(int(term, 16))
        elif is_number:
            if not term.isdecimal():
                return ""
            term = str(int(term))
        if not re.fullmatch(r"[A-Z0-9][A-Z0-9_ .+-]*", term):
            return ""
        found.append(term)
    return ",".join(found)


NAME = r"(?:the value of )?[A-Z][\w/'’ &-]*?(?: \([A-Z]\))?"
SENTENCE = re.compile(
    rf"Required (?:if|when) {NAME} \(([0-9A-F]{{4}}),([0-9A-F]{{4}})\) ([^.]*(?:\.\d[^.]*)*)\.(?= |$)"
)
BOTH = re.compile(
    r"Required if [^.()]* \((\w{4}),(\w{4})\) is present and has a value of ([A-Z]+) "
    r"and [^.()]* \((\w{4}),(\w{4})\) is not present\."
)
TERM = r'"?[A-Z0-9][A-Z0-9_ ]*"?'


def condition(tag, html, siblings):
    """A condition as `+TAG,TAG` (one has a value), `-TAG,TAG` (none is there), `=TAG:VALUES`, `1TAG:VALUES` (its first
    value), `>TAG:NUMBER`, or two of these with `&`; empty where the text is not surely one of these."""
    if tag in CODED and {"00080100", "00080102", "00080104"} <= siblings:
        return CODED[tag]
    text = words(html)
    if tag in DOUBTFUL:
        return ""
    both = BOTH.search(text)
    if both and {both.group(1) + both.group(2), both.group(4) + both.group(5)} <= siblings:
        return f"={both.group(1)}{both.group(2)}:{both.group(3)}&-{both.group(4)}{both.group(5)}"
    if len(re.findall(r"[Rr]equired|[Ss]hall be present if|[Ss]hall not be present", text)) != 1:
        return ""
    sentence = SENTENCE.search(text)
    if not sentence:
        return ""
    other = sentence.group(1) + sentence.group(2)
    rest = re.sub(r"[;,] may be present otherwise$", "", sentence.group(3).strip())
    if other not in siblings:
        return ""
    if rest in ("is present", "is present and has a value", "is present with a value", "has a value"):
        return f"+{other}"
    if rest in ("is not present", "is absent"):
        return f"-{other}"
    if rest == "has a value greater than 1":
        return f">{other}:1"
    first = re.fullmatch(rf"Value 1 (?:is|equals) ({TERM}(?: or {TERM})*)", rest)
    verbs = "is|equals|has a value of|has the value|is present with a value of"
    equal = re.fullmatch(rf"(?:{verbs}) ({TERM}(?: or {TERM})*)", rest)
    either = re.fullmatch(rf"has a value of ({TERM}) or [A-Z][a-z](?!.* and ).*", rest)
    for kind, match in (("1", first), ("=", equal), ("=", either)):
        if match:
            terms = [term.strip('" ') for term in match.group(1).split(" or ")]
            return f"{kind}{other}:" + ",".join(terms)
    return ""


def weaker(early, late):
    """The weaker of two types; nothing where one has none."""
    if late is None or early in (None, "None"):
        return None
    if "3" in (early, late):
        return "3"
    conditional = "C" if "C" in early + late else ""
    return ("2" if "2" in early + late else "1") + conditional


def later_types(key, prefix=()):
    """Types by path of tags of a module of the later edition, below a prefix of keywords."""
    found = {}
    for attribute in later_modules.get(key, []):
        path = tuple(attribute["path"]) + (attribute["keyword"],)
        if path[: len(prefix)] != prefix:
            continue
        tags = [tag_for_keyword(keyword) for keyword in path[len(prefix) :]]
        if tags and all(tag is not None for tag in tags):
            found["".join(f":{tag:08x}" for tag in tags)] = attribute["type"]
    return found


tables, numbers = [], {}


def table(lines):
    """The number of a table with these lines."""
    key = tuple(lines)
    if key not in numbers:
        numbers[key] = len(tables)
        tables.append(lines)
    return numbers[key]


def build(attributes, late):
    """The table of a module or macro, out of its attributes by path and the later edition's types; `""` if empty."""
    below = {}
    for path in attributes:
        parent, _, name = path.rpartition(":")
        below.setdefault(parent, []).append(name)

    def item(parent, is_content=False):
        siblings = {name.upper() for name in below.get(parent, [])}
        lines = []
        for name in sorted(below.get(parent, [])):
            path = f"{parent}:{name}"
            early, html = attributes[path]
            kind = weaker(early, late.get(path))
            tag = name.upper()
            if kind is None or "X" in tag:
                continue
            listed = values(tag, html)
            needed = condition(tag, html, siblings) if "C" in kind else ""
            if {"0040A040", "0040A160", "0040A300"} <= siblings:
                if tag in CONTENT:
                    kind, needed = CONTENT[tag][0], "=0040A040:" + CONTENT[tag][1]
                elif tag == "0040A040" and "0040DB73" in siblings:
                    kind, needed = "1C", "-0040DB73"
            single = "1" if re.search(r"Only a single Item (shall|is permitted)", words(html)) else ""
            # Content items hold content items (PS3.3 §C.17.3): their table is its own child.
            recursive = tag == "0040A730" and is_content
            child = "^" if recursive else item(path, tag == "0040A730")
            if kind == "3" and not listed and child == "" and not single:
                continue
            lines.append("|".join([tag, kind, listed, needed, single, str(child)]).rstrip("|"))
        if is_content and not any(line.startswith("0040A730") for line in lines):
            lines.append("0040A730|3||||^")
        return table(sorted(lines)) if lines else ""

    return item("")


def attributes_of(rows, key):
    """Attributes by module, by path without the module."""
    found = {}
    for row in rows:
        module, _, path = row["path"].partition(":")
        found.setdefault(row[key], {})[":" + path] = (row["type"], row["description"])
    return found


def place(entry):
    """The table of the standard that an entry was read from."""
    return entry["linkToStandard"].rpartition("#table_")[2].removeprefix("PS3.3_")


by_module = attributes_of(read("module_to_attributes.json"), "moduleId")
by_macro = attributes_of(read("macro_to_attributes.json"), "macroId")
written, module_numbers = [], {}


def module(kind, identifier, late, weakened=None):
    """The number of a module (M) or functional group (F); None where nothing of it can be judged."""
    key = (kind, identifier, bool(weakened))
    late = {**late, **(weakened or {})}
    if key not in module_numbers:
        source, entry = (by_module, modules) if kind == "M" else (by_macro, macros)
        number = build(source.get(identifier, {}), late) if identifier in entry else ""
        if number == "":
            module_numbers[key] = None
        else:
            module_numbers[key] = len(written)
            written.append(f"{entry[identifier]['name']}|{place(entry[identifier])}|{number}")
    return module_numbers[key]


usages, groups = {}, {}
for row in read("ciod_to_modules.json"):
    usages.setdefault(row["ciodId"], []).append((row["moduleId"], row["usage"][0]))
for row in read("ciod_to_fg_macros.json"):
    groups.setdefault(row["ciodId"], []).append((row["macroId"], row["usage"][0]))

iods = []
for sop in sorted(read("sops.json"), key=lambda sop: sop["id"].encode()):
    ciod = ciods.get(sop["ciod"])
    later = later_classes.get(sop["id"])
    if ciod is None or later is None or LEFT_OUT.match(ciod["id"]):
        continue
    later_usages = {m["key"]: m["usage"][0] for m in later_iods[later]}
    parts = []
    for identifier, usage in usages.get(ciod["id"], []):
        if identifier not in later_usages or identifier not in later_modules:
            continue
        weakened = next(
            (WEAKENED[special, identifier] for special in later_usages if (special, identifier) in WEAKENED), None
        )
        number = module("M", identifier, later_types(identifier), weakened)
        if number is not None:
            both = usage == later_usages[identifier] == "M"
            parts.append(("M" if both else usage if usage != "M" else "U") + str(number))
    functional = next((key for key in later_usages if key.endswith("-multi-frame-functional-groups")), None)
    for identifier, usage in groups.get(ciod["id"], []):
        late = later_types(functional, ("PerFrameFunctionalGroupsSequence",))
        roots = [path for path in by_macro.get(identifier, {}) if path.count(":") == 1]
        if not roots or any(root not in late for root in roots):
            continue
        number = module("F", identifier, late)
        if number is not None:
            sure = usage == "M" and len(roots) == 1 and (ciod["id"], identifier) not in UNSURE
            parts.append(("F" if sure else "f") + str(number))
    name = re.sub(r" Storage( - .*)?$", "", sop["name"])
    iods.append(f"{sop['id']}|{name}|{place(ciod)}|{' '.join(parts)}")


def literal(name, comment, lines):
    """One multi-line literal, its lines each ended by a line feed."""
    print(f"  /// {comment}")
    print(f'  static let {name}: StaticString = ##"""')
    for text in lines:
        print(text)
    print('\n"""##')
    print()


print("// Generated by generate.py; do not edit.")
print("// swift-format-ignore-file")
print()
print("/// What PS3.3 asks of objects, as text that is read when it is first needed.")
print("enum InformationObjectTables {")
print("  /// The editions of the standard that the tables were taken from; they hold what both say.")
print(f'  static let editions = "{EARLIER}, {LATER}"')
print("  /// The edition whose enumerated values the tables have; later ones have added to some lists.")
print(f'  static let editionOfValues = "{EARLIER}"')
print()
literal(
    "items",
    "`TTTTTTTT|Type|Values|Condition|Most items|Item table`, `@` after each table; `^` is the table itself.",
    [line for lines in tables for line in [*lines, "@"]],
)
literal("modules", "`Name|Table of PS3.3|Item table`.", written)
literal(
    "definitions",
    "`SOP Class UID|Name|Table of PS3.3|Modules`: M mandatory, U and C others, F and f functional groups; by UID.",
    iods,
)
print("}")
