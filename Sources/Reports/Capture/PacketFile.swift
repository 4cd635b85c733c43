import Rendering

/// A file of the form pcapng (draft-ietf-opsawg-pcapng), little-endian, with times in microseconds.
struct PacketFile {
  /// The file.
  private(set) var bytes: [UInt8] = []

  private enum Block {
    static let section: UInt32 = 0x0A0D_0D0A
    static let interface: UInt32 = 1
    static let names: UInt32 = 4
    static let packet: UInt32 = 6
  }

  private enum Option {
    static let comment: UInt16 = 1
    static let interfaceName: UInt16 = 2
    static let application: UInt16 = 4
  }

  /// Begins a file.
  ///
  /// - Parameters:
  ///   - application: What made it.
  ///   - names: Names of addresses.
  init(comment: String, application: String, names: [(address: PacketFrames.Address, name: String)]) {
    add(
      Block.section,
      Self.little(0x1A2B_3C4D as UInt32) + Self.little(1 as UInt16) + Self.little(0 as UInt16)
        + Self.little(UInt64.max) + Self.options([(Option.comment, comment), (Option.application, application)]))
    // Ethernet, frames of any length.
    add(
      Block.interface,
      Self.little(1 as UInt16) + [0, 0] + Self.little(0 as UInt32) + Self.options([(Option.interfaceName, "assay")]))
    guard !names.isEmpty else { return }
    var records: [UInt8] = []
    for (address, name) in names {
      let kind: UInt16 = if case .four = address { 1 } else { 2 }
      let value = address.bytes + Self.text(name) + [0]
      records += Self.little(kind) + Self.little(UInt16(truncatingIfNeeded: value.count)) + Self.padded(value)
    }
    add(Block.names, records + [0, 0, 0, 0])
  }

  /// Adds a frame.
  mutating func add(_ frame: PacketFrames.Frame) {
    let time = UInt64(max(frame.time, 0))
    let head =
      Self.little(0 as UInt32) + Self.little(UInt32(truncatingIfNeeded: time >> 32))
      + Self.little(UInt32(truncatingIfNeeded: time)) + Self.little(UInt32(truncatingIfNeeded: frame.bytes.count))
      + Self.little(UInt32(truncatingIfNeeded: frame.length))
    add(
      Block.packet, head + Self.padded(frame.bytes) + Self.options(frame.comment.map { [(Option.comment, $0)] } ?? []))
  }

  private mutating func add(_ kind: UInt32, _ body: [UInt8]) {
    let length = Self.little(UInt32(truncatingIfNeeded: body.count + 12))
    bytes += Self.little(kind) + length + body + length
  }

  private static func options(_ options: [(UInt16, String)]) -> [UInt8] {
    guard !options.isEmpty else { return [] }
    return options.flatMap { code, value in
      let bytes = text(value)
      return little(code) + little(UInt16(truncatingIfNeeded: bytes.count)) + padded(bytes)
    } + [0, 0, 0, 0]
  }

  /// A foreign text, made safe to show, no longer than a field may be.
  private static func text(_ value: String) -> [UInt8] {
    Array(PlainText.singleLine(String(value.unicodeScalars.prefix(2_000))).utf8)
  }

  private static func padded(_ bytes: [UInt8]) -> [UInt8] {
    bytes + Array(repeating: 0, count: (4 - bytes.count % 4) % 4)
  }

  private static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }
}
