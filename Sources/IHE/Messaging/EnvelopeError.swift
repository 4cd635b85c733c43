import XMLTree

/// Why bytes are no SOAP message.
public enum EnvelopeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Not XML by the letter.
  case notWellFormed(line: Int, column: Int, message: String)
  /// XML of another kind, or none; the name of its root where it has one.
  case noEnvelope(found: String?, line: Int)
  /// An envelope without a body.
  case noBody(line: Int)
  /// A document type definition with entities, which SOAP forbids.
  case declaresEntity(line: Int)
  /// More than is taken.
  case tooMuch(limit: String, line: Int?)

  init(_ error: MarkupError) {
    self =
      switch error {
      case .tooLarge: .tooMuch(limit: "bytes", line: nil)
      case .tooManyAttributes(let line, _): .tooMuch(limit: "attributes", line: line)
      case .declaresEntity(let line): .declaresEntity(line: line)
      case .outOfMemory: .tooMuch(limit: "memory", line: nil)
      }
  }

  /// Whether the message may be right, and only a limit of this program is passed.
  public var isLimit: Bool { if case .tooMuch = self { true } else { false } }

  /// The rule broken; nil for a limit of this program.
  public var rule: String? {
    switch self {
    case .notWellFormed: "XML 1.0 §2.1"
    case .noEnvelope, .noBody: "SOAP 1.2 Part 1 §5.1"
    case .declaresEntity: "SOAP 1.2 Part 1 §5"
    case .tooMuch: nil
    }
  }

  /// A sentence for people.
  public var description: String {
    switch self {
    case .notWellFormed(let line, let column, let message):
      "not well-formed XML at line \(line), column \(column): \(message)"
    case .noEnvelope(let found?, let line): "no SOAP envelope: the root element at line \(line) is \(found.prefix(64))"
    case .noEnvelope(nil, _): "no SOAP envelope: there is no element at all"
    case .noBody(let line): "the SOAP envelope at line \(line) has no body"
    case .declaresEntity(let line): "a document type definition at line \(line), which SOAP forbids"
    case .tooMuch(let limit, let line):
      "more \(limit) than this program takes" + (line.map { ", at line \($0)" } ?? "")
    }
  }
}
