import Evidence

/// Claims as CSV (RFC 4180) for spreadsheets: a line for each claim.
///
/// Words of a document must not become a formula of whoever opens the file: a cell that a spreadsheet could take for one
/// begins with an apostrophe.
public enum ClaimsCSV {
  /// Names of the columns.
  static let columns: [(name: String, value: @Sendable (Claim) -> String?)] = [
    ("document", { $0.evidence.first?.document }), ("kind", { $0.kind.rawValue }),
    ("product", { $0.subject.product }), ("version", { $0.subject.version }),
    ("application-entity", { $0.applicationEntity }), ("claim", { $0.headline }), ("uid", { $0.uid }),
    ("uid-origin", { $0.uidOrigin?.rawValue }), ("name", { $0.name }), ("side", { $0.side }),
    ("polarity", { $0.polarity.rawValue }), ("availability", { $0.availability.rawValue }),
    ("condition", { $0.condition }), ("sop-class", { $0.sopClass }), ("sop-class-name", { $0.scope }),
    ("functions", { $0.functions.map(\.rawValue).joined(separator: " ") }), ("property", { $0.property }),
    ("comparator", { $0.comparator?.rawValue }), ("value", { $0.value }), ("unit", { $0.unit }),
    ("detail", { ClaimColumns.remainder($0) }), ("confidence", { String($0.confidence) }),
    ("disputed-by", { $0.disputedBy.map(\.place).joined(separator: "; ") }),
    ("page", { $0.evidence.first?.page.map(String.init) }), ("line", { $0.evidence.first?.line.map(String.init) }),
    ("element", { $0.evidence.first?.element }), ("section", { $0.evidence.first?.section }),
    ("table", { $0.evidence.first?.table }), ("row", { $0.evidence.first?.row.map(String.init) }),
    ("words", { $0.evidence.first?.words }), ("method", { $0.method }),
  ]

  /// The line of headings.
  public static var header: String { line(columns.map(\.name)) }

  /// The lines of a reading's claims, one by one: all of them together can be many megabytes.
  public static func write(_ reading: DocumentReading, to write: (String) -> Void) {
    for claim in reading.claims { write(line(columns.map { $0.value(claim) ?? "" })) }
  }

  private static func line(_ cells: [String]) -> String { cells.map(cell).joined(separator: ",") + "\r\n" }

  static func cell(_ text: String) -> String {
    var text = text
    if let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) { text = "'" + text }
    let isPlain = text.utf8.allSatisfy { ![0x22, 0x2C, 0x0A, 0x0D].contains($0) }
    return isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
