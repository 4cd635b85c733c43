/// Ultrasound and captured images (PS3.3 §A.6, §A.7, §A.8).
enum ClipObjects {
  private static let ultrasound = """
    ImageType=ORIGINAL\\PRIMARY\\\\0001
    PatientOrientation=
    """

  static let us = ObjectDefinition(
    "1.1.6.1", "US", "US Abdomen", bodyPart: "ABDOMEN", [ultrasound, ModuleTemplates.losslessAndClean], pixels: .colour)

  static let usMultiFrame = ObjectDefinition(
    "1.1.3.1", "US", "Echocardiogram", bodyPart: "HEART",
    [
      ultrasound, ModuleTemplates.losslessAndClean,
      """
      FrameIncrementPointer=00181063
      FrameTime=33.3
      """,
    ], pixels: .colour.frames(4))

  private static let capture = """
    ConversionType=WSD
    """

  static let secondaryCapture = ObjectDefinition(
    "1.1.7", "OT", "Captured screen", bodyPart: "CHEST",
    [
      capture,
      """
      ImageType=DERIVED\\SECONDARY
      PatientOrientation=
      """,
    ], pixels: .colour)

  private static let multiFrameCapture = """
    ImageType=DERIVED\\SECONDARY
    PatientOrientation=
    BurnedInAnnotation=NO
    FrameIncrementPointer=00181063
    FrameTime=100
    """

  static let grayscaleCapture = ObjectDefinition(
    "1.1.7.3", "OT", "Captured clip", bodyPart: "CHEST",
    [
      capture, multiFrameCapture,
      """
      RescaleIntercept=0
      RescaleSlope=1
      RescaleType=US
      PresentationLUTShape=IDENTITY
      """,
    ], pixels: .grey.frames(3))

  static let trueColorCapture = ObjectDefinition(
    "1.1.7.4", "OT", "Captured clip in colour", bodyPart: "CHEST", [capture, multiFrameCapture],
    pixels: .colour.frames(3))
}
