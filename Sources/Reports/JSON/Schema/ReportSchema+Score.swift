extension ReportSchema {
  /// The numbers, the gate, and what stands beside them.
  static let score = #"""
        "score": {
          "description": "The numbers of a whole or of a group.",
          "type": "object",
          "properties": {
            "low": {
              "$ref": "#/$defs/number",
              "description": "With everything inconclusive counted as 0."
            },
            "high": {
              "$ref": "#/$defs/number",
              "description": "With everything inconclusive counted as its best."
            },
            "coverage": {
              "$ref": "#/$defs/number",
              "description": "Demonstrated weight over applicable weight."
            },
            "desirable": {
              "$ref": "#/$defs/number",
              "description": "The part of low that desirable requirements added."
            },
            "states": {
              "description": "Number of requirements by state.",
              "type": "object",
              "propertyNames": {"$ref": "#/$defs/state"},
              "additionalProperties": {
                "type": "integer",
                "minimum": 0
              }
            },
            "label": {"type": "string"},
            "descriptor": {"type": "string"}
          },
          "required": ["coverage", "desirable", "high", "low", "states"],
          "additionalProperties": false
        },
        "gate": {
          "description": "Whether every mandatory requirement is met.",
          "type": "object",
          "properties": {
            "state": {"enum": ["passed", "failed", "undecided"]},
            "failing": {"type": "array", "items": {"type": "string"}},
            "undecided": {"type": "array", "items": {"type": "string"}},
            "waived": {"type": "array", "items": {"type": "string"}}
          },
          "required": ["failing", "state", "undecided", "waived"],
          "additionalProperties": false
        },
        "raise": {
          "description": "How much the total would rise if one requirement were met.",
          "type": "object",
          "properties": {
            "requirement": {"type": "string"},
            "points": {"$ref": "#/$defs/number"}
          },
          "required": ["points", "requirement"],
          "additionalProperties": false
        },
        "problem": {
          "description": "A problem that is not a verdict.",
          "type": "object",
          "properties": {
            "area": {"type": "string"},
            "subject": {"type": "string"},
            "message": {"type": "string"},
            "advice": {"type": "string"}
          },
          "required": ["area", "message", "subject"],
          "additionalProperties": false
        }
    """#
}
