import DICOM
import DICOMNetwork
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

  static func bytes(_ pdu: PDU) -> [UInt8] { Array(PDUEncoder.encode(pdu).readableBytesView) }

  /// Associations with one C-ECHO each, released, one after the other, on 127.0.0.1.
  func run(until end: ContinuousClock.Instant, clock: ContinuousClock) throws -> Work {
    var done = Work()
    while clock.now < end {
      let socket = try BareSocket(connectedTo: port)
      defer { socket.close() }
      for (request, answer) in [(association, 2), (echo, 4), (release, 6)] as [([UInt8], UInt8)] {
        try socket.write(request)
        guard try Self.readPDU(from: socket).first == answer else { throw MeasureError.usage }
      }
      done.count += 1
    }
    return done
  }

  /// Reads one PDU.
  static func readPDU(from socket: BareSocket) throws -> [UInt8] {
    var header = [UInt8](repeating: 0, count: 6)
    try socket.fill(&header)
    let length = header[2...5].reduce(0) { $0 << 8 | Int($1) }
    var body = [UInt8](repeating: 0, count: min(length, 1 << 16))
    try socket.fill(&body)
    return header + body
  }
}
