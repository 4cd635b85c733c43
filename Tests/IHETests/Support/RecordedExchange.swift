import Foundation
import NIOCore
import NIOHTTP1
import TestPeers
import Testing

@testable import HTTPExchange

/// An answer of an independent registry that somebody recorded.
struct RecordedExchange {
  var response: WebResponse

  /// Whether the recordings are beside the project; tests that need them say so.
  static let areThere =
    Project.shared.map {
      FileManager.default.fileExists(atPath: $0.appendingPathComponent("xds/exchanges").path)
    } ?? false

  /// Reads `NAME.rsp`: a line with the status, a line with the header fields as Python prints them, an empty line, the content.
  init(_ name: String) throws {
    let shared = try #require(Project.shared)
    let data = try Data(contentsOf: shared.appendingPathComponent("xds/exchanges/\(name).rsp"))
    let lines = data.split(separator: 0x0A, maxSplits: 3, omittingEmptySubsequences: false)
    try #require(lines.count == 4)
    let status = try #require(Int(String(decoding: lines[0].filter { $0 != 0x0D }, as: UTF8.self)))
    var fields = HTTPHeaders()
    let printed = String(decoding: lines[1], as: UTF8.self)
    for match in printed.matches(of: /'([A-Za-z-]+)': '([^']*)'/) {
      fields.add(name: String(match.1), value: String(match.2))
    }
    let body = ByteBuffer(bytes: lines[3])
    response = WebResponse(
      status: status, version: "1.1", fields: fields, body: .memory(body), sentLength: body.readableBytes,
      contentCoding: nil, times: WebResponse.Times(head: .zero, firstByte: .zero, lastByte: .zero))
  }

  /// The media type and the content of `NAME.req`: a line with method and address, header fields, an empty line, the content.
  static func request(_ name: String) throws -> (type: String, bytes: [UInt8]) {
    let shared = try #require(Project.shared)
    let data = try Data(contentsOf: shared.appendingPathComponent("xds/exchanges/\(name).req"))
    let lines = data.split(separator: 0x0A, maxSplits: 3, omittingEmptySubsequences: false)
    try #require(lines.count == 4)
    let field = String(decoding: lines[1].filter { $0 != 0x0D }, as: UTF8.self)
    let type = try #require(field.split(separator: ":", maxSplits: 1).last)
    return (type.trimmingCharacters(in: .whitespaces), Array(lines[3]))
  }
}
