/// Images of nuclear medicine (PS3.3 §A.5, §A.21).
enum NuclearObjects {
  private static let agent = """
    RadiopharmaceuticalInformationSequence
    >Radiopharmaceutical=
    >RadiopharmaceuticalStartTime=
    >RadionuclideTotalDose=370
    >RadionuclideHalfLife=6586.2
    >RadionuclidePositronFraction=0.97
    >RadionuclideCodeSequence:=77004003|SCT|^18^Fluorine
    """

  static let nm = ObjectDefinition(
    "1.1.20", "NM", "Bone scan", bodyPart: "WHOLEBODY",
    [
      """
      ImageType=ORIGINAL\\PRIMARY\\STATIC\\EMISSION
      FrameIncrementPointer=00540010\\00540020
      EnergyWindowVector=1
      NumberOfEnergyWindows=1
      DetectorVector=1
      NumberOfDetectors=1
      PixelSpacing=4\\4
      CountsAccumulated=100000
      ActualFrameDuration=60000
      PatientOrientationCodeSequence:=102538003|SCT|recumbent
      PatientGantryRelationshipCodeSequence:=102540008|SCT|headfirst
      EnergyWindowInformationSequence
      >EnergyWindowName=F18
      >EnergyWindowRangeSequence
      >>EnergyWindowLowerLimit=460
      >>EnergyWindowUpperLimit=562
      RadiopharmaceuticalInformationSequence
      >RadionuclideCodeSequence:=77004003|SCT|^18^Fluorine
      >Radiopharmaceutical=
      DetectorInformationSequence
      >CollimatorType=PARA
      >FocalDistance=0
      >FieldOfViewShape=
      >FieldOfViewDimensions=
      >StartAngle=0
      >ImagePositionPatient=-125\\-125\\0
      >ImageOrientationPatient=1\\0\\0\\0\\0\\-1
      """, ModuleTemplates.frameOfReference,
    ], pixels: ObjectPixels(bitsStored: 16, frames: 1))

  static let pet = ObjectDefinition(
    "1.1.128", "PT", "PET CT Whole body", bodyPart: "WHOLEBODY",
    [
      """
      ImageType=ORIGINAL\\PRIMARY
      SeriesDate={date}
      SeriesTime={time}
      Units=BQML
      CountsSource=EMISSION
      SeriesType=STATIC\\IMAGE
      CollimatorType=NONE
      CorrectedImage=DECY\\ATTN
      DecayCorrection=START
      NumberOfSlices=1
      PatientOrientationCodeSequence:=102538003|SCT|recumbent
      PatientGantryRelationshipCodeSequence:=102540008|SCT|headfirst
      ImageIndex={number}
      FrameReferenceTime=0
      ActualFrameDuration=120000
      AcquisitionDate={date}
      AcquisitionTime={time}
      DecayFactor=1
      RescaleIntercept=0
      RescaleSlope=1
      """, agent, ModuleTemplates.plane,
    ], pixels: ObjectPixels(bitsStored: 16))
}
