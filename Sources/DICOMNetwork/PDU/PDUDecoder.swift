import NIOCore

/// Turns bytes into PDUs: bytes in as they arrive, PDUs out as they are complete.
///
/// A PDU whose type does not exist or whose length passes its limit is refused at its header. After an error the
/// decoder gives nothing more: the boundaries of the PDUs are lost.
public struct PDUDecoder: Sendable {
  /// The limits in force.
  public var limits: PDULimits
  private var buffer = ByteBuffer()
  private var failed = false
  /// Length of a P-DATA-TF that the peer was free to send and that is longer than is held; nothing more is given then.
  public private(set) var overlongData: Int?

  /// Bytes of a header: type, reserved byte, length (PS3.8 §9.3.1).
  public static let headerLength = 6

  /// Makes a decoder.
  public init(limits: PDULimits = .standard) { self.limits = limits }

  /// Bytes received that are not yet part of a complete PDU.
  public var pending: ByteBufferView { buffer.readableBytesView }

  /// Takes the next bytes of the connection.
  public mutating func append(_ bytes: ByteBuffer) {
    if failed { return }
    if buffer.readableBytes == 0 {
      buffer = bytes
    } else {
      var bytes = bytes
      // What was taken out is dropped, so that the buffer holds one incomplete PDU and the newest bytes, never more.
      buffer.discardReadBytes()
      buffer.writeBuffer(&bytes)
    }
  }

  /// The next PDU with its bytes, header included; nil until it is complete.
  public mutating func next() throws(ProtocolViolation) -> (pdu: PDU, bytes: ByteBuffer)? {
    if failed { return nil }
    do throws(ProtocolViolation) {
      guard let (type, length) = try header() else { return nil }
      guard buffer.readableBytes >= Self.headerLength + length else { return nil }
      guard let bytes = buffer.readSlice(length: Self.headerLength + length) else { return nil }
      var body = bytes
      body.moveReaderIndex(forwardBy: Self.headerLength)
      return (try Self.pdu(type, body), bytes)
    } catch {
      failed = true
      buffer = ByteBuffer()
      throw error
    }
  }

  private mutating func header() throws(ProtocolViolation) -> (PDUType, Int)? {
    let start = buffer.readerIndex
    guard buffer.readableBytes >= Self.headerLength, let code = buffer.getInteger(at: start, as: UInt8.self),
      let length = buffer.getInteger(at: start + 2, endianness: .big, as: UInt32.self)
    else { return nil }
    guard let type = PDUType(rawValue: code) else {
      throw ProtocolViolation(
        offset: 0, rule: "PS3.8 §9.3.1", expected: "a PDU type from 01H to 07H",
        got: "\(code.hexadecimal)H, bytes \"\(printable(buffer.readableBytesView.prefix(16)))\"")
    }
    let limit = limits.limit(for: type)
    switch type {
    case .associateReject, .releaseRequest, .releaseReply, .abort:
      guard length == 4 else {
        throw ProtocolViolation(
          offset: 2, rule: type.rule, expected: "\(type.name) of length 4", got: "length \(length)")
      }
    case .associateRequest, .associateAccept:
      guard Int(length) <= limit else {
        throw ProtocolViolation(
          offset: 2, rule: type.rule, expected: "\(type.name) of at most \(limit) bytes", got: "length \(length)")
      }
    case .data:
      guard limits.isDataAnnounced || Int(length) <= limit else {
        failed = true
        buffer = ByteBuffer()
        overlongData = Int(length)
        return nil
      }
      guard Int(length) <= limit else {
        throw ProtocolViolation(
          offset: 2, rule: "PS3.8 §D.1", expected: "P-DATA-TF of at most the \(limit) bytes announced",
          got: "length \(length)")
      }
    }
    return (type, Int(length))
  }

  /// Decodes the part of a PDU after its header.
  private static func pdu(_ type: PDUType, _ body: ByteBuffer) throws(ProtocolViolation) -> PDU {
    var reader = BoundedReader(body, origin: headerLength, rule: type.rule)
    switch type {
    case .associateRequest: return .associateRequest(try AssociateRequest(&reader))
    case .associateAccept: return .associateAccept(try AssociateAccept(&reader))
    case .associateReject: return .associateReject(try AssociateReject(&reader))
    case .data: return .data(try dataValues(&reader))
    case .releaseRequest: return .releaseRequest
    case .releaseReply: return .releaseReply
    case .abort:
      try reader.skip(2, "reserved bytes")
      return .abort(Abort(source: try reader.byte("Source"), reason: try reader.byte("Reason/Diag.")))
    }
  }

  private static func dataValues(_ reader: inout BoundedReader) throws(ProtocolViolation) -> [PresentationDataValue] {
    var values: [PresentationDataValue] = []
    repeat {
      let place = reader.offset
      let length: UInt32 = try reader.integer("PDV item length")
      guard length >= 2, Int(length) <= reader.remaining else {
        throw ProtocolViolation(
          offset: place, rule: "PS3.8 §9.3.5.1", expected: "a PDV item length from 2 to the \(reader.remaining) left",
          got: "\(length)")
      }
      let contextID = try reader.byte("Presentation-context-ID")
      guard contextID & 1 == 1 else {
        throw ProtocolViolation(
          offset: place + 4, rule: "PS3.8 §9.3.5.1", expected: "an odd Presentation-context-ID", got: "\(contextID)")
      }
      let control = try reader.byte("message control header")
      values.append(
        PresentationDataValue(
          contextID: contextID, isCommand: control & 1 != 0, isLast: control & 2 != 0,
          bytes: try reader.slice(Int(length) - 2, "message fragment")))
    } while reader.remaining > 0
    return values
  }
}

extension AssociateReject {
  fileprivate init(_ reader: inout BoundedReader) throws(ProtocolViolation) {
    try reader.skip(1, "reserved byte")
    let resultCode = try reader.byte("Result")
    guard let result = Result(rawValue: resultCode) else {
      throw reader.violation("Result 1 or 2", got: "\(resultCode)", at: 7)
    }
    let sourceCode = try reader.byte("Source")
    guard let source = Source(rawValue: sourceCode) else {
      throw reader.violation("Source 1, 2 or 3", got: "\(sourceCode)", at: 8)
    }
    self.init(result: result, source: source, reason: try reader.byte("Reason/Diag."))
  }
}

extension FixedWidthInteger where Self: UnsignedInteger {
  /// All hexadecimal digits, upper case.
  var hexadecimal: String {
    let digits = String(self, radix: 16, uppercase: true)
    return String(repeating: "0", count: Swift.max(0, Self.bitWidth / 4 - digits.count)) + digits
  }
}
