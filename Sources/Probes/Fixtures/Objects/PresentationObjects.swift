/// Softcopy presentation states (PS3.3 §A.33).
enum PresentationObjects {
  /// Presentation State Identification, Displayed Area (§C.11.10, §C.10.4).
  private static let common = """
    InstanceNumber={number}
    ContentLabel=REVIEW
    ContentDescription=Synthetic presentation state
    PresentationCreationDate={date}
    PresentationCreationTime={time}
    ContentCreatorName=
    DisplayedAreaSelectionSequence
    >DisplayedAreaTopLeftHandCorner=1\\1
    >DisplayedAreaBottomRightHandCorner={side}\\{side}
    >PresentationSizeMode=SCALE TO FIT
    >PresentationPixelAspectRatio=1\\1
    """

  /// Graphic Annotation and Layer: a circle with a note (§C.10.5, §C.10.7).
  private static let annotation = """
    GraphicAnnotationSequence
    >GraphicLayer=NOTES
    >TextObjectSequence
    >>UnformattedTextValue=Look here
    >>AnchorPointAnnotationUnits=PIXEL
    >>AnchorPoint=8\\8
    >>AnchorPointVisibility=Y
    >GraphicObjectSequence
    >>GraphicAnnotationUnits=PIXEL
    >>GraphicDimensions=2
    >>NumberOfGraphicPoints=2
    >>GraphicData=8\\8\\8\\12
    >>GraphicType=CIRCLE
    >>GraphicFilled=N
    GraphicLayerSequence
    >GraphicLayer=NOTES
    >GraphicLayerOrder=1
    """

  static let grayscale = ObjectDefinition(
    "1.1.11.1", "PR", "CT Thorax with presentation state", bodyPart: "CHEST",
    [
      common, annotation, ModuleTemplates.referencedSeries,
      """
      RescaleIntercept=-1024
      RescaleSlope=1
      RescaleType=HU
      SoftcopyVOILUTSequence
      >WindowCenter=40
      >WindowWidth=400
      PresentationLUTShape=IDENTITY
      """,
    ], references: .ct)

  static let color = ObjectDefinition(
    "1.1.11.2", "PR", "US Abdomen with presentation state", bodyPart: "ABDOMEN",
    [common, annotation, ModuleTemplates.referencedSeries, profile], references: .us)

  static let pseudoColor = ObjectDefinition(
    "1.1.11.3", "PR", "CT Thorax in pseudo-colour", bodyPart: "CHEST",
    [
      common, annotation, ModuleTemplates.referencedSeries,
      """
      RescaleIntercept=-1024
      RescaleSlope=1
      RescaleType=HU
      SoftcopyVOILUTSequence
      >WindowCenter=40
      >WindowWidth=400
      """, palette,
    ], references: .ct)

  private static let palette = """
    RedPaletteColorLookupTableDescriptor=256\\0\\16
    GreenPaletteColorLookupTableDescriptor=256\\0\\16
    BluePaletteColorLookupTableDescriptor=256\\0\\16
    RedPaletteColorLookupTableData={ramp}
    GreenPaletteColorLookupTableData={ramp}
    BluePaletteColorLookupTableData={ramp}
    """ + "\n" + profile

  /// ICC Profile (§C.11.15).
  private static let profile = "ICCProfile={colour-profile}"

  /// One of the two images of a Blending Sequence (§C.11.14).
  private static func blended(_ position: String) -> String {
    """
    >StudyInstanceUID={study-uid}
    >ReferencedSeriesSequence
    >>SeriesInstanceUID={reference-series}
    >>ReferencedImageSequence
    >>>ReferencedSOPClassUID={reference-class}
    >>>ReferencedSOPInstanceUID={reference-instance}
    >RescaleIntercept=-1024
    >RescaleSlope=1
    >RescaleType=HU
    >SoftcopyVOILUTSequence
    >>WindowCenter=40
    >>WindowWidth=400
    >BlendingPosition=\(position)
    """
  }

  static let blending = ObjectDefinition(
    "1.1.11.4", "PR", "CT Thorax, blended", bodyPart: "CHEST",
    [
      common, ModuleTemplates.frameOfReference,
      """
      BlendingSequence
      \(blended("UNDERLYING"))
      >-
      \(blended("SUPERIMPOSED"))
      RelativeOpacity=0.5
      """, palette,
    ], references: .ct)
}
