import Evidence
import Foundation
import NIOCore
import NIOHTTP1

/// A name in an S3-compatible store, which one record gets: the one whose fingerprints stand under it.
struct S3Name {
  let client: S3Client
  /// What the keys of all records of this name begin with, without a slash at the end.
  let folder: String

  /// Where the fingerprints of the record are that has the name.
  var sealKey: String { "\(folder)/\(RunLayout.sums)" }

  /// Where a file of a record is, whether it has the name or not.
  func key(of path: String, of sealed: SealedRecord) -> String { "\(folder)/\(sealed.digest)/\(path)" }

  /// The fingerprints of the record that has the name; nil where none has it.
  func seal() async throws(RunStoreError) -> Data? {
    let answer = try await client.send(
      S3Client.Request(method: .GET, key: sealKey, limit: SealedRecord.sealLimit), accepting: [404])
    guard answer.status != 404 else {
      // No bucket is another matter than no object.
      let bytes = answer.body.bytes(upTo: 1 << 20).map { Array($0.readableBytesView) } ?? []
      let said = S3Answer.refusal(bytes)
      guard said.code != "NoSuchBucket" else {
        throw .refused(place: client.place(folder), status: 404, reason: said.text)
      }
      return nil
    }
    return answer.body.bytes(upTo: SealedRecord.sealLimit).map { Data($0.readableBytesView) }
  }

  /// Whether a record has the name.
  ///
  /// - Throws: `RunStoreError.occupied` where another one has it.
  func isGiven(to sealed: SealedRecord) async throws(RunStoreError) -> Bool {
    guard let there = try await seal() else { return false }
    guard there == sealed.seal else { throw .occupied(place: client.place(folder)) }
    return true
  }

  /// Gives the name to a record whose files are all there.
  ///
  /// - Throws: `RunStoreError.occupied` where another one has it, `RunStoreError.contested` where another one may be about to get it.
  func give(to sealed: SealedRecord) async throws(RunStoreError) {
    let own = key(of: RunLayout.sums, of: sealed)
    _ = try await put(sealed.seal, at: own, isNew: false)
    // A store that takes this once more does not know the condition by which one of two records is refused.
    guard try await put(sealed.seal, at: own, isNew: true) == 412 else { return try await giveAlone(to: sealed) }
    guard try await put(sealed.seal, at: sealKey, isNew: true) == 412 else { return }
    // Another was faster, or an answer was lost: then it is the same.
    guard try await isGiven(to: sealed) else {
      throw .malformed(place: client.place(sealKey), reason: "it is said to be there, and is not given")
    }
  }

  /// Without conditions a record gets the name only where no other has files here. Each has put its own before it looks, so that of two
  /// the later sees the earlier one.
  private func giveAlone(to sealed: SealedRecord) async throws(RunStoreError) {
    if let other = try await others(than: sealed).first { throw .contested(place: client.place(folder), other: other) }
    if try await isGiven(to: sealed) { return }
    _ = try await put(sealed.seal, at: sealKey, isNew: false)
  }

  /// Digests of other records that have files under the name.
  private func others(than sealed: SealedRecord) async throws(RunStoreError) -> [String] {
    let query = [("delimiter", "/"), ("list-type", "2"), ("prefix", "\(folder)/")].map { (name: $0.0, value: $0.1) }
    let answer = try await client.send(S3Client.Request(method: .GET, query: query, limit: 8 << 20))
    let bytes = answer.body.bytes(upTo: 8 << 20).map { Array($0.readableBytesView) } ?? []
    guard let page = S3Answer.page(bytes) else {
      throw .malformed(place: client.place(folder), reason: "it is no list of objects")
    }
    return page.prefixes.map { String($0.dropFirst(folder.count + 1).prefix { $0 != "/" }) }
      .filter { $0 != sealed.digest }
  }

  /// Puts fingerprints there, which may be there already where `isNew` says so; the status.
  private func put(_ seal: Data, at key: String, isNew: Bool) async throws(RunStoreError) -> Int {
    let request = S3Client.Request(
      method: .PUT, key: key, fields: isNew ? [("if-none-match", "*")] : [], content: ByteBuffer(bytes: seal))
    return try await client.send(request, accepting: isNew ? [412, 501] : []).status
  }
}
