import Foundation
import Glibc
import TestPeers

/// A call over a plain socket: what is sent stands in the test, byte for byte.
enum WebCall {
  /// An answer.
  struct Answer: Sendable {
    /// Status; 0 where the connection was closed without one.
    var status: Int
    /// Fields, names in lower case; the last of each name.
    var fields: [String: String]
    /// Content, with chunks put together.
    var body: String
  }

  /// Sends text and reads until the other side closes or `enough` is there.
  static func send(_ text: String, to port: Int, until enough: String? = nil) async throws -> Answer {
    try await withCheckedThrowingContinuation { continuation in
      Thread {
        continuation.resume(with: Result { try exchange(text, port, enough) })
      }.start()
    }
  }

  /// Opens connections and leaves them alone.
  static func connect(_ count: Int, to port: Int) throws -> [Int32] { try (0..<count).map { _ in try open(port) } }

  /// Waits until the other side closes a connection, and says whether it did within a minute.
  static func isClosed(_ descriptor: Int32, sending text: String = "") async -> Bool {
    await withCheckedContinuation { continuation in
      Thread {
        _ = text.withCString { Glibc.send(descriptor, $0, strlen($0), Int32(MSG_NOSIGNAL)) }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
          let count = recv(descriptor, &buffer, buffer.count, 0)
          if count > 0 { continue }
          continuation.resume(returning: count == 0 || errno == ECONNRESET)
          return
        }
      }.start()
    }
  }

  /// Whether the other side has left a connection open, and said nothing.
  static func isOpen(_ descriptor: Int32) -> Bool {
    var byte: UInt8 = 0
    return recv(descriptor, &byte, 1, Int32(MSG_DONTWAIT)) < 0 && errno == EAGAIN
  }

  /// Opens a connection whose reads end after a minute.
  static func open(_ port: Int) throws -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var wait = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw PeerProcess.Unavailable(description: "no connection: errno \(errno)") }
    return descriptor
  }

  /// Sends text over an open connection and reads until `enough` is there.
  static func answer(on descriptor: Int32, to text: String, until enough: String) async -> Answer {
    await withCheckedContinuation { continuation in
      Thread { continuation.resume(returning: exchange(text, on: descriptor, enough)) }.start()
    }
  }

  private static func exchange(_ text: String, _ port: Int, _ enough: String?) throws -> Answer {
    let descriptor = try open(port)
    defer { close(descriptor) }
    return exchange(text, on: descriptor, enough)
  }

  private static func exchange(_ text: String, on descriptor: Int32, _ enough: String?) -> Answer {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { break }
      bytes = bytes.dropFirst(count)
    }
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      received += buffer[..<count]
      if let enough, String(decoding: received, as: UTF8.self).contains(enough) { break }
    }
    return answer(received)
  }

  private static func answer(_ bytes: [UInt8]) -> Answer {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.range(of: "\r\n\r\n") else { return Answer(status: 0, fields: [:], body: text) }
    let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
    var fields: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2 { fields[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces) }
    }
    let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    var body = String(text[end.upperBound...])
    if fields["transfer-encoding"] == "chunked" { body = unchunked(body) }
    return Answer(status: status, fields: fields, body: body)
  }

  private static func unchunked(_ text: String) -> String {
    var rest = Array(text.utf8)[...]
    var result: [UInt8] = []
    while let end = rest.firstIndex(of: 0x0A) {
      let size = Int(
        String(decoding: rest[..<end], as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines), radix: 16)
      guard let size, size > 0 else { break }
      let begin = rest.index(after: end)
      let stop = min(begin + size, rest.endIndex)
      result += rest[begin..<stop]
      rest = rest[stop...].dropFirst(2)
    }
    return String(decoding: result, as: UTF8.self)
  }
}
