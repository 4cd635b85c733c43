import NIOCore

/// Finds out what a port offers over TLS, one connection at a time.
///
/// Its hellos are its own bytes: a library would neither speak SSL 3.0 nor offer RC4. No handshake but those that look at
/// client certificates is ever completed.
public struct TLSInspector: Sendable {
  /// What came of an inspection: everything found, also when it broke off.
  public struct Result: Sendable {
    /// What was found.
    public var findings: TLSFindings
    /// Why it did not come to its end; nil when it did.
    public var failure: InspectionFailure?
    /// Each connection.
    public var entries: [InspectionEntry]
  }

  let target: InspectionTarget
  private let connection: RawConnection
  let group: any EventLoopGroup
  let moment: Int64
  private let start = ContinuousClock.now
  private let end: ContinuousClock.Instant
  private let total: Duration
  private let single: Duration
  private let interval: Duration
  private var next: ContinuousClock.Instant?
  var findings = TLSFindings()
  private var entries: [InspectionEntry] = []
  private var connections = 0
  /// A hello that was answered, to tell a refusal without words from a port that answers nobody any more.
  private var control: ClientHello?
  private var lastFirstBytes: [UInt8] = []
  /// How long the answer to plain text took.
  private var plainTime = Duration.zero
  /// The first flight of each version accepted.
  var flights: [TLSVersion: ServerFlight] = [:]

  /// More than the suites and groups of all versions together need.
  static let connectionLimit = 1_000

  /// Inspects a port.
  ///
  /// - Parameters:
  ///   - moment: the run's clock in seconds since 1970; certificates are judged by it.
  ///   - deadline: for everything.
  ///   - single: for one connection.
  ///   - interval: from the beginning of one connection to that of the next, at least.
  public static func inspect(
    _ target: InspectionTarget, at moment: Int64, within deadline: Duration, single: Duration = .seconds(5),
    interval: Duration = .zero, group: any EventLoopGroup
  ) async -> Result {
    var inspector = TLSInspector(
      target, at: moment, within: deadline, single: single, interval: interval, group: group)
    var failure: InspectionFailure?
    do throws(InspectionFailure) { try await inspector.inspect() } catch { failure = error }
    return Result(findings: inspector.findings, failure: failure, entries: inspector.entries)
  }

  private init(
    _ target: InspectionTarget, at moment: Int64, within deadline: Duration, single: Duration, interval: Duration,
    group: any EventLoopGroup
  ) {
    self.target = target
    self.group = group
    self.moment = moment
    self.single = single
    self.interval = interval
    total = deadline
    end = start + deadline
    connection = RawConnection(host: target.host, port: target.port, group: group)
  }

  private mutating func inspect() async throws(InspectionFailure) {
    try await inspectPlainText()
    if case .answered(let bytes)? = findings.plain, target.isService(bytes), try await !answersInTLS() {
      // A port that serves plain text and has nothing in TLS to say to anything that can be offered speaks no TLS.
      findings.speaksTLS = false
      return
    }
    try await inspectVersions()
    guard findings.speaksTLS == true else {
      // It has shown nothing but that it is not understood.
      throw lastFirstBytes.isEmpty ? .closedWithoutAnswer : .notTLS(firstBytes: lastFirstBytes)
    }
    guard !findings.versions.isEmpty else { return }
    try await inspectFeatures()
    try await inspectCertificates()
    try await inspectClients()
    for version in findings.versions.reversed() { try await enumerateSuites(of: version) }
    try await enumerateGroups()
  }

  // MARK: One connection

  /// Waits until the next connection may begin, and says how long it may last.
  mutating func time() async throws(InspectionFailure) -> Duration {
    if let next, interval > .zero {
      do { try await Task.sleep(until: min(next, end)) } catch { throw .cancelled }
    }
    next = .now + interval
    let left = end - .now
    guard left > .zero, connections < Self.connectionLimit else {
      throw .timedOut(waitingFor: "the end of the inspection", after: total, bytesReceived: 0)
    }
    connections += 1
    return min(left, single)
  }

  var microseconds: Int64 {
    let elapsed = (ContinuousClock.now - start).components
    return elapsed.seconds * 1_000_000 + elapsed.attoseconds / 1_000_000_000_000
  }

  mutating func note(
    began: Int64, _ sent: String, _ bytes: [UInt8], _ received: String, _ answer: [UInt8], length: Int
  ) {
    entries.append(
      InspectionEntry(
        began: began, ended: microseconds, sent: sent, received: received, sentBytes: Array(bytes.prefix(512)),
        receivedBytes: answer, sentLength: bytes.count, receivedLength: length))
  }

  /// Sends a hello, a second time when nothing comes; nil when the peer refuses it without a word.
  ///
  /// Only what a peer says, or does while it goes on to answer others, is its refusal.
  mutating func ask(_ hello: ClientHello, _ what: String) async throws(InspectionFailure) -> ServerFlight? {
    var answer = try await send(hello, what)
    if case .timedOut = answer.end { answer = try await send(hello, "\(what), again") }
    if let chosen = answer.reader.flight.hello?.suite, !hello.suites.contains(chosen) {
      throw .malformed(
        TLSViolation(
          offset: 38, rule: "RFC 5246 §7.4.1.3", expected: "a cipher suite that was offered", got: chosen.name))
    }
    switch answer.end {
    case .timedOut(let duration):
      throw .timedOut(waitingFor: "a ServerHello or an alert", after: duration, bytesReceived: answer.received)
    case .tooMuch: throw .limitExceeded(what: "handshake in bytes", limit: ServerFlightReader.limit)
    case .violated(let violation):
      if answer.reader.isTLS == true { throw .malformed(violation) }
      lastFirstBytes = answer.firstBytes
    case .answered, .closed, .reset: break
    }
    let flight = answer.reader.flight
    guard answer.reader.isTLS != true || (flight.hello == nil && flight.alert == nil) else { return flight }
    if let control {
      let again = try await send(control, "one that was answered before")
      guard again.reader.flight.hello != nil else { throw .ceased(afterConnections: connections) }
    }
    return nil
  }

  private mutating func send(
    _ hello: ClientHello, _ what: String, within most: Duration? = nil
  ) async throws(InspectionFailure) -> RawAnswer {
    let bytes = hello.encoded()
    let left = try await time()
    let limit = min(left, most ?? left)
    let began = microseconds
    let answer = try await connection.exchange(bytes, as: .serverFlight, within: limit)
    note(
      began: began, "ClientHello: \(what)", bytes, Self.describe(answer), answer.firstBytes, length: answer.received)
    if answer.reader.isTLS == true { findings.speaksTLS = true }
    return answer
  }

  private static func describe(_ answer: RawAnswer) -> String {
    let flight = answer.reader.flight
    if let alert = flight.alert, flight.hello == nil { return "alert \(AlertDescription.name(alert))" }
    if let hello = flight.hello { return "ServerHello: \(hello.version.name), \(hello.suite.name)" }
    switch answer.end {
    case .answered: return answer.plain.isEmpty ? "an answer" : "\(answer.plain.count) bytes"
    case .closed: return "the end of the connection after \(answer.received) bytes"
    case .reset: return "a reset of the connection after \(answer.received) bytes"
    case .timedOut(let time): return "nothing complete within \(time)"
    case .violated(let violation): return "\(violation)"
    case .tooMuch: return "more than \(ServerFlightReader.limit) bytes"
    }
  }

  func hello(_ version: TLSVersion, _ suites: [CipherSuite]? = nil) -> ClientHello {
    ClientHello(
      versions: [version], suites: suites ?? CipherSuite.all.filter { $0.isUsable(in: version) },
      serverName: target.indication, random: (0..<32).map { _ in UInt8.random(in: 0...255) })
  }

  /// What the peer chose, when it chose what was offered.
  func choice(_ flight: ServerFlight?, _ hello: ClientHello) -> ServerHello? {
    guard let chosen = flight?.hello, hello.versions.contains(chosen.version) else { return nil }
    return chosen
  }

  // MARK: Plain text and versions

  private mutating func inspectPlainText() async throws(InspectionFailure) {
    guard !target.greeting.isEmpty else { return }
    let limit = try await time()
    let began = microseconds
    let opened = ContinuousClock.now
    let answer = try await connection.exchange(target.greeting, as: .plainText, within: limit)
    plainTime = .now - opened
    note(
      began: began, "The service's greeting in plain text", target.greeting, Self.describe(answer), answer.plain,
      length: answer.plain.count)
    switch answer.end {
    case .timedOut: findings.plain = .silent
    case .answered: findings.plain = .answered(answer.plain)
    default: findings.plain = .closed
    }
    // A TLS alert in answer to plain text is the best of refusals.
    if answer.plain.starts(with: [21, 3]) { findings.plain = .closed }
  }

  /// Whether a port that has answered plain text answers a hello that offers everything in TLS, as it would where both are served
  /// on one port.
  ///
  /// Who reads on until the end of a frame of its own, as receivers of messages do, keeps silent to a hello. What answers plain
  /// text at once is waited for no longer than a hundred times that.
  private mutating func answersInTLS() async throws(InspectionFailure) -> Bool {
    var all = hello(.tls13)
    all.versions = TLSVersion.allCases.filter { $0 != .ssl3 }
    all.suites = CipherSuite.all.filter { suite in all.versions.contains { suite.isUsable(in: $0) } }
    let patience = min(single, max(.seconds(2), plainTime * 100))
    let answer = try await send(all, "every version, to a port that serves plain text", within: patience)
    if case .timedOut(let waited) = answer.end, waited < patience {
      throw .timedOut(waitingFor: "the end of the inspection", after: total, bytesReceived: answer.received)
    }
    return answer.reader.isTLS == true
  }

  private mutating func inspectVersions() async throws(InspectionFailure) {
    for version in TLSVersion.allCases.reversed() {
      let hello = hello(version)
      let flight = try await ask(hello, "\(version.name) alone, \(hello.suites.count) suites")
      if choice(flight, hello) != nil {
        flights[version] = flight
        if control == nil { control = hello }
      }
    }
    findings.versions = TLSVersion.allCases.filter { flights[$0] != nil }
  }

  // MARK: Features

  /// The latest version before TLS 1.3, whose flight can be read in full.
  var readable: TLSVersion? { findings.versions.last { $0 != .tls13 } }

  private mutating func inspectFeatures() async throws(InspectionFailure) {
    if let readable, let flight = flights[readable], let hello = flight.hello {
      findings.renegotiatesSecurely = hello.extensionTypes.contains(0xFF01)
      findings.extendsMasterSecret = hello.extensionTypes.contains(23)
      findings.asksForCertificate = flight.asksForCertificate
      var offer = self.hello(readable)
      offer.offersCompression = true
      offer.asksForStatus = true
      offer.applicationProtocols = target.applicationProtocols
      let answer = try await ask(offer, "\(readable.name) with compression, status request, application protocols")
      if let chosen = choice(answer, offer) {
        findings.compresses = chosen.compression != 0
        findings.staplesStatus = answer?.hasStapledStatus ?? false
        findings.applicationProtocol = chosen.applicationProtocol
      }
      if findings.versions.contains(.tls13) { findings.marksDowngrade = hello.tellsDowngrade }
    }
    guard findings.versions.count > 1, let latest = findings.versions.last else { return }
    var all = hello(latest)
    all.versions = findings.versions
    all.suites = CipherSuite.all.filter { suite in findings.versions.contains { suite.isUsable(in: $0) } }
    let answer = try await ask(all, "all versions that were accepted")
    findings.prefersLatest = choice(answer, all).map { $0.version == latest }
    let earlier = findings.versions[findings.versions.count - 2]
    var second = hello(earlier)
    second.signalsFallback = true
    let refusal = try await ask(second, "\(earlier.name) as a second attempt")
    findings.refusesFallback = refusal.map { $0.alert == AlertDescription.inappropriateFallback }
  }
}
