/// What a query or retrieval may negotiate beyond the standard behaviour, one byte each, in the order of the service
/// class application information (PS3.4 §C.5.1.1).
enum ExtendedQueryFeature: String, CaseIterable {
  case relational
  case dateTime = "date-time"
  case fuzzy
  case timezone

  /// The words.
  static let words = allCases.map(\.rawValue)

  /// The application information that asks for features, to the last of them.
  static func information(_ features: Set<String>) -> [UInt8] {
    let bytes: [UInt8] = allCases.map { features.contains($0.rawValue) ? 1 : 0 }
    return Array(bytes[..<((bytes.lastIndex(of: 1) ?? 0) + 1)])
  }

  /// The features that an answer grants.
  static func granted(_ information: [UInt8]) -> [ExtendedQueryFeature] {
    zip(allCases, information).filter { $0.1 == 1 }.map(\.0)
  }
}
