/// What assertions over papers look at, as `assay explain statement` prints it.
public struct EvidenceReference: Sendable {
  /// The kind, as requirements write it.
  public var kind: EvidenceKind
  /// One line.
  public var summary: String
  private var observation: ValueType
  private var remark: String
  private var example: String

  /// The kinds whose fields no step records.
  public static let all = [
    EvidenceReference(
      kind: .statement, summary: "What assertions over the bidder's documents look at.",
      observation: StatementSchema.type,
      remark: """
        A key that no document mentions is absent: the assertion is then silent, and never fails. `supported` holds as \
        delivered; `configurable` and `conditional` leave the decision to a person. A claim whose reading is below 80 of \
        100 needs a human eye (`assay explain assessment`).
        """,
      example: """
        evidence:
          - id: claim
            kind: statement
            of: archive
            expect: |
              sop-class[CTImageStorage].scp == supported
              transfer-syntaxes of CTImageStorage contains any [JPEGLSLossless, JPEG2000Lossless]
              query-key[StudyDate].matching contains "range"
              dicomweb["QIDO-RS"].origin-server == supported
              ihe["XDS-I.b"].actors["Imaging Document Source"].support == supported
              hl7-message["ADT^A40"].inbound == supported
              fhir[ImagingStudy].interactions contains all ["read", "search-type"]
        """),
    EvidenceReference(
      kind: .declaration, summary: "What assertions over the bidder's own answer look at.",
      observation: DeclarationSchema.type,
      remark: "An answer that the bid does not give is silence.",
      example: """
        evidence:
          - id: answer
            kind: declaration
            expect: |
              level in ["full", "configuration"]
        """),
  ]

  /// The reference of a kind by its name; nil where it has none.
  public static func named(_ name: String) -> EvidenceReference? { all.first { $0.kind.rawValue == name.lowercased() } }

  /// The whole page, lines of at most the given width.
  public func text(width: Int = 100) -> String {
    var lines = ["\(kind.rawValue): \(summary)", ""]
    lines += StepReference.wrap(remark, width: width)
    lines += ["", "Observation (what assertions look at)"]
    lines += StepReference.fields(of: observation, indent: 2, width: width)
    lines += ["", "Example", ""]
    lines += example.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
    return lines.joined(separator: "\n")
  }
}
