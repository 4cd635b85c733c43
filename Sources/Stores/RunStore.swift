import Foundation

/// Where whole runs are kept, each under a name of its own.
///
/// A run becomes visible as whole only when all of it is there, and is not changed afterwards: so engines that put their
/// shards there, and whoever merges them, need not know of each other.
public protocol RunStore: Sendable {
  /// The store as messages name it.
  var place: String { get }

  /// What is there, whole or begun, by name.
  func runs() async throws(RunStoreError) -> [StoredRun]

  /// Puts a closed record there. The same record a second time changes nothing.
  ///
  /// - Throws: ``RunStoreError/occupied(place:)`` where another record has the name,
  ///   ``RunStoreError/contested(place:other:)`` where another may be about to get it,
  ///   ``RunStoreError/incomplete(place:stored:count:reason:)`` where it could not be put there as a whole.
  func put(_ folder: URL, as name: String) async throws(RunStoreError)

  /// Copies a whole record into a new folder, every file held against its fingerprint.
  func fetch(_ name: String, into folder: URL) async throws(RunStoreError)

  /// Lets go of connections.
  func close() async
}

extension RunStore {
  /// Nothing to let go of.
  public func close() async {}
}

/// A run in a store.
public struct StoredRun: Hashable, Sendable {
  /// Its name.
  public var name: String
  /// Whether all of it is there; a run of which only a part is was begun and not finished.
  public var isWhole: Bool

  /// Makes an entry.
  public init(name: String, isWhole: Bool) {
    self.name = name
    self.isWhole = isWhole
  }

  /// Whether a text can name a run: letters, digits, `-`, `_` and `.`, not first; it is part of paths and addresses.
  public static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 200 && !text.hasPrefix(".")
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || [0x2D, 0x2E, 0x5F].contains(byte)
      }
  }

  /// A text as a name: what may not stand in one becomes a hyphen.
  public static func name(of text: String) -> String {
    let kept = text.unicodeScalars.prefix(200).map { isName("a\($0)") ? Character($0) : "-" }
    let name = String(kept.drop { $0 == "." })
    return name.isEmpty ? "run" : name
  }
}
