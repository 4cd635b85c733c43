import Foundation

/// A document registry and repository behind a service that asks for user assertions, good or with a defect.
public final class AssertedRegistry: Sendable {
  /// For whom assertions must be meant.
  public static let audience = "urn:assay:test:registry"
  /// The role that may see documents: radiologist, of SNOMED CT.
  public static let role = "66862007"

  /// What it does wrong, as the script `Python/asserted_registry.py` names it.
  public enum Defect: String, CaseIterable, Sendable {
    case none
    case takesMissing = "takes-missing"
    case takesUnsigned = "takes-unsigned"
    case takesExpired = "takes-expired"
    case takesEarly = "takes-early"
    case takesOtherAudience = "takes-other-audience"
    case takesAltered = "takes-altered"
    case takesForeignKey = "takes-foreign-key"
    case takesWrapped = "takes-wrapped"
    case ignoresRole = "ignores-role"
    case ignoresPurpose = "ignores-purpose"
    case ignoresRestriction = "ignores-restriction"
    case refusesEmergency = "refuses-emergency"
    case faultsWithoutCode = "faults-without-code"
    case trustsNobody = "trusts-nobody"
  }

  /// Key and certificate of the issuer that it trusts, as files.
  public let issuer: (key: String, certificate: String)
  private let authority: CertificateAuthority
  private let registry: PeerProcess
  private let service: PeerProcess

  /// Starts both.
  public init(_ defect: Defect = .none, key: CertificateAuthority.Key = .p256) async throws {
    authority = try CertificateAuthority()
    issuer = try authority.issue("issuer", names: "DNS:issuer.example", key: key)
    registry = try await DocumentRegistry.start()
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/asserted_registry.py").path
    let arguments = ["http://127.0.0.1:\(registry.port)/", issuer.certificate, defect.rawValue]
    service = try await PeerProcess(try PeerPython.interpreter().path) { _, port in
      [script, String(port)] + arguments
    }
  }

  /// Its port.
  public var port: Int { service.port }
  /// Its address.
  public var url: String { "http://127.0.0.1:\(port)/" }

  /// Ends both.
  public func stop() {
    service.stop()
    registry.stop()
  }
}
