import FHIR
import HL7
import Specification

/// Puts values in the place of names in a step's inputs.
public enum TemplateResolver {
  /// Why an input has no value.
  public struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
    /// What happened, for people.
    public var description: String
    /// Where the input stands.
    public var span: SourceSpan

    /// Makes a problem.
    public init(_ description: String, at span: SourceSpan) {
      self.description = description
      self.span = span
    }
  }

  /// The value of an input. A template that is one name takes that name's value as it is; one with text around it is put
  /// together as text and then read by the type wanted.
  public static func resolve(_ argument: Argument, variables: [String: Value]) -> Result<Value, Problem> {
    do {
      return .success(try value(of: argument, variables))
    } catch {
      return .failure(error)
    }
  }

  private static func value(of argument: Argument, _ variables: [String: Value]) throws(Problem) -> Value {
    switch argument {
    case .value(let value, _): return value
    case .template(let template, let type, let span): return try text(template, as: type, span, variables)
    case .list(let arguments, _):
      var values: [Value] = []
      for argument in arguments { values.append(try value(of: argument, variables)) }
      return .list(values)
    case .record(let fields, _):
      var values: [String: Value] = [:]
      for name in fields.keys.sorted() {
        guard let field = fields[name] else { continue }
        values[name] = try value(of: field, variables)
      }
      return .record(values)
    }
  }

  private static func text(
    _ template: TextTemplate, as type: ValueType, _ span: SourceSpan, _ variables: [String: Value]
  ) throws(Problem) -> Value {
    if case .message = type { return try message(template, span, variables) }
    if case .resource = type { return try resource(template, span, variables) }
    if template.pieces.count == 1, case .name(let name)? = template.pieces.first {
      let value = try lookUp(name, span, variables)
      if let fitted = value.fitted(to: type) { return fitted }
      guard type == .string, let plain = ValueText.plain(value) else {
        throw Problem("`{{\(name)}}` is \(ValueText.text(value)), and \(type.described) is wanted", at: span)
      }
      return .string(plain)
    }
    var text = ""
    for piece in template.pieces {
      switch piece {
      case .literal(let literal): text += literal
      case .name(let name):
        let value = try lookUp(name, span, variables)
        guard let plain = ValueText.plain(value) else {
          throw Problem("`{{\(name)}}` is \(ValueText.text(value)), which can't stand within text", at: span)
        }
        text += plain
      }
    }
    switch Literal.parse(text, as: type) {
    case .success(let value): return value
    case .failure(let error): throw Problem(error.message, at: span)
    }
  }

  /// A message: a name that is one, or text whose names are escaped values.
  private static func message(
    _ template: TextTemplate, _ span: SourceSpan, _ variables: [String: Value]
  ) throws(Problem) -> Value {
    if template.pieces.count == 1, case .name(let name)? = template.pieces.first {
      let value = try lookUp(name, span, variables)
      guard case .message = value else {
        throw Problem("`{{\(name)}}` is \(ValueText.text(value)), and an HL7 v2 message is wanted", at: span)
      }
      return value
    }
    var pieces: [MessageAssembly.Piece] = []
    for piece in template.pieces {
      switch piece {
      case .literal(let text): pieces.append(.literal(text))
      case .name(let name):
        let value = try lookUp(name, span, variables)
        guard let plain = ValueText.plain(value) else {
          throw Problem("`{{\(name)}}` is \(ValueText.text(value)), which can't stand within a message", at: span)
        }
        pieces.append(.value(plain))
      }
    }
    do { return .message(try MessageAssembly.message(pieces)) } catch {
      throw Problem("the message cannot be put together: \(error)", at: span)
    }
  }

  /// A resource: a name that is one, or JSON whose names are escaped values.
  private static func resource(
    _ template: TextTemplate, _ span: SourceSpan, _ variables: [String: Value]
  ) throws(Problem) -> Value {
    if template.pieces.count == 1, case .name(let name)? = template.pieces.first {
      let value = try lookUp(name, span, variables)
      guard case .resource = value else {
        throw Problem("`{{\(name)}}` is \(ValueText.text(value)), and a FHIR resource is wanted", at: span)
      }
      return value
    }
    var pieces: [ResourceAssembly.Piece] = []
    for piece in template.pieces {
      switch piece {
      case .literal(let text): pieces.append(.literal(text))
      case .name(let name):
        let value = try lookUp(name, span, variables)
        if case .resource(let resource) = value {
          pieces.append(.value(String(decoding: resource.bytes, as: UTF8.self)))
          continue
        }
        guard let plain = ValueText.plain(value) else {
          throw Problem("`{{\(name)}}` is \(ValueText.text(value)), which can't stand within a resource", at: span)
        }
        pieces.append(.value(plain))
      }
    }
    do { return .resource(try ResourceAssembly.resource(pieces)) } catch {
      throw Problem("the resource cannot be put together: \(error)", at: span)
    }
  }

  private static func lookUp(
    _ name: String, _ span: SourceSpan, _ variables: [String: Value]
  ) throws(Problem) -> Value {
    guard let value = NameLookup.value(of: name, in: variables) else {
      throw Problem("`{{\(name)}}` has no value", at: span)
    }
    return value
  }
}
