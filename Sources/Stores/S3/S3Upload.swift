import Evidence
import NIOCore
import NIOHTTP1

/// Puts a file there as an object: in one request where it is short, in parts where it is long (Amazon S3 API Reference,
/// `CreateMultipartUpload`, `UploadPart`, `CompleteMultipartUpload`, `AbortMultipartUpload`). A part is in memory at a time.
///
/// What could not be finished is ended, so that the store does not keep its parts. A process that is killed leaves them: a rule of the
/// bucket for incomplete uploads (`AbortIncompleteMultipartUpload`) removes them.
struct S3Upload {
  let client: S3Client
  let key: String

  /// The most parts of an object (Amazon S3 User Guide, "Amazon S3 multipart upload limits").
  private static let partLimit = 10_000

  /// Bytes of a part of a file, so that there are not too many.
  static func partLength(of length: Int, atLeast least: Int) -> Int {
    max(least, (length + partLimit - 1) / partLimit)
  }

  /// Puts a file there.
  ///
  /// - Parameter check: Is given the fingerprint of what was sent before it becomes an object; where it throws none does.
  func put(
    _ file: RecordedFile, check: (_ found: String) throws(RunStoreError) -> Void
  ) async throws(RunStoreError) {
    guard file.length <= S3Store.fileLimit else {
      throw .record(.tooLarge(file: file.path, bytes: file.length, limit: S3Store.fileLimit))
    }
    let partLength = Self.partLength(of: file.length, atLeast: client.settings.partLength)
    guard file.length > partLength else {
      let content = try bytes(0..<file.length, of: file)
      var digest = RunningDigest()
      digest.add(content)
      try check(digest.text)
      _ = try await client.send(S3Client.Request(method: .PUT, key: key, content: content))
      return
    }
    let upload = try await begin()
    do throws(RunStoreError) {
      var tags: [String] = []
      var digest = RunningDigest()
      for start in stride(from: 0, to: file.length, by: partLength) {
        let content = try bytes(start..<min(start + partLength, file.length), of: file)
        digest.add(content)
        tags.append(try await put(content, number: tags.count + 1, to: upload))
      }
      try check(digest.text)
      try await complete(upload, tags, length: file.length)
    } catch {
      await abort(upload)
      throw error
    }
  }

  private func bytes(_ range: Range<Int>, of file: RecordedFile) throws(RunStoreError) -> ByteBuffer {
    try S3Store.local { () throws(RunDirectoryError) in try file.bytes(in: range) }
  }

  /// Begins an upload; its name.
  private func begin() async throws(RunStoreError) -> String {
    let request = S3Client.Request(method: .POST, key: key, query: [("uploads", "")])
    let answer = try await client.send(request)
    let bytes = answer.body.bytes(upTo: request.limit).map { Array($0.readableBytesView) } ?? []
    guard let upload = S3Answer.upload(bytes) else {
      throw .malformed(place: client.place(key), reason: "it names no upload")
    }
    return upload
  }

  /// Puts a part there; its entity tag.
  private func put(_ content: ByteBuffer, number: Int, to upload: String) async throws(RunStoreError) -> String {
    let answer = try await client.send(
      S3Client.Request(
        method: .PUT, key: key, query: [("partNumber", "\(number)"), ("uploadId", upload)], content: content))
    guard let tag = answer.fields.first(name: "etag"), (1...256).contains(tag.utf8.count),
      tag.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { throw .malformed(place: client.place(key), reason: "it gives part \(number) no entity tag") }
    return tag
  }

  /// Makes the parts one object.
  private func complete(_ upload: String, _ tags: [String], length: Int) async throws(RunStoreError) {
    var text = #"<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">"#
    for (index, tag) in tags.enumerated() {
      let tag = tag.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      text += "<Part><PartNumber>\(index + 1)</PartNumber><ETag>\(tag)</ETag></Part>"
    }
    text += "</CompleteMultipartUpload>"
    let request = S3Client.Request(
      method: .POST, key: key, query: [("uploadId", upload)], content: ByteBuffer(string: text), mayFailLate: true)
    let answer = try await client.send(request, accepting: [404])
    guard answer.status == 404 else { return }
    // An answer was lost, and asked again the store no longer knows the upload: the object is there.
    let bytes = answer.body.bytes(upTo: request.limit).map { Array($0.readableBytesView) } ?? []
    let there = try await client.send(S3Client.Request(method: .HEAD, key: key), accepting: [404])
    guard there.isSuccess, there.fields.first(name: "content-length") == "\(length)" else {
      throw .refused(place: client.place(key), status: 404, reason: S3Answer.refusal(bytes).text)
    }
  }

  /// Ends an upload that can't be finished, also where this task was ended.
  private func abort(_ upload: String) async {
    let (client, key) = (client, key)
    await Task {
      _ = try? await client.send(
        S3Client.Request(method: .DELETE, key: key, query: [("uploadId", upload)]), accepting: [404])
    }.value
  }
}
