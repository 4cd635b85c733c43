#!/usr/bin/env python3
"""Changes resources of FHIR and says of each what the package fhir.resources (R4B) holds of it.

usage: judge.py NUMBER < resources, one a line > verdict, tabulator, resource, one a line

The verdict is `valid` or `invalid`. The resources themselves come first, then NUMBER mutants of them.
"""
import copy
import json
import random
import sys

from fhir.resources.R4B import get_fhir_model_class


def valid(resource):
    try:
        get_fhir_model_class(resource["resourceType"]).model_validate(resource)
    except Exception:
        return False
    return True


def places(node, found):
    """Every (container, key) below a node."""
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in list(items):
        if key != "resourceType":
            found.append((node, key))
        places(value, found)
    return found


def mutant(resource, chance):
    changed = copy.deepcopy(resource)
    container, key = chance.choice(places(changed, []))
    value = container[key]
    kind = chance.randrange(9)
    if kind == 0:
        del container[key]
    elif kind == 1 and isinstance(container, dict):
        container[key + "X"] = container.pop(key)
    elif kind == 2:
        container[key] = value[0] if isinstance(value, list) and value else [value]
    elif kind == 3:
        container[key] = {"unheardOf": 1}
    elif kind == 4 and isinstance(value, str):
        container[key] = chance.choice(["", " ", "2024-02-30", "a  b", "urn:x y", "\u00e9"])
    elif kind == 5:
        container[key] = chance.choice([7, -1, 1.5, True, "text"])
    elif kind == 6 and isinstance(value, dict):
        value["unheardOf"] = "x"
    elif kind == 7 and isinstance(value, list):
        value.append(copy.deepcopy(value[0]))
    else:
        container[key] = {}
    return changed


resources = [json.loads(line) for line in sys.stdin if line.strip()]
chance = random.Random(4)
changeable = [resource for resource in resources if places(resource, [])]
for resource in resources + [mutant(chance.choice(changeable), chance) for _ in range(int(sys.argv[1]))]:
    print("valid" if valid(resource) else "invalid", json.dumps(resource, ensure_ascii=False), sep="\t")
