/// Single-frame slices (PS3.3 §A.3, §A.4).
enum SliceObjects {
  static let ct = ObjectDefinition(
    "1.1.2", "CT", "CT Thorax", bodyPart: "CHEST",
    [
      """
      ImageType=ORIGINAL\\PRIMARY\\AXIAL
      KVP=120
      RescaleIntercept=-1024
      RescaleSlope=1
      """, ModuleTemplates.imagePlane,
    ], pixels: .grey)

  static let mr = ObjectDefinition(
    "1.1.4", "MR", "MRI Head", bodyPart: "HEAD",
    [
      """
      ImageType=ORIGINAL\\PRIMARY\\OTHER
      ScanningSequence=SE
      SequenceVariant=NONE
      ScanOptions=
      MRAcquisitionType=2D
      RepetitionTime=500
      EchoTime=15
      EchoTrainLength=1
      """, ModuleTemplates.imagePlane,
    ], pixels: .grey)
}
