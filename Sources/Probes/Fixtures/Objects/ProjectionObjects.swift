/// Images of X-ray projection (PS3.3 §A.2, §A.14, §A.16, §A.26, §A.27).
enum ProjectionObjects {
  static let cr = ObjectDefinition(
    "1.1.1", "CR", "XR Chest", bodyPart: "CHEST",
    [
      """
      ImageType=ORIGINAL\\PRIMARY
      ViewPosition=PA
      PatientOrientation=L\\F
      """
    ], pixels: .grey)

  /// DX Image and Detector (§C.8.11.3, §C.8.11.4).
  private static let digital = """
    ImageType=ORIGINAL\\PRIMARY
    PresentationIntentType=FOR PRESENTATION
    PixelIntensityRelationship=LOG
    PixelIntensityRelationshipSign=1
    DetectorType=DIRECT
    DetectorID=1
    ImagerPixelSpacing=0.15\\0.15
    AcquisitionDeviceProcessingDescription=Synthetic
    """

  static let dx = ObjectDefinition(
    "1.1.1.1", "DX", "XR Chest", bodyPart: "CHEST",
    [
      digital, ModuleTemplates.presentation, ModuleTemplates.window, ModuleTemplates.losslessAndClean,
      ModuleTemplates.noAcquisitionContext,
      """
      ViewPosition=PA
      PatientOrientation=L\\F
      ImageLaterality=U
      PositionerType=
      AnatomicRegionSequence:=816094009|SCT|Chest
      KVP=120
      """,
    ], pixels: .grey)

  static let mg = ObjectDefinition(
    "1.1.1.2", "MG", "Mammogram", bodyPart: "BREAST",
    [
      digital, ModuleTemplates.presentation, ModuleTemplates.window, ModuleTemplates.losslessAndClean,
      ModuleTemplates.noAcquisitionContext,
      """
      ImagerPixelSpacing=0.1\\0.1
      PatientOrientation=P\\L
      ImageLaterality=R
      PositionerType=MAMMOGRAPHIC
      OrganExposed=BREAST
      BreastImplantPresent=NO
      AnatomicRegionSequence:=76752008|SCT|Breast
      ViewCodeSequence
      >CodeValue=399162004
      >CodingSchemeDesignator=SCT
      >CodeMeaning=cranio-caudal
      >ViewModifierCodeSequence=
      """,
    ], pixels: .grey)

  /// X-Ray Image, Acquisition and XA Positioner (§C.8.7).
  private static let fluoroscopy = """
    ImageType=ORIGINAL\\PRIMARY\\SINGLE PLANE
    PixelIntensityRelationship=LIN
    PatientOrientation=L\\F
    KVP=80
    XRayTubeCurrent=100
    Exposure=
    RadiationSetting=GR
    FrameIncrementPointer=00181063
    FrameTime=66.7
    CineRate=15
    """

  static let xa = ObjectDefinition(
    "1.1.12.1", "XA", "Coronary angiogram", bodyPart: "HEART",
    [
      fluoroscopy, ModuleTemplates.losslessAndClean,
      """
      PositionerMotion=STATIC
      PositionerPrimaryAngle=30
      PositionerSecondaryAngle=-10
      DistanceSourceToPatient=800
      DistanceSourceToDetector=1000
      """,
    ], pixels: .grey.frames(3))

  static let xrf = ObjectDefinition(
    "1.1.12.2", "RF", "Barium swallow", bodyPart: "ABDOMEN", [fluoroscopy, ModuleTemplates.losslessAndClean],
    pixels: .grey.frames(3))
}
