import Evidence

/// Reads descriptions of SOAP services: WSDL 1.1 and 2.0.
enum WSDLDescription {
  /// Namespace of WSDL 2.0.
  static let namespace20 = "http://www.w3.org/ns/wsdl"

  /// Adds every operation, once for each endpoint at which it is offered.
  static func read(_ bytes: [UInt8], into findings: inout Findings) throws(ReadingFailure) -> DescribedSystem {
    let root = try DescriptionTree(xml: bytes, as: "WSDL").root
    for element in root.children where element.name == "import" || element.name == "include" {
      findings.report(
        .note, "external-reference",
        "The description goes on in another file, which was not read: give that file too.", at: element)
    }
    let operations = root.namespace == namespace20 ? WSDLBinding.all20(root) : WSDLBinding.all11(root)
    for operation in operations where !findings.isFull { add(operation, into: &findings) }
    return DescribedSystem(
      format: "wsdl", product: root.given("name") ?? root.child("service")?.given("name"), version: nil)
  }

  private static func add(_ operation: WSDLOperation, into findings: inout Findings) {
    var claim = Claim(
      kind: .operation, name: operation.title, role: .server,
      detail: .operation(operation.detail),
      evidence: ([operation.element] + operation.others).map(findings.citation), method: "wsdl", confidence: 100)
    if let other = operation.otherAction {
      claim.property = "soapAction"
      claim.value = other
    }
    findings.add(claim)
  }
}

/// An operation at one endpoint.
struct WSDLOperation {
  /// Where its interface lists it.
  var element: DescriptionElement
  /// Its documentation.
  var title: String?
  /// Where its binding and its endpoint stand.
  var others: [DescriptionElement] = []
  /// What a claim says of it.
  var detail: ClaimDetail.Operation
  /// The SOAP action, where it is not the action of WS-Addressing.
  var otherAction: String?
}
