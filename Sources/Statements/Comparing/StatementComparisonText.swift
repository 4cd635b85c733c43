import Evidence
import Rendering

/// A comparison of two versions for people.
public enum StatementComparisonText {
  /// The changes by kind, each with its place in both versions.
  public static func text(_ comparison: StatementComparison) -> String {
    var lines = [
      "old  \(version(comparison.old))", "new  \(version(comparison.new))",
      "\(count(.added, comparison)) added, \(count(.dropped, comparison)) dropped, "
        + "\(count(.changed, comparison)) changed, \(comparison.unchanged) unchanged",
    ].map { TextTable.cut(PlainText.singleLine($0), ClaimsText.width) }
    if comparison.old.claims == 0 || comparison.new.claims == 0 {
      lines += PlainText.broken(
        "In one of the documents no claim was recognised; its silence says nothing about the product.",
        to: ClaimsText.width)
    }
    for kind in Claim.Kind.allCases {
      let own = comparison.changes.filter { $0.kind == kind }
      guard !own.isEmpty else { continue }
      lines += ["", "\(kind.title) (\(own.count))"] + own.flatMap(describe)
    }
    return lines.joined(separator: "\n")
  }

  private static func version(_ version: ComparedDocument) -> String {
    let facts = [version.product, version.version.map { "version \($0)" }, version.claims.of("claim")]
    return "\(version.document)  (\(facts.compactMap { $0 }.joined(separator: ", ")))"
  }

  private static func count(_ event: StatementComparison.Event, _ comparison: StatementComparison) -> Int {
    comparison.changes.lazy.filter { $0.change == event }.count
  }

  private static func describe(_ change: StatementComparison.Change) -> [String] {
    let mark =
      switch change.change {
      case .added: "+"
      case .dropped: "-"
      case .changed: "~"
      }
    let about = [
      change.side, change.what, change.uid, change.applicationEntity.map { "[AE \($0)]" },
    ].compactMap { $0 }.joined(separator: "  ")
    var lines = PlainText.broken("  \(mark) \(about)", to: ClaimsText.width)
    if change.kind == .transferSyntax, let old = change.old, let new = change.new {
      let gained = new.values.filter { !old.values.contains($0) }
      let lost = old.values.filter { !new.values.contains($0) }
      if !lost.isEmpty { lines += part("no longer", lost.joined(separator: ", "), old.evidence) }
      if !gained.isEmpty { lines += part("now also", gained.joined(separator: ", "), new.evidence) }
      return lines
    }
    if let old = change.old { lines += part("old", said(old), old.evidence) }
    if let new = change.new { lines += part("new", said(new), new.evidence) }
    return lines
  }

  private static func said(_ statement: StatementComparison.Statement) -> String {
    let support = statement.support.replacing("-", with: " ")
    return statement.values.isEmpty ? support : "\(statement.values.joined(separator: ", ")) (\(support))"
  }

  private static func part(_ name: String, _ said: String, _ evidence: [Citation]) -> [String] {
    let place = evidence.first.map(\.place) ?? ""
    let more = evidence.count > 1 ? " and elsewhere" : ""
    return PlainText.broken("\(name): \(said)\(place.isEmpty ? "" : ", \(place)\(more)")", to: ClaimsText.width - 6)
      .map { "      " + $0 }
  }
}
