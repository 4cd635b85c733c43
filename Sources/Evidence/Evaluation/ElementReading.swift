import FHIR
import Foundation
import JSONTree
import Specification

/// What an assertion sees of a FHIR resource: the elements that a path selects, and their values.
struct ElementReading {
  let resource: FHIR.Resource
  let resolver: OperandResolver

  /// The elements at the end of the steps, and the steps in words.
  func elements(at segments: ArraySlice<Path.Segment>) throws(NameProblem) -> ([FHIR.Element], String) {
    var walk = ElementWalk(resource)
    var written = ""
    for segment in segments {
      switch segment {
      case .element(let step, _):
        walk.take(step)
        if case .index = step { written += "\(step)" } else { written += written.isEmpty ? "\(step)" : ".\(step)" }
      case .filter(let name, let operand):
        let value = try resolver.value(of: operand, as: nil)
        written += "[\(name) == \(ValueText.text(value))]"
        if let primitive = value.primitive { walk.take(.filter(name, primitive)) }
      case .count: written += ".count()"
      default: break
      }
    }
    return (walk.elements, written)
  }

  /// The value of an element: of a primitive its own, of everything else its parts.
  func content(of element: FHIR.Element) -> Selection.Content {
    guard let node = element.node else { return .emptyElement }
    if let type = element.type, ElementRegistry.r4.isResource(type) || node["resourceType"] != nil {
      return resource.inner(node).map { .value(.resource($0)) } ?? .absent(.misshapen)
    }
    switch element.primitive {
    case .text(let text)?:
      return .value(element.type == "date" && NamedChecker.isCalendarDate(text) ? .date(text) : .string(text))
    case .number(let number)?: return .value(.number(number))
    case .boolean(let flag)?: return .value(.boolean(flag))
    case nil: return .value(Self.value(of: node))
    }
  }

  /// The parts of an element as records and lists; JSON's depth is bounded where it is read.
  private static func value(of node: JSONNode) -> Value {
    switch node.value {
    case .null: .record([:])
    case .boolean(let flag): .boolean(flag)
    case .number(let text): Decimal(string: text).map { .number($0) } ?? .string(text)
    case .string(let text): .string(text)
    case .array(let values): .list(values.map(value))
    case .object(let members):
      .record(Dictionary(members.map { ($0.name, value(of: $0.value)) }, uniquingKeysWith: { first, _ in first }))
    }
  }
}

extension Value {
  /// The value as a primitive of FHIR; nil where it is none.
  fileprivate var primitive: FHIR.Element.Primitive? {
    switch self {
    case .string(let text), .uid(let text), .date(let text): .text(text)
    case .number(let number): .number(number)
    case .boolean(let flag): .boolean(flag)
    default: nil
    }
  }
}
