extension ReportSchema {
  /// Requirements, in groups and under each binding.
  static let requirement = #"""
        "group": {
          "description": "A group's result.",
          "type": "object",
          "properties": {
            "group": {
              "description": "The group.",
              "type": "object",
              "properties": {
                "id": {"type": "string"},
                "title": {"type": "string"},
                "summary": {"type": "string"},
                "weight": {
                  "type": "integer",
                  "minimum": 0
                }
              },
              "required": ["id", "summary", "title", "weight"],
              "additionalProperties": false
            },
            "score": {"$ref": "#/$defs/score"},
            "requirements": {
              "type": "array",
              "items": {"$ref": "#/$defs/requirement"}
            }
          },
          "required": ["group", "requirements", "score"],
          "additionalProperties": false
        },
        "requirement": {
          "description": "A requirement's result.",
          "type": "object",
          "properties": {
            "id": {"type": "string"},
            "revision": {"type": "integer"},
            "title": {"type": "string"},
            "statement": {"type": "string", "description": "Markdown."},
            "rationale": {"type": "string", "description": "Markdown."},
            "sources": {
              "type": "array",
              "items": {
                "description": "A reference into a source.",
                "type": "object",
                "properties": {
                  "ref": {
                    "type": "string"
                  },
                  "section": {
                    "type": "string"
                  },
                  "note": {
                    "type": "string"
                  }
                },
                "required": ["ref"],
                "additionalProperties": false
              }
            },
            "level": {
              "enum": [
                "mandatory",
                "scored",
                "desirable",
                "informative"
              ]
            },
            "weight": {"type": "integer", "minimum": 0},
            "tags": {"type": "array", "items": {"type": "string"}},
            "state": {"$ref": "#/$defs/state"},
            "creditLow": {"$ref": "#/$defs/number"},
            "creditHigh": {"$ref": "#/$defs/number"},
            "lost": {
              "$ref": "#/$defs/number",
              "description": "Points that the total loses through this requirement."
            },
            "why": {"type": "string"},
            "bindings": {
              "type": "array",
              "items": {"$ref": "#/$defs/binding"}
            },
            "matrix": {
              "description": "The results by ordered pairs of sites, where the requirement binds such.",
              "type": "object",
              "properties": {
                "from": {"type": "string"},
                "to": {"type": "string"},
                "sites": {"type": "array", "items": {"type": "string"}},
                "cells": {
                  "type": "array",
                  "items": {
                    "type": "object",
                    "properties": {
                      "from": {"type": "string"},
                      "to": {"type": "string"},
                      "state": {"$ref": "#/$defs/state"},
                      "bindings": {"type": "integer", "minimum": 1}
                    },
                    "required": ["bindings", "from", "state", "to"],
                    "additionalProperties": false
                  }
                }
              },
              "required": ["cells", "from", "sites", "to"],
              "additionalProperties": false
            },
            "equivalent": {"type": "string"},
            "provenance": {
              "description": "How the demand was checked.",
              "type": "object",
              "properties": {
                "state": {
                  "enum": [
                    "checked",
                    "open"
                  ]
                },
                "note": {"type": "string"}
              },
              "required": ["state"],
              "additionalProperties": false
            },
            "waiver": {
              "description": "The waiver that lifts the gate.",
              "type": "object",
              "properties": {
                "reason": {"type": "string"},
                "approver": {"type": "string"},
                "expires": {
                  "type": "string",
                  "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
                },
                "ticket": {"type": "string"}
              },
              "required": ["approver", "expires", "reason"],
              "additionalProperties": false
            },
            "remedy": {"type": "string", "description": "Markdown."},
            "answers": {
              "description": "What the bidder answered to clarification questions; it has no part in the state.",
              "type": "array",
              "items": {
                "type": "object",
                "properties": {
                  "number": {"type": "integer", "minimum": 1},
                  "requirement": {"type": "string"},
                  "question": {"type": "string"},
                  "answer": {"type": "string"},
                  "document": {"type": "string"},
                  "page": {"type": "integer", "minimum": 1}
                },
                "required": ["answer", "number", "question", "requirement"],
                "additionalProperties": false
              }
            }
          },
          "required": [
            "bindings",
            "creditHigh",
            "creditLow",
            "id",
            "level",
            "lost",
            "rationale",
            "revision",
            "sources",
            "state",
            "statement",
            "tags",
            "title",
            "weight",
            "why"
          ],
          "additionalProperties": false
        },
        "binding": {
          "description": "The result for one choice of systems.",
          "type": "object",
          "properties": {
            "systems": {
              "description": "Name to site/system.",
              "type": "object",
              "additionalProperties": {"type": "string"}
            },
            "state": {"$ref": "#/$defs/state"},
            "why": {"type": "string"},
            "evidence": {
              "type": "array",
              "items": {"$ref": "#/$defs/evidence"}
            }
          },
          "required": ["evidence", "state", "systems", "why"],
          "additionalProperties": false
        }
    """#
}
