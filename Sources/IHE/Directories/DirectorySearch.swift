import CLDAP
import Glibc
import NIOPosix

/// A search in a directory by LDAP (RFC 4511; ITI-58 and ITI-24 stand on it).
public struct DirectorySearch: Sendable {
  /// Host name or address.
  public var host: String
  /// TCP port.
  public var port: Int
  /// TLS from the first byte; plain TCP where nil.
  public var security: Security?
  /// Distinguished name and password for a simple bind; anonymous where nil.
  public var credentials: (name: String, password: String)?
  /// Below which entry it looks.
  public var base: String
  /// How deep.
  public var scope: Scope
  /// The filter (RFC 4515).
  public var filter: String
  /// Attributes that are asked for; all where there are none.
  public var attributes: [String]
  /// Entries that are taken.
  public var limit: Int

  /// How deep a search goes (RFC 4511 §4.5.1.2).
  public enum Scope: String, CaseIterable, Hashable, Sendable {
    case base, one, subtree
  }

  /// TLS towards a directory.
  public struct Security: Hashable, Sendable {
    /// PEM file of the authorities trusted; the system's where nil.
    public var trustRootsFile: String?
    /// PEM file of our certificates.
    public var certificateFile: String?
    /// PEM file of our key.
    public var privateKeyFile: String?

    /// Makes settings.
    public init(trustRootsFile: String?, certificateFile: String?, privateKeyFile: String?) {
      self.trustRootsFile = trustRootsFile
      self.certificateFile = certificateFile
      self.privateKeyFile = privateKeyFile
    }
  }

  /// What came of a search.
  public struct Outcome: Hashable, Sendable {
    /// Result code (RFC 4511 §4.1.9): 0 success, 32 no such object, 4 size limit.
    public var code: Int
    /// The directory's own words.
    public var message: String
    /// The entries.
    public var entries: [DirectoryEntry]
  }

  /// Why a search had no result.
  public enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// No connection, or it broke.
    case unreachable(String)
    /// No result in time.
    case timedOut
    /// What came can't be read.
    case malformed(String)
    /// The search or the settings are none by the letter.
    case misuse(String)

    /// A sentence for people.
    public var description: String {
      switch self {
      case .unreachable(let detail): "the directory can't be reached: \(detail)"
      case .timedOut: "no result came in time"
      case .malformed(let detail): "what came can't be read: \(detail)"
      case .misuse(let detail): "the search can't be made: \(detail)"
      }
    }
  }

  /// Makes a search.
  public init(
    host: String, port: Int, security: Security? = nil, credentials: (name: String, password: String)? = nil,
    base: String, scope: Scope = .subtree, filter: String, attributes: [String] = [], limit: Int = 200
  ) {
    self.host = host
    self.port = port
    self.security = security
    self.credentials = credentials
    self.base = base
    self.scope = scope
    self.filter = filter
    self.attributes = attributes
    self.limit = limit
  }

  /// Searches. The library waits on a thread that is kept for waiting, for as long as given and no longer.
  public func run(within time: Duration) async throws(Failure) -> Outcome {
    let search = self
    do {
      let result = try await NIOThreadPool.singleton.runIfActive { () -> Result<Outcome, Failure> in
        Result { () throws(Failure) in try search.wait(time) }
      }
      return try result.get()
    } catch let error as Failure { throw error } catch { throw .unreachable("\(error)") }
  }

  /// The library writes to sockets that the peer may have closed: that is an error of the call, no end of the process.
  private static let ignoresBrokenPipes: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

  private func wait(_ time: Duration) throws(Failure) -> Outcome {
    Self.ignoresBrokenPipes
    let end = ContinuousClock.now + time
    var session: OpaquePointer?
    let address = host.contains(":") ? "[\(host)]" : host
    let opened = ldap_initialize(&session, "\(security == nil ? "ldap" : "ldaps")://\(address):\(port)")
    guard opened == LDAP_SUCCESS, let session else { throw .misuse(Self.text(opened)) }
    defer { ldap_unbind_ext_s(session, nil, nil) }
    try configure(session, within: time)
    var password = berval()
    let bound: Int32
    if let credentials {
      let bytes = Array(credentials.password.utf8CString)
      bound = bytes.withUnsafeBufferPointer { buffer in
        password.bv_len = UInt(max(0, buffer.count - 1))
        password.bv_val = UnsafeMutablePointer(mutating: buffer.baseAddress)
        return ldap_sasl_bind_s(session, credentials.name, nil, &password, nil, nil, nil)
      }
    } else {
      bound = ldap_sasl_bind_s(session, nil, nil, &password, nil, nil, nil)
    }
    if let failure = Self.failure(bound, of: session) { throw failure }
    guard bound == LDAP_SUCCESS else {
      return Outcome(code: Int(bound), message: Self.diagnosis(session), entries: [])
    }
    return try search(session, until: end)
  }

  /// Bytes of the longest message that is taken; the library takes its room before it has come.
  static let longestMessage = 4 << 20

  private func configure(_ session: OpaquePointer, within time: Duration) throws(Failure) {
    var version: Int32 = 3
    ldap_set_option(session, LDAP_OPT_PROTOCOL_VERSION, &version)
    ldap_set_option(session, LDAP_OPT_REFERRALS, nil)
    var wait = Self.interval(time)
    ldap_set_option(session, LDAP_OPT_NETWORK_TIMEOUT, &wait)
    ldap_set_option(session, LDAP_OPT_TIMEOUT, &wait)
    var socket: OpaquePointer?
    var longest = ber_len_t(Self.longestMessage)
    guard ldap_get_option(session, LDAP_OPT_SOCKBUF, &socket) == 0, let socket,
      ber_sockbuf_ctrl(socket, LBER_SB_OPT_SET_MAX_INCOMING, &longest) == 1
    else { throw .misuse("the library takes no limit of what comes") }
    guard let security else { return }
    var demand: Int32 = LDAP_OPT_X_TLS_DEMAND
    ldap_set_option(session, LDAP_OPT_X_TLS_REQUIRE_CERT, &demand)
    for (option, file) in [
      (LDAP_OPT_X_TLS_CACERTFILE, security.trustRootsFile), (LDAP_OPT_X_TLS_CERTFILE, security.certificateFile),
      (LDAP_OPT_X_TLS_KEYFILE, security.privateKeyFile),
    ] {
      guard let file else { continue }
      guard ldap_set_option(session, option, file) == 0 else { throw .misuse("the library does not take \(file)") }
    }
    var isServer: Int32 = 0
    guard ldap_set_option(session, LDAP_OPT_X_TLS_NEWCTX, &isServer) == 0 else {
      throw .misuse("a certificate or key of the network file can't be read")
    }
  }

  /// Sends the search and takes what comes, a message at a time: a directory that never ends its result costs no memory.
  private func search(_ session: OpaquePointer, until end: ContinuousClock.Instant) throws(Failure) -> Outcome {
    var wait = Self.interval(end - .now)
    var number: Int32 = 0
    let depth =
      switch scope {
      case .base: LDAP_SCOPE_BASE
      case .one: LDAP_SCOPE_ONELEVEL
      case .subtree: LDAP_SCOPE_SUBTREE
      }
    let names = attributes.map { strdup($0) }
    defer { for name in names { free(name) } }
    var wanted: [UnsafeMutablePointer<CChar>?] = names + [nil]
    let code = wanted.withUnsafeMutableBufferPointer { buffer in
      ldap_search_ext(
        session, base, Int32(depth), filter, attributes.isEmpty ? nil : buffer.baseAddress, 0, nil, nil, &wait,
        Int32(clamping: limit), &number)
    }
    if let failure = Self.failure(code, of: session) { throw failure }
    var entries: [DirectoryEntry] = []
    while true {
      let left = end - .now
      guard left > .zero else { throw .timedOut }
      wait = Self.interval(left)
      var message: OpaquePointer?
      let kind = ldap_result(session, number, LDAP_MSG_ONE, &wait, &message)
      defer { if let message { ldap_msgfree(message) } }
      // Nothing came in time: 0 without a message. With one it is the tag of an operation that there is not.
      guard let message else { throw kind == 0 ? .timedOut : Self.failure(of: session) }
      switch kind {
      case Self.entry:
        // Beyond the limit they are none of ours: the directory was told how many are taken (RFC 4511 §4.5.1.4).
        if entries.count < limit { entries.append(Self.read(message, session)) }
      case Self.done:
        var result: Int32 = 0
        let parsed = ldap_parse_result(session, message, &result, nil, nil, nil, nil, 0)
        guard parsed == LDAP_SUCCESS else { throw .malformed(Self.text(parsed)) }
        // Negative codes are the library's own.
        guard result >= 0 else { throw .malformed("there is no result code \(result)") }
        return Outcome(code: Int(result), message: Self.diagnosis(session), entries: entries)
      default: continue
      }
    }
  }

  /// Tags of what a search is answered with (RFC 4511 §4.5.2).
  private static let (entry, done): (Int32, Int32) = (0x64, 0x65)

  /// Why no message could be had.
  private static func failure(of session: OpaquePointer) -> Failure {
    var code = LDAP_SERVER_DOWN
    ldap_get_option(session, LDAP_OPT_RESULT_CODE, &code)
    // What can't be read is not told apart by the library from a connection that broke, but by its own code.
    return failure(code, of: session) ?? .unreachable(text(code))
  }

  private static func read(_ entry: OpaquePointer, _ session: OpaquePointer) -> DirectoryEntry {
    var read = DirectoryEntry(name: "", attributes: [])
    if let name = ldap_get_dn(session, entry) {
      read.name = String(cString: name)
      ldap_memfree(name)
    }
    var cursor: OpaquePointer?
    var attribute = ldap_first_attribute(session, entry, &cursor)
    while let name = attribute {
      var values: [String] = []
      if let list = ldap_get_values_len(session, entry, name) {
        for index in 0..<Int(max(0, ldap_count_values_len(list))) {
          guard let value = list[index]?.pointee, let start = value.bv_val else { continue }
          let bytes = UnsafeRawBufferPointer(start: start, count: Int(clamping: value.bv_len))
          values.append(String(decoding: bytes, as: UTF8.self))
        }
        ldap_value_free_len(list)
      }
      read.attributes.append(.init(name: String(cString: name), values: values))
      ldap_memfree(name)
      attribute = ldap_next_attribute(session, entry, cursor)
    }
    if let cursor { ber_free(cursor, 0) }
    return read
  }

  private static func interval(_ time: Duration) -> timeval {
    let parts = time.components
    return timeval(
      tv_sec: Int(clamping: parts.seconds), tv_usec: Int(parts.attoseconds / 1_000_000_000_000))
  }

  /// Codes that the library makes itself (negative) are no result of the directory.
  private static func failure(_ code: Int32, of session: OpaquePointer) -> Failure? {
    switch code {
    case LDAP_TIMEOUT: .timedOut
    case LDAP_DECODING_ERROR: .malformed(text(code))
    case LDAP_FILTER_ERROR, LDAP_PARAM_ERROR, LDAP_ENCODING_ERROR, LDAP_NO_MEMORY, LDAP_NOT_SUPPORTED:
      .misuse(text(code))
    case ..<0: .unreachable([text(code), diagnosis(session)].filter { !$0.isEmpty }.joined(separator: ": "))
    default: nil
    }
  }

  private static func text(_ code: Int32) -> String { ldap_err2string(code).map { String(cString: $0) } ?? "\(code)" }

  private static func diagnosis(_ session: OpaquePointer) -> String {
    var message: UnsafeMutablePointer<CChar>?
    guard ldap_get_option(session, LDAP_OPT_DIAGNOSTIC_MESSAGE, &message) == 0, let message else { return "" }
    defer { ldap_memfree(message) }
    return String(cString: message)
  }
}
