/// Structured documents (PS3.3 §A.35).
enum ReportObjects {
  /// SR Document Series and General (§C.17.1, §C.17.2).
  static let document = """
    SeriesDate={date}
    SeriesTime={time}
    InstanceNumber={number}
    ReferencedPerformedProcedureStepSequence=
    CompletionFlag=COMPLETE
    VerificationFlag=UNVERIFIED
    PerformedProcedureCodeSequence=
    """

  /// Root of a content tree (§C.17.3).
  private static func root(_ title: String, template: String) -> String {
    """
    ValueType=CONTAINER
    ConceptNameCodeSequence:=\(title)
    ContinuityOfContent=SEPARATE
    ContentTemplateSequence
    >MappingResource=DCMR
    >TemplateIdentifier=\(template)
    """
  }

  /// A finding in words.
  private static let finding = """
    ContentSequence
    >RelationshipType=CONTAINS
    >ValueType=CONTAINER
    >ConceptNameCodeSequence:=121070|DCM|Findings
    >ContinuityOfContent=SEPARATE
    >ContentSequence
    >>RelationshipType=CONTAINS
    >>ValueType=TEXT
    >>ConceptNameCodeSequence:=121071|DCM|Finding
    >>TextValue=Nothing that anybody has: this report is synthetic.
    >>-
    >>RelationshipType=CONTAINS
    >>ValueType=IMAGE
    >>ReferencedSOPSequence
    >>>ReferencedSOPClassUID={reference-class}
    >>>ReferencedSOPInstanceUID={reference-instance}
    """

  /// A length, by a number with its unit.
  private static let measurement = """
    >>-
    >>RelationshipType=CONTAINS
    >>ValueType=NUM
    >>ConceptNameCodeSequence:=410668003|SCT|Length
    >>MeasuredValueSequence
    >>>NumericValue=12.5
    >>>MeasurementUnitsCodeSequence:=mm|UCUM|mm
    """

  static let basicText = ObjectDefinition(
    "1.1.88.11", "SR", "CT Thorax with report",
    [document, ModuleTemplates.evidence, root("18748-4|LN|Diagnostic imaging study", template: "2000"), finding],
    references: .ct)

  static let enhanced = ObjectDefinition(
    "1.1.88.22", "SR", "CT Thorax with measurements",
    [
      document, ModuleTemplates.evidence, root("126000|DCM|Imaging Measurement Report", template: "1500"),
      finding + "\n" + measurement,
    ], references: .ct)

  static let comprehensive = ObjectDefinition(
    "1.1.88.33", "SR", "CT Thorax with measured line",
    [
      document, ModuleTemplates.evidence, root("126000|DCM|Imaging Measurement Report", template: "1500"),
      finding + "\n" + measurement + "\n" + """
        >>ContentSequence
        >>>RelationshipType=INFERRED FROM
        >>>ValueType=SCOORD
        >>>ConceptNameCodeSequence:=121055|DCM|Path
        >>>GraphicData=4\\4\\4\\12
        >>>GraphicType=POLYLINE
        >>>ContentSequence
        >>>>RelationshipType=SELECTED FROM
        >>>>ValueType=IMAGE
        >>>>ReferencedSOPSequence
        >>>>>ReferencedSOPClassUID={reference-class}
        >>>>>ReferencedSOPInstanceUID={reference-instance}
        """,
    ], references: .ct)

  static let comprehensive3D = ObjectDefinition(
    "1.1.88.34", "SR", "CT Thorax with points in space",
    [
      document, ModuleTemplates.evidence, root("126000|DCM|Imaging Measurement Report", template: "1500"),
      finding + "\n" + measurement + "\n" + """
        >>ContentSequence
        >>>RelationshipType=INFERRED FROM
        >>>ValueType=SCOORD3D
        >>>ConceptNameCodeSequence:=121055|DCM|Path
        >>>GraphicData=4\\4\\0\\4\\12\\0
        >>>GraphicType=POLYLINE
        >>>ReferencedFrameOfReferenceUID={reference-frame-of-reference}
        """,
    ], references: .ct)

  static let keyObjectSelection = ObjectDefinition(
    "1.1.88.59", "KO", "CT Thorax with key images",
    [
      """
      SeriesDate={date}
      SeriesTime={time}
      InstanceNumber={number}
      ReferencedPerformedProcedureStepSequence=
      """, ModuleTemplates.evidence, root("113000|DCM|Of Interest", template: "2010"),
      """
      ContentSequence
      >RelationshipType=CONTAINS
      >ValueType=TEXT
      >ConceptNameCodeSequence:=113012|DCM|Key Object Description
      >TextValue=Synthetic key image
      >-
      >RelationshipType=CONTAINS
      >ValueType=IMAGE
      >ReferencedSOPSequence
      >>ReferencedSOPClassUID={reference-class}
      >>ReferencedSOPInstanceUID={reference-instance}
      """,
    ], references: .ct)
}
