extension Tag {
  /// (0002,0010) Transfer Syntax UID.
  public static let transferSyntaxUID = Tag(0x0002, 0x0010)
  /// (0002,0002) Media Storage SOP Class UID.
  public static let mediaStorageSOPClassUID = Tag(0x0002, 0x0002)
  /// (0002,0003) Media Storage SOP Instance UID.
  public static let mediaStorageSOPInstanceUID = Tag(0x0002, 0x0003)
  /// (0008,0005) Specific Character Set.
  public static let specificCharacterSet = Tag(0x0008, 0x0005)
  /// (0008,0016) SOP Class UID.
  public static let sopClassUID = Tag(0x0008, 0x0016)
  /// (0008,0018) SOP Instance UID.
  public static let sopInstanceUID = Tag(0x0008, 0x0018)
  /// (0008,0020) Study Date.
  public static let studyDate = Tag(0x0008, 0x0020)
  /// (0008,0030) Study Time.
  public static let studyTime = Tag(0x0008, 0x0030)
  /// (0008,0050) Accession Number.
  public static let accessionNumber = Tag(0x0008, 0x0050)
  /// (0008,0052) Query/Retrieve Level.
  public static let queryRetrieveLevel = Tag(0x0008, 0x0052)
  /// (0008,0054) Retrieve AE Title.
  public static let retrieveAETitle = Tag(0x0008, 0x0054)
  /// (0008,0060) Modality.
  public static let modality = Tag(0x0008, 0x0060)
  /// (0008,0061) Modalities in Study.
  public static let modalitiesInStudy = Tag(0x0008, 0x0061)
  /// (0008,0090) Referring Physician's Name.
  public static let referringPhysicianName = Tag(0x0008, 0x0090)
  /// (0008,1030) Study Description.
  public static let studyDescription = Tag(0x0008, 0x1030)
  /// (0010,0010) Patient's Name.
  public static let patientName = Tag(0x0010, 0x0010)
  /// (0010,0020) Patient ID.
  public static let patientID = Tag(0x0010, 0x0020)
  /// (0010,0030) Patient's Birth Date.
  public static let patientBirthDate = Tag(0x0010, 0x0030)
  /// (0010,0040) Patient's Sex.
  public static let patientSex = Tag(0x0010, 0x0040)
  /// (0020,000D) Study Instance UID.
  public static let studyInstanceUID = Tag(0x0020, 0x000D)
  /// (0020,000E) Series Instance UID.
  public static let seriesInstanceUID = Tag(0x0020, 0x000E)
  /// (0020,0010) Study ID.
  public static let studyID = Tag(0x0020, 0x0010)
  /// (0020,0011) Series Number.
  public static let seriesNumber = Tag(0x0020, 0x0011)
  /// (0020,0013) Instance Number.
  public static let instanceNumber = Tag(0x0020, 0x0013)
  /// (0028,0010) Rows.
  public static let rows = Tag(0x0028, 0x0010)
  /// (0028,0011) Columns.
  public static let columns = Tag(0x0028, 0x0011)
  /// (7FE0,0010) Pixel Data.
  public static let pixelData = Tag(0x7FE0, 0x0010)
}
