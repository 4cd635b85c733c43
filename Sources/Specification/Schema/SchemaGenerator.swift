/// Makes the JSON Schemas by which editors complete and check files, from the forms by which the reader takes them.
///
/// Editors type plain scalars as YAML 1.2 does, while the reader takes the text that stands in the file. So a text may be a
/// number here (`version: 1.10`), and a number is a number.
public struct SchemaGenerator: Sendable {
  private let catalogue: StepCatalogue

  /// Makes a generator. The catalogue's step kinds, with their inputs, become part of the schemas.
  public init(catalogue: StepCatalogue) { self.catalogue = catalogue }

  /// JSON Schemas (draft 2020-12) as text, by the raw value of their `FileKind`.
  public func schemas() -> [String: String] {
    var schemas: [String: String] = [:]
    for kind in FileKind.allCases { schemas[kind.rawValue] = schema(of: kind).text }
    return schemas
  }

  private func schema(of kind: FileKind) -> JSONValue {
    var builder = SchemaBuilder(steps: StepSchema(catalogue: catalogue))
    let form = kind.form
    var root = builder.object(form)
    root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    root["title"] = .string("Assay: \(form.name)")
    root["$defs"] = .object(builder.definitions)
    return .object(root)
  }
}

/// Builds one schema; forms that stand below the file become its definitions.
struct SchemaBuilder {
  let steps: StepSchema
  /// Definitions by name.
  private(set) var definitions: [String: JSONValue] = [:]
  private var names: [Form: String] = [:]

  init(steps: StepSchema) { self.steps = steps }

  /// The schema of a mapping with the form's keys.
  mutating func object(_ form: Form) -> [String: JSONValue] {
    var properties: [String: JSONValue] = [:]
    for key in form.keys {
      var property = schema(key.shape)
      property["description"] = .string(key.meaning)
      properties[key.name] = .object(property)
    }
    var conditions = form.exactlyOne.map { keys in
      JSONValue.object(["oneOf": .array(keys.map { ["required": [.string($0)]] })])
    }
    conditions += form.atLeastOne.map { keys in
      JSONValue.object(["anyOf": .array(keys.map { ["required": [.string($0)]] })])
    }
    if form == StepForms.step || form == StepForms.procedureStep {
      var kind: [String: JSONValue] = [:]
      if case .object(let property)? = properties["do"] { kind = property }
      kind["pattern"] = nil
      kind["type"] = nil
      kind.merge(steps.kinds) { _, new in new }
      properties["do"] = .object(kind)
      conditions += steps.conditions
      definitions.merge(steps.definitions) { _, new in new }
    }
    var object: [String: JSONValue] = [
      "type": "object", "title": .string(form.name), "description": .string(form.summary),
      "properties": .object(properties), "additionalProperties": false,
    ]
    let required = form.keys.filter(\.required).map(\.name)
    if !required.isEmpty { object["required"] = .strings(required) }
    if !conditions.isEmpty { object["allOf"] = .array(conditions) }
    return object
  }

  private mutating func reference(_ form: Form) -> [String: JSONValue] {
    if let name = names[form] { return ["$ref": .string("#/$defs/\(name)")] }
    let plain = form.name.replacing(" ", with: "-")
    var name = plain
    var number = 2
    while definitions[name] != nil {
      name = "\(plain)-\(number)"
      number += 1
    }
    names[form] = name
    definitions[name] = true
    definitions[name] = .object(object(form))
    return ["$ref": .string("#/$defs/\(name)")]
  }

  private mutating func schema(_ shape: Shape) -> [String: JSONValue] {
    switch shape {
    case .list(let element, let least):
      var list: [String: JSONValue] = ["type": "array", "items": .object(schema(element))]
      if least > 0 { list["minItems"] = .integer(least) }
      return list
    case .map(let value):
      return [
        "type": "object", "additionalProperties": .object(schema(value)),
        "propertyNames": ["pattern": .string(ScalarRule.identifierPattern), "maxLength": 128],
      ]
    case .form(let form): return reference(form)
    case .either(let scalar, let form): return ["anyOf": [.object(schema(scalar)), .object(reference(form))]]
    case .variant(let key, let variants):
      return [
        "type": "object", "required": [.string(key)],
        "properties": .object([key: ["enum": .strings(variants.map(\.word))]]),
        "allOf": .array(
          variants.map { variant in
            [
              "if": ["properties": .object([key: ["const": .string(variant.word)]]), "required": [.string(key)]],
              "then": .object(reference(variant.form)),
            ]
          }),
      ]
    default: return ScalarSchema.schema(shape)
    }
  }
}
