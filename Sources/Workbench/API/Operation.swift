import Hummingbird

/// One thing that can be asked of the workbench: its address, what it takes and gives, and how it is done. The routes and
/// the OpenAPI description are made of the same list, so that neither can say more than the other.
struct Operation: Sendable {
  /// Method.
  var method: HTTPRequest.Method
  /// Path with placeholders: `/api/runs/{run}`.
  var path: String
  /// What it does, in one line; nil for a page, which the description leaves out.
  var summary: String?
  /// Values of the query.
  var query: [Parameter] = []
  /// Whether `If-Match` must be given.
  var isConditional = false
  /// Name of the schema of the content that it takes.
  var takes: String?
  /// Answers: status to what it means and the schema of its content.
  var answers: [Answer] = []
  /// Whether someone who has not signed in may ask it.
  var isOpen = false
  /// Does it.
  var handle: @Sendable (Visit) async throws -> Reply

  /// A value of the query.
  struct Parameter: Sendable {
    var name: String
    var summary: String
    /// JSON Schema of the value.
    var schema: String
    var isRequired = false
  }

  /// What it can answer.
  struct Answer: Sendable {
    var status: Int
    var summary: String
    /// Name of the schema; nil for no content.
    var schema: String?
    var type = "application/json"
  }

  /// A page for people.
  static func page(
    _ method: HTTPRequest.Method, _ path: String, isOpen: Bool = false,
    _ handle: @escaping @Sendable (Visit) async throws -> Reply
  ) -> Operation {
    Operation(method: method, path: path, isOpen: isOpen, handle: handle)
  }

  /// Segments of the path.
  var segments: [Substring] { path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map { $0 } }

  /// Values of the placeholders where a path fits; nil where it does not.
  func match(_ segments: [String]) -> [String: String]? {
    let own = self.segments
    guard own.count == segments.count else { return nil }
    var places: [String: String] = [:]
    for (mine, given) in zip(own, segments) {
      if mine.first == "{" { places[String(mine.dropFirst().dropLast())] = given } else if mine != given { return nil }
    }
    return places
  }
}
