import DICOM
import DICOMNetwork
import NIOCore

/// The bytes of an act, in the order in which they are sent.
struct MisconductScript: Sendable {
  /// One thing that is done.
  enum Move: Sendable {
    case send(ByteBuffer, String)
    /// Byte by byte, with a pause between them.
    case drip(ByteBuffer, String, pause: Duration)
    /// The same again and again, while the peer takes it and time lasts.
    case flood(ByteBuffer, String, count: Int, for: Duration)
    case close
  }

  /// What is done before anybody else is looked after.
  var opening: [Move]
  /// What goes on while others are looked after.
  var rest: [Move] = []

  /// What an act needs to be put into bytes.
  struct Material: Sendable {
    /// The A-ASSOCIATE-RQ of the step in good form.
    var request: AssociationRequest
    /// Context in which commands are sent.
    var contextID: UInt8 = 1
    /// The peer's maximum length, 0 for no limit.
    var maximumLength: UInt32 = 16_384
    /// The object to store, where the act stores one.
    var object: StoreRequest?
  }

  /// The script of an act; nil where the act stores and there is nothing to store.
  init?(_ act: Misconduct, _ material: Material) {
    switch act.stage {
    case .connection: self = Self.connecting(act, material)
    case .association: self = Self.associated(act, material)
    case .storage:
      guard let script = Self.storing(act, material) else { return nil }
      self = script
    }
  }

  init(_ opening: Move...) { self.init(opening: opening) }

  init(opening: [Move], rest: [Move] = []) {
    self.opening = opening
    self.rest = rest
  }

  /// A PDU with a length of its own.
  static func pdu(_ type: UInt8, length: UInt32? = nil, _ contents: ByteBuffer) -> ByteBuffer {
    var bytes = ByteBuffer()
    bytes.writeInteger(type)
    bytes.writeInteger(0, as: UInt8.self)
    bytes.writeInteger(length ?? UInt32(truncatingIfNeeded: contents.readableBytes))
    bytes.writeImmutableBuffer(contents)
    return bytes
  }

  /// A P-DATA-TF with one value.
  static func data(
    _ context: UInt8, _ bytes: ByteBuffer, isCommand: Bool = true, isLast: Bool = true
  ) -> ByteBuffer {
    PDUEncoder.encode(
      .data([PresentationDataValue(contextID: context, isCommand: isCommand, isLast: isLast, bytes: bytes)]))
  }

  /// A C-ECHO-RQ.
  static func echo(_ id: UInt16 = 1, in context: UInt8) -> ByteBuffer {
    data(context, CommandSet.echoRequest(messageID: id).encoded())
  }

  static let releaseRequest = PDUEncoder.encode(.releaseRequest)
  static let unknownPDU = pdu(0x0B, ByteBuffer(bytes: [0, 0, 0, 0]))
}
