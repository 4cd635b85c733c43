import DICOM
import Evidence

/// Holds printed identifiers and names against PS3.6. What does not fit is reported, never repaired.
enum RegistryCheck {
  /// The confidence that no claim exceeds whose identifier is not what its name says, or is not registered.
  static let doubtful = 75

  /// Whether identifier and name of a SOP class may belong together.
  static func sopClass(uid: String, name: String, _ citation: Citation, _ findings: inout Findings) -> Bool {
    check(uid: uid, name: name, kind: "SOP class", byName: Registered.sopClass(named:), citation, &findings)
  }

  /// Whether identifier and name of a transfer syntax may belong together.
  static func transferSyntax(uid: String, name: String, _ citation: Citation, _ findings: inout Findings) -> Bool {
    check(uid: uid, name: name, kind: "transfer syntax", byName: Registered.transferSyntax(named:), citation, &findings)
  }

  private static func check(
    uid: String, name: String, kind: String, byName: (String) -> String?, _ citation: Citation,
    _ findings: inout Findings
  ) -> Bool {
    guard let entry = Registered.entry(uid) else {
      if Registered.isDICOM(uid) {
        findings.report(
          .warning, "unregistered-uid",
          "\(uid) (\(name.isEmpty ? "no name given" : name)) lies under DICOM's root but is not registered "
            + "in PS3.6 \(Registered.edition)."
            + (nearest(uid, name, byName, findings).map { " Perhaps \($0) is meant." } ?? ""),
          citation)
        return false
      }
      findings.report(.note, "private-uid", "\(uid) (\(name)) is a private \(kind).", citation)
      return true
    }
    if entry.isRetired {
      findings.reportOnce(
        .note, "retired-uid", "\(uid) (\(entry.name)) is retired in PS3.6 \(Registered.edition).", citation)
    }
    guard !name.isEmpty else { return true }
    if let other = byName(name), other != uid, let meant = Registered.entry(other),
      NameKey.key(meant.name) != NameKey.key(entry.name)
    {
      // A retired class and its successor share the name; the identifier then tells which one is meant.
      if meant.isRetired != entry.isRetired, withoutRetired(meant.name) == withoutRetired(entry.name) { return true }
      findings.report(
        .warning, "name-uid-mismatch",
        "The document prints “\(name)” with \(uid), which PS3.6 registers as “\(entry.name)”; the name is that of "
          + "\(other).", citation)
      return false
    }
    if byName(name) == nil, !resembles(name, entry.name) {
      findings.report(
        .warning, "name-uid-mismatch",
        "The document prints “\(name)” with \(uid), which PS3.6 registers as “\(entry.name)”.", citation)
      return false
    }
    return true
  }

  /// Problems of a document after which no identifier is searched any more: it holds each against all of the registry.
  private static let maximumSuggestions = 200

  /// The registered identifier that a mistyped one resembles: that of the name, else one that differs by a slip.
  private static func nearest(
    _ uid: String, _ name: String, _ byName: (String) -> String?, _ findings: Findings
  ) -> String? {
    if let named = byName(name) { return "\(named), as the name says," }
    guard findings.problems.count < maximumSuggestions else { return nil }
    return UIDRegistry.suggestions(forUID: uid).first { near in
      Registered.entry(near).map { $0.kind == .sopClass || $0.kind == .transferSyntax } ?? false
    }
  }

  /// Reports an identifier that is not registered and begins several that are.
  static func cutShort(_ uid: String, name: String, _ citation: Citation, _ findings: inout Findings) {
    findings.report(
      .warning, "malformed-uid",
      "“\(uid)” (\(name.isEmpty ? "no name given" : name)) is the beginning of several identifiers of PS3.6 and none "
        + "itself: the rest of it is missing.", citation)
  }

  /// Reports what is meant for an identifier under DICOM's root but is none: letters in it, leading zeros, a dot too
  /// many.
  static func malformed(_ cell: String, name: String, _ citation: Citation, _ findings: inout Findings) {
    let text = cell.collapsed
    guard findings.problems.count < maximumSuggestions, text.utf8.count <= 200, text.utf8Contains("1.2.840.10008"),
      Registered.identifiers(inCell: text).isEmpty,
      !text.utf8Contains("1.2.840.10008.x"), !text.contains("*"), !text.contains("<")
    else { return }
    let near = UIDRegistry.suggestions(forUID: String(text.filter { !$0.isWhitespace })).first
    findings.report(
      .warning, "malformed-uid",
      "“\(text)” (\(name.isEmpty ? "no name given" : name)) is no valid identifier."
        + (near.map { " Perhaps \($0) is meant." } ?? ""), citation)
  }

  private static func withoutRetired(_ name: String) -> String {
    NameKey.key(name.replacing("(Retired)", with: ""))
  }

  /// Whether the names share enough letters in a row to be the same thing, abbreviated or not.
  private static func resembles(_ printed: String, _ registered: String) -> Bool {
    let own = pairs(distinctive(printed))
    let known = pairs(distinctive(registered))
    // A name in another script or language cannot be compared.
    guard own.count >= 4, known.count >= 4 else { return true }
    let shared = own.intersection(known).count
    return shared * 100 >= min(own.count, known.count) * 55
  }

  /// The name without what many names share.
  private static func distinctive(_ name: String) -> String {
    ["retired", "storage", "image", "softcopy", "presentationstate"].reduce(NameKey.key(name)) {
      $0.replacing($1, with: "")
    }
  }

  private static func pairs(_ text: String) -> Set<[UInt8]> {
    let bytes = Array(text.utf8)
    guard bytes.count > 1 else { return [] }
    return Set((0..<(bytes.count - 1)).map { [bytes[$0], bytes[$0 + 1]] })
  }
}
