/// Modules and functional groups that several IODs share (PS3.3 Annex C).
enum ModuleTemplates {
  /// Frame of Reference (§C.7.4.1).
  static let frameOfReference = """
    FrameOfReferenceUID={frame-of-reference}
    PositionReferenceIndicator=
    """

  /// Image Plane (§C.7.6.2) with Patient Position.
  static let imagePlane = "PatientPosition=HFS\n" + plane

  /// Image Plane (§C.7.6.2) of images whose patient's position stands elsewhere.
  static let plane = """
    FrameOfReferenceUID={frame-of-reference}
    PositionReferenceIndicator=
    ImagePositionPatient=-125\\-125\\{z}
    ImageOrientationPatient=1\\0\\0\\0\\1\\0
    PixelSpacing=1\\1
    SliceThickness=5
    """

  /// Enhanced General Equipment (§C.7.5.2).
  static let enhancedEquipment = "DeviceSerialNumber=1"

  /// Acquisition Context without any (§C.7.6.14).
  static let noAcquisitionContext = "AcquisitionContextSequence="

  /// What every image says of loss and of burned-in identity.
  static let losslessAndClean = """
    LossyImageCompression=00
    BurnedInAnnotation=NO
    """

  /// Linear VOI LUT over the whole range of 12 bits.
  static let window = """
    WindowCenter=2048
    WindowWidth=4096
    """

  /// Rescale to unspecified units, for presentation.
  static let presentation = """
    RescaleIntercept=0
    RescaleSlope=1
    RescaleType=US
    PresentationLUTShape=IDENTITY
    """

  /// Multi-frame Dimension (§C.7.6.17): one stack, its slices.
  static let dimensions = """
    DimensionOrganizationSequence
    >DimensionOrganizationUID={uid:dimensions}
    DimensionIndexSequence
    >DimensionOrganizationUID={uid:dimensions}
    >DimensionIndexPointer=00209056
    >FunctionalGroupPointer=00209111
    >-
    >DimensionOrganizationUID={uid:dimensions}
    >DimensionIndexPointer=00209057
    >FunctionalGroupPointer=00209111
    """

  /// Frame Content of a stack of slices (§C.7.6.16.2.2).
  static let frameContent = """
    >FrameContentSequence
    >>FrameAcquisitionNumber=1
    >>FrameReferenceDateTime={date}{time}
    >>FrameAcquisitionDateTime={date}{time}
    >>FrameAcquisitionDuration=100
    >>StackID=1
    >>InStackPositionNumber={frame}
    >>DimensionIndexValues=1\\{frame}
    """

  /// Frame Content and Plane Position of a stack of slices (§C.7.6.16.2.2, §C.7.6.16.2.3).
  static let stackFrame = """
    \(frameContent)
    >PlanePositionSequence
    >>ImagePositionPatient=-125\\-125\\{frame-z}
    """

  /// Shared functional groups of a stack: Pixel Measures, Plane Orientation, Frame Anatomy (§C.7.6.16.2).
  static func stack(_ region: String) -> String {
    """
    >PixelMeasuresSequence
    >>PixelSpacing=1\\1
    >>SliceThickness=5
    >>SpacingBetweenSlices=5
    >PlaneOrientationSequence
    >>ImageOrientationPatient=1\\0\\0\\0\\1\\0
    >FrameAnatomySequence
    >>FrameLaterality=U
    >>AnatomicRegionSequence:=\(region)
    """
  }

  /// Frame VOI LUT (§C.7.6.16.2.10).
  static let frameWindow = """
    >FrameVOILUTSequence
    >>WindowCenter=2048
    >>WindowWidth=4096
    """

  /// The images that an object speaks of, by study and series (§C.17.2.1, §C.17.5).
  static let evidence = """
    CurrentRequestedProcedureEvidenceSequence
    >StudyInstanceUID={study-uid}
    >ReferencedSeriesSequence
    >>SeriesInstanceUID={reference-series}
    >>ReferencedSOPSequence
    >>>ReferencedSOPClassUID={reference-class}
    >>>ReferencedSOPInstanceUID={reference-instance}
    """

  /// The images that an object speaks of, by series (§C.11.11).
  static let referencedSeries = """
    ReferencedSeriesSequence
    >SeriesInstanceUID={reference-series}
    >ReferencedImageSequence
    >>ReferencedSOPClassUID={reference-class}
    >>ReferencedSOPInstanceUID={reference-instance}
    """
}
