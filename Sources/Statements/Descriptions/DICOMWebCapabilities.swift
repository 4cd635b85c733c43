/// Reads Capabilities Descriptions of DICOM web services in JSON: WADL as PS3.18 Annex G writes it.
enum DICOMWebCapabilities {
  /// Adds every method of every resource.
  static func read(_ bytes: [UInt8], into findings: inout Findings) throws(ReadingFailure) -> DescribedSystem {
    let document = try DescriptionTree(json: bytes, as: "a DICOMweb Capabilities Description").root
    let root = document.child("application") ?? document
    WADLDescription.add(WADLResources(root), method: "dicomweb-capabilities", into: &findings, at: root)
    return DescribedSystem(
      format: "dicomweb-capabilities", product: root.child("doc")?.given("title"), version: nil)
  }
}
