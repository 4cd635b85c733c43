import Synchronization

/// Definitions of the table that were read, each once: messages name the same fields, data types and tables again and again.
///
/// Only what an edition has is kept, so that no foreign message makes it grow beyond the table.
final class KnownDefinitions<Definition: Sendable>: Sendable {
  private struct Key: Hashable {
    var name: String
    var number: Int
    var version: Version
  }

  private let known = Mutex<[Key: Definition]>([:])

  /// The definition of a name, and of a number within it; it is read where it is not known.
  func definition(
    of name: String, _ number: Int = 0, in version: Version, read: () -> Definition?
  ) -> Definition? {
    let key = Key(name: name, number: number, version: version)
    if let known = known.withLock({ $0[key] }) { return known }
    guard let definition = read() else { return nil }
    known.withLock { $0[key] = definition }
    return definition
  }
}
