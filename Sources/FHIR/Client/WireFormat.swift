/// How resources are written on the wire (R4 http.html §3.1.0.1.8).
public enum WireFormat: String, CaseIterable, Hashable, Sendable {
  case json
  case xml

  /// The media type.
  public var mediaType: String { "application/fhir+\(rawValue)" }

  /// The format of a media type, those of general JSON and XML included (R4 http.html §3.1.0.1.8); nil for others.
  public init?(mediaType: String) {
    switch mediaType {
    case "application/fhir+json", "application/json", "text/json", "application/json+fhir": self = .json
    case "application/fhir+xml", "application/xml", "text/xml", "application/xml+fhir": self = .xml
    default: return nil
    }
  }
}
