import Foundation

/// The served folder with its index, looked through again when a request finds it older than a second.
actor RunLibrary {
  nonisolated let root: URL
  nonisolated let index: RunIndex
  private var held: ServedFolder
  private var searched: ContinuousClock.Instant
  private var isSearching = false

  /// How old what is known may be.
  private static let freshness = Duration.seconds(1)

  init(of root: URL) throws {
    self.root = root
    index = try RunIndex(of: root)
    held = ServedFolder(searching: root)
    searched = .now
    try index.update(to: held.runs, in: root)
  }

  /// What lies in the folder, as it was found not long ago: nobody waits for another search.
  ///
  /// - Parameter now: Whether even a moment ago is too long ago, after something was written.
  func folder(now: Bool = false) throws -> ServedFolder {
    if now {
      try search()
    } else if !isSearching, ContinuousClock.now - searched > Self.freshness {
      isSearching = true
      Task { self.searchAgain() }
    }
    return held
  }

  private func searchAgain() {
    isSearching = false
    // What can't be indexed now is tried again by the next request; what is held stays.
    try? search()
  }

  private func search() throws {
    held = ServedFolder(searching: root)
    searched = .now
    try index.update(to: held.runs, in: root)
  }

  /// A run by its key, as it is now.
  func run(_ key: String, now: Bool = false) throws -> IndexedRun? {
    guard ServedFolder.isKey(key) else { return nil }
    _ = try folder(now: now)
    return try index.run(key)
  }
}
