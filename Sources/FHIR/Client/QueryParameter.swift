import HTTPExchange

/// A parameter of a search or an operation: `patient.identifier=http://…|999`, with its modifier in the name.
public struct QueryParameter: Hashable, Sendable {
  /// Its name, modifier and chain included.
  public var name: String
  /// Its value, as people write it.
  public var value: String

  /// Makes a parameter.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Reads `name=value`; without a sign of equality there is no value.
  public init(_ text: String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    name = String(parts[0])
    value = parts.count > 1 ? String(parts[1]) : ""
  }

  /// Parameters as a query or a form. Commas and the like that mean something to FHIR stand for themselves.
  public static func query(_ parameters: [QueryParameter]) -> String {
    let kept: Set<UInt8> = Set(":,$/*".utf8)
    return parameters.map {
      "\(WebAddress.encoded($0.name, keeping: kept))=\(WebAddress.encoded($0.value, keeping: kept))"
    }.joined(separator: "&")
  }
}
