import Crypto
import Foundation
import HTTPExchange
import NIOCore
import NIOHTTP1

/// The opening handshake of a WebSocket (RFC 6455 §4.1): the request, and whether the answer to it opens one.
struct WebSocketHandshake {
  /// Nonce of this connection.
  let key: String

  /// Bytes of an answer's head.
  static let headLimit = 16 << 10

  /// An answer.
  enum Answer: Hashable {
    case open
    /// Another status than 101.
    case refused(status: Int)
  }

  init() {
    var generator = SystemRandomNumberGenerator()
    key = Data((0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }).base64EncodedString()
  }

  /// The request's head.
  func request(path: String, host: String, origin: String, fields: HTTPHeaders) -> ByteBuffer {
    var lines = [
      "GET \(path) HTTP/1.1", "Host: \(host)", "Upgrade: websocket", "Connection: Upgrade", "Origin: \(origin)",
      "Sec-WebSocket-Key: \(key)", "Sec-WebSocket-Version: 13",
    ]
    lines += fields.map { "\($0.name): \($0.value)" }
    return ByteBuffer(string: (lines + ["", ""]).joined(separator: "\r\n"))
  }

  /// What Sec-WebSocket-Accept has to be (RFC 6455 §4.2.2).
  var accept: String {
    let digest = Insecure.SHA1.hash(data: Data((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8))
    return Data(digest).base64EncodedString()
  }

  /// Reads the head of an answer, without the empty line at its end.
  func answer(_ head: String) throws(WebFailure) -> Answer {
    let lines = head.split(separator: "\r\n", omittingEmptySubsequences: false)
    let status = (lines.first ?? "").split(separator: " ", maxSplits: 2)
    guard status.count >= 2, status[0].hasPrefix("HTTP/1."), let code = Int(status[1]), (100...599).contains(code)
    else { throw .wrongService(firstBytes: Array(head.utf8.prefix(64))) }
    guard code == 101 else { return .refused(status: code) }
    var fields = HTTPHeaders()
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else {
        throw .malformed(
          expected: "header fields as HTTP writes them", got: "a line without a colon", rule: "RFC 9112 §5")
      }
      let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      fields.add(name: String(line[..<colon]), value: String(value))
    }
    guard fields[canonicalForm: "upgrade"].contains(where: { $0.lowercased() == "websocket" }) else {
      throw .malformed(expected: "Upgrade: websocket", got: "another one", rule: "RFC 6455 §4.1")
    }
    guard fields[canonicalForm: "connection"].contains(where: { $0.lowercased() == "upgrade" }) else {
      throw .malformed(expected: "Connection: Upgrade", got: "another one", rule: "RFC 6455 §4.1")
    }
    guard fields.first(name: "sec-websocket-accept") == accept else {
      throw .malformed(
        expected: "Sec-WebSocket-Accept for the key that was sent", got: "another one", rule: "RFC 6455 §4.1")
    }
    return .open
  }
}
