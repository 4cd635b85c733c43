import Evidence
import Foundation
import NIOCore
import NIOPosix
import TestPeers
import Testing

@testable import Stores

/// Files that are longer than a request.
@Suite("S3, files in parts")
struct S3PartsTests {
  private static let partLength = 4_096
  private static let large = "specification/large.bin"

  private static func settings(_ peer: ObjectStore) throws -> S3Settings {
    var settings = try S3Settings(environment: peer.environment)
    settings.pauses = [.milliseconds(1), .milliseconds(2), .milliseconds(4)]
    settings.partLength = partLength
    return settings
  }

  private static func open(_ prefix: String, _ peer: ObjectStore) throws -> S3Store {
    try S3Store(
      bucket: "records", prefix: prefix, settings(peer), group: MultiThreadedEventLoopGroup.singleton)
  }

  /// Bytes that differ from part to part.
  private static func content(_ length: Int) -> Data {
    var generator = SeededGenerator(state: UInt64(length))
    return Data((0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) })
  }

  /// The uploads that a store keeps and that are no object yet, as it lists them.
  private static func unfinished(_ peer: ObjectStore) async throws -> Int {
    let client = try S3Client(bucket: "records", settings(peer), group: MultiThreadedEventLoopGroup.singleton)
    let answer = try await client.send(S3Client.Request(method: .GET, query: [("uploads", "")]))
    await client.close()
    let text = answer.body.bytes(upTo: 1 << 20).map { String(buffer: $0) } ?? ""
    #expect(text.contains("ListMultipartUploadsResult"), "\(text)")
    return text.components(separatedBy: "<Upload>").count - 1
  }

  private static func failure(_ body: () async throws -> Void) async -> String {
    do { try await body() } catch { return "\(error)" }
    return "none"
  }

  @Test(
    "A file of any length comes back byte for byte, in as many parts as it needs",
    arguments: [
      (0, 0), (1, 0), (partLength, 0), (partLength + 1, 2), (2 * partLength, 2), (9 * partLength + 17, 10),
    ])
  func lengths(length: Int, parts: Int) async throws {
    let runs = try RecordedRuns()
    let peer = try await ObjectStore()
    let store = try Self.open("night", peer)
    let run = try await runs.run("run", further: [Self.large: Self.content(length)])
    try await store.put(run, as: "run")
    try await store.fetch("run", into: runs.url("copy"))
    #expect(try runs.files(runs.url("copy")) == runs.files(run))
    #expect(try await Self.unfinished(peer) == 0)
    await store.close()
    let puts = peer.output.split(separator: "\n").filter { $0.contains("PUT ") && $0.contains("partNumber=") }
    #expect(puts.count == parts, "\(puts)")
    peer.stop()
  }

  @Test(
    "A store that takes its time or loses an answer has the whole file in the end",
    arguments: ["late", "forgetful", "busy"])
  func patient(prefix: String) async throws {
    let runs = try RecordedRuns()
    let peer = try await ObjectStore()
    let store = try Self.open(prefix, peer)
    let run = try await runs.run("run", further: [Self.large: Self.content(3 * Self.partLength)])
    try await store.put(run, as: "run")
    #expect(try await store.runs() == [StoredRun(name: "run", isWhole: true)])
    try await store.fetch("run", into: runs.url("copy"))
    #expect(try runs.files(runs.url("copy")) == runs.files(run))
    #expect(try await Self.unfinished(peer) == 0)
    await store.close()
    peer.stop()
  }

  @Test(
    "An upload that can't be finished is named with its cause, ended, and never whole",
    arguments: [("cutting", "InternalError"), ("nameless", "names no upload")])
  func ended(prefix: String, word: String) async throws {
    let runs = try RecordedRuns()
    let peer = try await ObjectStore()
    let store = try Self.open(prefix, peer)
    let run = try await runs.run("run", further: [Self.large: Self.content(3 * Self.partLength)])
    let cut = await Self.failure { try await store.put(run, as: "run") }
    #expect(cut.contains("files were put there") && cut.contains(word) && cut.contains("large.bin"), "\(cut)")
    #expect(try await store.runs() == [StoredRun(name: "run", isWhole: false)])
    #expect(try await Self.unfinished(peer) == 0)
    await store.close()
    peer.stop()
  }

  @Test("A file that is altered while it goes in parts becomes no object")
  func altered() async throws {
    let runs = try RecordedRuns()
    let peer = try await ObjectStore()
    let client = try S3Client(bucket: "records", Self.settings(peer), group: MultiThreadedEventLoopGroup.singleton)
    try Self.content(2 * Self.partLength).write(to: runs.url("large.bin"))
    let file = try RecordedFile("large.bin", in: runs.folder)
    let found = await Self.failure {
      try await S3Upload(client: client, key: "large.bin").put(file) { found throws(RunStoreError) in
        throw .altered(place: "large.bin", expected: "another", found: found)
      }
    }
    #expect(found.contains(Digest.sha256(Self.content(2 * Self.partLength))), "\(found)")
    #expect(try await Self.unfinished(peer) == 0)
    let answer = try await client.send(S3Client.Request(method: .HEAD, key: "large.bin"), accepting: [404])
    #expect(answer.status == 404)
    // What became shorter meanwhile is told as such.
    let handle = try FileHandle(forWritingTo: runs.url("short.bin", of: 2 * Self.partLength))
    let short = try RecordedFile("short.bin", in: runs.folder)
    try handle.truncate(atOffset: 10)
    try handle.close()
    let cut = await Self.failure {
      try await S3Upload(client: client, key: "short.bin").put(short) { _ throws(RunStoreError) in }
    }
    #expect(cut.contains("short.bin"), "\(cut)")
    #expect(try await Self.unfinished(peer) == 0)
    await client.close()
    peer.stop()
  }

  @Test(
    "Ranges that are not what was asked for give no file; a store without ranges gives short files as a whole",
    arguments: [("growing", "are taken at most"), ("shifting", "another range"), ("plain", "at most")])
  func ranges(prefix: String, word: String) async throws {
    let runs = try RecordedRuns()
    let peer = try await ObjectStore()
    let store = try Self.open(prefix, peer)
    let run = try await runs.run("run", further: [Self.large: Self.content(2 * Self.partLength)])
    try await store.put(run, as: "run")
    let found = await Self.failure { try await store.fetch("run", into: runs.url("copy")) }
    #expect(found.contains("large.bin") && found.contains(word), "\(found)")
    for file in [Self.large, ".large.bin.partial", "SHA256SUMS"] {
      #expect(!FileManager.default.fileExists(atPath: runs.url("copy/\(file)").path), "\(file)")
    }
    if prefix == "plain" {
      let short = try await runs.run("short")
      try await store.put(short, as: "short")
      try await store.fetch("short", into: runs.url("other"))
      #expect(try runs.files(runs.url("other")) == runs.files(short))
    }
    await store.close()
    peer.stop()
  }

  @Test(
    "A file of any length has no more parts than a store takes, none shorter than asked for",
    arguments: [
      (0, 16 << 20), (16 << 20, 16 << 20), (160_000 << 20, 16 << 20), (S3Store.fileLimit, 16 << 20), (100_001, 1),
    ])
  func partLengths(length: Int, least: Int) {
    let part = S3Upload.partLength(of: length, atLeast: least)
    #expect(part >= least && (length + part - 1) / part <= 10_000)
  }

  @Test(
    "Which bytes came is read, and nothing else is taken for it",
    arguments: [
      ("bytes 0-4/10", [0, 5, 10]), ("bytes 5-9/10", [5, 10, 10]), ("bytes 4-0/10", nil), ("bytes */10", nil),
      ("bytes 0-4/*", nil), ("bytes 0-99999999999999999999/1", nil), ("", nil), ("bytes 0-4/10,", nil),
    ] as [(String, [Int]?)])
  func contentRanges(field: String, read: [Int]?) {
    let range = S3Answer.range(field)
    #expect(range.map { [$0.start, $0.end, $0.length] } == read)
  }

  @Test("20,000 mutants of an upload's name are read or refused, and what is read can stand in an address")
  func mutants() {
    let original =
      #"<?xml version="1.0"?><InitiateMultipartUploadResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">"#
      + "<Bucket>records</Bucket><Key>night/a</Key><UploadId>VXBsb2FkIElE</UploadId></InitiateMultipartUploadResult>"
    #expect(S3Answer.upload(Array(original.utf8)) == "VXBsb2FkIElE")
    #expect(S3Answer.upload(Array("<Error><UploadId>a</UploadId></Error>".utf8)) == nil)
    let pieces = ["<UploadId>", "</UploadId>", "&#10;", "&amp;", "<![CDATA[", "]]>", "é", "\u{0}"]
    var mutator = Mutator(generator: SeededGenerator(state: 10), pieces: pieces.map { Array($0.utf8) })
    var read = 0
    for _ in 0..<20_000 {
      guard let name = S3Answer.upload(mutator.mutant(of: Array(original.utf8))) else { continue }
      read += 1
      #expect(!name.isEmpty && name.utf8.count <= 1_024 && name.utf8.allSatisfy { (0x21...0x7E).contains($0) })
    }
    #expect((200..<19_800).contains(read), "\(read)")
  }
}

extension RecordedRuns {
  /// A new file of zeros.
  fileprivate func url(_ name: String, of length: Int) throws -> URL {
    try Data(count: length).write(to: url(name))
    return url(name)
  }
}
