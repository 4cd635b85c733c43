import Foundation
import NIOCore
import TestPeers
import Testing

/// Bytes that other implementations wrote (`generate.py`).
enum GoldenPDUs {
  static func bytes(_ name: String) throws -> ByteBuffer {
    let file = Project.root.appendingPathComponent("Tests/DICOMNetworkTests/Golden/pdus.txt")
    let text = try String(contentsOf: file, encoding: .utf8)
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix(name + " ") }, "no golden \(name)")
    let digits = Array(line.dropFirst(name.count + 1))
    var buffer = ByteBuffer()
    for index in stride(from: 0, to: digits.count - 1, by: 2) {
      buffer.writeInteger(try #require(UInt8(String(digits[index...index + 1]), radix: 16)))
    }
    return buffer
  }
}
