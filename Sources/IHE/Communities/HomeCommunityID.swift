import DICOM

/// Id of a community, as messages between communities carry it: an OID as URN (ITI TF-3 §4.2.3.2.12).
public struct HomeCommunityID: Hashable, Sendable {
  /// The OID: `1.2.826.0.1`.
  public let oid: String

  /// Its form in messages: `urn:oid:1.2.826.0.1`.
  public var urn: String { Self.scheme + oid }

  private static let scheme = "urn:oid:"

  /// Makes an id of an OID; nil for a text that is none.
  public init?(oid: String) {
    let identifier = UID(oid)
    guard identifier.isValid, identifier.value == oid else { return nil }
    self.oid = oid
  }

  /// Reads an id in the form of messages; nil for every other form, one without `urn:oid:` among them.
  public init?(urn: String) {
    // The names of URN schemes and namespaces are the same in all cases (RFC 8141 §3.1).
    guard urn.prefix(Self.scheme.count).lowercased() == Self.scheme else { return nil }
    self.init(oid: String(urn.dropFirst(Self.scheme.count)))
  }
}
