import Inventory
import Specification

/// Endpoints in one line for people; never a secret.
public enum EndpointText {
  /// Where a step is sent; for one that asks a person or looks at earlier steps, that nothing is.
  public static func text(of system: Inventory.System, for step: Step, by description: StepDescription) -> String {
    if description.asksPerson { return "a person" }
    if description.sendsNothing { return "nothing is sent" }
    return text(of: system, for: description.endpoint(with: step.inputs))
  }

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
