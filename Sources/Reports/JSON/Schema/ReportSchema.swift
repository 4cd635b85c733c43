/// The JSON Schema (draft 2020-12) of a scorecard's canonical form, edition 1: what `assay report --format json` writes.
///
/// Unknown keys are errors in it, so that a test which validates real scorecards notices every change of the form.
public enum ReportSchema {
  /// The name under which the schema is published.
  public static let fileName = "report.schema.json"

  /// The schema's text.
  public static let text = #"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "Assay scorecard, edition 1",
      "description": "Everything that judgement found about one bid.",
      "type": "object",
      "properties": {
        "edition": {"const": 1},
        "specification": {"$ref": "#/$defs/specification"},
        "bid": {"$ref": "#/$defs/bid"},
        "run": {"$ref": "#/$defs/run"},
        "score": {"$ref": "#/$defs/score"},
        "gate": {"$ref": "#/$defs/gate"},
        "contradictions": {"type": "array", "items": {"type": "string"}},
        "raises": {"type": "array", "items": {"$ref": "#/$defs/raise"}, "maxItems": 10},
        "groups": {"type": "array", "items": {"$ref": "#/$defs/group"}},
        "notApplicable": {
          "type": "array",
          "items": {"$ref": "#/$defs/requirement"},
          "description": "Requirements outside the score."
        },
        "problems": {"type": "array", "items": {"$ref": "#/$defs/problem"}},
        "exitCode": {"type": "integer", "minimum": 0, "maximum": 255}
      },
      "required": [
        "bid",
        "contradictions",
        "edition",
        "exitCode",
        "gate",
        "groups",
        "notApplicable",
        "problems",
        "raises",
        "run",
        "score",
        "specification"
      ],
      "additionalProperties": false,
      "$defs": {
    \#(definitions)
      }
    }

    """#

  /// What the schema refers to by name.
  private static let definitions = [words, subject, score, requirement, evidence].joined(separator: ",\n")
}
