/// Why a document gave nothing to read; becomes a problem of severity `unreadable`.
struct ReadingFailure: Error, Hashable, Sendable {
  /// Stable name, `encrypted`, `no-text`, `damaged`.
  var code: String
  /// What is wrong and what to do, as sentences that begin after the document's name: `is encrypted. Give …`.
  var message: String

  /// Makes a failure.
  init(_ code: String, _ message: String) {
    self.code = code
    self.message = message
  }
}
