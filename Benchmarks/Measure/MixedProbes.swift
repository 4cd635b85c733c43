import DICOM
import DICOMNetwork
import Foundation
import HL7
import NIOCore
import Synchronization

/// The floor of a run of mixed probes: the same exchanges from bytes that were made before, over bare sockets, as many at a time; the
/// answers are read to their ends and not looked at otherwise.
struct MixedProbes {
  let dicom: UInt16
  let http: UInt16
  let messages: UInt16
  /// Exchanges at a time.
  let concurrency: Int
  /// A file of one object.
  let path: String
  /// How many of each: C-ECHO, C-FIND, C-STORE, QIDO-RS, messages.
  let counts: [Int]

  private typealias Exchange = @Sendable () throws -> Void

  func run() throws -> Work {
    let exchanges = Mutex(try made())
    let count = exchanges.withLock { $0.count }
    let failure = Mutex<(any Error)?>(nil)
    let ended = DispatchGroup()
    for _ in 0..<concurrency {
      ended.enter()
      Thread.detachNewThread {
        while let exchange = exchanges.withLock({ $0.popLast() }) {
          do { try exchange() } catch {
            failure.withLock { $0 = error }
            break
          }
        }
        ended.leave()
      }
    }
    ended.wait()
    if let failure = failure.withLock({ $0 }) { throw failure }
    return Work(count: count)
  }

  // MARK: Bytes

  private func made() throws -> [Exchange] {
    let (echoed, found) = ("1.2.840.10008.1.1", "1.2.840.10008.5.1.4.1.2.2.1")
    let echo = Self.message(.echoRequest(messageID: 1))
    var exchanges = [Exchange](repeating: try associated(echoed, "1.2.840.10008.1.2", [echo]), count: counts[0])
    for number in 0..<counts[1] {
      var keys = DataSet()
      try keys.set(Tag(0x0008, 0x0052), "STUDY")
      try keys.set(.patientID, "BENCH\(number)")
      try keys.set(.studyInstanceUID, "")
      let query = Self.message(
        .findRequest(messageID: 1, sopClassUID: found), dataSet: try keys.encoded(as: .implicitVRLittleEndian))
      exchanges.append(try associated(found, "1.2.840.10008.1.2", [query]))
    }
    let (header, length) = try Peer.header(of: path)
    guard let sopClass = header.metaInformation.uid(.mediaStorageSOPClassUID),
      let instance = header.metaInformation.uid(.mediaStorageSOPInstanceUID)
    else { throw MeasureError.noObject(path) }
    let content = try Data(contentsOf: URL(fileURLWithPath: path))[header.dataSetOffset..<length]
    let object = Self.message(
      .storeRequest(messageID: 1, sopClassUID: sopClass.value, sopInstanceUID: instance.value),
      dataSet: ByteBuffer(bytes: content))
    exchanges += [Exchange](
      repeating: try associated(sopClass.value, header.transferSyntax.uid.value, [object]), count: counts[2])
    exchanges += (0..<counts[3]).map { searched(for: "BENCH\($0)") }
    exchanges += [Exchange](repeating: sent(), count: counts[4])
    return exchanges.shuffled()
  }

  private static func bytes(_ pdu: PDU) -> [UInt8] { Array(PDUEncoder.encode(pdu).readableBytesView) }

  private static func message(_ command: CommandSet, dataSet: ByteBuffer? = nil) -> [UInt8] {
    func values(_ bytes: ByteBuffer, isCommand: Bool) -> [[UInt8]] {
      var (bytes, pdus) = (bytes, [[UInt8]]())
      while let piece = bytes.readSlice(length: min(16_000, bytes.readableBytes)) {
        let isLast = bytes.readableBytes == 0
        pdus.append(
          Self.bytes(
            .data([PresentationDataValue(contextID: 1, isCommand: isCommand, isLast: isLast, bytes: piece)])))
        if isLast { break }
      }
      return pdus
    }
    let commands = values(command.encoded(), isCommand: true)
    return (commands + (dataSet.map { values($0, isCommand: false) } ?? [])).flatMap { $0 }
  }

  // MARK: Exchanges

  /// An association with one operation, released.
  private func associated(
    _ abstractSyntax: String, _ transferSyntax: String, _ requests: [[UInt8]]
  ) throws -> Exchange {
    let association = Self.bytes(
      .associateRequest(
        AssociateRequest(
          calledAETitle: "ORTHANC", callingAETitle: "ASSAY",
          presentationContexts: AssociationRequest.contexts([(abstractSyntax, [transferSyntax])]),
          userInformation: UserInformation([
            .maximumLength(16_384), .implementationClassUID(AssociationRequest.implementationClassUID),
          ]))))
    let release = Self.bytes(.releaseRequest)
    let port = dicom
    return {
      let socket = try BareSocket(connectedTo: port)
      defer { socket.close() }
      try socket.write(association)
      guard try Self.readPDU(from: socket).type == 2 else { throw MeasureError.usage }
      for request in requests {
        try socket.write(request)
        // A last response has a status that is not pending (PS3.7 §C): it stands last in the command set of these services.
        while true {
          let (type, body) = try Self.readPDU(from: socket)
          guard type == 4, body.count > 6 else { throw MeasureError.usage }
          if body[5] & 1 == 1, !Self.isPending(body) { break }
        }
      }
      try socket.write(release)
      guard try Self.readPDU(from: socket).type == 6 else { throw MeasureError.usage }
    }
  }

  /// Whether the Status of a command is one of the two pending ones.
  private static func isPending(_ body: [UInt8]) -> Bool {
    let status: [UInt8] = [0x00, 0x00, 0x00, 0x09, 0x02, 0x00, 0x00, 0x00]
    guard body.count >= 6 + status.count + 2 else { return false }
    for start in 6...body.count - status.count - 2 where body[start..<start + status.count].elementsEqual(status) {
      return body[start + status.count + 1] == 0xFF
    }
    return false
  }

  private static func readPDU(from socket: BareSocket) throws -> (type: UInt8, body: [UInt8]) {
    var header = [UInt8](repeating: 0, count: 6)
    try socket.fill(&header)
    var body = [UInt8](repeating: 0, count: min(header[2...5].reduce(0) { $0 << 8 | Int($1) }, 1 << 20))
    try socket.fill(&body)
    return (header[0], body)
  }

  private func searched(for patient: String) -> Exchange {
    let request = Array(
      """
      GET /dicom-web/studies?PatientID=\(patient) HTTP/1.1\r
      Host: 127.0.0.1\r
      Accept: application/dicom+json\r
      Connection: close\r
      \r

      """.utf8)
    let port = http
    return {
      let socket = try BareSocket(connectedTo: port)
      defer { socket.close() }
      try socket.write(request)
      var bytes = [UInt8](repeating: 0, count: 1 << 16)
      var count = 0
      while case let got = socket.read(&bytes, from: count), got > 0 { count += got }
      guard bytes.prefix(12).elementsEqual("HTTP/1.1 200".utf8) else {
        throw MeasureError.unreadable(String(decoding: bytes.prefix(count), as: UTF8.self))
      }
    }
  }

  private func sent() -> Exchange {
    let frame = FrameBytes.frame(
      Array("MSH|^~\\&|A|B|C|D|20260101||ADT^A04^ADT_A01|1|P|2.5\rEVN||20260101\rPID|||1||A^B\rPV1||O\r".utf8))
    let port = messages
    return {
      let socket = try BareSocket(connectedTo: port)
      defer { socket.close() }
      try socket.write(frame)
      var bytes = [UInt8](repeating: 0, count: 1 << 16)
      var count = 0
      repeat {
        let got = socket.read(&bytes, from: count)
        guard got > 0 else { throw MeasureError.unreadable("port \(port)") }
        count += got
      } while count < 2 || bytes[count - 2] != FrameBytes.end
    }
  }
}
