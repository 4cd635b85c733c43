/// Enhanced images of X-ray projection (PS3.3 §A.47, §A.48).
enum EnhancedXRayObjects {
  /// XA/XRF Image and Acquisition, with the functional groups of §C.8.19.6, which both IODs share.
  private static let projection: [String] =
    EnhancedObjects.common + [
      """
      ImageType=ORIGINAL\\PRIMARY\\SINGLE PLANE\\NONE
      PixelPresentation=MONOCHROME
      PlanesInAcquisition=SINGLE PLANE
      PlaneIdentification=MONOPLANE
      RadiationSetting=GR
      RadiationMode=CONTINUOUS
      KVP=80
      XRayTubeCurrentInmA=100
      ExposureTimeInms=10
      AveragePulseWidth=10
      DistanceReceptorPlaneToDetectorHousing=
      PositionerType=CARM
      CArmPositionerTabletopRelationship=NO
      AcquiredImageAreaDoseProduct=
      SharedFunctionalGroupsSequence
      >FrameAnatomySequence
      >>FrameLaterality=U
      >>AnatomicRegionSequence:=80891009|SCT|Heart
      """ + "\n" + ModuleTemplates.frameWindow + "\n" + """
        >IrradiationEventIdentificationSequence
        >>IrradiationEventUID={uid:event}
        >FramePixelDataPropertiesSequence
        >>FrameType=ORIGINAL\\PRIMARY\\SINGLE PLANE\\NONE
        >>PixelIntensityRelationship=LIN
        >>PixelIntensityRelationshipSign=1
        >>GeometricalProperties=UNIFORM
        >>ImagerPixelSpacing=0.2\\0.2
        >>ImageProcessingApplied=NONE
        >PositionerPositionSequence
        >>PositionerPrimaryAngle=30
        >>PositionerSecondaryAngle=-10
        >TablePositionSequence
        >>TableTopVerticalPosition=0
        >>TableTopLongitudinalPosition=0
        >>TableTopLateralPosition=0
        >>TableHorizontalRotationAngle=0
        >>TableHeadTiltAngle=0
        >>TableCradleTiltAngle=0
        >CollimatorShapeSequence
        >>CollimatorShape=RECTANGULAR
        >>CollimatorLeftVerticalEdge=0
        >>CollimatorRightVerticalEdge=17
        >>CollimatorUpperHorizontalEdge=0
        >>CollimatorLowerHorizontalEdge=17
        """
    ]

  /// Frame Content of frames in time.
  private static let frame = """
    >FrameContentSequence
    >>FrameAcquisitionNumber=1
    >>FrameReferenceDateTime={date}{time}
    >>FrameAcquisitionDateTime={date}{time}
    >>FrameAcquisitionDuration=10
    >>StackID=1
    >>InStackPositionNumber={frame}
    >>DimensionIndexValues=1\\{frame}
    """

  static let xa = ObjectDefinition(
    "1.1.12.1.1", "XA", "Coronary angiogram, enhanced", projection, frame: frame, pixels: .grey.frames(3))

  static let xrf = ObjectDefinition(
    "1.1.12.2.1", "XA", "Barium swallow, enhanced", projection, frame: frame, pixels: .grey.frames(3))
}
