import Inventory
import Specification

/// Endpoints in one line for people; never a secret.
public enum EndpointText {
  /// `dicom://ARCHIVE@archive.example:104`, `dicoms://…` over TLS.
  public static func text(of system: Inventory.System, for kind: EndpointProtocol) -> String {
    switch system.endpoints[kind] {
    case .dicom(let endpoint): text(of: endpoint)
    case .address(let endpoint): endpoint.address
    case nil: "no \(kind.rawValue) endpoint"
    }
  }

  /// Of a DICOM endpoint.
  public static func text(of endpoint: DICOMEndpoint) -> String {
    "\(endpoint.tls == nil ? "dicom" : "dicoms")://\(endpoint.aeTitle)@\(endpoint.host):\(endpoint.port)"
  }
}
