import Foundation

/// The served folder with its index, looked through again when a request finds it older than a second.
actor RunLibrary {
  nonisolated let root: URL
  nonisolated let index: any RunIndex
  private var held: ServedFolder
  private var searched: ContinuousClock.Instant
  private var isSearching = false

  /// How old what is known may be.
  private static let freshness = Duration.seconds(1)

  init(of root: URL, index choice: IndexChoice = .sqlite) async throws {
    self.root = root
    switch choice {
    case .sqlite: index = try SQLiteRunIndex(of: root)
    case .postgresql(let address, let name):
      index = try await PostgreSQLRunIndex(address, of: name ?? root.path)
    }
    held = ServedFolder(searching: root)
    searched = .now
    try await index.update(to: held.runs, in: root)
  }

  /// What lies in the folder, as it was found not long ago: nobody waits for another search.
  ///
  /// - Parameter now: Whether even a moment ago is too long ago, after something was written.
  func folder(now: Bool = false) async throws -> ServedFolder {
    if now {
      try await search()
    } else if !isSearching, ContinuousClock.now - searched > Self.freshness {
      isSearching = true
      Task { await self.searchAgain() }
    }
    return held
  }

  private func searchAgain() async {
    // What can't be indexed now is tried again by the next request; what is held stays.
    try? await search()
    isSearching = false
  }

  private func search() async throws {
    held = ServedFolder(searching: root)
    searched = .now
    try await index.update(to: held.runs, in: root)
  }

  /// A run by its key, as it is now.
  func run(_ key: String, now: Bool = false) async throws -> IndexedRun? {
    guard ServedFolder.isKey(key) else { return nil }
    _ = try await folder(now: now)
    return try await index.run(key)
  }
}
