import Foundation

/// Tables by the numbers in their captions, for references to them.
struct NumberedTables {
  private var tables: [String: [TableReading]] = [:]
  private var classes: [String: [String]] = [:]
  private var syntaxes: [String: [String]] = [:]

  /// Identifiers of one table beyond which none is taken: references multiply.
  private static let maximumIdentifiers = 1_000

  init(_ tables: [TableReading]) {
    for table in tables {
      guard let number = table.number else { continue }
      self.tables[number, default: []].append(table)
    }
  }

  /// Whether there is a table of this number.
  func has(_ number: String) -> Bool { tables[number] != nil }

  /// The transfer syntaxes of the table of this number; empty where there is none with any.
  mutating func transferSyntaxes(ofTable number: String) -> [String] {
    if let known = syntaxes[number] { return known }
    let found = identifiers(number) { Registered.entry($0)?.kind ?? .transferSyntax == .transferSyntax }
    syntaxes[number] = found
    return found
  }

  /// The SOP classes of the table of this number; empty where there is none with any.
  mutating func sopClasses(ofTable number: String) -> [String] {
    if let known = classes[number] { return known }
    let found = identifiers(number, Registered.isSOPClass)
    classes[number] = found
    return found
  }

  private func identifiers(_ number: String, _ accepts: (String) -> Bool) -> [String] {
    var found: [String] = []
    var seen: Set<String> = []
    for table in tables[number] ?? [] {
      for row in table.grid.rows {
        for uid in row.cells.flatMap(Registered.identifiers(inCell:)) where accepts(uid) && seen.insert(uid).inserted {
          guard found.count < Self.maximumIdentifiers else { return found }
          found.append(uid)
        }
      }
    }
    return found
  }

  /// The number after "Table", with dots for whatever separates: `4.2-1` is `4.2.1`.
  static func reference(in text: String) -> String? {
    guard text.utf8.count <= 2_000, let range = text.range(of: "table", options: .caseInsensitive) else { return nil }
    let words = Words(text[range.lowerBound...]).list
    guard let start = words.firstIndex(where: { $0 == "table" || $0 == "tables" }) else { return nil }
    let number = words[(start + 1)...].prefix { part in
      part.allSatisfy(\.isNumber) || (part.count == 1 && part.first?.isLetter == true)
    }
    return number.contains { $0.allSatisfy(\.isNumber) } ? number.joined(separator: ".") : nil
  }
}

extension TableReading {
  /// The number in the caption, with dots for whatever separates.
  var number: String? { table.caption.flatMap(NumberedTables.reference(in:)) }
}
