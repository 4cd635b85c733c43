import DICOM

extension Tag {
  // Attributes of Key Object Selection Documents (PS3.3 §C.17.6 and §C.17.3).
  static let currentRequestedProcedureEvidence = Tag(0x0040, 0xA375)
  static let referencedSeries = Tag(0x0008, 0x1115)
  static let referencedSOP = Tag(0x0008, 0x1199)
  static let referencedSOPClass = Tag(0x0008, 0x1150)
  static let referencedSOPInstance = Tag(0x0008, 0x1155)
  static let retrieveLocation = Tag(0x0040, 0xE011)
  static let retrieveURL = Tag(0x0008, 0x1190)
  static let issuerOfPatientID = Tag(0x0010, 0x0021)
  static let conceptName = Tag(0x0040, 0xA043)
  static let conceptCode = Tag(0x0040, 0xA168)
  static let contentSequence = Tag(0x0040, 0xA730)
  static let contentTemplate = Tag(0x0040, 0xA504)
  static let mappingResource = Tag(0x0008, 0x0105)
  static let templateIdentifier = Tag(0x0040, 0xDB00)
  static let valueType = Tag(0x0040, 0xA040)
  static let relationshipType = Tag(0x0040, 0xA010)
  static let continuityOfContent = Tag(0x0040, 0xA050)
  static let textValue = Tag(0x0040, 0xA160)
  static let uidValue = Tag(0x0040, 0xA124)
  static let measuredValue = Tag(0x0040, 0xA300)
  static let numericValue = Tag(0x0040, 0xA30A)
  static let measurementUnits = Tag(0x0040, 0x08EA)
  static let codeValue = Tag(0x0008, 0x0100)
  static let codingScheme = Tag(0x0008, 0x0102)
  static let codeMeaning = Tag(0x0008, 0x0104)
  static let contentDate = Tag(0x0008, 0x0023)
  static let contentTime = Tag(0x0008, 0x0033)
  static let manufacturer = Tag(0x0008, 0x0070)
  static let performedProcedureStep = Tag(0x0008, 0x1111)
}

/// Codes of the content items of a manifest with description (PS3.16 TID 1600, 1602; MADO for those of 99IHE).
enum ManifestItem: String {
  case imageLibrary = "111028"
  case imageLibraryGroup = "126200"
  case modality = "121139"
  case seriesInstanceUID = "112002"
  case seriesNumber = "113607"
  case seriesDescription = "MADOTEMP002"
  case seriesInstances = "MADOTEMP007"
  case targetRegion = "123014"

  /// Coding scheme designator.
  var scheme: String { rawValue.hasPrefix("MADOTEMP") ? "99IHE" : "DCM" }

  /// Code meaning.
  var meaning: String {
    switch self {
    case .imageLibrary: "Image Library"
    case .imageLibraryGroup: "Image Library Group"
    case .modality: "Modality"
    case .seriesInstanceUID: "Series Instance UID"
    case .seriesNumber: "Series Number"
    case .seriesDescription: "Series Description"
    case .seriesInstances: "Number of Series Related Instances"
    case .targetRegion: "Target Region"
    }
  }

  /// The code as a data set has it.
  var code: ImagingManifest.Code { ImagingManifest.Code(rawValue, scheme, meaning) }
}
