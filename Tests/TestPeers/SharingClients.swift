/// Systems that call a registry, repository or gateway, by pynetdicom, the package `hl7`, urllib and lxml.
public enum SharingClients {
  /// AE title of the imaging document source.
  public static let aeTitle = "SOURCE"

  /// What they do wrong, as the script `Python/sharing_clients.py` names it.
  public enum Defect: String, CaseIterable, Sendable {
    case none
    case never
    case noClassCode = "no-class-code"
    case wrongHash = "wrong-hash"
    case barePatient = "bare-patient"
    case noMembership = "no-membership"
    case otherPatient = "other-patient"
    case inline
    case soap11 = "soap-1.1"
    case noMessageID = "no-message-id"
    case otherAction = "other-action"
    case otherID = "other-id"
    case losesInstance = "loses-instance"
    case losesText = "loses-text"
    case octets
    /// What a source may do: the manifest goes in the form of FHIR before the key objects, or in one submission with them.
    case bundleFirst = "bundle-first"
    case bundleBeside = "bundle-beside"
    case noStatus = "no-status"
    case bareCode = "bare-code"
    case bareQuery = "bare-query"
    case neverFetches = "never-fetches"
    case otherRepository = "other-repository"
    case neverAsks = "never-asks"
    case asRegistry = "as-registry"
    case dropsHome = "drops-home"
  }

  /// What they assert of the user who asks, as the scripts name it.
  public enum Assertion: String, CaseIterable, Sendable {
    case good, unsigned, expired, altered, wrapped
    case otherAudience = "other-audience"
    case noRole = "no-role"
    case noAuthentication = "no-authentication"
    case noBegin = "no-begin"
    case noConfirmation = "no-confirmation"
  }

  /// Starts them; the port of the process is that of DICOM.
  ///
  /// - Parameters:
  ///   - target: Port on loopback that they call, as soon as somebody listens there.
  ///   - assertion: What they assert, and the files of the issuer's key and certificate; nothing where nil.
  /// - Returns: The process, and the ports for HL7 v2 and for the gateway.
  public static func start(
    _ defect: Defect = .none, target: Int,
    assertion: (kind: Assertion, key: String, certificate: String)? = nil
  ) async throws -> (process: PeerProcess, messagePort: Int, webPort: Int) {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/sharing_clients.py").path
    let (messagePort, webPort) = (try PeerProcess.freePort(), try PeerProcess.freePort())
    let asserted = assertion.map { [$0.kind.rawValue, $0.key, $0.certificate] } ?? []
    let process = try await PeerProcess(try PeerPython.interpreter().path) { _, port in
      [script, String(port), String(messagePort), String(webPort), String(target), defect.rawValue] + asserted
    }
    return (process, messagePort, webPort)
  }
}
