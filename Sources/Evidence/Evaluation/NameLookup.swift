import Specification

/// Finds the value of a dotted name among variables: under its whole name, or as a part of a record.
enum NameLookup {
  static func value(of name: String, in variables: [String: Value]) -> Value? {
    if let value = variables[name] { return value }
    let parts = name.split(separator: ".").map(String.init)
    for length in stride(from: parts.count - 1, through: 1, by: -1) {
      guard var value = variables[parts[..<length].joined(separator: ".")] else { continue }
      var isWhole = true
      for part in parts[length...] {
        guard case .record(let fields) = value, let inner = fields[part] else {
          isWhole = false
          break
        }
        value = inner
      }
      if isWhole { return value }
    }
    return nil
  }
}

/// A name that has no value, or not one of the type that is needed.
struct NameProblem: Error, Hashable {
  let text: String
}

/// Replaces names in operands by their values.
struct OperandResolver {
  let variables: [String: Value]

  /// The value of an operand where a value of this type is needed; no type where none is known.
  func value(of operand: Operand, as type: ValueType?) throws(NameProblem) -> Value {
    switch operand {
    case .value(let value): return value
    case .list(let operands):
      var element: ValueType?
      if case .list(let of, _)? = type { element = of }
      var values: [Value] = []
      for operand in operands { values.append(try value(of: operand, as: element)) }
      return .list(values)
    case .reference(let name):
      guard let value = NameLookup.value(of: name, in: variables) else {
        throw NameProblem(text: "`{{\(name)}}` has no value")
      }
      guard let type else { return value }
      guard let fitted = value.fitted(to: type) else {
        throw NameProblem(text: "`{{\(name)}}` is \(ValueText.text(value)), and \(type.described) is needed")
      }
      return fitted
    }
  }
}

extension Value {
  /// The value as one of this type: itself, or as text where text is wanted and it is text by nature; else nil.
  func fitted(to type: ValueType) -> Value? {
    switch (self, type) {
    case (.boolean, .boolean), (.number, .number), (.string, .string), (.duration, .duration), (.size, .size),
      (.uid, .uid), (.tag, .tag), (.date, .date), (.record, .record), (.dataSet, .dataSet),
      (.message, .message), (.resource, .resource), (.string, .address):
      return self
    case (.string(let text), .word(let words)): return words.contains(text) ? self : nil
    case (.uid(let text), .string): return .string(text)
    case (.list(let values), .list(let element, _)):
      var fitted: [Value] = []
      for value in values {
        guard let value = value.fitted(to: element) else { return nil }
        fitted.append(value)
      }
      return .list(fitted)
    default: return nil
    }
  }
}
