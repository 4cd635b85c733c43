/// A canonical URL with the version that it may name (FHIR R4 §2.24.0.8).
struct Canonical: Hashable, Sendable {
  /// The URL without its version.
  let url: String
  /// What follows the bar.
  let version: String?

  init(_ text: String) {
    let parts = text.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    url = parts.first ?? text
    version = parts.count == 2 ? parts[1] : nil
  }

  /// Where FHIR's own definitions are.
  static let base = "http://hl7.org/fhir/StructureDefinition/"

  /// A profile of FHIR's own that many snapshots name: a Quantity without comparator (R4 datatypes.html §2.24.0.9).
  static let simpleQuantity = base + "SimpleQuantity"

  /// The type that a definition of FHIR's own defines, `Patient`; nil for every other URL.
  var baseType: String? {
    let name = url.hasPrefix(Self.base) ? String(url.dropFirst(Self.base.count)) : url
    return ElementRegistry.r4.isType(name) ? name : nil
  }
}
