"""Validates YAML files against JSON Schemas as an editor does: scalars are typed by YAML 1.2's core schema.

Reads lines `schema-file<TAB>yaml-file` from standard input, prints `yaml-file: place: message` for each difference.
"""

import json
import re
import sys

import jsonschema
import yaml


class CoreLoader(yaml.SafeLoader):
    """PyYAML types scalars by YAML 1.1; editors don't."""


CoreLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", "-+0123456789"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
]:
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))
CoreLoader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(loader.construct_scalar(node)))

validators = {}
for line in sys.stdin.read().splitlines():
    schema, file = line.split("\t")
    if schema not in validators:
        with open(schema, encoding="utf-8") as stream:
            loaded = json.load(stream)
        jsonschema.Draft202012Validator.check_schema(loaded)
        validators[schema] = jsonschema.Draft202012Validator(loaded)
    with open(file, encoding="utf-8") as stream:
        tree = yaml.load(stream, Loader=CoreLoader)
    for error in validators[schema].iter_errors(tree):
        print(f"{file}: {'/'.join(map(str, error.absolute_path))}: {error.message[:300]}")
