import Foundation
import Specification

/// A recorded record of `ConformitySchema`.
struct ConformityReading {
  /// The definition that the object was held against.
  let definition: String?
  /// Number of findings that break a rule.
  let errors: Int
  /// Those recorded, one line each.
  let lines: [String]

  /// Reads a record; nil where the value is none.
  init?(_ value: Value) {
    guard case .record(let fields) = value, case .number(let count)? = fields["errors"],
      let errors = Int(count.description), case .list(let findings)? = fields["findings"]
    else { return nil }
    self.errors = errors
    if case .string(let name)? = fields["definition"] { definition = name } else { definition = nil }
    lines = findings.compactMap { finding in
      guard case .record(let fields) = finding, fields["severity"] == .string("error") else { return nil }
      return Self.line(fields)
    }
  }

  /// What the record says of `conforms to iod`. An object that could not be held against a definition shows nothing in its
  /// favour; what is wrong with it all the same is.
  var truth: Truth {
    if errors > 0 { return .no(nil) }
    guard definition != nil else {
      return .unknown(
        UndecidedReason(.harness, "the tables have no information object definition of the object's SOP class"))
    }
    return .yes
  }

  /// The findings as a report shows them.
  func explanation(limit: Int) -> String {
    guard errors > 0 else { return "" }
    let shown = lines.prefix(limit)
    let rest = errors - shown.count
    return " (\(errors) \(errors == 1 ? "error" : "errors"): " + shown.joined(separator: "; ")
      + (rest > 0 ? "; and \(rest) more" : "") + ")"
  }

  /// Module, attribute, what is wrong, section.
  private static func line(_ fields: [String: Value]) -> String {
    func text(_ name: String) -> String? { fields[name].flatMap { ValueText.plain($0) } }
    let module = text("module").map { "\($0): " } ?? ""
    let tag = text("tag").map { " \($0)" } ?? ""
    let section = text("section").map { " (\($0))" } ?? ""
    return module + (text("attribute") ?? "") + tag + " " + (text("message") ?? "") + section
  }
}
