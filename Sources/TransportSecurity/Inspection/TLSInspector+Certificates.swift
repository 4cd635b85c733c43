/// The certificates of a port by themselves, and what it does about those of clients: the handshakes that are completed.
extension TLSInspector {
  mutating func inspectCertificates() async throws(InspectionFailure) {
    var ders = readable.flatMap { flights[$0]?.certificates } ?? []
    if ders.isEmpty {
      // TLS 1.3 shows certificates within the session only.
      ders = try await session(.none, "to see the certificates").certificates
    }
    guard !ders.isEmpty else { return }
    findings.chain = try await CertificateChain(
      ders, host: target.expectedName, rootsFile: target.trustRootsFile, at: moment)
    guard let readable, let first = ders.first else { return }
    findings.withoutName =
      target.indication == nil ? nil : try await reaction(to: nil, version: readable, certificate: first)
    findings.withUnknownName = try await reaction(to: "unknown.invalid", version: readable, certificate: first)
  }

  private mutating func reaction(
    to name: String?, version: TLSVersion, certificate: [UInt8]
  ) async throws(InspectionFailure) -> TLSFindings.NameReaction? {
    guard version != .ssl3 else { return nil }
    var hello = hello(version)
    hello.serverName = name
    let answer = try await ask(hello, name.map { "the server name \($0)" } ?? "no server name")
    guard let answer else { return nil }
    guard answer.hello != nil else { return .refused }
    return answer.certificates.first == certificate ? .sameCertificate : .otherCertificate
  }

  mutating func inspectClients() async throws(InspectionFailure) {
    findings.withoutCertificate = Self.reaction(try await session(.none, "without a certificate"))
    if target.clientCertificateFile != nil {
      findings.withOurCertificate = Self.reaction(try await session(.ours, "with the harness's certificate"))
    }
    findings.withStrangersCertificate = Self.reaction(
      try await session(.stranger, "with the certificate of nobody that is known"))
  }

  private mutating func session(
    _ identity: SecureSession.Identity, _ what: String
  ) async throws(InspectionFailure) -> SecureSession.Outcome {
    var session = SecureSession(target: target, group: group)
    if findings.versions.contains(.tls12) { session.maximumVersion = .tlsv12 }
    // Who is not greeted has nothing to answer; a refusal comes at once.
    let limit = target.greeting.isEmpty ? min(try await time(), .seconds(1)) : try await time()
    let began = microseconds
    let outcome = try await session.open(as: identity, within: limit)
    let shown =
      outcome.answer.isEmpty
      ? outcome.refusal ?? "nothing within \(limit)" : "\(outcome.answer.count) bytes of the service"
    note(
      began: began, "A session \(what), and the service's greeting", target.greeting, shown,
      Array(outcome.answer.prefix(64)), length: outcome.answer.count)
    if outcome.timedOut, !target.greeting.isEmpty {
      throw .timedOut(waitingFor: "the service's answer within a session", after: limit, bytesReceived: 0)
    }
    return outcome
  }

  private static func reaction(_ outcome: SecureSession.Outcome) -> TLSFindings.ClientReaction? {
    if !outcome.answer.isEmpty { return .answered(outcome.answer) }
    if let refusal = outcome.refusal {
      // Our library's own limits are no answer of the peer.
      let isOurs = ["NO_CIPHER", "UNSUPPORTED_PROTOCOL", "DH_KEY_TOO", "BAD_SIGNATURE", "NO_COMMON"]
        .contains { refusal.contains($0) && !refusal.contains("ALERT") }
      return isOurs ? nil : .refused(refusal)
    }
    return outcome.isComplete ? .silent : nil
  }
}
