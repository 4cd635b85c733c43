import DICOM
import DICOMNetwork
import Foundation
import NIOCore

/// The floor of storing: the bytes of the same exchange are made before, and then written to a socket, object after object; answers
/// are read by their lengths and not looked at. What this reaches is what the peer takes.
enum CannedStore {
  /// One association on 127.0.0.1, on which each file is sent. The time counts from the first object to the last answer.
  static func run(_ paths: some Collection<String>, port: UInt16, title: String) throws -> Work {
    let headers = try paths.map { try Peer.header(of: $0) }
    guard let first = headers.first, let sopClass = first.header.metaInformation.uid(.mediaStorageSOPClassUID) else {
      throw MeasureError.usage
    }
    let syntax = first.header.transferSyntax.uid.value
    let socket = try BareSocket(connectedTo: port)
    defer { socket.close() }
    try socket.write(
      CannedClient.bytes(
        .associateRequest(
          AssociateRequest(
            calledAETitle: title, callingAETitle: "ASSAY",
            presentationContexts: AssociationRequest.contexts([(sopClass.value, [syntax])]),
            userInformation: UserInformation([
              .maximumLength(16_384), .implementationClassUID(AssociationRequest.implementationClassUID),
            ])))))
    var decoder = PDUDecoder()
    decoder.append(ByteBuffer(bytes: try CannedClient.readPDU(from: socket)))
    guard case .associateAccept(let accept)? = try decoder.next()?.pdu else { throw MeasureError.usage }
    let maximumLength = accept.userInformation.maximumLength ?? 16_384
    var done = Work()
    let messages = try zip(paths, headers).map { path, file in
      done.bytes += file.length - file.header.dataSetOffset
      return try message(path, file.header, length: file.length, maximumLength: maximumLength)
    }
    let start = ContinuousClock.now
    for message in messages {
      try socket.write(message)
      guard try CannedClient.readPDU(from: socket).first == 4 else { throw MeasureError.usage }
      done.count += 1
    }
    done.seconds = (ContinuousClock.now - start) / .seconds(1)
    try socket.write(CannedClient.bytes(.releaseRequest))
    guard try CannedClient.readPDU(from: socket).first == 6 else { throw MeasureError.usage }
    return done
  }

  /// A C-STORE-RQ with its data set, in PDUs that the peer takes.
  private static func message(
    _ path: String, _ header: DICOMFileHeader, length: Int, maximumLength: UInt32
  ) throws -> [UInt8] {
    guard let sopClass = header.metaInformation.uid(.mediaStorageSOPClassUID),
      let instance = header.metaInformation.uid(.mediaStorageSOPInstanceUID),
      let file = FileManager.default.contents(atPath: path)
    else { throw MeasureError.noObject(path) }
    let command = CommandSet.storeRequest(
      messageID: 1, sopClassUID: sopClass.value, sopInstanceUID: instance.value)
    guard
      var fragmenter = MessageFragmenter(
        contextID: 1, command: command, dataSet: ByteBuffer(bytes: file[header.dataSetOffset..<length]),
        maximumLength: maximumLength)
    else { throw MeasureError.usage }
    var bytes = ByteBuffer()
    while let value = fragmenter.next() { PDUEncoder.write(.data([value]), into: &bytes) }
    return Array(bytes.readableBytesView)
  }
}
