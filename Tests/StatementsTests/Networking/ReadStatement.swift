import Evidence
import Statements

/// A reading of a text, and its claims in a form that tests compare.
struct ReadStatement {
  let reading: DocumentReading

  init(_ text: String, _ name: String = "statement.md") {
    reading = StatementReader.read(bytes: Array(text.utf8), name: name)
  }

  /// `UID role polarity` of the SOP class claims.
  var classes: [String] {
    claims(.sopClass).map { "\($0.uid ?? "-") \($0.role?.rawValue ?? "-") \($0.polarity.rawValue)" }
  }

  /// `UID for SOP class` of the transfer syntax claims that are not denied.
  var syntaxes: [String] {
    claims(.transferSyntax).filter { $0.polarity == .supported }.map { "\($0.uid ?? "-") for \($0.sopClass ?? "all")" }
  }

  var problems: [String] { reading.problems.map(\.code) }

  func claims(_ kind: Claim.Kind) -> [Claim] { reading.claims.filter { $0.kind == kind } }
}

/// Identifiers that the tests write often.
enum Known {
  static let verification = "1.2.840.10008.1.1"
  static let ct = "1.2.840.10008.5.1.4.1.1.2"
  static let mr = "1.2.840.10008.5.1.4.1.1.4"
  static let implicit = "1.2.840.10008.1.2"
  static let explicit = "1.2.840.10008.1.2.1"
  static let jpegBaseline = "1.2.840.10008.1.2.4.50"
}
