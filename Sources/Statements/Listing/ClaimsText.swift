import Evidence
import Foundation

/// Renderings of a reading for `assay claims`.
public enum ClaimsText {
  /// Width of the text form, in columns.
  public static let width = 100

  /// The reading as JSON, lossless: `DocumentReading` with sorted keys, one object.
  public static func json(_ reading: DocumentReading) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(reading), as: UTF8.self) + "\n"
  }

  /// The reading for people: claims by kind with line, role, what is said, confidence and the words.
  public static func text(_ reading: DocumentReading) -> String {
    var lines: [String] = []
    var facts = [reading.format]
    if let product = reading.product { facts.append("product \(product)") }
    if let version = reading.version { facts.append("version \(version)") }
    if !reading.sha256.isEmpty { facts.append("sha256 \(reading.sha256.prefix(12))…") }
    lines.append(cut("\(reading.document)  (\(facts.joined(separator: ", ")))", width))
    lines.append(count(reading.claims.count, "claim") + ", " + count(reading.problems.count, "problem"))
    for (kind, title) in [
      (Claim.Kind.sopClass, "SOP classes"), (.transferSyntax, "Transfer syntaxes"), (.association, "Association"),
      (.characterSet, "Character sets"),
    ] {
      let claims = reading.claims.filter { $0.kind == kind }
      guard !claims.isEmpty else { continue }
      lines.append("")
      lines.append("\(title) (\(claims.count))")
      lines.append("   line  role  claim          sure  words")
      var section: String?
      for claim in claims {
        let own = claim.evidence.first?.section
        if own != section, let own {
          lines.append(cut("  § \(own)" + (claim.applicationEntity.map { "  [AE \($0)]" } ?? ""), width))
        }
        section = own
        lines += rows(claim)
      }
    }
    if !reading.problems.isEmpty {
      lines.append("")
      lines.append("Problems (\(reading.problems.count))")
      for problem in reading.problems {
        let place = problem.citation?.line.map { "line \($0): " } ?? ""
        lines += wrapped("  \(problem.severity.rawValue) \(problem.code): \(place)\(problem.message)", indent: 6)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func rows(_ claim: Claim) -> [String] {
    let citation = claim.evidence.first
    let place = citation?.line.map(String.init) ?? citation?.page.map { "p.\($0)" } ?? "-"
    let said: String
    switch (claim.polarity, claim.availability) {
    case (.supported, .standard): said = "supported"
    case (.supported, .configurable): said = "configurable"
    case (.supported, .conditional): said = "conditional"
    case (.notSupported, _): said = "not supported"
    case (.unclear, _): said = "unclear"
    }
    var words = citation?.words ?? ""
    if let value = claim.value, let property = claim.property {
      words = "\(property) = \(value)\(claim.unit.map { " " + $0 } ?? ""): \(words)"
    } else if let uid = claim.uid, !words.contains(uid) {
      words = "\(uid) ← \(words)"
    } else if claim.kind == .characterSet, let name = claim.name {
      words = "\(name) ← \(words)"
    }
    let start =
      "  " + padLeft(place, 5) + "  " + pad(claim.role?.rawValue.uppercased() ?? "", 4) + "  " + pad(said, 13) + "  "
      + padLeft(String(claim.confidence), 4) + "  "
    var rows = [cut(start + words, width)]
    let indent = String(repeating: " ", count: start.count)
    if let condition = claim.condition, condition != citation?.words {
      rows.append(cut(indent + "condition: " + condition, width))
    }
    if let sopClass = claim.sopClass {
      rows.append(cut(indent + "for " + (Registered.entry(sopClass)?.name ?? sopClass), width))
    }
    for other in claim.disputedBy {
      let line = other.line.map { "line \($0): " } ?? ""
      rows.append(cut(indent + "disputed by \(line)\(other.words)", width))
    }
    return rows
  }

  private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func padLeft(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private static func cut(_ text: String, _ width: Int) -> String {
    // Words of a document must not steer the reader's terminal.
    let plain = String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter { ![.control, .format].contains($0.properties.generalCategory) }))
    return plain.count <= width ? plain : plain.prefix(width - 1) + "…"
  }

  private static func wrapped(_ text: String, indent: Int) -> [String] {
    var lines: [String] = []
    var current = " "
    for word in cut(text, 2_000).split(separator: " ") {
      if current.count + 1 + word.count > width {
        lines.append(current)
        current = String(repeating: " ", count: indent - 1)
      }
      current += " " + word
    }
    lines.append(current)
    return lines.map { cut($0, width) }
  }
}
