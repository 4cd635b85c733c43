extension ReportSchema {
  /// A number, and the words of closed sets.
  static let words = #"""
        "number": {
          "description": "A number, exact and as shown.",
          "type": "object",
          "properties": {
            "exact": {
              "type": "string",
              "pattern": "^-?[0-9]+(/[1-9][0-9]*)?$",
              "description": "An exact fraction of 1."
            },
            "shown": {
              "type": "string",
              "description": "On the scale, cut off and never rounded."
            }
          },
          "required": ["exact", "shown"],
          "additionalProperties": false
        },
        "state": {
          "description": "What became of a requirement.",
          "enum": [
            "met",
            "partly met",
            "not met",
            "contradicted",
            "not demonstrated",
            "not applicable",
            "inconclusive"
          ]
        },
        "result": {
          "description": "What a piece of evidence or an assertion shows.",
          "enum": [
            "holds",
            "holds in part",
            "fails",
            "silent",
            "needs a human eye",
            "undetermined"
          ]
        }
    """#
}
