/// Documents, traces and hanging protocols (PS3.3 §A.34, §A.44, §A.45).
enum DocumentObjects {
  /// Encapsulated Document Series and Encapsulated Document (§C.24).
  private static let document = """
    InstanceNumber={number}
    ConversionType=WSD
    ContentDate={date}
    ContentTime={time}
    AcquisitionDateTime=
    BurnedInAnnotation=YES
    DocumentTitle=Synthetic report
    ConceptNameCodeSequence:=18748-4|LN|Diagnostic imaging study
    """

  static let pdf = ObjectDefinition("1.1.104.1", "DOC", "Outside report", [document], content: .document(.pdf))

  static let cda = ObjectDefinition(
    "1.1.104.2", "DOC", "Outside document", [document, "HL7InstanceIdentifier={document}"], content: .document(.cda))

  private static let trace = """
    InstanceNumber={number}
    AcquisitionDateTime={date}{time}
    AcquisitionContextSequence=
    """

  static let ecg = ObjectDefinition("1.1.9.1.1", "ECG", "ECG", [trace], content: .waveform(.twelveLeads))

  static let generalECG = ObjectDefinition(
    "1.1.9.1.2", "ECG", "ECG, two leads", [trace], content: .waveform(.twoLeads))

  static let hemodynamic = ObjectDefinition(
    "1.1.9.2.1", "HD", "Cardiac catheterisation", bodyPart: "HEART", [trace], content: .waveform(.pressure))

  static let hangingProtocol = ObjectDefinition(
    "38.1", "", "Hanging protocol",
    [
      """
      HangingProtocolName=CHEST
      HangingProtocolDescription=Chest with prior
      HangingProtocolLevel=SITE
      HangingProtocolCreator=Assay
      HangingProtocolCreationDateTime={date}{time}
      HangingProtocolDefinitionSequence
      >Modality=CT
      >ProcedureCodeSequence=
      >ReasonForRequestedProcedureCodeSequence=
      NumberOfPriorsReferenced=1
      ImageSetsSequence
      >ImageSetSelectorSequence
      >>ImageSetSelectorUsageFlag=NO_MATCH
      >>SelectorAttribute=00080060
      >>SelectorAttributeVR=CS
      >>SelectorCSValue=CT
      >>SelectorValueNumber=1
      >TimeBasedImageSetsSequence
      >>ImageSetNumber=1
      >>ImageSetSelectorCategory=RELATIVE_TIME
      >>RelativeTime=0\\0
      >>RelativeTimeUnits=MINUTES
      >>ImageSetLabel=Current
      HangingProtocolUserIdentificationCodeSequence=
      NumberOfScreens=1
      NominalScreenDefinitionSequence
      >NumberOfVerticalPixels=1024
      >NumberOfHorizontalPixels=1280
      >DisplayEnvironmentSpatialPosition=0\\1\\1\\0
      >ScreenMinimumGrayscaleBitDepth=8
      DisplaySetsSequence
      >DisplaySetNumber=1
      >DisplaySetPresentationGroup=1
      >ImageSetNumber=1
      >ImageBoxesSequence
      >>ImageBoxNumber=1
      >>DisplayEnvironmentSpatialPosition=0\\1\\1\\0
      >>ImageBoxLayoutType=STACK
      >FilterOperationsSequence=
      >SortingOperationsSequence=
      PartialDataDisplayHandling=MAINTAIN_LAYOUT
      """
    ], content: .nonPatient)
}
