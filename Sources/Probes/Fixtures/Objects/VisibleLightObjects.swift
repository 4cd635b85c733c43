/// Images of visible light (PS3.3 §A.32).
enum VisibleLightObjects {
  /// Four tiles, two by two (§C.8.12.4).
  static let wholeSlide = ObjectDefinition(
    "1.1.77.1.6", "SM", "Histology",
    [
      ModuleTemplates.enhancedEquipment, ModuleTemplates.frameOfReference, ModuleTemplates.losslessAndClean,
      """
      ImageType=ORIGINAL\\PRIMARY\\VOLUME\\NONE
      PositionReferenceIndicator=SLIDE_CORNER
      ImageOrientationSlide=0\\-1\\0\\-1\\0\\0
      ImagedVolumeWidth=1
      ImagedVolumeHeight=1
      ImagedVolumeDepth=1
      TotalPixelMatrixColumns={twice-side}
      TotalPixelMatrixRows={twice-side}
      TotalPixelMatrixOriginSequence
      >XOffsetInSlideCoordinateSystem=10
      >YOffsetInSlideCoordinateSystem=10
      SpecimenLabelInImage=NO
      FocusMethod=AUTO
      ExtendedDepthOfField=NO
      VolumetricProperties=VOLUME
      AcquisitionDateTime={date}{time}
      DimensionOrganizationType=TILED_FULL
      NumberOfOpticalPaths=1
      TotalPixelMatrixFocalPlanes=1
      OpticalPathSequence
      >OpticalPathIdentifier=1
      >IlluminationTypeCodeSequence:=111744|DCM|Brightfield illumination
      >IlluminationColorCodeSequence:=414298005|SCT|Full Spectrum
      >ICCProfile={colour-profile}
      ContainerIdentifier=SLIDE1
      IssuerOfTheContainerIdentifierSequence=
      ContainerTypeCodeSequence:=433466003|SCT|Microscope slide
      AcquisitionContextSequence=
      SpecimenDescriptionSequence
      >SpecimenIdentifier=S1
      >SpecimenUID={uid:specimen}
      >IssuerOfTheSpecimenIdentifierSequence=
      >SpecimenPreparationSequence=
      DimensionOrganizationSequence
      >DimensionOrganizationUID={uid:dimensions}
      SharedFunctionalGroupsSequence
      >PixelMeasuresSequence
      >>PixelSpacing=0.0005\\0.0005
      >>SliceThickness=0.001
      >WholeSlideMicroscopyImageFrameTypeSequence
      >>FrameType=ORIGINAL\\PRIMARY\\VOLUME\\NONE
      >OpticalPathIdentificationSequence
      >>OpticalPathIdentifier=1
      """,
    ], pixels: .colour.frames(4))

  static let videoEndoscopy = ObjectDefinition(
    "1.1.77.1.1.1", "ES", "Gastroscopy", bodyPart: "STOMACH",
    [
      """
      ImageType=ORIGINAL\\PRIMARY
      PatientOrientation=
      AnatomicRegionSequence:=69695003|SCT|Stomach
      AcquisitionContextSequence=
      LossyImageCompression=01
      LossyImageCompressionRatio=50
      LossyImageCompressionMethod=ISO_14496_10
      """
    ], content: .video)
}
