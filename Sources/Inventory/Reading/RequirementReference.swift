import Specification

/// `id@revision`: a requirement as it stood at one revision.
struct RequirementReference: Hashable {
  /// The requirement.
  let id: String
  /// Its revision, from 1.
  let revision: Int

  /// Reads `id@revision`.
  init?(_ text: String) {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, Self.isIdentifier(parts[0]), parts[1].utf8.count <= 9, parts[1].utf8.first != 0x30,
      parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let revision = Int(parts[1])
    else { return nil }
    id = String(parts[0])
    self.revision = revision
  }

  private static func isIdentifier(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, isAlphanumeric(first), text.utf8.count <= 128 else { return false }
    return text.utf8.allSatisfy { isAlphanumeric($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}

extension FormReader {
  /// The requirement that an entry is about.
  func requirementReference(log: DiagnosticLog) -> RequirementReference? {
    guard let text = text("requirement"), !text.allSatisfy(\.isWhitespace) else { return nil }
    if let reference = RequirementReference(text) { return reference }
    log.error(
      InventoryRule.requirementReference, at: span(of: "requirement"),
      "`\(text)` is not a requirement with its revision", hint: "such as `STO-01@2`")
    return nil
  }
}
