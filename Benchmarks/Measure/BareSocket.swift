import Glibc

/// A blocking socket on 127.0.0.1 without Nagle's algorithm, and nothing between it and its user.
struct BareSocket: Sendable {
  private let descriptor: CInt

  private init(_ descriptor: CInt) {
    self.descriptor = descriptor
    set(TCP_NODELAY)
  }

  /// Connects to a port.
  init(connectedTo port: UInt16) throws {
    let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0, Self.withAddress(port, { connect(descriptor, $0, $1) == 0 }) else {
      throw MeasureError.unreadable("port \(port)")
    }
    self.init(descriptor)
  }

  /// Listens on a free port; gives the port and then each connection.
  static func listen(backlog: CInt = 16) throws -> (port: UInt16, accept: @Sendable () -> BareSocket?) {
    let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isNamed = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { named in
        withAddress(0) { bind(descriptor, $0, $1) == 0 } && Glibc.listen(descriptor, backlog) == 0
          && getsockname(descriptor, named, &size) == 0
      }
    }
    guard descriptor >= 0, isNamed else { throw MeasureError.unreadable("a port of its own") }
    return (
      UInt16(bigEndian: address.sin_port),
      {
        let accepted = Glibc.accept(descriptor, nil, nil)
        return accepted >= 0 ? BareSocket(accepted) : nil
      }
    )
  }

  private static func withAddress(_ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Bool) -> Bool {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  private func set(_ option: CInt) {
    var one: CInt = 1
    setsockopt(descriptor, CInt(IPPROTO_TCP), option, &one, socklen_t(MemoryLayout<CInt>.size))
  }

  func close() { Glibc.close(descriptor) }

  func write(_ bytes: [UInt8]) throws {
    guard bytes.withUnsafeBytes({ send(descriptor, $0.baseAddress, $0.count, 0) }) == bytes.count else {
      throw MeasureError.unreadable("the connection")
    }
  }

  /// What has come, at most as much as there is room for; 0 at the end of the connection.
  func read(_ bytes: inout [UInt8], from place: Int = 0) -> Int {
    bytes.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress?.advanced(by: place), $0.count - place, 0) }
  }

  /// As many bytes as there is room for.
  func fill(_ bytes: inout [UInt8]) throws {
    var done = 0
    while done < bytes.count {
      set(TCP_QUICKACK)
      let got = read(&bytes, from: done)
      guard got > 0 else { throw MeasureError.unreadable("the connection") }
      done += got
    }
  }
}
