import DICOMNetwork
import NIOCore

extension MisconductScript {
  /// Acts before any association.
  static func connecting(_ act: Misconduct, _ material: Material) -> MisconductScript {
    let request = request(material.request)
    let length = UInt32(truncatingIfNeeded: request.readableBytes - PDUDecoder.headerLength)
    switch act {
    case .httpRequest:
      return MisconductScript(
        .send(ByteBuffer(string: "GET / HTTP/1.1\r\nHost: archive\r\nAccept: */*\r\n\r\n"), "A request of HTTP"))
    case .unknownPDU: return MisconductScript(.send(unknownPDU, "A PDU of type 0BH"))
    case .requestLengthBeyond:
      return MisconductScript(
        .send(stating(length + 4_096, request), "A-ASSOCIATE-RQ that states 4096 bytes more than it has"))
    case .requestLengthShort:
      return MisconductScript(
        .send(stating(length > 40 ? length - 40 : 0, request), "A-ASSOCIATE-RQ that states 40 bytes less than it has"))
    case .requestLengthZero:
      return MisconductScript(.send(pdu(1, ByteBuffer()), "A-ASSOCIATE-RQ of length 0"))
    case .requestLengthFourGigabytes:
      return MisconductScript(.send(stating(.max, request), "A-ASSOCIATE-RQ that states 4294967295 bytes"))
    case .itemLengthBeyond:
      return MisconductScript(
        .send(lyingItem(request), "A-ASSOCIATE-RQ whose presentation context states a length beyond the PDU"))
    case .truncatedRequest:
      let half = request.getSlice(at: request.readerIndex, length: request.readableBytes / 2) ?? request
      return MisconductScript(.send(half, "Half of an A-ASSOCIATE-RQ"))
    case .slowRequest:
      return MisconductScript(
        opening: [], rest: [.drip(request, "A-ASSOCIATE-RQ, byte by byte", pause: .milliseconds(20))])
    case .dataBeforeAssociation:
      return MisconductScript(.send(echo(in: 1), "P-DATA-TF with a C-ECHO-RQ"))
    case .releaseBeforeAssociation: return MisconductScript(.send(releaseRequest, "A-RELEASE-RQ"))
    case .unknownProtocolVersion:
      var bytes = request
      bytes.setInteger(UInt16(2), at: bytes.readerIndex + PDUDecoder.headerLength)
      return MisconductScript(.send(bytes, "A-ASSOCIATE-RQ of protocol version 2 alone"))
    case .unknownApplicationContext:
      return MisconductScript(
        .send(
          Self.request(material.request, applicationContext: "1.2.840.10008.3.1.1.9"),
          "A-ASSOCIATE-RQ with application context 1.2.840.10008.3.1.1.9"))
    default: return MisconductScript(opening: [])
    }
  }

  /// The A-ASSOCIATE-RQ of the step.
  static func request(
    _ request: AssociationRequest, applicationContext: String = dicomApplicationContextName
  ) -> ByteBuffer {
    PDUEncoder.encode(
      .associateRequest(
        AssociateRequest(
          calledAETitle: request.calledAETitle, callingAETitle: request.callingAETitle,
          applicationContextName: applicationContext, presentationContexts: request.contexts,
          userInformation: UserInformation([
            .maximumLength(request.maximumLength), .implementationClassUID(AssociationRequest.implementationClassUID),
            .implementationVersionName(AssociationRequest.implementationVersionName),
          ]))))
  }

  /// The same PDU with another length in its header.
  private static func stating(_ length: UInt32, _ pdu: ByteBuffer) -> ByteBuffer {
    var pdu = pdu
    pdu.setInteger(length, at: pdu.readerIndex + 2)
    return pdu
  }

  /// The same request with a first presentation context (20H) that states the longest length there is.
  private static func lyingItem(_ request: ByteBuffer) -> ByteBuffer {
    var request = request
    // After the header and 68 bytes of fixed fields stands the application context, then the presentation contexts.
    let first = request.readerIndex + PDUDecoder.headerLength + 68
    let length = request.getInteger(at: first + 2, as: UInt16.self) ?? 0
    request.setInteger(UInt16.max, at: first + 4 + Int(length) + 2)
    return request
  }
}
