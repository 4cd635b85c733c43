import Evidence
import Foundation
import HTTPExchange
import NIOCore
import NIOHTTP1

/// Runs in an S3-compatible store: the files of a record are objects below the run's name and the record's own digest, so that no two
/// records that are put under one name touch each other's. The name's fingerprints come last and say which record it is that has the
/// name. A run without them is not whole, whatever else is there.
public struct S3Store: RunStore {
  private let client: S3Client
  /// What all keys begin with; empty, or with a slash at its end.
  private let prefix: String

  /// Files that are on their way at a time.
  private static let atOnce = 4
  /// Bytes of the longest file that is put or fetched.
  static let fileLimit = 64 << 30
  /// Pages of a list: a million runs.
  private static let pageLimit = 1_000

  /// Prepares the store; nothing is sent.
  public init(
    bucket: String, prefix: String, _ settings: S3Settings, group: any EventLoopGroup
  ) throws(RunStoreError) {
    client = try S3Client(bucket: bucket, settings, group: group)
    self.prefix = prefix.isEmpty ? "" : "\(prefix)/"
  }

  /// The store as messages name it.
  public var place: String { client.place(prefix.isEmpty ? nil : String(prefix.dropLast())) }

  /// Closes every connection.
  public func close() async { await client.close() }

  /// What is there, whole or begun, by name.
  public func runs() async throws(RunStoreError) -> [StoredRun] {
    var names: Set<String> = []
    var token: String?
    for _ in 0..<Self.pageLimit {
      var query = [("delimiter", "/"), ("list-type", "2")].map { (name: $0.0, value: $0.1) }
      if !prefix.isEmpty { query.append(("prefix", prefix)) }
      if let token { query.append(("continuation-token", token)) }
      let answer = try await client.send(S3Client.Request(method: .GET, query: query, limit: 8 << 20))
      let bytes = answer.body.bytes(upTo: 8 << 20).map { Array($0.readableBytesView) } ?? []
      guard let page = S3Answer.page(bytes) else { throw .malformed(place: place, reason: "it is no list of objects") }
      for found in page.prefixes where found.hasPrefix(prefix) && found.hasSuffix("/") {
        let name = String(found.dropFirst(prefix.count).dropLast())
        if StoredRun.isName(name) { names.insert(name) }
      }
      guard let next = page.next else { return try await withSeals(names) }
      guard next != token else { throw .malformed(place: place, reason: "its list of objects does not go on") }
      token = next
    }
    throw .malformed(place: place, reason: "its list of objects does not end")
  }

  /// Puts a closed record there. The same record a second time changes nothing.
  public func put(_ folder: URL, as name: String) async throws(RunStoreError) {
    guard StoredRun.isName(name) else {
      throw .settings(place: place, reason: "\(name) is no name of a run: use letters, digits, hyphens and dots.")
    }
    let sealed = try SealedRecord(of: folder)
    let held = S3Name(client: client, folder: prefix + name)
    if try await held.isGiven(to: sealed) { return }
    let stored = Count()
    do throws(RunStoreError) {
      try await each(sealed.paths) { path throws(RunStoreError) in
        let file = try Self.local { () throws(RunDirectoryError) in try RecordedFile(path, in: folder) }
        let upload = S3Upload(client: client, key: held.key(of: path, of: sealed))
        try await upload.put(file) { found throws(RunStoreError) in
          try sealed.check(found, at: path, in: folder.path)
        }
        stored.add()
      }
      try await held.give(to: sealed)
    } catch {
      switch error {
      case .occupied:
        // What lost the name is nobody's.
        try? await each(sealed.paths + [RunLayout.sums]) { path throws(RunStoreError) in
          _ = try await client.send(
            S3Client.Request(method: .DELETE, key: held.key(of: path, of: sealed)), accepting: [403, 404])
        }
        throw error
      case .contested: throw error
      default: break
      }
      throw .incomplete(
        place: client.place(prefix + name), stored: stored.value, count: sealed.paths.count, reason: "\(error)")
    }
  }

  /// Copies a whole record into a new folder, every file held against its fingerprint.
  public func fetch(_ name: String, into folder: URL) async throws(RunStoreError) {
    let place = client.place(prefix + name)
    let held = S3Name(client: client, folder: prefix + name)
    guard StoredRun.isName(name), let seal = try await held.seal() else { throw .missing(place: place) }
    let sealed = try SealedRecord(seal: seal, from: "\(place)/\(RunLayout.sums)")
    try await each(sealed.paths) { path throws(RunStoreError) in
      let file = try Self.local { () throws(RunDirectoryError) in
        try DurableFileWriter(folder.appendingPathComponent(path))
      }
      let found = try await S3Download(client: client, key: held.key(of: path, of: sealed)).write(to: file)
      try sealed.check(found, at: path, in: place)
      try Self.local { () throws(RunDirectoryError) in try file.finish() }
    }
    try Self.local { () throws(RunDirectoryError) in
      try DurableFile.write(seal, to: folder.appendingPathComponent(RunLayout.sums))
    }
  }

  private func withSeals(_ names: Set<String>) async throws(RunStoreError) -> [StoredRun] {
    let whole = Names()
    try await each(names.sorted()) { name throws(RunStoreError) in
      let answer = try await client.send(
        S3Client.Request(method: .HEAD, key: S3Name(client: client, folder: prefix + name).sealKey),
        accepting: [404])
      if answer.isSuccess { whole.insert(name) }
    }
    let found = whole.value
    return names.sorted().map { StoredRun(name: $0, isWhole: found.contains($0)) }
  }

  /// What is done on this machine, whose faults are not the store's.
  static func local<Result>(_ body: () throws(RunDirectoryError) -> Result) throws(RunStoreError) -> Result {
    do throws(RunDirectoryError) { return try body() } catch { throw .record(error) }
  }

  /// Does something with each, several at a time, until one fails.
  private func each(
    _ items: [String], _ body: @escaping @Sendable (String) async throws(RunStoreError) -> Void
  ) async throws(RunStoreError) {
    let failure: RunStoreError? = await withTaskGroup(of: RunStoreError?.self) { tasks in
      var rest = items[...]
      func begin() {
        guard let item = rest.popFirst() else { return }
        tasks.addTask {
          do throws(RunStoreError) { try await body(item) } catch { return error }
          return nil
        }
      }
      for _ in 0..<Self.atOnce { begin() }
      while let ended = await tasks.next() {
        if let ended {
          tasks.cancelAll()
          return ended
        }
        begin()
      }
      return nil
    }
    if let failure { throw failure }
  }
}
