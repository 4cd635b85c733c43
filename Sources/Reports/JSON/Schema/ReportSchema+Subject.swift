extension ReportSchema {
  /// What was judged by, who was judged, and when.
  static let subject = #"""
        "specification": {
          "description": "What was judged by.",
          "type": "object",
          "properties": {
            "id": {"type": "string"},
            "version": {"type": "string"},
            "title": {"type": "string"},
            "sha256": {
              "type": "string",
              "description": "SHA-256 over the files, hex."
            },
            "sources": {
              "type": "object",
              "additionalProperties": {
                "$ref": "#/$defs/source"
              }
            },
            "inputs": {
              "type": "array",
              "items": {"$ref": "#/$defs/input"}
            },
            "scale": {"$ref": "#/$defs/scale"},
            "profile": {"$ref": "#/$defs/profile"}
          },
          "required": [
            "id",
            "inputs",
            "scale",
            "sha256",
            "sources",
            "title",
            "version"
          ],
          "additionalProperties": false
        },
        "profile": {
          "description": "The profile in force.",
          "type": "object",
          "properties": {
            "id": {"type": "string"},
            "title": {"type": "string"},
            "version": {"type": "string"}
          },
          "required": ["id", "title", "version"],
          "additionalProperties": false
        },
        "source": {
          "description": "Where demands come from.",
          "type": "object",
          "properties": {
            "title": {"type": "string"},
            "edition": {"type": "string"},
            "publisher": {"type": "string"},
            "url": {"type": "string"}
          },
          "required": ["title"],
          "additionalProperties": false
        },
        "input": {
          "description": "An input with the value in force; a secret shows as (secret).",
          "type": "object",
          "properties": {
            "name": {"type": "string"},
            "title": {"type": "string"},
            "value": {"type": "string"},
            "origin": {
              "type": "string",
              "description": "Where the value came from, in words."
            }
          },
          "required": ["name", "origin", "title", "value"],
          "additionalProperties": false
        },
        "scale": {
          "description": "How the total is shown.",
          "type": "object",
          "properties": {
            "maximum": {"type": "integer"},
            "decimals": {"type": "integer", "minimum": 0},
            "descriptors": {
              "type": "array",
              "items": {"$ref": "#/$defs/step-of-scale"}
            }
          },
          "required": ["decimals", "descriptors", "maximum"],
          "additionalProperties": false
        },
        "step-of-scale": {
          "description": "What a score from this value up means.",
          "type": "object",
          "properties": {
            "from": {"type": "integer"},
            "label": {"type": "string"},
            "descriptor": {"type": "string"}
          },
          "required": ["descriptor", "from", "label"],
          "additionalProperties": false
        },
        "bid": {
          "description": "Who was judged.",
          "type": "object",
          "properties": {
            "id": {"type": "string"},
            "bidder": {"type": "string"},
            "products": {"type": "array", "items": {"type": "string"}},
            "documents": {"type": "array", "items": {"$ref": "#/$defs/document"}}
          },
          "required": ["bidder", "documents", "id", "products"],
          "additionalProperties": false
        },
        "document": {
          "description": "A document submitted.",
          "type": "object",
          "properties": {
            "name": {"type": "string"},
            "title": {"type": "string"},
            "sha256": {"type": "string"},
            "claims": {
              "type": "integer",
              "minimum": 0,
              "description": "Number of claims read."
            }
          },
          "required": ["claims", "name", "sha256", "title"],
          "additionalProperties": false
        },
        "run": {
          "description": "When and with what.",
          "type": "object",
          "properties": {
            "id": {"type": "string"},
            "tool": {"type": "string"},
            "startedAt": {"type": "string", "description": "ISO 8601, UTC."},
            "now": {
              "type": "string",
              "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
              "description": "The clock that dates are held against."
            },
            "seed": {"type": "string"},
            "isPartial": {"type": "boolean"},
            "systems": {"type": "array", "items": {"$ref": "#/$defs/system"}},
            "endedAt": {
              "type": "string",
              "description": "ISO 8601, UTC; missing when the run was interrupted."
            },
            "partialReason": {"type": "string"}
          },
          "required": ["id", "isPartial", "now", "seed", "startedAt", "systems", "tool"],
          "additionalProperties": false
        },
        "system": {
          "description": "A system probed.",
          "type": "object",
          "properties": {
            "id": {"type": "string", "description": "site/system"},
            "site": {"type": "string"},
            "product": {"type": "string"},
            "roles": {"type": "array", "items": {"type": "string"}},
            "endpoints": {"type": "array", "items": {"type": "string"}}
          },
          "required": ["endpoints", "id", "product", "roles", "site"],
          "additionalProperties": false
        }
    """#
}
