/// Multi-frame objects with functional groups (PS3.3 §A.36, §A.38, §A.51, §A.55).
enum EnhancedObjects {
  private static let image = """
    ContentQualification=PRODUCT
    VolumetricProperties=VOLUME
    VolumeBasedCalculationTechnique=NONE
    AcquisitionDateTime={date}{time}
    AcquisitionDuration=1000
    PresentationLUTShape=IDENTITY
    InstanceNumber={number}
    PatientPosition=HFS
    """

  /// Modules of every image with functional groups.
  static let common: [String] = [
    image, ModuleTemplates.enhancedEquipment, ModuleTemplates.frameOfReference, ModuleTemplates.dimensions,
    ModuleTemplates.losslessAndClean, ModuleTemplates.noAcquisitionContext,
  ]

  static let ct = ObjectDefinition(
    "1.1.2.1", "CT", "CT Thorax, enhanced",
    common + [
      """
      ImageType=ORIGINAL\\PRIMARY\\VOLUME\\NONE
      PixelPresentation=MONOCHROME
      SharedFunctionalGroupsSequence
      """ + "\n" + ModuleTemplates.stack("816094009|SCT|Chest") + "\n" + ModuleTemplates.frameWindow + "\n" + """
        >PixelValueTransformationSequence
        >>RescaleIntercept=-1024
        >>RescaleSlope=1
        >>RescaleType=HU
        >CTImageFrameTypeSequence
        >>FrameType=ORIGINAL\\PRIMARY\\VOLUME\\NONE
        >>PixelPresentation=MONOCHROME
        >>VolumetricProperties=VOLUME
        >>VolumeBasedCalculationTechnique=NONE
        >CTAcquisitionTypeSequence
        >>AcquisitionType=SEQUENCED
        >>ConstantVolumeFlag=NO
        >>FluoroscopyFlag=NO
        >CTAcquisitionDetailsSequence
        >>RotationDirection=CW
        >>RevolutionTime=0.5
        >>SingleCollimationWidth=1.25
        >>TotalCollimationWidth=40
        >>TableHeight=100
        >>GantryDetectorTilt=0
        >>DataCollectionDiameter=500
        >CTTableDynamicsSequence
        >>TableSpeed=0
        >>TableFeedPerRotation=5
        >>SpiralPitchFactor=1
        >CTGeometrySequence
        >>DistanceSourceToDetector=1000
        >>DistanceSourceToDataCollectionCenter=550
        >CTReconstructionSequence
        >>ReconstructionAlgorithm=FILTER_BACK_PROJ
        >>ConvolutionKernel=STANDARD
        >>ConvolutionKernelGroup=SOFT_TISSUE
        >>ImageFilter=NONE
        >>ReconstructionDiameter=320
        >>ReconstructionAngle=360
        >>ReconstructionPixelSpacing=1\\1
        >CTExposureSequence
        >>ExposureTimeInms=500
        >>XRayTubeCurrentInmA=200
        >>ExposureInmAs=100
        >>ExposureModulationType=NONE
        >>CTDIvol=7.5
        >>CTDIPhantomTypeCodeSequence:=113691|DCM|IEC Body Dosimetry Phantom
        >CTXRayDetailsSequence
        >>KVP=120
        >>FocalSpots=1
        >>FilterType=FLAT
        >>FilterMaterial=ALUMINUM
        >CTPositionSequence
        >>TablePosition=0
        >>DataCollectionCenterPatient=0\\0\\0
        >>ReconstructionTargetCenterPatient=0\\0\\0
        >IrradiationEventIdentificationSequence
        >>IrradiationEventUID={uid:event}
        """
    ], frame: ModuleTemplates.stackFrame, pixels: .grey.frames(4))

  /// Enhanced MR Image and Pulse Sequence (§C.8.13.1, §C.8.13.4).
  private static let mrImage = """
    ImageType=ORIGINAL\\PRIMARY\\T1\\NONE
    ComplexImageComponent=MAGNITUDE
    AcquisitionContrast=T1
    ResonantNucleus=1H
    MagneticFieldStrength=1.5
    KSpaceFiltering=NONE
    ApplicableSafetyStandardAgency=IEC
    PulseSequenceName=SE
    MRAcquisitionType=2D
    EchoPulseSequence=SPIN
    MultipleSpinEcho=NO
    MultiPlanarExcitation=NO
    PhaseContrast=NO
    TimeOfFlightContrast=NO
    SteadyStatePulseSequence=NONE
    EchoPlanarPulseSequence=NO
    SaturationRecovery=NO
    SpectrallySelectedSuppression=NONE
    OversamplingPhase=NONE
    GeometryOfKSpaceTraversal=RECTILINEAR
    RectilinearPhaseEncodeReordering=LINEAR
    SegmentedKSpaceTraversal=SINGLE
    NumberOfKSpaceTrajectories=1
    """

  /// Functional groups of MR (§C.8.13.5), with the colours or greys of the frames.
  private static func mrGroups(_ presentation: String) -> String {
    """
    >MRImageFrameTypeSequence
    >>FrameType=ORIGINAL\\PRIMARY\\T1\\NONE
    >>PixelPresentation=\(presentation)
    >>VolumetricProperties=VOLUME
    >>VolumeBasedCalculationTechnique=NONE
    >>ComplexImageComponent=MAGNITUDE
    >>AcquisitionContrast=T1
    >MRTimingAndRelatedParametersSequence
    >>RepetitionTime=500
    >>FlipAngle=90
    >>EchoTrainLength=1
    >>RFEchoTrainLength=1
    >>GradientEchoTrainLength=0
    >>OperatingModeSequence
    >>>OperatingModeType=STATIC FIELD
    >>>OperatingMode=IEC_NORMAL
    >>SpecificAbsorptionRateSequence
    >>>SpecificAbsorptionRateDefinition=IEC_HEAD
    >>>SpecificAbsorptionRateValue=1
    >>GradientOutputType=DB_DT
    >>GradientOutput=1
    >MRFOVGeometrySequence
    >>InPlanePhaseEncodingDirection=ROW
    >>MRAcquisitionFrequencyEncodingSteps=64
    >>MRAcquisitionPhaseEncodingStepsInPlane=64
    >>PercentSampling=100
    >>PercentPhaseFieldOfView=100
    >MREchoSequence
    >>EffectiveEchoTime=15
    >MRModifierSequence
    >>InversionRecovery=NO
    >>FlowCompensation=NONE
    >>Spoiling=NONE
    >>T2Preparation=NO
    >>SpectrallySelectedExcitation=NONE
    >>SpatialPresaturation=NONE
    >>PartialFourier=NO
    >>ParallelAcquisition=NO
    >MRImagingModifierSequence
    >>MagnetizationTransfer=NONE
    >>BloodSignalNulling=NO
    >>Tagging=NONE
    >>TransmitterFrequency=63.8
    >>PixelBandwidth=150
    >MRReceiveCoilSequence
    >>ReceiveCoilName=HEAD
    >>ReceiveCoilManufacturerName=
    >>ReceiveCoilType=VOLUME
    >>QuadratureReceiveCoil=YES
    >MRTransmitCoilSequence
    >>TransmitCoilName=BODY
    >>TransmitCoilManufacturerName=
    >>TransmitCoilType=BODY
    >MRAveragesSequence
    >>NumberOfAverages=1
    """
  }

  static let mr = ObjectDefinition(
    "1.1.4.1", "MR", "MRI Head, enhanced",
    common + [
      mrImage,
      """
      PixelPresentation=MONOCHROME
      SharedFunctionalGroupsSequence
      """ + "\n" + ModuleTemplates.stack("12738006|SCT|Brain") + "\n" + ModuleTemplates.frameWindow + "\n" + """
        >PixelValueTransformationSequence
        >>RescaleIntercept=0
        >>RescaleSlope=1
        >>RescaleType=US
        """ + "\n" + mrGroups("MONOCHROME"),
    ], frame: ModuleTemplates.stackFrame, pixels: .grey.frames(4))

  static let mrColor = ObjectDefinition(
    "1.1.4.3", "MR", "MRI Head, enhanced in colour",
    common + [
      mrImage,
      """
      PixelPresentation=TRUE_COLOR
      ICCProfile={colour-profile}
      SharedFunctionalGroupsSequence
      """ + "\n" + ModuleTemplates.stack("12738006|SCT|Brain") + "\n" + ModuleTemplates.frameWindow + "\n"
        + mrGroups("TRUE_COLOR"),
    ], frame: ModuleTemplates.stackFrame, pixels: .colour.frames(4))

  static let breastTomosynthesis = ObjectDefinition(
    "1.1.13.1.3", "MG", "Breast tomosynthesis",
    common + [
      """
      ImageType=ORIGINAL\\PRIMARY\\TOMOSYNTHESIS\\NONE
      PresentationIntentType=FOR PRESENTATION
      PixelPresentation=MONOCHROME
      BreastImplantPresent=NO
      PartialView=NO
      ViewCodeSequence
      >CodeValue=399162004
      >CodingSchemeDesignator=SCT
      >CodeMeaning=cranio-caudal
      >ViewModifierCodeSequence=
      SharedFunctionalGroupsSequence
      >PixelMeasuresSequence
      >>PixelSpacing=0.1\\0.1
      >>SliceThickness=1
      >PlaneOrientationSequence
      >>ImageOrientationPatient=0\\1\\0\\-1\\0\\0
      >FrameAnatomySequence
      >>FrameLaterality=R
      >>AnatomicRegionSequence:=76752008|SCT|Breast
      """ + "\n" + ModuleTemplates.frameWindow + "\n" + """
        >PixelValueTransformationSequence
        >>RescaleIntercept=0
        >>RescaleSlope=1
        >>RescaleType=US
        """
    ],
    frame: ModuleTemplates.stackFrame + "\n" + """
      >XRay3DFrameTypeSequence
      >>FrameType=ORIGINAL\\PRIMARY\\TOMOSYNTHESIS\\NONE
      >>PixelPresentation=MONOCHROME
      >>VolumetricProperties=VOLUME
      >>VolumeBasedCalculationTechnique=NONE
      """, pixels: .grey.frames(4))

  static let segmentation = ObjectDefinition(
    "1.1.66.4", "SEG", "Segmentation",
    [
      ModuleTemplates.enhancedEquipment, ModuleTemplates.frameOfReference, ModuleTemplates.dimensions,
      """
      ReferencedSeriesSequence
      >SeriesInstanceUID={reference-series}
      >ReferencedInstanceSequence
      >>ReferencedSOPClassUID={reference-class}
      >>ReferencedSOPInstanceUID={reference-instance}
      ImageType=DERIVED\\PRIMARY
      InstanceNumber={number}
      ContentLabel=ORGAN
      ContentDescription=Synthetic segmentation
      ContentCreatorName=
      LossyImageCompression=00
      SegmentationType=BINARY
      SegmentSequence
      >SegmentNumber=1
      >SegmentLabel=Organ
      >SegmentAlgorithmType=MANUAL
      >SegmentedPropertyCategoryCodeSequence:=91723000|SCT|Anatomical Structure
      >SegmentedPropertyTypeCodeSequence:=10200004|SCT|Liver
      SharedFunctionalGroupsSequence
      >PixelMeasuresSequence
      >>PixelSpacing=1\\1
      >>SliceThickness=5
      >>SpacingBetweenSlices=5
      >PlaneOrientationSequence
      >>ImageOrientationPatient=1\\0\\0\\0\\1\\0
      >SegmentIdentificationSequence
      >>ReferencedSegmentNumber=1
      """,
    ],
    frame: ModuleTemplates.stackFrame + "\n" + """
      >DerivationImageSequence
      >>DerivationCodeSequence:=113076|DCM|Segmentation
      >>SourceImageSequence
      >>>ReferencedSOPClassUID={reference-class}
      >>>ReferencedSOPInstanceUID={reference-instance}
      >>>PurposeOfReferenceCodeSequence:=121322|DCM|Source image for image processing operation
      """, pixels: ObjectPixels(bitsAllocated: 1, bitsStored: 1, frames: 2), references: .ct)
}
