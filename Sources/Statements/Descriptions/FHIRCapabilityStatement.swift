import Evidence
import Office

/// Reads capability statements of FHIR, STU3 to R5, and the Conformance resources of DSTU2, in JSON and XML.
enum FHIRCapabilityStatement {
  /// Adds every capability that the statement lists.
  static func read(_ bytes: [UInt8], into findings: inout Findings) throws(ReadingFailure) -> DescribedSystem {
    let what = "a FHIR capability statement"
    let tree =
      TextDecoding.startsMarkup(bytes)
      ? try DescriptionTree(xml: bytes, as: what) : try DescriptionTree(json: bytes, as: what)
    let root = tree.root
    let type = tree.syntax == .xml ? root.name : root.fhirValue("resourceType") ?? "nothing"
    guard ["CapabilityStatement", "Conformance"].contains(type) else {
      throw ReadingFailure(
        "unsupported-format",
        "is a FHIR resource of type \(type.prefix(64)), not a CapabilityStatement. Give the answer to GET [base]/metadata."
      )
    }
    var reader = FHIRStatementReader(root: root, findings: findings)
    reader.read()
    findings = reader.findings
    return identity(root)
  }

  /// The software, else the implementation, else the statement itself.
  private static func identity(_ root: DescriptionElement) -> DescribedSystem {
    let format = "fhir-capability-statement"
    let software = root.child("software")
    if let name = software?.fhirValue("name") {
      return DescribedSystem(format: format, product: name, version: software?.fhirValue("version"))
    }
    if let description = root.child("implementation")?.fhirValue("description") {
      return DescribedSystem(format: format, product: description, version: software?.fhirValue("version"))
    }
    return DescribedSystem(format: format, product: root.fhirValue("name"), version: root.fhirValue("version"))
  }
}
