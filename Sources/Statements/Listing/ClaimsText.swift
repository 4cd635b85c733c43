import Evidence
import Rendering

/// A reading for people: how much was understood, then the claims by kind with place, what is said and how sure the
/// reading is, then the problems.
public enum ClaimsText {
  /// Width of the text form, in characters.
  public static let width = 100

  /// The listing.
  public static func text(_ reading: DocumentReading) -> String {
    var lines = [TextTable.cut(title(reading), width), totals(reading)]
    if reading.claims.count > 12 { lines += [""] + summary(reading.claims) }
    for kind in Claim.Kind.allCases {
      let claims = reading.claims.filter { $0.kind == kind }
      if !claims.isEmpty { lines += [""] + section(kind, claims) }
    }
    if !reading.problems.isEmpty { lines += ["", "Problems (\(reading.problems.count))"] + problems(reading.problems) }
    return lines.joined(separator: "\n")
  }

  /// Name of the document and what it says of itself.
  static func title(_ reading: DocumentReading) -> String {
    var facts = [reading.format]
    if let product = reading.product { facts.append("product \(product)") }
    if let version = reading.version { facts.append("version \(version)") }
    if !reading.sha256.isEmpty { facts.append("sha256 \(reading.sha256.prefix(12))…") }
    return PlainText.singleLine("\(reading.document)  (\(facts.joined(separator: ", ")))")
  }

  private static func totals(_ reading: DocumentReading) -> String {
    "\(reading.claims.count.of("claim")), \(reading.problems.count.of("problem"))"
  }

  /// How many claims of each kind say what, and how many a person must look at.
  private static func summary(_ claims: [Claim]) -> [String] {
    var table = TextTable([
      .init("kind"), .init("claims", isNumber: true), .init("supported", isNumber: true),
      .init("not supported", isNumber: true), .init("unclear", isNumber: true), .init("disputed", isNumber: true),
      .init("below \(Claim.decisiveConfidence) % sure"),
    ])
    for kind in Claim.Kind.allCases {
      let own = claims.filter { $0.kind == kind }
      guard !own.isEmpty else { continue }
      func count(_ holds: (Claim) -> Bool) -> String { String(own.lazy.filter(holds).count) }
      table.row([
        kind.title, String(own.count), count { $0.polarity == .supported }, count { $0.polarity == .notSupported },
        count { $0.polarity == .unclear }, count { !$0.disputedBy.isEmpty },
        count { $0.confidence < Claim.decisiveConfidence },
      ])
    }
    return table.text
  }

  private static func section(_ kind: Claim.Kind, _ claims: [Claim]) -> [String] {
    let hasSides = claims.contains { !$0.side.isEmpty }
    let isTree = claims.contains { $0.evidence.first.map { $0.line == nil && $0.page == nil } ?? false }
    var columns: [TextTable.Column] = [.init("place", limit: isTree ? 22 : 11, isNumber: !isTree)]
    if hasSides { columns.append(.init("role", limit: 13)) }
    columns += [.init("claim", limit: 13), .init("sure", limit: 4, isNumber: true)] + ClaimColumns.of(kind)
    var table = TextTable(columns, width: width, maximumLines: maximumLines(kind))
    var heading: String?
    for line in lines(of: claims) {
      guard let claim = line.first else { continue }
      let own = over(claim)
      if own != heading, let own { table.heading(own) }
      heading = own
      let cells = ClaimColumns.cells(claim).dropLast() + [ClaimColumns.lastCell(line)]
      table.row(
        [places(line)] + (hasSides ? [claim.side] : []) + [claim.said, String(claim.confidence)] + cells)
      notes(line, &table)
    }
    return ["\(kind.title) (\(claims.count))"] + table.text
  }

  /// Lines that the last cell may take: names of classes differ in their last word, and what a resource or message has is
  /// a list.
  private static func maximumLines(_ kind: Claim.Kind) -> Int {
    switch kind {
    case .fhir, .hl7Message: 6
    case .sopClass, .mediaProfile, .securityProfile, .ihe: 3
    default: 1
    }
  }

  /// The section that a claim stands in, and the application entity it is about.
  private static func over(_ claim: Claim) -> String? {
    let section = claim.evidence.first?.section.map { "§ \($0)" }
    let parts = [section, claim.applicationEntity.map { "[AE \($0)]" }].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: "  ")
  }

  /// Claims that say the same of the same thing in one section share a line.
  private static func lines(of claims: [Claim]) -> [[Claim]] {
    var lines: [[Claim]] = []
    var positions: [[String]: Int] = [:]
    var section: String?
    for claim in claims {
      let own = over(claim)
      if own != section { positions = [:] }
      section = own
      let key =
        [claim.side, claim.said, String(claim.confidence), claim.condition ?? "", String(claim.disputedBy.count)]
        + ClaimColumns.lineKey(claim)
      if let position = positions[key] {
        lines[position].append(claim)
      } else {
        positions[key] = lines.count
        lines.append([claim])
      }
    }
    return lines
  }

  private static func places(_ claims: [Claim]) -> String {
    // Claims share a line in their own order; what one says may stand before what another says.
    let lines = claims.compactMap { $0.evidence.first?.line }
    if lines.count == claims.count, let first = lines.min(), let last = lines.max() {
      return first == last ? String(first) : "\(first)–\(last)"
    }
    let places = claims.compactMap { $0.evidence.first?.shortPlace }.filter { !$0.isEmpty }.uniqued
    guard let first = places.first, let last = places.last else { return "-" }
    return places.count == 1 || !first.allSatisfy(\.isNumber) ? first : "\(first)–\(last)"
  }

  private static func notes(_ claims: [Claim], _ table: inout TextTable) {
    guard let claim = claims.first else { return }
    let words = claim.evidence.first?.words ?? ""
    if let condition = claim.condition, condition != words { table.note("condition: \(condition)") }
    if !claim.functions.isEmpty { table.note(claim.functions.map(\.rawValue).joined(separator: ", ")) }
    if claim.confidence < Claim.decisiveConfidence, claim.kind != .fhir, !words.isEmpty { table.note("“\(words)”") }
    for other in claim.disputedBy.prefix(3) { table.note("disputed by \(other.place): \(other.words)") }
  }

  private static func problems(_ problems: [DocumentProblem]) -> [String] {
    problems.flatMap { problem in
      let place = problem.citation.map(\.place) ?? ""
      let text = "\(problem.severity.rawValue) \(problem.code): \(place.isEmpty ? "" : place + ": ")\(problem.message)"
      let parts = PlainText.broken(String(text.prefix(2_000)), to: width - 6)
      return parts.enumerated().map { ($0.offset == 0 ? "  " : "      ") + $0.element }
    }
  }
}

extension Int {
  /// The number with its noun, in the plural where it is not one.
  func of(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : noun.hasSuffix("s") ? "es" : "s")" }
}
