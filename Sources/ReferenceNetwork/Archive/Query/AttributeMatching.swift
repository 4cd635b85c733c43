import DICOM
import Foundation

/// Whether a record has what a key of a query asks for (PS3.4 §C.2.2.2).
struct AttributeMatching: Sendable {
  /// Whether names match by their words, whatever their order, case and accents (PS3.4 §C.2.2.2.1.2).
  var isFuzzy = false
  /// Defects of the archive.
  var defects: Set<ArchiveDefect> = []

  private static let depthLimit = 8

  /// Whether a record matches a key.
  func matches(_ key: DataElement, of query: DataSet, _ record: DataSet) -> Bool {
    matches(key, of: query, .standard, record, .standard, depth: 0)
  }

  private func matches(
    _ key: DataElement, of query: DataSet, _ queryOuter: SpecificCharacterSet, _ record: DataSet,
    _ recordOuter: SpecificCharacterSet, depth: Int
  ) -> Bool {
    if case .items(let items) = key.value {
      guard let wanted = items.first, depth < Self.depthLimit else { return true }
      let keys = wanted.elements.filter { $0.tag != .specificCharacterSet }
      // An item of keys without values asks for the sequence alone.
      guard keys.contains(where: { !isUniversal($0) }) else { return true }
      let (asked, held) = (query.characterSet(inheriting: queryOuter), record.characterSet(inheriting: recordOuter))
      return (record.items(key.tag) ?? []).contains { item in
        keys.allSatisfy { matches($0, of: wanted, asked, item, held, depth: depth + 1) }
      }
    }
    guard !isUniversal(key), let wanted = query.strings(key.tag, inheriting: queryOuter), !wanted.isEmpty else {
      return true
    }
    let held = record.strings(key.tag, inheriting: recordOuter) ?? []
    switch key.vr {
    case .UI:
      let wanted = defects.contains(.findTakesFirstOfList) ? Array(wanted.prefix(1)) : wanted
      return held.contains(where: wanted.contains)
    case .DA, .TM, .DT: return held.contains { TimeRange(wanted[0], key.vr, defects).contains($0) }
    case .PN: return held.contains { name($0, matches: wanted[0]) }
    default:
      // Several values of a key other than a UID are one text with backslashes in it, which nothing matches.
      guard wanted.count == 1 else { return held == wanted }
      return held.contains { hasWildcards(key.vr) ? Self.glob(wanted[0], $0) : wanted[0] == $0 }
    }
  }

  private func isUniversal(_ key: DataElement) -> Bool {
    switch key.value {
    case .bytes(let value): value.readableBytes == 0
    case .items(let items): items.allSatisfy { $0.elements.isEmpty }
    case .fragments: true
    }
  }

  private func hasWildcards(_ vr: VR) -> Bool {
    switch vr {
    case .AE, .CS, .LO, .LT, .SH, .ST, .UC, .UR, .UT: true
    default: false
    }
  }

  /// Names match whatever their case; a query of one component group matches any group.
  private func name(_ held: String, matches wanted: String) -> Bool {
    if defects.contains(.findIgnoresWildcards) { return held == wanted }
    let (held, wanted) = (PersonName(held), PersonName(wanted))
    if isFuzzy { return Self.isLike(held, wanted) }
    if Self.glob(wanted.description.lowercased(), held.description.lowercased()) { return true }
    guard wanted.ideographic.isEmpty, wanted.phonetic.isEmpty else { return false }
    let pattern = wanted.alphabetic.description.lowercased()
    return [held.alphabetic, held.ideographic, held.phonetic].contains {
      !$0.isEmpty && Self.glob(pattern, $0.description.lowercased())
    }
  }

  /// Each word of the query begins a word of the name.
  private static func isLike(_ held: PersonName, _ wanted: PersonName) -> Bool {
    let words = words(of: held.description)
    return Self.words(of: wanted.description).allSatisfy { part in words.contains { $0.hasPrefix(part) } }
  }

  private static func words(of name: String) -> [String] {
    name.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars
      .filter { !$0.properties.isDiacritic && $0.properties.generalCategory != .nonspacingMark }
      .split { !$0.properties.isAlphabetic }.map { String(String.UnicodeScalarView($0)) }
  }

  /// Wild card matching (PS3.4 §C.2.2.2.4), without going back further than the last `*`.
  static func glob(_ pattern: String, _ text: String) -> Bool {
    let (pattern, text) = (Array(pattern), Array(text))
    var (at, place, star, mark) = (0, 0, -1, 0)
    while place < text.count {
      if at < pattern.count, pattern[at] == "*" {
        star = at
        mark = place
        at += 1
      } else if at < pattern.count, pattern[at] == "?" || pattern[at] == text[place] {
        at += 1
        place += 1
      } else if star >= 0 {
        at = star + 1
        mark += 1
        place = mark
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy { $0 == "*" }
  }
}
