/// What the schemas say of step kinds: their names, and for each its inputs under `with`.
struct StepSchema {
  let catalogue: StepCatalogue

  private var descriptions: [StepDescription] {
    catalogue.descriptions.values.sorted { $0.name < $1.name }
  }

  /// The names of the step kinds, each with what it does.
  var kinds: [String: JSONValue] {
    [
      "oneOf": .array(
        descriptions.map { ["const": .string($0.name), "description": .string($0.summary)] })
    ]
  }

  /// Definitions that inputs refer to.
  var definitions: [String: JSONValue] {
    [
      "data-set": [
        "type": "object", "title": "data set",
        "description": "Attributes by keyword or tag; an empty text asks for the value, a mapping is a sequence item.",
        "additionalProperties": [
          "anyOf": [
            .object(["type": ScalarSchema.textTypes]),
            .object(["type": "array", "items": ["type": ScalarSchema.textTypes]]),
            ["$ref": "#/$defs/data-set"],
          ]
        ],
      ]
    ]
  }

  /// One rule for each step kind, and one for calls of procedures.
  var conditions: [JSONValue] {
    let exchange: JSONValue = ["if": ["required": ["do"]], "then": ["required": ["at"]]]
    let call: JSONValue = [
      "if": ["required": ["use"]],
      "then": [
        "not": [
          "anyOf": .array(
            ["at", "expect", "capture", "retry", "hold", "premise", "load", "timeout"].map {
              ["required": [.string($0)]]
            })
        ]
      ],
    ]
    return [exchange, call]
      + descriptions.map { description in
        [
          "if": ["properties": ["do": ["const": .string(description.name)]], "required": ["do"]],
          "then": .object(inputs(of: description)),
        ]
      }
  }

  private func inputs(of description: StepDescription) -> [String: JSONValue] {
    var properties: [String: JSONValue] = [:]
    for input in description.inputs {
      var property = Self.schema(input.type)
      let standard = input.standardValue.map { " Where left out: \($0)." } ?? ""
      property["description"] = .string(input.meaning + standard)
      properties[input.name] = .object(property)
    }
    var with: [String: JSONValue] = [
      "type": "object", "properties": .object(properties), "additionalProperties": false,
    ]
    let required = description.inputs.filter(\.required).map(\.name)
    guard !required.isEmpty else { return ["properties": ["with": .object(with)]] }
    with["required"] = .strings(required)
    return ["properties": ["with": .object(with)], "required": ["with"]]
  }

  // MARK: Values

  /// A text with a name in it: what it stands for is known only when the step runs.
  private static let template: JSONValue = ["type": "string", "pattern": #"\{\{"#]

  private static func orTemplate(_ schema: JSONValue) -> [String: JSONValue] { ["anyOf": [schema, template]] }

  private static func schema(_ type: ValueType) -> [String: JSONValue] {
    switch type {
    case .string: ["type": ScalarSchema.textTypes]
    case .number: ["type": ["number", "string"], "pattern": #"\{\{|^-?[0-9]+(\.[0-9]+)?$"#]
    case .boolean: orTemplate(["enum": [true, false, "true", "false"]])
    case .duration:
      ["type": "string", "pattern": #"\{\{|^[0-9]+(\.[0-9]+)? *(ms|s|min|h)$"#]
    case .size: ["type": "string", "pattern": #"\{\{|^[0-9]+(\.[0-9]+)? *(B|KB|KiB|MB|MiB|GB|GiB)$"#]
    case .uid: ["type": "string", "pattern": #"\{\{|^[0-9]+(\.[0-9]+)+$|^[A-Za-z][A-Za-z0-9]*$"#]
    case .tag: ["type": "string", "pattern": #"\{\{|^\([0-9A-Fa-f]{4},[0-9A-Fa-f]{4}\)$|^[A-Za-z][A-Za-z0-9]*$"#]
    case .date: ["type": "string", "pattern": #"\{\{|^[0-9]{4}-[0-9]{2}-[0-9]{2}$"#]
    case .word(let words): orTemplate(["enum": .strings(words)])
    case .list(let element, _): orTemplate(["type": "array", "items": .object(schema(element))])
    case .record(let fields): record(fields)
    case .dataSet: ["$ref": "#/$defs/data-set"]
    case .message, .resource: ["type": "string"]
    case .address: ["type": "string", "pattern": #"\{\{|^[A-Z0-9_]+"#]
    }
  }

  private static func record(_ fields: [Field]) -> [String: JSONValue] {
    var properties: [String: JSONValue] = [:]
    for field in fields {
      var property = schema(field.type)
      property["description"] = .string(field.meaning)
      properties[field.name] = .object(property)
    }
    return [
      "type": "object", "properties": .object(properties), "additionalProperties": false,
      "required": .strings(fields.filter { $0.presence == .always }.map(\.name)),
    ]
  }
}
