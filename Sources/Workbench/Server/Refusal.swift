import Hummingbird

/// Why a request is not done: what happened and what to do, in words for people and nothing of the program's insides.
struct Refusal: Error, Sendable {
  /// Status of the answer.
  var status: HTTPResponse.Status
  /// What happened, in a few words.
  var title: String
  /// Why, and what to do.
  var detail: String
  /// Fields of the answer.
  var fields: HTTPFields = [:]
  /// What stands there now, where a change was refused because of it.
  var conflict: Conflict?

  /// Two versions of one entry: none of them is lost.
  struct Conflict: Codable, Hashable, Sendable {
    /// What stands there now, field by field.
    var current: [String: String]
    /// Its tag, to be given with another attempt.
    var tag: String
    /// What was sent and not written.
    var refused: [String: String]
    /// Where what was refused is kept, below the served folder.
    var kept: String
  }

  init(_ status: HTTPResponse.Status, _ title: String, _ detail: String) {
    self.status = status
    self.title = title
    self.detail = detail
  }

  /// What stands at no address.
  static let notFound = Refusal(.notFound, "Not found", "Nothing stands at this address.")
}
