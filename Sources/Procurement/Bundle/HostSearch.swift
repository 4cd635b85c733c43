/// Finds the names and addresses of hosts in bytes, so that they can be left out.
struct HostSearch {
  /// A host, and what stands for it.
  struct Host: Hashable, Sendable {
    /// Lower-case bytes.
    var name: [UInt8]
    /// What is written instead.
    var label: String
    /// Whether it is told from ordinary words: an address, or a name with dots.
    var isDistinct: Bool
  }

  /// The hosts, longest first, so that one inside of another is not taken for it.
  let hosts: [Host]
  /// The hosts by their first byte.
  private let byFirst: [[Host]]

  /// - Parameter names: Names and addresses; of an address in brackets what is inside.
  init(_ names: Set<String>) {
    hosts = names.map { $0.lowercased() }.sorted().enumerated().map { index, name in
      Host(
        name: Array(name.utf8), label: "host-\(index + 1).invalid", isDistinct: name.contains(".") || name.contains(":")
      )
    }.sorted { ($1.name.count, $0.label) < ($0.name.count, $1.label) }
    var table: [[Host]] = Array(repeating: [], count: 256)
    for host in hosts { if let first = host.name.first { table[Int(first)].append(host) } }
    byFirst = table
  }

  /// The places, in order, none in another, with what stands there.
  func ranges(in bytes: [UInt8]) -> [(range: Range<Int>, host: Host)] {
    guard !hosts.isEmpty else { return [] }
    var found: [(range: Range<Int>, host: Host)] = []
    var index = 0
    while index < bytes.count {
      let candidates = byFirst[Int(Self.lower(bytes[index]))]
      if !candidates.isEmpty, let host = candidates.first(where: { isAt(index, $0, in: bytes) }) {
        found.append((index..<index + host.name.count, host))
        index += host.name.count
      } else {
        index += 1
      }
    }
    return found
  }

  private func isAt(_ index: Int, _ host: Host, in bytes: [UInt8]) -> Bool {
    let end = index + host.name.count
    guard end <= bytes.count, (0..<host.name.count).allSatisfy({ Self.lower(bytes[index + $0]) == host.name[$0] })
    else {
      return false
    }
    let before = index > 0 ? bytes[index - 1] : 0x20
    let after = end < bytes.count ? bytes[end] : 0x20
    guard !Self.isPart(before), !Self.isPart(after) || after == UInt8(ascii: ".") && !Self.continues(bytes, after: end)
    else {
      return false
    }
    if host.isDistinct { return true }
    // A bare word is a host only where an address has one.
    return before == UInt8(ascii: "/") && index > 1 && bytes[index - 2] == UInt8(ascii: "/")
      || before == UInt8(ascii: "@")
      || after == UInt8(ascii: ":") && end + 1 < bytes.count
        && (0x30...0x39).contains(bytes[end + 1])
      || bytes[..<index].suffix(6).elementsEqual("host: ".utf8)
      || bytes[..<index].suffix(14).elementsEqual("Connecting to ".utf8)
  }

  /// Whether a dot leads on to a longer name, and does not end a sentence.
  private static func continues(_ bytes: [UInt8], after end: Int) -> Bool {
    end + 1 < bytes.count && isPart(bytes[end + 1])
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(lower(byte)) || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
  }

  private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte + 0x20 : byte }
}
