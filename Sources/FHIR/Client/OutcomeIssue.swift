import JSONTree

/// An issue of an OperationOutcome (R4 operationoutcome.html).
public struct OutcomeIssue: Hashable, Sendable {
  /// `fatal`, `error`, `warning` or `information`.
  public var severity: String
  /// The kind of issue: `not-found`.
  public var code: String
  /// Text of `details`, or the display of its first coding.
  public var details: String?
  /// Further text for whoever mends it.
  public var diagnostics: String?
  /// Codes, displays and text of `details` and the diagnostics, in one: profiles have codes of their own in any of them.
  public var words: String
  /// Elements that it is about, as FHIRPath.
  public var expressions: [String]

  /// Most issues that are read.
  private static let limit = 200

  /// The issues of an OperationOutcome; none of any other resource.
  static func all(in node: JSONNode, type: String) -> [OutcomeIssue] {
    guard type == "OperationOutcome" else { return [] }
    return (node["issue"]?.elements ?? []).prefix(limit).map { issue in
      let details = issue["details"]
      return OutcomeIssue(
        severity: issue["severity"]?.text ?? "", code: issue["code"]?.text ?? "",
        details: details?["text"]?.text ?? details?["coding"]?.elements?.first?["display"]?.text,
        diagnostics: issue["diagnostics"]?.text, words: words(of: issue),
        expressions: (issue["expression"]?.elements ?? []).compactMap(\.text))
    }
  }

  private static func words(of issue: JSONNode) -> String {
    let details = issue["details"]
    let codings = (details?["coding"]?.elements ?? []).prefix(limit).flatMap { coding in
      [coding["code"]?.text, coding["display"]?.text]
    }
    return (codings + [details?["text"]?.text, issue["diagnostics"]?.text]).compactMap { $0 }.joined(separator: " ")
  }
}
