/// Volumes of PET and ultrasound, and maps of measured values (PS3.3 §A.56, §A.59, §A.75).
enum VolumeObjects {
  static let pet = ObjectDefinition(
    "1.1.130", "PT", "PET CT Whole body, enhanced",
    EnhancedObjects.common + [
      """
      ImageType=ORIGINAL\\PRIMARY\\STATIC\\NONE
      PixelPresentation=MONOCHROME
      CollimatorType=NONE
      CountsSource=EMISSION
      AcquisitionStartCondition=TIME
      AcquisitionTerminationCondition=TIME
      TerminationTimeThreshold=60
      TypeOfDetectorMotion=NONE
      TransverseDetectorSeparation=1
      AxialDetectorDimension=4
      CoincidenceWindowWidth=4
      EnergyWindowRangeSequence
      >EnergyWindowLowerLimit=435
      >EnergyWindowUpperLimit=650
      TableMotion=STATIC
      TimeOfFlightInformationUsed=FALSE
      ViewCodeSequence:=62824007|SCT|Transverse Plane
      DecayCorrected=YES
      AttenuationCorrected=YES
      ScatterCorrected=NO
      DeadTimeCorrected=YES
      GantryMotionCorrected=NO
      PatientMotionCorrected=NO
      CountLossNormalizationCorrected=NO
      RandomsCorrected=NO
      NonUniformRadialSamplingCorrected=NO
      SensitivityCalibrated=YES
      DetectorNormalizationCorrection=YES
      AttenuationCorrectionSource=CT
      AttenuationCorrectionTemporalRelationship=CONCURRENT
      DecayCorrectionDateTime={date}{time}
      RadiopharmaceuticalInformationSequence
      >RadiopharmaceuticalAgentNumber=1
      >RadionuclideCodeSequence:=77004003|SCT|^18^Fluorine
      >AdministrationRouteCodeSequence:=47625008|SCT|Intravenous route
      >RadiopharmaceuticalStartDateTime={date}{time}
      >RadionuclideTotalDose=370
      >RadionuclideHalfLife=6586.2
      >RadionuclidePositronFraction=0.97
      >RadiopharmaceuticalSpecificActivity=
      >RadiopharmaceuticalCodeSequence:=35321007|SCT|Fluorodeoxyglucose F^18^
      SharedFunctionalGroupsSequence
      """ + "\n" + ModuleTemplates.stack("38266002|SCT|Entire body") + "\n" + ModuleTemplates.frameWindow + "\n" + """
        >PixelValueTransformationSequence
        >>RescaleIntercept=0
        >>RescaleSlope=1
        >>RescaleType=US
        >RadiopharmaceuticalUsageSequence
        >>RadiopharmaceuticalAgentNumber=1
        >PETFrameAcquisitionSequence
        >>TableHeight=100
        >>GantryDetectorTilt=0
        >>GantryDetectorSlew=0
        >>DataCollectionDiameter=500
        >PETDetectorMotionDetailsSequence
        >>RotationDirection=CW
        >>RevolutionTime=1
        >PETPositionSequence
        >>TablePosition=0
        >>DataCollectionCenterPatient=0\\0\\0
        >>ReconstructionTargetCenterPatient=0\\0\\0
        >PETFrameCorrectionFactorsSequence
        >>PrimaryPromptsCountsAccumulated=1000
        >>SliceSensitivityFactor=1
        >>DecayFactor=1
        >>ScatterFractionFactor=0
        >>DeadTimeFactor=1
        >PETReconstructionSequence
        >>ReconstructionType=2D
        >>ReconstructionAlgorithm=FILTER_BACK_PROJ
        >>IterativeReconstructionMethod=NO
        >>ReconstructionDiameter=320
        >>ReconstructionPixelSpacing=1\\1
        >>ReconstructionAngle=360
        >PETFrameTypeSequence
        >>FrameType=ORIGINAL\\PRIMARY\\STATIC\\NONE
        >>PixelPresentation=MONOCHROME
        >>VolumetricProperties=VOLUME
        >>VolumeBasedCalculationTechnique=NONE
        """
    ],
    frame: ModuleTemplates.stackFrame.replacing(
      ">>StackID=1", with: ">>TemporalPositionIndex=1\n>>StackID=1"), pixels: ObjectPixels(bitsStored: 16, frames: 4))

  static let ultrasound = ObjectDefinition(
    "1.1.6.2", "US", "Echocardiogram, volume", bodyPart: "HEART",
    EnhancedObjects.common + [
      """
      ImageType=ORIGINAL\\PRIMARY\\VOLUME\\NONE
      VolumeFrameOfReferenceUID={frame-of-reference}
      UltrasoundAcquisitionGeometry=APEX
      ApexPosition=0\\0\\0
      VolumeToTransducerMappingMatrix=1\\0\\0\\0\\0\\1\\0\\0\\0\\0\\1\\0\\0\\0\\0\\1
      SynchronizationFrameOfReferenceUID={uid:event}
      SynchronizationTrigger=NO TRIGGER
      AcquisitionTimeSynchronized=N
      DimensionOrganizationType=3D
      PositionMeasuringDeviceUsed=RIGID
      RescaleIntercept=0
      RescaleSlope=1
      ViewCodeSequence:=62824007|SCT|Transverse Plane
      AnatomicRegionSequence:=80891009|SCT|Heart
      TransducerScanPatternCodeSequence:=125241|DCM|Plane scan pattern
      TransducerGeometryCodeSequence:=125252|DCM|Linear ultrasound transducer geometry
      TransducerBeamSteeringCodeSequence:=125258|DCM|Phased beam steering
      TransducerApplicationCodeSequence:=125261|DCM|External Transducer
      MechanicalIndex=1
      BoneThermalIndex=1
      CranialThermalIndex=1
      SoftTissueThermalIndex=1
      DepthsOfFocus=50
      DepthOfScanField=100
      PatientOrientation=
      SharedFunctionalGroupsSequence
      >PixelMeasuresSequence
      >>PixelSpacing=1\\1
      >>SliceThickness=5
      >>SpacingBetweenSlices=5
      >FrameAnatomySequence
      >>FrameLaterality=U
      >>AnatomicRegionSequence:=80891009|SCT|Heart
      """ + "\n" + ModuleTemplates.frameWindow + "\n" + """
        >PlaneOrientationVolumeSequence
        >>ImageOrientationVolume=1\\0\\0\\0\\1\\0
        >ImageDataTypeSequence
        >>DataType=TISSUE_INTENSITY
        >>AliasedDataType=NO
        >USImageDescriptionSequence
        >>FrameType=ORIGINAL\\PRIMARY\\VOLUME\\NONE
        >>VolumetricProperties=VOLUME
        >>VolumeBasedCalculationTechnique=NONE
        """
    ],
    frame: """
      \(ModuleTemplates.frameContent)
      >PlanePositionVolumeSequence
      >>ImagePositionVolume=0\\0\\{frame-z}
      """, pixels: ObjectPixels(bitsAllocated: 8, bitsStored: 8, frames: 4))

  static let parametricMap = ObjectDefinition(
    "1.1.30", "MR", "MRI Head with map",
    EnhancedObjects.common + [
      """
      ImageType=DERIVED\\PRIMARY\\DIFFUSION\\ADC
      RecognizableVisualFeatures=NO
      ContentLabel=ADC
      ContentDescription=Synthetic map
      ContentCreatorName=
      SharedFunctionalGroupsSequence
      """ + "\n" + ModuleTemplates.stack("12738006|SCT|Brain") + "\n" + ModuleTemplates.frameWindow + "\n" + """
        >PixelValueTransformationSequence
        >>RescaleIntercept=0
        >>RescaleSlope=1
        >>RescaleType=US
        >RealWorldValueMappingSequence
        >>RealWorldValueFirstValueMapped=0
        >>RealWorldValueLastValueMapped=65535
        >>RealWorldValueIntercept=0
        >>RealWorldValueSlope=1
        >>LUTExplanation=ADC
        >>LUTLabel=ADC
        >>MeasurementUnitsCodeSequence:=um2/s|UCUM|um2/s
        >ParametricMapFrameTypeSequence
        >>FrameType=DERIVED\\PRIMARY\\DIFFUSION\\ADC
        """
    ], frame: ModuleTemplates.stackFrame, pixels: ObjectPixels(bitsStored: 16, frames: 4))
}
