import DICOM
import DICOMNetwork
import Foundation
import NIOCore

/// A DICOM receiver that takes every association, answers every C-ECHO and C-STORE with success, and discards what it gets: one
/// thread for each connection over a bare socket, so that a sender is measured and not its peer.
enum Discarding {
  /// What is taken in one PDU: long enough that headers do not count.
  static let maximumLength: UInt32 = 1 << 18

  /// Listens on a port that it prints, until its input ends.
  static func serve() throws { try serve { try converse(over: $0) } }

  /// Takes bytes that are no protocol, as the floor of all sending.
  static func sink() throws {
    try serve { socket in
      var bytes = [UInt8](repeating: 0, count: 1 << 20)
      while socket.read(&bytes) > 0 {}
    }
  }

  private static func serve(_ body: @escaping @Sendable (BareSocket) throws -> Void) throws {
    let (port, accept) = try BareSocket.listen(backlog: 4_096)
    print(port)
    fflush(nil)
    Thread.detachNewThread {
      while let connection = accept() {
        let thread = Thread {
          try? body(connection)
          connection.close()
        }
        thread.stackSize = 256 << 10
        thread.start()
      }
    }
    _ = FileHandle.standardInput.readDataToEndOfFile()
  }

  private static func converse(over socket: BareSocket) throws {
    var header = [UInt8](repeating: 0, count: 6)
    var body: [UInt8] = []
    var command: [UInt8] = []
    var pending: CommandSet?
    while true {
      try socket.fill(&header)
      let length = header[2...5].reduce(0) { $0 << 8 | Int($1) }
      guard length <= Int(maximumLength) + 1_024 else { throw MeasureError.usage }
      if body.count != length { body = [UInt8](repeating: 0, count: length) }
      try socket.fill(&body)
      switch header[0] {
      case 1: try socket.write(acceptance(of: header + body))
      case 4:
        var place = 0
        while place + 6 <= body.count {
          let size = body[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
          let (context, control) = (body[place + 4], body[place + 5])
          guard size >= 2, place + 4 + size <= body.count else { throw MeasureError.usage }
          if control & 1 == 1 { command += body[place + 6..<place + 4 + size] }
          place += 4 + size
          guard control & 2 == 2 else { continue }
          if control & 1 == 1 {
            pending = try CommandSet(decoding: ByteBuffer(bytes: command))
            command.removeAll(keepingCapacity: true)
            if pending?.hasDataSet == true { continue }
          }
          guard let request = pending else { throw MeasureError.usage }
          pending = nil
          try socket.write(response(to: request, in: context))
        }
      case 5:
        try socket.write(bytes(.releaseReply))
        return
      default: return
      }
    }
  }

  private static func acceptance(of request: [UInt8]) throws -> [UInt8] {
    var decoder = PDUDecoder()
    decoder.append(ByteBuffer(bytes: request))
    guard case .associateRequest(let request)? = try decoder.next()?.pdu else { throw MeasureError.usage }
    return bytes(
      .associateAccept(
        AssociateAccept(
          calledAETitle: request.calledAETitle, callingAETitle: request.callingAETitle,
          presentationContexts: request.presentationContexts.map {
            AnsweredContext(id: $0.id, result: .acceptance, transferSyntax: $0.transferSyntaxes.first)
          },
          userInformation: UserInformation([
            .maximumLength(maximumLength), .implementationClassUID(AssociationRequest.implementationClassUID),
          ]))))
  }

  private static func response(to request: CommandSet, in context: UInt8) -> [UInt8] {
    let field: CommandField = request.commandField == .cEchoRequest ? .cEchoResponse : .cStoreResponse
    return bytes(
      .data([
        PresentationDataValue(
          contextID: context, isCommand: true, isLast: true,
          bytes: CommandSet.response(field, to: request, status: .success).encoded())
      ]))
  }

  private static func bytes(_ pdu: PDU) -> [UInt8] { Array(PDUEncoder.encode(pdu).readableBytesView) }
}
