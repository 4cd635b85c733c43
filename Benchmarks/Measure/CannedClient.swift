import DICOM
import DICOMNetwork
import Glibc
import NIOCore

/// The floor: bytes that were made before are written to a socket, and answers are read by their lengths, unread
/// otherwise. No client that does its work can be faster.
struct CannedClient {
  let port: UInt16
  private let association: [UInt8]
  private let echo: [UInt8]
  private let release: [UInt8]

  init(port: UInt16, title: String) {
    self.port = port
    let contexts = AssociationRequest.contexts([("1.2.840.10008.1.1", ["1.2.840.10008.1.2"])])
    let items: [UserInformationItem] = [
      .maximumLength(16_384), .implementationClassUID(AssociationRequest.implementationClassUID),
    ]
    association = Self.bytes(
      .associateRequest(
        AssociateRequest(
          calledAETitle: title, callingAETitle: "ASSAY", presentationContexts: contexts,
          userInformation: UserInformation(items))))
    echo = Self.bytes(
      .data([
        PresentationDataValue(
          contextID: 1, isCommand: true, isLast: true, bytes: CommandSet.echoRequest(messageID: 1).encoded())
      ]))
    release = Self.bytes(.releaseRequest)
  }

  private static func bytes(_ pdu: PDU) -> [UInt8] { Array(PDUEncoder.encode(pdu).readableBytesView) }

  /// Associations with one C-ECHO each, released, one after the other, on 127.0.0.1.
  func run(until end: ContinuousClock.Instant, clock: ContinuousClock) throws -> Work {
    var done = Work()
    while clock.now < end {
      let socket = try connected()
      defer { close(socket) }
      for (request, answer) in [(association, 2), (echo, 4), (release, 6)] as [([UInt8], UInt8)] {
        try write(request, to: socket)
        guard try readPDU(from: socket) == answer else { throw MeasureError.usage }
      }
      done.count += 1
    }
    return done
  }

  private func connected() throws -> CInt {
    let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) == 0 }
    }
    guard descriptor >= 0, isConnected else { throw MeasureError.unreadable("port \(port)") }
    set(TCP_NODELAY, on: descriptor)
    return descriptor
  }

  private func set(_ option: CInt, on descriptor: CInt) {
    var one: CInt = 1
    setsockopt(descriptor, CInt(IPPROTO_TCP), option, &one, socklen_t(MemoryLayout<CInt>.size))
  }

  private func write(_ bytes: [UInt8], to descriptor: CInt) throws {
    guard bytes.withUnsafeBytes({ send(descriptor, $0.baseAddress, $0.count, 0) }) == bytes.count else {
      throw MeasureError.unreadable("port \(port)")
    }
  }

  /// Reads one PDU and tells its type.
  private func readPDU(from descriptor: CInt) throws -> UInt8 {
    var header = [UInt8](repeating: 0, count: 6)
    try read(&header, from: descriptor)
    let length = header[2...5].reduce(0) { $0 << 8 | Int($1) }
    var body = [UInt8](repeating: 0, count: min(length, 1 << 16))
    try read(&body, from: descriptor)
    return header[0]
  }

  private func read(_ bytes: inout [UInt8], from descriptor: CInt) throws {
    var done = 0
    while done < bytes.count {
      set(TCP_QUICKACK, on: descriptor)
      let got = bytes.withUnsafeMutableBytes {
        recv(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done, 0)
      }
      guard got > 0 else { throw MeasureError.unreadable("port \(port)") }
      done += got
    }
  }
}
