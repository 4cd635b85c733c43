import Foundation

/// Every version of every resource, in memory. A value: what a transaction has begun is undone by keeping the copy.
struct ResourceStore: Sendable {
  /// Resources that are kept, and versions of each: more are refused, older ones give way.
  static let limit = 100_000
  static let versionLimit = 100

  /// One version of a resource.
  struct Version: Sendable {
    /// Version id.
    var number: Int
    /// When it came.
    var time: String
    /// By which method of HTTP.
    var method: String
    /// The resource; nil where it was deleted.
    var content: JSONContent?
  }

  private var versions: [String: [String: [Version]]] = [:]
  private var order: [String: [String]] = [:]
  private var count = 0

  /// All versions of a resource, the oldest first; none for one that was never there.
  func versions(_ type: String, _ id: String) -> [Version] { versions[type]?[id] ?? [] }

  /// The current version of a resource; nil where it is not there or was deleted.
  func current(_ type: String, _ id: String) -> JSONContent? { versions(type, id).last?.content }

  /// The current resources of a type, in the order in which they came.
  func all(_ type: String) -> [JSONContent] { (order[type] ?? []).compactMap { current(type, $0) } }

  /// Keeps a resource as a new version of itself, or as a new one, with its version and moment in it.
  ///
  /// Nil where there is room for no more.
  mutating func put(_ content: JSONContent, _ type: String, id given: String? = nil) -> JSONContent? {
    let id = given ?? UUID().uuidString.lowercased()
    let before = versions(type, id)
    if before.isEmpty {
      guard count < Self.limit else { return nil }
      count += 1
      order[type, default: []].append(id)
    }
    let (number, time) = ((before.last?.number ?? 0) + 1, Self.now())
    var content = content
    var meta: JSONContent = content["meta"] ?? [:]
    meta["versionId"] = .string(String(number))
    meta["lastUpdated"] = .string(time)
    content["id"] = .string(id)
    content["meta"] = meta
    let method = before.isEmpty && given == nil ? "POST" : "PUT"
    append(Version(number: number, time: time, method: method, content: content), type, id)
    return content
  }

  /// Marks a resource as deleted.
  mutating func delete(_ type: String, _ id: String) {
    guard let last = versions(type, id).last, last.content != nil else { return }
    append(Version(number: last.number + 1, time: Self.now(), method: "DELETE", content: nil), type, id)
  }

  private mutating func append(_ version: Version, _ type: String, _ id: String) {
    versions[type, default: [:]][id, default: []].append(version)
    if versions(type, id).count > Self.versionLimit { versions[type]?[id]?.removeFirst() }
  }

  /// Now as an instant of FHIR, to the millisecond.
  static func now() -> String {
    Date().formatted(.iso8601.year().month().day().time(includingFractionalSeconds: true).timeZone(separator: .omitted))
      .replacing("+0000", with: "Z")
  }
}
