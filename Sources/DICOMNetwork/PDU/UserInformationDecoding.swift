extension UserInformationItem {
  /// Decodes the contents of a sub-item.
  init(type: UInt8, _ reader: inout BoundedReader) throws(ProtocolViolation) {
    switch type {
    case 0x51:
      reader.rule = "PS3.8 §D.1"
      guard reader.remaining == 4 else {
        throw reader.violation("maximum length sub-item of 4 bytes", got: "\(reader.remaining)")
      }
      self = .maximumLength(try reader.integer("Maximum-length-received"))
    case 0x52:
      reader.rule = "PS3.7 §D.3.3.2"
      self = .implementationClassUID(try reader.uid(reader.remaining, "Implementation-class-uid"))
    case 0x53:
      reader.rule = "PS3.7 §D.3.3.3"
      guard reader.remaining == 4 else {
        throw reader.violation("asynchronous operations window of 4 bytes", got: "\(reader.remaining)")
      }
      self = .asynchronousOperations(
        AsynchronousOperationsWindow(
          invoked: try reader.integer("Maximum-number-operations-invoked"),
          performed: try reader.integer("Maximum-number-operations-performed")))
    case 0x54:
      reader.rule = "PS3.7 §D.3.3.4"
      let uid = try reader.countedUID("SOP-class-uid")
      let scu = try reader.byte("SCU-role")
      let scp = try reader.byte("SCP-role")
      guard scu <= 1, scp <= 1 else {
        throw reader.violation("roles of 0 or 1", got: "SCU-role \(scu), SCP-role \(scp)", at: reader.offset - 2)
      }
      self = .roleSelection(RoleSelection(sopClassUID: uid, scu: scu == 1, scp: scp == 1))
    case 0x55:
      reader.rule = "PS3.7 §D.3.3.2"
      guard (1...16).contains(reader.remaining) else {
        throw reader.violation("Implementation-version-name of 1 to 16 characters", got: "\(reader.remaining)")
      }
      self = .implementationVersionName(try reader.text(reader.remaining, "Implementation-version-name"))
    case 0x56:
      reader.rule = "PS3.7 §D.3.3.5"
      let uid = try reader.countedUID("SOP-class-uid")
      self = .extendedNegotiation(ExtendedNegotiation(sopClassUID: uid, information: reader.rest()))
    case 0x57:
      reader.rule = "PS3.7 §D.3.3.6"
      let sopClass = try reader.countedUID("SOP-class-uid")
      let serviceClass = try reader.countedUID("Service-class-uid")
      let length: UInt16 = try reader.integer("Related-general-sop-class-identification-length")
      var list = try reader.part(
        Int(length), "related general SOP class identification", rule: "PS3.7 §D.3.3.6")
      var related: [String] = []
      while list.remaining > 0 { related.append(try list.countedUID("Related-general-sop-class-uid")) }
      self = .commonExtendedNegotiation(
        CommonExtendedNegotiation(
          sopClassUID: sopClass, serviceClassUID: serviceClass, relatedGeneralSOPClassUIDs: related))
    case 0x58:
      reader.rule = "PS3.7 §D.3.3.7"
      let type = try reader.byte("User-Identity-Type")
      let place = reader.offset
      let wish = try reader.byte("Positive-response-requested")
      guard wish <= 1 else {
        throw reader.violation("Positive-response-requested 0 or 1", got: "\(wish)", at: place)
      }
      let primary = try reader.counted("Primary-field")
      self = .userIdentityRequest(
        UserIdentityRequest(
          type: type, positiveResponseRequested: wish == 1, primary: primary,
          secondary: try reader.counted("Secondary-field")))
    case 0x59:
      reader.rule = "PS3.7 §D.3.3.7"
      self = .userIdentityAccept(try reader.counted("Server-response"))
    default: self = .unknown(RawItem(type: type, bytes: reader.rest()))
    }
  }
}

extension BoundedReader {
  /// A field behind its own length of two bytes.
  fileprivate mutating func counted(_ what: String) throws(ProtocolViolation) -> [UInt8] {
    let length: UInt16 = try integer("\(what) length")
    return try bytes(Int(length), what)
  }

  fileprivate mutating func countedUID(_ what: String) throws(ProtocolViolation) -> String {
    let length: UInt16 = try integer("\(what) length")
    return try uid(Int(length), what)
  }
}
