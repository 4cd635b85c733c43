import NIOCore

/// Writes PDUs.
public enum PDUEncoder {
  /// The bytes of a PDU.
  public static func encode(_ pdu: PDU) -> ByteBuffer {
    var buffer = ByteBuffer()
    write(pdu, into: &buffer)
    return buffer
  }

  /// Appends the bytes of a PDU. Items longer than their two-byte length fields can state are cut; those who make
  /// requests check their values before (`AssociationRequest`).
  public static func write(_ pdu: PDU, into buffer: inout ByteBuffer) {
    buffer.reserveCapacity(minimumWritableBytes: room(for: pdu))
    buffer.writeInteger(pdu.type.rawValue)
    buffer.writeInteger(0, as: UInt8.self)
    let place = buffer.writerIndex
    buffer.writeInteger(0, as: UInt32.self)
    switch pdu {
    case .associateRequest(let request): write(request, into: &buffer)
    case .associateAccept(let accept): write(accept, into: &buffer)
    case .associateReject(let reject):
      buffer.writeBytes([0, reject.result.rawValue, reject.source.rawValue, reject.reason])
    case .data(let values):
      for value in values {
        buffer.writeInteger(UInt32(truncatingIfNeeded: value.bytes.readableBytes + 2))
        buffer.writeInteger(value.contextID)
        buffer.writeInteger((value.isCommand ? 1 : 0) | (value.isLast ? 2 : 0), as: UInt8.self)
        buffer.writeImmutableBuffer(value.bytes)
      }
    case .releaseRequest, .releaseReply: buffer.writeInteger(0, as: UInt32.self)
    case .abort(let abort): buffer.writeBytes([0, 0, abort.source, abort.reason])
    }
    buffer.setInteger(UInt32(truncatingIfNeeded: buffer.writerIndex - place - 4), at: place)
  }

  /// About how many bytes a PDU has: a buffer that grows with each field is copied again and again.
  private static func room(for pdu: PDU) -> Int {
    switch pdu {
    case .associateRequest, .associateAccept: 512
    case .data(let values): values.reduce(PDUDecoder.headerLength) { $0 + $1.bytes.readableBytes + 6 }
    case .associateReject, .releaseRequest, .releaseReply, .abort: 10
    }
  }

  private static func write(_ request: AssociateRequest, into buffer: inout ByteBuffer) {
    writeFixed(request.protocolVersion, request.calledAETitle, request.callingAETitle, into: &buffer)
    buffer.writeItem(ItemType.applicationContext) { $0.writeString(request.applicationContextName) }
    for context in request.presentationContexts {
      buffer.writeItem(ItemType.proposedContext) { item in
        item.writeInteger(UInt32(context.id) << 24)
        item.writeItem(ItemType.abstractSyntax) { $0.writeString(context.abstractSyntax) }
        for syntax in context.transferSyntaxes { item.writeItem(ItemType.transferSyntax) { $0.writeString(syntax) } }
      }
    }
    write(request.userInformation, into: &buffer)
    for item in request.unknownItems { buffer.writeItem(item.type) { $0.writeBytes(item.bytes) } }
  }

  private static func write(_ accept: AssociateAccept, into buffer: inout ByteBuffer) {
    writeFixed(accept.protocolVersion, accept.calledAETitle, accept.callingAETitle, into: &buffer)
    buffer.writeItem(ItemType.applicationContext) { $0.writeString(accept.applicationContextName) }
    for context in accept.presentationContexts {
      buffer.writeItem(ItemType.answeredContext) { item in
        item.writeBytes([context.id, 0, context.result.rawValue, 0])
        item.writeItem(ItemType.transferSyntax) { $0.writeString(context.transferSyntax ?? "") }
      }
    }
    write(accept.userInformation, into: &buffer)
    for item in accept.unknownItems { buffer.writeItem(item.type) { $0.writeBytes(item.bytes) } }
  }

  private static func writeFixed(
    _ version: UInt16, _ called: String, _ calling: String, into buffer: inout ByteBuffer
  ) {
    buffer.writeInteger(version)
    buffer.writeInteger(0, as: UInt16.self)
    for title in [called, calling] {
      let end = buffer.writerIndex + 16
      for scalar in title.unicodeScalars.prefix(16) { buffer.writeInteger(UInt8(truncatingIfNeeded: scalar.value)) }
      buffer.writeRepeatingByte(0x20, count: end - buffer.writerIndex)
    }
    buffer.writeRepeatingByte(0, count: 32)
  }

  private static func write(_ information: UserInformation, into buffer: inout ByteBuffer) {
    buffer.writeItem(ItemType.userInformation) { buffer in
      for item in information.items { write(item, into: &buffer) }
    }
  }

  private static func write(_ item: UserInformationItem, into buffer: inout ByteBuffer) {
    switch item {
    case .maximumLength(let length): buffer.writeItem(0x51) { $0.writeInteger(length) }
    case .implementationClassUID(let uid): buffer.writeItem(0x52) { $0.writeString(uid) }
    case .asynchronousOperations(let window):
      buffer.writeItem(0x53) {
        $0.writeInteger(window.invoked)
        $0.writeInteger(window.performed)
      }
    case .roleSelection(let roles):
      buffer.writeItem(0x54) {
        $0.writeCounted(roles.sopClassUID)
        $0.writeBytes([roles.scu ? 1 : 0, roles.scp ? 1 : 0])
      }
    case .implementationVersionName(let name):
      buffer.writeItem(0x55) { $0.writeBytes(name.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }) }
    case .extendedNegotiation(let negotiation):
      buffer.writeItem(0x56) {
        $0.writeCounted(negotiation.sopClassUID)
        $0.writeBytes(negotiation.information)
      }
    case .commonExtendedNegotiation(let negotiation):
      buffer.writeItem(0x57) {
        $0.writeCounted(negotiation.sopClassUID)
        $0.writeCounted(negotiation.serviceClassUID)
        var related = ByteBuffer()
        for uid in negotiation.relatedGeneralSOPClassUIDs { related.writeCounted(uid) }
        $0.writeInteger(UInt16(truncatingIfNeeded: related.readableBytes))
        $0.writeImmutableBuffer(related)
      }
    case .userIdentityRequest(let identity):
      buffer.writeItem(0x58) {
        $0.writeBytes([identity.type, identity.positiveResponseRequested ? 1 : 0])
        $0.writeCounted(identity.primary)
        $0.writeCounted(identity.secondary)
      }
    case .userIdentityAccept(let response): buffer.writeItem(0x59) { $0.writeCounted(response) }
    case .unknown(let item): buffer.writeItem(item.type) { $0.writeBytes(item.bytes) }
    }
  }
}

extension ByteBuffer {
  /// An item: type, reserved byte, length of two bytes, contents.
  fileprivate mutating func writeItem(_ type: UInt8, _ contents: (inout ByteBuffer) -> Void) {
    writeInteger(type)
    writeInteger(0, as: UInt8.self)
    let place = writerIndex
    writeInteger(0, as: UInt16.self)
    contents(&self)
    let length = Swift.min(writerIndex - place - 2, Int(UInt16.max))
    moveWriterIndex(to: place + 2 + length)
    setInteger(UInt16(truncatingIfNeeded: length), at: place)
  }

  fileprivate mutating func writeCounted(_ bytes: [UInt8]) {
    writeInteger(UInt16(truncatingIfNeeded: Swift.min(bytes.count, Int(UInt16.max))))
    writeBytes(bytes.prefix(Int(UInt16.max)))
  }

  fileprivate mutating func writeCounted(_ text: String) { writeCounted(Array(text.utf8)) }
}
