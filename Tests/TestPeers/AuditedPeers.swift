import Foundation

/// Peers that audit what they do, well or with a defect.
public enum AuditedPeers {
  /// What is wrong with the audit messages, as the script `Python/auditing.py` names it.
  public enum Defect: String, CaseIterable, Sendable {
    case none
    case silent
    case forgetsQueries = "forgets-queries"
    case late
    case wrongOutcome = "wrong-outcome"
    case wrongPatient = "wrong-patient"
    case wrongEvent = "wrong-event"
    case noAccessPoint = "no-access-point"
    case patientName = "patient-name"
    case unframed
    case udpOnly = "udp-only"
    case oldForm = "old-form"
    case badHeader = "bad-header"
    case notXML = "not-xml"
    // Of who asked, where an assertion says it.
    case noUser = "no-user"
    case bareUser = "bare-user"
    case noRole = "no-role"
    case noPurpose = "no-purpose"
    case onePurpose = "one-purpose"
  }

  /// Where audit messages go.
  public struct Trail: Sendable {
    /// `tls`, `tcp`, `udp` or `fhir`.
    public var transport: String
    /// Port of the repository.
    public var port: Int
    /// Its port of UDP.
    public var datagramPort: Int
    /// PEM files of the authority trusted, and of the own certificate and key; for TLS.
    public var files: (authority: String, certificate: String, key: String)?
    /// What is wrong.
    public var defect: Defect
    /// Seconds that a late message takes.
    public var delay: Double

    /// Makes a place.
    public init(
      transport: String, port: Int, datagramPort: Int = 0,
      files: (authority: String, certificate: String, key: String)? = nil, defect: Defect = .none, delay: Double = 1
    ) {
      self.transport = transport
      self.port = port
      self.datagramPort = datagramPort
      self.files = files
      self.defect = defect
      self.delay = delay
    }

    var settings: [String: any Sendable] {
      var settings: [String: any Sendable] = [
        "transport": transport, "host": "127.0.0.1", "port": port, "udp-port": datagramPort,
        "defect": defect.rawValue, "delay": delay,
      ]
      if let files {
        settings["authority"] = files.authority
        settings["certificate"] = files.certificate
        settings["key"] = files.key
      }
      return settings
    }
  }

  /// Starts what stands before a registry and repository.
  ///
  /// - Parameter backend: Port of the registry and repository.
  public static func sharing(before backend: Int, auditingTo trail: Trail) async throws -> PeerProcess {
    try await PythonPeer.start("audited_sharing.py", ["backend": backend, "audit": trail.settings])
  }

  /// Starts an archive; its AE title is `AUDITED`.
  public static func archive(auditingTo trail: Trail) async throws -> PeerProcess {
    try await PythonPeer.start("audited_archive.py", ["audit": trail.settings])
  }

  /// What is wrong with an audit record repository, as the script `Python/audit_repository.py` names it.
  public enum RepositoryDefect: String, CaseIterable, Sendable {
    case none
    case loses
    case otherPatients = "other-patients"
    case noUser = "no-user"
    case noObject = "no-object"
    /// Does nothing wrong: names what was looked at by a reference.
    case refersToObjects = "refers-to-objects"
    /// Does nothing wrong: says who it was by an identifier.
    case identifiesUsers = "identifies-users"
  }

  /// Starts an audit record repository; its port is that of the web service.
  ///
  /// - Parameter syslog: Port of syslog over TLS.
  public static func repository(
    _ defect: RepositoryDefect, syslog: Int, authority: String, certificate: String, key: String
  ) async throws -> PeerProcess {
    let peer = try await PythonPeer.start(
      "audit_repository.py",
      [
        "syslog": syslog, "authority": authority, "certificate": certificate, "key": key, "defect": defect.rawValue,
      ])
    let deadline = ContinuousClock.now + .seconds(20)
    while !PeerProcess.isListening(syslog) {
      guard peer.isRunning, ContinuousClock.now < deadline else {
        throw PeerProcess.Unavailable(description: "the repository does not listen for syslog: \(peer.output)")
      }
      try await Task.sleep(for: .milliseconds(10))
    }
    return peer
  }
}
