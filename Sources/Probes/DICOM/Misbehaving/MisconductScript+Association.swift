import DICOMNetwork
import NIOCore

extension MisconductScript {
  private static let ctImageStorage = "1.2.840.10008.5.1.4.1.1.2"

  /// Acts over an association that holds a context for Verification.
  static func associated(_ act: Misconduct, _ material: Material) -> MisconductScript {
    let id = material.contextID
    let command = CommandSet.echoRequest(messageID: 1)
    switch act {
    case .unknownPDUInAssociation: return MisconductScript(.send(unknownPDU, "A PDU of type 0BH"))
    case .secondRequest: return MisconductScript(.send(request(material.request), "A second A-ASSOCIATE-RQ"))
    case .releaseReplyUnasked: return MisconductScript(.send(PDUEncoder.encode(.releaseReply), "A-RELEASE-RP"))
    case .dataAfterRelease:
      return MisconductScript(
        .send(releaseRequest, "A-RELEASE-RQ"), .send(echo(in: id), "P-DATA-TF: C-ECHO-RQ after A-RELEASE-RQ"))
    case .dataLengthFourGigabytes:
      return MisconductScript(
        .send(pdu(4, length: .max, value(id, length: nil, command.encoded())), "P-DATA-TF that states 4294967295 bytes")
      )
    case .valueLengthBeyond:
      return MisconductScript(
        .send(pdu(4, value(id, length: 60_000, command.encoded())), "P-DATA-TF with a value that states 60000 bytes"))
    case .valueLengthZero:
      return MisconductScript(.send(pdu(4, ByteBuffer(integer: UInt32(0))), "P-DATA-TF with a value of length 0"))
    case .contextNotAccepted:
      return MisconductScript(.send(echo(in: 253), "P-DATA-TF: C-ECHO-RQ in context 253"))
    case .dataSetWithoutCommand:
      return MisconductScript(
        .send(data(id, patientID, isCommand: false), "P-DATA-TF: a data set without a command set"))
    case .commandUnfinished:
      return MisconductScript(
        .send(data(id, command.encoded(), isLast: false), "P-DATA-TF: a command set, not its last fragment"),
        .send(data(id, patientID, isCommand: false), "P-DATA-TF: a data set"))
    case .garbageCommand:
      let bytes = (0..<64).map { UInt8(truncatingIfNeeded: 0x91 &+ $0 &* 0x3D) }
      return MisconductScript(.send(data(id, ByteBuffer(bytes: bytes)), "P-DATA-TF: a command set of random bytes"))
    case .commandWithoutGroupLength:
      var bytes = command.encoded()
      bytes.moveReaderIndex(forwardBy: 12)
      return MisconductScript(
        .send(data(id, bytes.slice()), "P-DATA-TF: C-ECHO-RQ without Command Group Length"))
    case .elementBeyondCommand:
      var bytes = command.encoded()
      // The length of Affected SOP Class UID, the element behind the group length.
      bytes.setInteger(UInt32(0x7FFF_FFF0), at: bytes.readerIndex + 16, endianness: .little)
      return MisconductScript(
        .send(data(id, bytes), "P-DATA-TF: C-ECHO-RQ with an element that states 2147483632 bytes"))
    case .unknownCommand:
      var unknown = command
      unknown.set(CommandElementNumber.commandField, number: 0x7777)
      return MisconductScript(.send(data(id, unknown.encoded()), "P-DATA-TF: Command Field 7777H"))
    case .unsupportedOperation:
      let request = NormalizedRequest(
        .action(type: 1), sopClassUID: "1.2.840.10008.1.1", sopInstanceUID: "1.2.840.10008.1.1.1")
      return MisconductScript(
        .send(data(id, request.command(messageID: 1).encoded()), "P-DATA-TF: N-ACTION-RQ on Verification"))
    case .classNotNegotiated:
      let other = CommandSet.echoRequest(messageID: 1, sopClassUID: ctImageStorage)
      return MisconductScript(
        .send(data(id, other.encoded()), "P-DATA-TF: C-ECHO-RQ that names CT Image Storage"))
    case .unreadAnswers:
      var requests = ByteBuffer()
      for number in 1...100 { requests.writeImmutableBuffer(echo(UInt16(number), in: id)) }
      return MisconductScript(
        opening: [], rest: [.flood(requests, "100 C-ECHO-RQ", count: 2_000, for: .seconds(3))])
    default: return MisconductScript(opening: [])
    }
  }

  /// Acts over an association that holds a context for the object's storage class.
  static func storing(_ act: Misconduct, _ material: Material) -> MisconductScript? {
    guard let object = material.object, case .memory(var dataSet) = object.dataSet else { return nil }
    switch act {
    case .oversizeElement:
      // The length of the first element, in Implicit VR a number of four bytes behind the tag.
      dataSet.setInteger(UInt32(0xFFFF_FFF0), at: dataSet.readerIndex + 4, endianness: .little)
    case .truncatedDataSet:
      dataSet = dataSet.getSlice(at: dataSet.readerIndex, length: max(dataSet.readableBytes - 8, 0)) ?? dataSet
    default: break
    }
    let command = CommandSet.storeRequest(
      messageID: 1, sopClassUID: object.sopClassUID, sopInstanceUID: object.sopInstanceUID)
    guard
      var fragmenter = MessageFragmenter(
        contextID: material.contextID, command: command, dataSet: dataSet, maximumLength: material.maximumLength)
    else { return nil }
    var fragments: [ByteBuffer] = []
    while let value = fragmenter.next() { fragments.append(PDUEncoder.encode(.data([value]))) }
    guard act == .abortInTransfer || act == .closeInTransfer else {
      return MisconductScript(
        opening: fragments.enumerated().map { number, bytes in
          .send(bytes, number == 0 ? "P-DATA-TF: C-STORE-RQ" : "P-DATA-TF: fragment \(number) of the data set")
        })
    }
    // The command and half of the data set, in a fragment that is not the last.
    let half = dataSet.getSlice(at: dataSet.readerIndex, length: min(dataSet.readableBytes / 2, 4_000) & ~1) ?? dataSet
    let begun: [Move] = [
      .send(fragments.first ?? ByteBuffer(), "P-DATA-TF: C-STORE-RQ"),
      .send(
        data(material.contextID, half, isCommand: false, isLast: false), "P-DATA-TF: the beginning of the data set"),
    ]
    return MisconductScript(
      opening: begun + [
        act == .abortInTransfer ? .send(PDUEncoder.encode(.abort(.serviceUser)), "A-ABORT, service-user") : .close
      ])
  }

  /// A presentation data value that states a length of its own.
  private static func value(_ context: UInt8, length: UInt32?, _ bytes: ByteBuffer) -> ByteBuffer {
    var value = ByteBuffer()
    value.writeInteger(length ?? UInt32(truncatingIfNeeded: bytes.readableBytes + 2))
    value.writeBytes([context, 3])
    value.writeImmutableBuffer(bytes)
    return value
  }

  /// A data set of one element, an empty Patient ID in Implicit VR.
  private static let patientID = ByteBuffer(bytes: [0x10, 0, 0x20, 0, 0, 0, 0, 0])
}
