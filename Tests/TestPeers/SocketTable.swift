import Foundation
import Glibc

/// Who listens on this machine, as the kernel says: asked for one port by sock_diag(7), and read from its table of all sockets
/// where it does not answer such questions. To write that table out takes the kernel milliseconds.
enum SocketTable {
  /// Whether a socket of this process's network namespace listens on a port.
  static func isListening(_ port: Int, over transport: PeerProcess.Transport) -> Bool {
    for family in [AF_INET, AF_INET6] {
      guard let isThere = isThere(port, transport, family: UInt8(family)) else { return isListed(port, transport) }
      if isThere { return true }
    }
    return false
  }

  /// Asks the kernel; nil where it does not know the question.
  private static func isThere(_ port: Int, _ transport: PeerProcess.Transport, family: UInt8) -> Bool? {
    let (netlink, diagnosis): (Int32, Int32) = (16, 4)
    let descriptor = socket(netlink, Int32(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue), diagnosis)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    // struct nlmsghdr: length, SOCK_DIAG_BY_FAMILY, a request for all that fit, a number.
    var request: [UInt8] = []
    func append<Number: FixedWidthInteger>(_ number: Number) {
      withUnsafeBytes(of: number) { request += $0 }
    }
    append(UInt32(72))
    append(UInt16(20))
    append(UInt16(0x301))
    append(UInt32(1))
    append(UInt32(0))
    // struct inet_diag_req_v2: those in the state LISTEN, or CLOSE as datagrams are, from this port.
    let (number, state): (UInt8, UInt32) = transport == .tcp ? (6, 10) : (17, 7)
    request += [family, number, 0, 0]
    append(UInt32(1) << state)
    append(UInt16(port).bigEndian)
    request += [UInt8](repeating: 0, count: 72 - request.count)
    guard send(descriptor, request, request.count, 0) == request.count else { return nil }
    var answer = [UInt8](repeating: 0, count: 65_536)
    guard recv(descriptor, &answer, answer.count, 0) >= 16 else { return nil }
    return switch answer.withUnsafeBytes({ $0.loadUnaligned(fromByteOffset: 4, as: UInt16.self) }) {
    // A socket; the end of them.
    case 20: true
    case 3: false
    default: nil
    }
  }

  /// Whether the table of all sockets has one with the port, nobody at its other end, and the state of a listener.
  private static func isListed(_ port: Int, _ transport: PeerProcess.Transport) -> Bool {
    let (name, state) = transport == .tcp ? ("tcp", "0A") : ("udp", "07")
    return [(name, 8), ("\(name)6", 32)].contains { table, digits in
      let row = String(format: ":%04X ", port) + String(repeating: "0", count: digits) + ":0000 \(state)"
      return strstr(contents(of: "/proc/net/\(table)"), row) != nil
    }
  }

  /// A file of the kernel's as a text of C, read to its end: it has no size, and a read gives a part of it.
  private static func contents(of path: String) -> [CChar] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [0] }
    defer { close(descriptor) }
    var text: [CChar] = []
    var part = [CChar](repeating: 0, count: 65_536)
    while case let count = read(descriptor, &part, part.count), count > 0 { text += part[..<count] }
    return text + [0]
  }
}
