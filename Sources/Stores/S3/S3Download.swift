import Evidence
import Foundation
import NIOCore
import NIOHTTP1

/// Fetches an object in ranges (RFC 9110 §14.2), so that no more than one is in memory and none takes long.
struct S3Download {
  let client: S3Client
  let key: String

  /// Writes an object to a file; the fingerprint of what came.
  func write(to file: DurableFileWriter) async throws(RunStoreError) -> String {
    var digest = RunningDigest()
    var (position, length) = (0, 1)
    while position < length {
      guard let piece = try await piece(from: position) else { break }
      if position > 0, piece.length != length {
        throw malformed("it has \(piece.length) bytes, and had \(length) before")
      }
      length = piece.length
      guard length <= S3Store.fileLimit else {
        throw malformed("it has \(length) bytes, and \(S3Store.fileLimit) are taken at most")
      }
      position += piece.bytes.readableBytes
      digest.add(piece.bytes)
      try S3Store.local { () throws(RunDirectoryError) in try file.add(Data(piece.bytes.readableBytesView)) }
    }
    return digest.text
  }

  private func malformed(_ reason: String) -> RunStoreError { .malformed(place: client.place(key), reason: reason) }

  /// Some bytes from a place on, with the length of the whole; nil where there are none.
  private func piece(from start: Int) async throws(RunStoreError) -> (bytes: ByteBuffer, length: Int)? {
    let limit = client.settings.partLength
    let answer = try await client.send(
      S3Client.Request(
        method: .GET, key: key, fields: [("range", "bytes=\(start)-\(start + limit - 1)")], limit: limit),
      // An empty object has no first byte.
      accepting: start == 0 ? [416] : [])
    if answer.status == 416 { return nil }
    guard let bytes = answer.body.bytes(upTo: limit) else { throw malformed("it is too long") }
    guard answer.status == 206 else {
      // A store that does not know ranges gives the whole.
      guard start == 0 else { throw malformed("a range was asked for, and \(answer.status) came") }
      return (bytes, bytes.readableBytes)
    }
    guard let range = S3Answer.range(answer.fields.first(name: "content-range") ?? ""), range.start == start,
      range.end - range.start == bytes.readableBytes, range.end <= range.length
    else { throw malformed("it is another range than was asked for") }
    return (bytes, range.length)
  }
}
