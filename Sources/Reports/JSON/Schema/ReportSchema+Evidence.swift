extension ReportSchema {
  /// What each piece of evidence shows, and by what.
  static let evidence = #"""
        "evidence": {
          "description": "What one piece of evidence shows.",
          "type": "object",
          "properties": {
            "id": {"type": "string"},
            "kind": {
              "enum": [
                "statement",
                "probe",
                "declaration",
                "assessment"
              ]
            },
            "result": {"$ref": "#/$defs/result"},
            "why": {"type": "string"},
            "findings": {
              "type": "array",
              "items": {"$ref": "#/$defs/finding"}
            },
            "citations": {
              "type": "array",
              "items": {"$ref": "#/$defs/citation"}
            },
            "steps": {"type": "array", "items": {"$ref": "#/$defs/step"}},
            "assessed": {
              "description": "What evaluators found where the reading of a document left a doubt.",
              "type": "object",
              "properties": {
                "answer": {"enum": ["confirmed", "refused", "denied"]},
                "reason": {"type": "string"},
                "evaluators": {"type": "array", "items": {"type": "string"}},
                "individual": {
                  "type": "array",
                  "items": {
                    "type": "object",
                    "properties": {
                      "evaluator": {"type": "string"},
                      "given": {
                        "type": "object",
                        "properties": {
                          "answer": {"enum": ["confirmed", "refused", "denied"]},
                          "reason": {"type": "string"}
                        },
                        "required": ["answer", "reason"],
                        "additionalProperties": false
                      }
                    },
                    "required": ["evaluator", "given"],
                    "additionalProperties": false
                  }
                },
                "abstained": {"$ref": "#/$defs/recusals"},
                "conflicts": {"$ref": "#/$defs/recusals"}
              },
              "required": ["answer", "evaluators", "reason"],
              "additionalProperties": false
            },
            "marked": {
              "description": "The mark on which evaluators agreed, with what it takes and what each gave before.",
              "type": "object",
              "properties": {
                "mark": {"type": "integer"},
                "highest": {"type": "integer"},
                "descriptor": {"type": "string"},
                "reason": {"type": "string"},
                "individual": {
                  "type": "array",
                  "items": {
                    "type": "object",
                    "properties": {
                      "evaluator": {"type": "string"},
                      "given": {
                        "type": "object",
                        "properties": {
                          "mark": {"type": "integer"},
                          "reason": {"type": "string"}
                        },
                        "required": ["mark", "reason"],
                        "additionalProperties": false
                      }
                    },
                    "required": ["evaluator", "given"],
                    "additionalProperties": false
                  }
                },
                "abstained": {"$ref": "#/$defs/recusals"},
                "conflicts": {"$ref": "#/$defs/recusals"}
              },
              "required": ["descriptor", "highest", "individual", "mark", "reason"],
              "additionalProperties": false
            },
            "needed": {
              "description": "False where it does not hold and another way that the requirement allows was shown.",
              "const": false
            }
          },
          "required": ["citations", "findings", "id", "kind", "result", "steps", "why"],
          "additionalProperties": false
        },
        "recusals": {
          "description": "Evaluators who take no part, or do not count, and why.",
          "type": "array",
          "items": {
            "type": "object",
            "properties": {
              "evaluator": {"type": "string"},
              "reason": {"type": "string"}
            },
            "required": ["evaluator", "reason"],
            "additionalProperties": false
          }
        },
        "finding": {
          "description": "What became of one assertion.",
          "type": "object",
          "properties": {
            "assertion": {"type": "string"},
            "result": {"$ref": "#/$defs/result"},
            "expected": {"type": "string"},
            "found": {"type": "string"},
            "span": {
              "description": "Where the assertion stands.",
              "type": "object",
              "properties": {
                "file": {"type": "string"},
                "line": {"type": "integer"},
                "column": {"type": "integer"},
                "length": {"type": "integer"}
              },
              "required": ["column", "file", "length", "line"],
              "additionalProperties": false
            },
            "step": {"type": "string"}
          },
          "required": ["assertion", "expected", "found", "result", "span"],
          "additionalProperties": false
        },
        "citation": {
          "description": "A place in a document, and the words there.",
          "type": "object",
          "properties": {
            "document": {"type": "string"},
            "sha256": {"type": "string"},
            "words": {"type": "string"},
            "line": {"type": "integer"},
            "page": {"type": "integer"},
            "element": {"type": "string"},
            "section": {"type": "string"},
            "table": {"type": "string"},
            "row": {"type": "integer"},
            "cells": {"type": "array", "items": {"type": "string"}},
            "headings": {"type": "array", "items": {"type": "string"}}
          },
          "required": ["document", "sha256", "words"],
          "additionalProperties": false
        },
        "step": {
          "description": "One step of a probe.",
          "type": "object",
          "properties": {
            "id": {"type": "string"},
            "kind": {"type": "string"},
            "system": {"type": "string"},
            "endpoint": {"type": "string"},
            "startedAt": {"type": "string"},
            "outcome": {"type": "string"},
            "duration": {"type": "string"},
            "link": {"type": "string", "description": "The line declared for the system."},
            "answer": {"type": "string", "description": "What a person answered who was asked, by whom and when."},
            "attempts": {"type": "integer", "minimum": 0},
            "failure": {
              "description": "Why the exchange did not complete.",
              "type": "object",
              "properties": {
                "blame": {
                  "enum": [
                    "system",
                    "configuration",
                    "network",
                    "silence",
                    "harness",
                    "person"
                  ]
                },
                "message": {"type": "string"},
                "rule": {"type": "string"},
                "advice": {"type": "string"}
              },
              "required": ["blame", "message"],
              "additionalProperties": false
            },
            "transcript": {
              "type": "string",
              "description": "File within the run directory."
            }
          },
          "required": [
            "attempts",
            "duration",
            "endpoint",
            "id",
            "kind",
            "outcome",
            "startedAt",
            "system"
          ],
          "additionalProperties": false
        }
    """#
}
