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
        },
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
        },
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
        },
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
        },
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
      }
    }

    """#
}
