import Evidence
import Foundation
import NIOPosix
import TestPeers
import Testing

@testable import Stores

@Suite("Stores of runs")
struct RunStoreTests {
  /// The kinds of stores, which promise the same.
  enum Kind: String, CaseIterable {
    case folder
    case s3

    func store(_ runs: RecordedRuns) async throws -> (store: any RunStore, peer: ObjectStore?) {
      switch self {
      case .folder: return (FolderStore(runs.url("store")), nil)
      case .s3:
        let peer = try await ObjectStore()
        return (try RunStoreTests.open("s3://records/night/acme", peer), peer)
      }
    }
  }

  fileprivate static func open(
    _ place: String, _ peer: ObjectStore, _ changes: [String: String] = [:]
  ) throws -> S3Store {
    var settings = try S3Settings(environment: peer.environment.merging(changes) { $1 })
    settings.pauses = [.milliseconds(1), .milliseconds(2), .milliseconds(4)]
    guard case .s3(let bucket, let prefix) = try StorePlace(place) else {
      throw PeerProcess.Unavailable(description: "\(place) is no S3 place")
    }
    return try S3Store(bucket: bucket, prefix: prefix, settings, group: MultiThreadedEventLoopGroup.singleton)
  }

  @Test("A run that is put there is whole, comes back byte for byte, and is never changed", arguments: Kind.allCases)
  func laws(kind: Kind) async throws {
    let runs = try RecordedRuns()
    let (store, peer) = try await kind.store(runs)
    #expect(try await store.runs() == [])
    let first = try await runs.run("first")
    try await store.put(first, as: "shard-1-of-2")
    try await store.put(try await runs.run("second"), as: "shard-2-of-2")
    let both = ["shard-1-of-2", "shard-2-of-2"].map { StoredRun(name: $0, isWhole: true) }
    #expect(try await store.runs() == both)
    let copy = runs.url("copy")
    try await store.fetch("shard-1-of-2", into: copy)
    #expect(try runs.files(copy) == runs.files(first))
    #expect(try RunSeal.verify(copy).isEmpty)

    // The same again changes nothing, another one is refused.
    try await store.put(first, as: "shard-1-of-2")
    await #expect { try await store.put(runs.run("other", seed: "other"), as: "shard-1-of-2") } throws: {
      guard case .occupied(let place) = $0 as? RunStoreError else { return false }
      return place.hasSuffix("shard-1-of-2")
    }
    let again = runs.url("again")
    try await store.fetch("shard-1-of-2", into: again)
    #expect(try runs.files(again) == runs.files(first))
    #expect(try await store.runs() == both)

    // What is not there, not closed or altered is not given or taken.
    await #expect { try await store.fetch("shard-3-of-3", into: runs.url("none")) } throws: {
      guard case .missing = $0 as? RunStoreError else { return false }
      return true
    }
    let open = try await runs.run("open", isClosed: false)
    let altered = try await runs.run("altered")
    try Data("edition: 2\n".utf8).write(to: altered.appendingPathComponent("specification/specification.yaml"))
    for (folder, word) in [(open, "ended before its record was closed"), (altered, "was altered after the run")] {
      await #expect { try await store.put(folder, as: "bad") } throws: { "\($0)".contains(word) }
    }
    for name in ["../up", "", ".hidden", "a/b", "a b"] {
      await #expect(throws: RunStoreError.self) { try await store.put(first, as: name) }
      await #expect(throws: RunStoreError.self) { try await store.fetch(name, into: runs.url("none")) }
    }
    #expect(try await store.runs() == both)
    await store.close()
    peer?.stop()
  }

  @Test(
    "What was begun and not finished is named, is never taken for whole, and can be finished", arguments: Kind.allCases)
  func begun(kind: Kind) async throws {
    let runs = try RecordedRuns()
    let (store, peer) = try await kind.store(runs)
    let first = try await runs.run("first")
    switch store {
    case let store as FolderStore:
      let standIn = store.folder.appendingPathComponent(".shard-1-of-2-0A1B2C3D.partial")
      try FileManager.default.createDirectory(at: standIn, withIntermediateDirectories: true)
      try Data("{}".utf8).write(to: standIn.appendingPathComponent("run.json"))
    case _ as S3Store:
      let peer = try #require(peer)
      let client = try S3Client(
        bucket: "records", S3Settings(environment: peer.environment), group: MultiThreadedEventLoopGroup.singleton)
      let request = S3Client.Request(
        method: .PUT, key: "night/acme/shard-1-of-2/\(String(repeating: "0", count: 64))/run.json",
        content: .init(string: "{}"))
      _ = try await client.send(request)
      await client.close()
    default: Issue.record("another store")
    }
    #expect(try await store.runs() == [StoredRun(name: "shard-1-of-2", isWhole: false)])
    await #expect { try await store.fetch("shard-1-of-2", into: runs.url("none")) } throws: {
      "\($0)".contains("no whole run")
    }
    try await store.put(first, as: "shard-1-of-2")
    #expect(try await store.runs() == [StoredRun(name: "shard-1-of-2", isWhole: true)])
    try await store.fetch("shard-1-of-2", into: runs.url("copy"))
    #expect(try runs.files(runs.url("copy")) == runs.files(first))
    await store.close()
    peer?.stop()
  }

  @Test(
    "Whoever puts the same run there at the same time finds it whole; of two runs one is refused",
    arguments: Kind.allCases)
  func race(kind: Kind) async throws {
    let runs = try RecordedRuns()
    let (store, peer) = try await kind.store(runs)
    let (first, other) = (try await runs.run("first"), try await runs.run("other", seed: "other"))
    func race(_ folders: [URL], as name: String) async -> [RunStoreError] {
      await withTaskGroup(of: RunStoreError?.self) { tasks in
        for folder in folders {
          tasks.addTask {
            do throws(RunStoreError) { try await store.put(folder, as: name) } catch { return error }
            return nil
          }
        }
        return await tasks.reduce(into: []) { if let error = $1 { $0.append(error) } }
      }
    }
    #expect(await race([first, first, first], as: "same").isEmpty)
    let refused = await race([first, other], as: "either")
    let occupied = refused.filter(\.isOccupied)
    #expect(refused.count == 1 && occupied == refused, "\(refused)")
    #expect(try await store.runs().map(\.isWhole) == [true, true])
    // Whose it is, it is whole: none of its files is the other's.
    try await store.fetch("either", into: runs.url("either"))
    let files = try runs.files(runs.url("either"))
    #expect(try [first, other].contains { try runs.files($0) == files })
    await store.close()
    peer?.stop()
  }

  @Test(
    "Two runs whose files come at the same time under one name do not touch each other: one has the name, or none",
    arguments: [("night", true), ("conflicting", true), ("unconditional", false), ("unimplemented", false)])
  func meeting(prefix: String, hasWinner: Bool) async throws {
    let runs = try RecordedRuns()
    let peer = try await ObjectStore()
    let store = try Self.open("s3://records/\(prefix)/meeting", peer)
    let folders = [try await runs.run("first"), try await runs.run("other", seed: "other")]
    let failures = await withTaskGroup(of: (Int, RunStoreError?).self) { tasks in
      for (index, folder) in folders.enumerated() {
        tasks.addTask {
          do throws(RunStoreError) { try await store.put(folder, as: "either") } catch { return (index, error) }
          return (index, nil)
        }
      }
      return await tasks.reduce(into: [RunStoreError?](repeating: nil, count: 2)) { $0[$1.0] = $1.1 }
    }
    if hasWinner {
      let winner = try #require(failures.firstIndex(of: nil))
      #expect(failures[1 - winner]?.isOccupied == true, "\(failures)")
      try await store.fetch("either", into: runs.url("either"))
      #expect(try runs.files(runs.url("either")) == runs.files(folders[winner]))
      #expect(try RunSeal.verify(runs.url("either")).isEmpty)
      // What lost has left nothing there.
      let client = try S3Client(
        bucket: "records", S3Settings(environment: peer.environment), group: MultiThreadedEventLoopGroup.singleton)
      let lost = try SealedRecord(of: folders[1 - winner])
      let key = S3Name(client: client, folder: "\(prefix)/meeting/either").key(of: "run.json", of: lost)
      #expect(try await client.send(S3Client.Request(method: .HEAD, key: key), accepting: [404]).status == 404)
      await client.close()
    } else {
      for failure in failures {
        if case .contested(let place, let other)? = failure {
          #expect(place.hasSuffix("either") && other.count == 64)
        } else {
          Issue.record("\(failures)")
        }
      }
      #expect(try await store.runs() == [StoredRun(name: "either", isWhole: false)])
    }
    await store.close()
    peer.stop()
  }

  @Test(
    "A store without conditions takes one run, the same again, and no other",
    arguments: ["unconditional", "unimplemented"])
  func unconditional(prefix: String) async throws {
    let runs = try RecordedRuns()
    let peer = try await ObjectStore()
    let store = try Self.open("s3://records/\(prefix)", peer)
    let (first, other) = (try await runs.run("first"), try await runs.run("other", seed: "other"))
    try await store.put(first, as: "run")
    try await store.put(first, as: "run")
    await #expect { try await store.put(other, as: "run") } throws: { ($0 as? RunStoreError)?.isOccupied == true }
    try await store.fetch("run", into: runs.url("copy"))
    #expect(try runs.files(runs.url("copy")) == runs.files(first))
    await store.close()
    peer.stop()
  }

  @Test("A store that misbehaves is named for what it did, keeps no secret from being one, and gives nothing false")
  func faults() async throws {
    let runs = try RecordedRuns()
    let peer = try await ObjectStore()
    let first = try await runs.run("first")
    func failure(_ body: () async throws -> Void) async -> String {
      do { try await body() } catch {
        for secret in [ObjectStore.secretKey, ObjectStore.sessionToken] {
          #expect(!"\(error)".contains(secret) && !String(reflecting: error).contains(secret))
        }
        return "\(error)"
      }
      return "none"
    }

    let busy = try Self.open("s3://records/busy", peer)
    try await busy.put(first, as: "run")
    try await busy.fetch("run", into: runs.url("busy"))
    #expect(try runs.files(runs.url("busy")) == runs.files(first))

    let full = try Self.open("s3://records/full", peer)
    let cut = await failure { try await full.put(first, as: "run") }
    #expect(cut.contains("of 10 files were put there") && cut.contains("InternalError"), "\(cut)")
    #expect(try await full.runs() == [StoredRun(name: "run", isWhole: false)])

    for (prefix, word) in [("altering", "was altered in the store"), ("losing", "NoSuchKey")] {
      let store = try Self.open("s3://records/\(prefix)", peer)
      try await store.put(first, as: "run")
      let found = await failure { try await store.fetch("run", into: runs.url(prefix)) }
      #expect(found.contains(word) && found.contains("evidence.jsonl"), "\(found)")
      #expect(!FileManager.default.fileExists(atPath: runs.url("\(prefix)/SHA256SUMS").path))
      await store.close()
    }
    let vanishing = try Self.open("s3://records/vanishing", peer)
    let said = await failure { try await vanishing.put(first, as: "run") }
    #expect(said.contains("is said to be there"), "\(said)")
    #expect(try await vanishing.runs() == [StoredRun(name: "run", isWhole: false)])
    await vanishing.close()
    let echoing = try Self.open("s3://records/echoing", peer)
    #expect(await failure { try await echoing.put(first, as: "run") }.contains("403"))
    let endless = try Self.open("s3://records/endless", peer)
    #expect(await failure { _ = try await endless.runs() }.contains("does not go on"))
    let wrong = try Self.open("s3://records/night", peer, ["AWS_SECRET_ACCESS_KEY": "another"])
    #expect(await failure { _ = try await wrong.runs() }.contains("SignatureDoesNotMatch"))
    let none = try Self.open("s3://other-records/night", peer)
    #expect(await failure { try await none.put(first, as: "run") }.contains("NoSuchBucket"))
    peer.stop()
    let gone = await failure { _ = try await busy.runs() }
    #expect(gone.contains("does not answer"), "\(gone)")
    for store in [busy, full, echoing, endless, wrong, none] { await store.close() }
  }
}

extension RunStoreError {
  fileprivate var isOccupied: Bool { if case .occupied = self { true } else { false } }
}
