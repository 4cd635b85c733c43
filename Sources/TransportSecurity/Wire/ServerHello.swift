/// The answer to a ClientHello (RFC 5246 §7.4.1.3, RFC 8446 §4.1.3); a HelloRetryRequest has the same form.
struct ServerHello: Hashable, Sendable {
  var version: TLSVersion
  var random: [UInt8]
  var suite: CipherSuite
  var compression: UInt8
  /// Types of the extensions that came.
  var extensionTypes: Set<Int> = []
  /// Group named in a HelloRetryRequest or in the key share.
  var group: NamedGroup?
  /// Application protocol chosen.
  var applicationProtocol: String?

  /// Whether the peer says in its random that it could have spoken a later version (RFC 8446 §4.1.3).
  var tellsDowngrade: Bool {
    let tail = Array(random.suffix(8))
    return tail == Array("DOWNGRD".utf8) + [1] || tail == Array("DOWNGRD".utf8) + [0]
  }

  init(reading body: ArraySlice<UInt8>) throws(TLSViolation) {
    var reader = WireReader(body, rule: "RFC 5246 §7.4.1.3")
    let legacy = try reader.integer(2, "the version")
    random = Array(try reader.take(32, "the random"))
    let session = try reader.vector(1, "the session identifier")
    guard session.remaining <= 32 else {
      throw session.violation("a session identifier of at most 32 bytes", got: "\(session.remaining)")
    }
    suite = CipherSuite(code: UInt16(truncatingIfNeeded: try reader.integer(2, "the cipher suite")))
    compression = UInt8(truncatingIfNeeded: try reader.integer(1, "the compression method"))
    var selected = legacy
    if reader.remaining > 0 {
      var list = try reader.vector(2, "the extensions")
      while list.remaining > 0 {
        let type = try list.integer(2, "an extension's type")
        var contents = try list.vector(2, "an extension")
        guard extensionTypes.insert(type).inserted else {
          throw list.violation("each extension once", got: "extension \(type) twice")
        }
        switch type {
        case 43: selected = try contents.integer(2, "the selected version")
        case 51: group = NamedGroup(code: UInt16(truncatingIfNeeded: try contents.integer(2, "the group")))
        case 16:
          var names = try contents.vector(2, "the application protocols")
          var name = try names.vector(1, "the application protocol")
          applicationProtocol = String(decoding: name.rest(), as: UTF8.self)
        default: break
        }
      }
    }
    guard reader.remaining == 0 else { throw reader.violation("the end", got: "\(reader.remaining) bytes more") }
    guard let version = TLSVersion(rawValue: UInt16(truncatingIfNeeded: selected)) else {
      throw TLSViolation(
        offset: 0, rule: "RFC 5246 §E.1", expected: "a version from SSL 3.0 to TLS 1.3",
        got: "\(selected >> 8).\(selected & 0xFF)")
    }
    self.version = version
  }
}
