import Evidence

/// Reads HL7 v2 conformance profiles in the two XML schemas in use: the message profile schema of HL7 (chapter 2.B) and
/// the one of NIST's validation tools.
enum HL7v2ConformanceProfile {
  /// Adds the messages of a profile and what it says of their segments and fields.
  static func read(_ bytes: [UInt8], into findings: inout Findings) throws(ReadingFailure) -> DescribedSystem {
    let what = "an HL7 v2 conformance profile"
    let root = try DescriptionTree(xml: bytes, as: what).root
    let profiles: [MessageProfile]
    switch root.name {
    case "HL7v2xConformanceProfile":
      profiles = MessageProfile.staticDefinitions(root.children("HL7v2xStaticDef"), in: root)
      if root.child("HL7v2xStaticDefRef") != nil {
        findings.report(
          .note, "external-reference", "The profile refers to static definitions in other files; they were not read.",
          at: root)
      }
    case "HL7v2xStaticDef": profiles = MessageProfile.staticDefinitions([root], in: nil)
    case "ConformanceProfile": profiles = MessageProfile.messages(of: root)
    default:
      throw ReadingFailure(
        "unsupported-format",
        "could not be read as \(what): its root element is \(root.name.prefix(64)). Give a profile whose root is "
          + "HL7v2xConformanceProfile or ConformanceProfile.")
    }
    for profile in profiles where !findings.isFull { MessageProfileReader.read(profile, into: &findings) }
    let metadata = root.child("MetaData")
    return DescribedSystem(
      format: "hl7v2-conformance-profile", product: metadata?.attribute("Name"), version: metadata?.attribute("Version")
    )
  }
}
