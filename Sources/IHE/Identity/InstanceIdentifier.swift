import XMLTree

/// Who or what is meant, and who says so: data type II of HL7 V3 (ITI TF-2 Appendix E.1).
public struct InstanceIdentifier: Hashable, Sendable {
  /// Who assigns it, an object identifier or a UUID; empty where the identifier is null.
  public var root: String
  /// What was assigned; nil where the root says all.
  public var `extension`: String?
  /// Name of the assigning authority for people.
  public var assigningAuthorityName: String?
  /// Why there is none: `NA`, `UNK`.
  public var nullFlavor: String?

  /// Makes an identifier.
  public init(
    root: String, extension: String? = nil, assigningAuthorityName: String? = nil, nullFlavor: String? = nil
  ) {
    self.root = root
    self.extension = `extension`
    self.assigningAuthorityName = assigningAuthorityName
    self.nullFlavor = nullFlavor
  }

  /// Reads an identifier as HL7 v2 writes it, `A1^^^NAME&1.2.3&ISO`; nil without an object identifier of the authority
  /// (ITI TF-2 Appendix E.1.2).
  public init?(cx: String) {
    let components = cx.split(separator: "^", omittingEmptySubsequences: false)
    guard components.count >= 4, !components[0].isEmpty else { return nil }
    let authority = components[3].split(separator: "&", omittingEmptySubsequences: false)
    guard authority.count >= 2, Self.isObjectIdentifier(authority[1]) else { return nil }
    self.init(
      root: String(authority[1]), extension: String(components[0]),
      assigningAuthorityName: authority[0].isEmpty ? nil : String(authority[0]))
  }

  /// As HL7 v2 writes it, without the name of the authority.
  public var cx: String { "\(`extension` ?? "")^^^&\(root)&ISO" }

  /// As text in one piece: the root, and the extension after `^` where there is one.
  public var text: String { `extension`.map { "\(root)^\($0)" } ?? root }

  /// Reads what ``text`` writes.
  public init(text: String) {
    let parts = text.split(separator: "^", maxSplits: 1, omittingEmptySubsequences: false)
    self.init(root: String(parts[0]), extension: parts.count > 1 ? String(parts[1]) : nil)
  }

  /// Whether two name the same, whatever the authority is called.
  public func names(_ other: InstanceIdentifier) -> Bool {
    root == other.root && `extension` == other.extension && !root.isEmpty
  }

  /// Whether the root is an object identifier.
  public var hasObjectIdentifier: Bool { Self.isObjectIdentifier(root[...]) }

  /// Whether a text is an object identifier of at least two arcs without leading zeros (ISO/IEC 9834-1; datatypes-base
  /// of the HL7 V3 schemas, type `oid`).
  static func isObjectIdentifier(_ text: Substring) -> Bool {
    let arcs = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard arcs.count >= 2, let first = arcs.first, first.count == 1, let digit = first.first,
      (UInt8(ascii: "0")...UInt8(ascii: "2")).contains(digit)
    else { return false }
    return arcs.allSatisfy { arc in
      !arc.isEmpty && arc.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        && (arc.count == 1 || arc.first != UInt8(ascii: "0"))
    }
  }

  /// The element.
  func element(_ name: String) -> MarkupElement {
    var attributes: [MarkupElement.Attribute] = []
    if let nullFlavor { attributes.append(.init("nullFlavor", nullFlavor)) }
    if !root.isEmpty { attributes.append(.init("root", root)) }
    if let value = `extension` { attributes.append(.init("extension", value)) }
    if let assigningAuthorityName { attributes.append(.init("assigningAuthorityName", assigningAuthorityName)) }
    return MarkupElement(name, attributes)
  }

  /// Reads an element; what is missing is empty.
  init(_ tree: MarkupTree, _ index: Int) {
    self.init(
      root: tree.attribute("root", of: index) ?? "", extension: tree.attribute("extension", of: index),
      assigningAuthorityName: tree.attribute("assigningAuthorityName", of: index),
      nullFlavor: tree.attribute("nullFlavor", of: index))
  }
}
