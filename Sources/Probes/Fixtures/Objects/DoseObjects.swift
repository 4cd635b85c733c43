/// Reports of radiation dose (PS3.3 §A.35.8, §A.35.14; PS3.16 TID 10011, TID 10021).
enum DoseObjects {
  /// What TID 10011 says of the reporting device and the extent of the report.
  private static let observer = """
    >RelationshipType=HAS OBS CONTEXT
    >ValueType=CODE
    >ConceptNameCodeSequence:=121005|DCM|Observer Type
    >ConceptCodeSequence:=121007|DCM|Device
    >-
    >RelationshipType=HAS OBS CONTEXT
    >ValueType=UIDREF
    >ConceptNameCodeSequence:=121012|DCM|Device Observer UID
    >UID={uid:device}
    >-
    """

  static let radiation = ObjectDefinition(
    "1.1.88.67", "SR", "CT Thorax with dose report",
    [
      ModuleTemplates.enhancedEquipment, ReportObjects.document,
      """
      ValueType=CONTAINER
      ConceptNameCodeSequence:=113701|DCM|X-Ray Radiation Dose Report
      ContinuityOfContent=SEPARATE
      ContentTemplateSequence
      >MappingResource=DCMR
      >TemplateIdentifier=10011
      ContentSequence
      >RelationshipType=HAS CONCEPT MOD
      >ValueType=CODE
      >ConceptNameCodeSequence:=121058|DCM|Procedure reported
      >ConceptCodeSequence:=77477000|SCT|Computed Tomography X-Ray
      >ContentSequence
      >>RelationshipType=HAS CONCEPT MOD
      >>ValueType=CODE
      >>ConceptNameCodeSequence:=363703001|SCT|Has Intent
      >>ConceptCodeSequence:=261004008|SCT|Diagnostic Intent
      >-
      """ + "\n" + observer + "\n" + """
        >RelationshipType=HAS OBS CONTEXT
        >ValueType=DATETIME
        >ConceptNameCodeSequence:=113809|DCM|Start of X-Ray Irradiation
        >DateTime={date}{time}
        >-
        >RelationshipType=HAS OBS CONTEXT
        >ValueType=DATETIME
        >ConceptNameCodeSequence:=113810|DCM|End of X-Ray Irradiation
        >DateTime={date}{time}
        >-
        >RelationshipType=HAS OBS CONTEXT
        >ValueType=CODE
        >ConceptNameCodeSequence:=113705|DCM|Scope of Accumulation
        >ConceptCodeSequence:=113014|DCM|Study
        >ContentSequence
        >>RelationshipType=HAS PROPERTIES
        >>ValueType=UIDREF
        >>ConceptNameCodeSequence:=110180|DCM|Study Instance UID
        >>UID={study-uid}
        >-
        >RelationshipType=CONTAINS
        >ValueType=CONTAINER
        >ConceptNameCodeSequence:=113811|DCM|CT Accumulated Dose Data
        >ContinuityOfContent=SEPARATE
        >ContentSequence
        >>RelationshipType=CONTAINS
        >>ValueType=NUM
        >>ConceptNameCodeSequence:=113812|DCM|Total Number of Irradiation Events
        >>MeasuredValueSequence
        >>>NumericValue=1
        >>>MeasurementUnitsCodeSequence:={events}|UCUM|events
        >>-
        >>RelationshipType=CONTAINS
        >>ValueType=NUM
        >>ConceptNameCodeSequence:=113813|DCM|CT Dose Length Product Total
        >>MeasuredValueSequence
        >>>NumericValue=150
        >>>MeasurementUnitsCodeSequence:=mGy.cm|UCUM|mGy.cm
        >-
        >RelationshipType=CONTAINS
        >ValueType=CONTAINER
        >ConceptNameCodeSequence:=113819|DCM|CT Acquisition
        >ContinuityOfContent=SEPARATE
        >ContentSequence
        >>RelationshipType=CONTAINS
        >>ValueType=TEXT
        >>ConceptNameCodeSequence:=125203|DCM|Acquisition Protocol
        >>TextValue=Thorax
        >>-
        >>RelationshipType=CONTAINS
        >>ValueType=CODE
        >>ConceptNameCodeSequence:=123014|DCM|Target Region
        >>ConceptCodeSequence:=816094009|SCT|Chest
        >>-
        >>RelationshipType=CONTAINS
        >>ValueType=CODE
        >>ConceptNameCodeSequence:=113820|DCM|CT Acquisition Type
        >>ConceptCodeSequence:=113804|DCM|Sequenced Acquisition
        >>-
        >>RelationshipType=CONTAINS
        >>ValueType=UIDREF
        >>ConceptNameCodeSequence:=113769|DCM|Irradiation Event UID
        >>UID={uid:event}
        >>-
        >>RelationshipType=CONTAINS
        >>ValueType=CONTAINER
        >>ConceptNameCodeSequence:=113829|DCM|CT Dose
        >>ContinuityOfContent=SEPARATE
        >>ContentSequence
        >>>RelationshipType=CONTAINS
        >>>ValueType=NUM
        >>>ConceptNameCodeSequence:=113830|DCM|Mean CTDIvol
        >>>MeasuredValueSequence
        >>>>NumericValue=7.5
        >>>>MeasurementUnitsCodeSequence:=mGy|UCUM|mGy
        >>>-
        >>>RelationshipType=CONTAINS
        >>>ValueType=CODE
        >>>ConceptNameCodeSequence:=113835|DCM|CTDIw Phantom Type
        >>>ConceptCodeSequence:=113691|DCM|IEC Body Dosimetry Phantom
        >>>-
        >>>RelationshipType=CONTAINS
        >>>ValueType=NUM
        >>>ConceptNameCodeSequence:=113838|DCM|DLP
        >>>MeasuredValueSequence
        >>>>NumericValue=150
        >>>>MeasurementUnitsCodeSequence:=mGy.cm|UCUM|mGy.cm
        >-
        >RelationshipType=CONTAINS
        >ValueType=CODE
        >ConceptNameCodeSequence:=113854|DCM|Source of Dose Information
        >ConceptCodeSequence:=113856|DCM|Automated Data Collection
        """,
    ])

  static let radiopharmaceutical = ObjectDefinition(
    "1.1.88.68", "SR", "PET with dose report",
    [
      ModuleTemplates.enhancedEquipment, ReportObjects.document,
      """
      ValueType=CONTAINER
      ConceptNameCodeSequence:=113500|DCM|Radiopharmaceutical Radiation Dose Report
      ContinuityOfContent=SEPARATE
      ContentTemplateSequence
      >MappingResource=DCMR
      >TemplateIdentifier=10021
      ContentSequence
      >RelationshipType=HAS CONCEPT MOD
      >ValueType=CODE
      >ConceptNameCodeSequence:=121058|DCM|Procedure reported
      >ConceptCodeSequence:=NM|DCM|Nuclear Medicine
      >-
      """ + "\n" + observer + "\n" + """
        >RelationshipType=CONTAINS
        >ValueType=CONTAINER
        >ConceptNameCodeSequence:=113502|DCM|Radiopharmaceutical Administration
        >ContinuityOfContent=SEPARATE
        >ContentSequence
        >>RelationshipType=CONTAINS
        >>ValueType=CODE
        >>ConceptNameCodeSequence:=349358000|SCT|Radiopharmaceutical agent
        >>ConceptCodeSequence:=35321007|SCT|Fluorodeoxyglucose F^18^
        >>-
        >>RelationshipType=CONTAINS
        >>ValueType=UIDREF
        >>ConceptNameCodeSequence:=113503|DCM|Radiopharmaceutical Administration Event UID
        >>UID={uid:event}
        >>-
        >>RelationshipType=CONTAINS
        >>ValueType=DATETIME
        >>ConceptNameCodeSequence:=123003|DCM|Radiopharmaceutical Start DateTime
        >>DateTime={date}{time}
        >>-
        >>RelationshipType=CONTAINS
        >>ValueType=NUM
        >>ConceptNameCodeSequence:=113507|DCM|Administered activity
        >>MeasuredValueSequence
        >>>NumericValue=370
        >>>MeasurementUnitsCodeSequence:=MBq|UCUM|MBq
        >>-
        >>RelationshipType=CONTAINS
        >>ValueType=CODE
        >>ConceptNameCodeSequence:=410675002|SCT|Route of administration
        >>ConceptCodeSequence:=47625008|SCT|Intravenous route
        """,
    ])
}
