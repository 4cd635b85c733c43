import DICOMWeb
import FHIR
import JSONTree
import NIOCore
import NIOHTTP1
import XMLTree

@testable import HTTPExchange

/// What services of the web tell: data sets, descriptions, pictures, tokens, and contents that are packed.
extension FuzzTarget {
  static func model(_ bytes: [UInt8]) {
    guard let model = try? ModelDocuments(ByteBuffer(bytes: bytes)) else { return }
    hold(model.findings.allSatisfy { (0..<bytes.count).contains($0.offset) }, "a finding lies outside")
  }

  static func webDescription(_ bytes: [UInt8]) {
    _ = try? CapabilitiesDescription(json: ByteBuffer(bytes: bytes))
    _ = try? CapabilitiesDescription(xml: ByteBuffer(bytes: bytes))
  }

  static func token(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    if let token = JSONWebToken(Secret(text)) { _ = (token.expires, token.audiences) }
    let answer = TokenAnswer(
      WebResponse(
        status: 200, version: "1.1", fields: [:], body: .memory(ByteBuffer(bytes: bytes)), sentLength: bytes.count,
        contentCoding: nil, times: WebResponse.Times(head: .zero, firstByte: nil, lastByte: .zero)))
    hold((answer.token == nil) == answer.findings.isEmpty, "no token, and nothing is said of it")
  }

  static func authorization(_ bytes: [UInt8]) {
    if let configuration = try? SMARTConfiguration(bytes) { _ = configuration.findings }
    guard let metadata = try? AuthorizationServerMetadata(bytes) else { return }
    for document in AuthorizationServerMetadata.Document.allCases {
      _ = metadata.findings(document, for: "https://issuer.example/a")
    }
  }

  /// Content that says it is packed: in one piece and in many, up to a length.
  static func packed(_ bytes: [UInt8]) {
    hold(unpacked(bytes, pieces: bytes.count) == unpacked(bytes, pieces: 11), "content means something else in pieces")
  }

  private static func unpacked(_ bytes: [UInt8], pieces: Int) -> [UInt8]? {
    do {
      var intake = try BodyIntake(
        BodyLimits(memory: 1 << 20, total: 1 << 20), fields: ["content-encoding": "gzip"])
      for start in stride(from: 0, to: bytes.count, by: max(pieces, 1)) {
        try intake.add(ByteBuffer(bytes: bytes[start..<min(start + pieces, bytes.count)]))
      }
      try intake.end()
      guard case .memory(let content) = intake.finish() else { return nil }
      hold(content.readableBytes <= 1 << 20, "content is longer than allowed")
      return Array(content.readableBytesView)
    } catch { return nil }
  }

  static func page(_ bytes: [UInt8]) {
    guard let tree = try? MarkupTree(html: String(decoding: bytes, as: UTF8.self)) else { return }
    nested(tree)
  }

  /// Nodes lie in each other.
  static func nested(_ tree: MarkupTree) {
    for index in tree.nodes.indices {
      let end = tree.nodes[index].end
      hold(end > index && end <= tree.nodes.count, "nodes do not lie in each other")
    }
  }
}
