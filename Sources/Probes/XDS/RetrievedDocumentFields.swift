import Foundation
import HTTPExchange
import IHE
import Specification

/// Fields of a document that a repository or gateway gave.
enum RetrievedDocumentFields {
  /// Most of a document's text that an observation keeps, in bytes.
  private static let textLimit = 64 << 10

  static let fields: [Field] = [
    Field("uniqueId", .string, meaning: "Unique id that the repository states."),
    Field("repositoryUniqueId", .string, meaning: "Repository that it states."),
    Field("homeCommunityId", .string, .when("it is stated"), meaning: "Community that it states."),
    Field("mimeType", .string, meaning: "Media type that it states; empty where it is missing."),
    Field(
      "content", .word(["attachment", "inline", "missing"]),
      meaning: "Whether the content lies beside the message, in it, or nowhere."),
    Field("size", .number, .when("the content came"), meaning: "Size in bytes."),
    Field(
      "hash", .string, .when("the content came"), meaning: "SHA-1 in lower-case hexadecimal.",
      source: "ITI TF-3 §4.2.3.2.10"),
    Field("text", .string, .when("the content is UTF-8 of at most 64 KiB"), meaning: "The content as text."),
  ]

  /// A document as it came.
  static func value(_ document: RetrievedDocuments.Document, _ answer: SOAPAnswer) -> Value {
    var fields: [String: Value] = [
      "uniqueId": .string(document.reference.documentUniqueID),
      "repositoryUniqueId": .string(document.reference.repositoryUniqueID), "mimeType": .string(document.mimeType),
    ]
    fields["homeCommunityId"] = document.reference.homeCommunityID.map { .string($0) }
    var digest: ContentDigest?
    var bytes: [UInt8]?
    switch document.content {
    case .attachment(let id):
      fields["content"] = .string("attachment")
      guard let part = answer.attachments[id] else { break }
      digest = answer.digest(of: part)
      if part.range.count <= textLimit {
        bytes = answer.bytes(of: part, in: 0..<textLimit).map { Array($0.readableBytesView) }
      }
    case .inline(let text):
      fields["content"] = .string("inline")
      // xs:base64Binary may be broken into lines.
      let decoded = Data(base64Encoded: text.filter { !$0.isWhitespace }).map { Array($0) }
      digest = decoded.map { ContentDigest($0) }
      bytes = decoded
    case .missing: fields["content"] = .string("missing")
    }
    if let digest {
      fields["size"] = .number(Decimal(digest.size))
      fields["hash"] = .string(digest.hash)
    }
    if let bytes, bytes.count <= textLimit, let text = String(validating: bytes, as: UTF8.self) {
      fields["text"] = .string(text)
    }
    return .record(fields)
  }
}
