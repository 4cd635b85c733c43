import DICOM

/// Levels of the query and retrieve information models (PS3.4 §C.6), outermost first.
enum QueryLevel: Int, Comparable, CaseIterable, Sendable {
  case patient, study, series, image

  /// Reads Query/Retrieve Level (0008,0052).
  init?(word: String) {
    guard let level = Self.allCases.first(where: { $0.word == word }) else { return nil }
    self = level
  }

  /// The value of Query/Retrieve Level.
  var word: String {
    switch self {
    case .patient: "PATIENT"
    case .study: "STUDY"
    case .series: "SERIES"
    case .image: "IMAGE"
    }
  }

  /// The unique key of the level.
  var uniqueKey: Tag {
    switch self {
    case .patient: .patientID
    case .study: .studyInstanceUID
    case .series: .seriesInstanceUID
    case .image: .sopInstanceUID
    }
  }

  /// Outer levels first.
  static func < (left: QueryLevel, right: QueryLevel) -> Bool { left.rawValue < right.rawValue }

  /// The level that an attribute is of, by the modules that it is in (PS3.3 §C.7.1 to §C.7.3); of an image where it is in
  /// none of those of the outer levels.
  init(of tag: Tag) {
    if Self.patientTags.contains(tag.rawValue) {
      self = .patient
    } else if Self.studyTags.contains(tag.rawValue) {
      self = .study
    } else if Self.seriesTags.contains(tag.rawValue) {
      self = .series
    } else {
      self = .image
    }
  }

  /// Patient module, and counts.
  private static let patientTags: Set<UInt32> = [
    0x0010_0010, 0x0010_0020, 0x0010_0021, 0x0010_0022, 0x0010_0024, 0x0010_0030, 0x0010_0032, 0x0010_0040, 0x0010_1000,
    0x0010_1001, 0x0010_1002, 0x0010_1005, 0x0010_1060, 0x0010_2160, 0x0010_4000, 0x0020_1200, 0x0020_1202, 0x0020_1204,
  ]
  /// General Study and Patient Study modules, and counts.
  private static let studyTags: Set<UInt32> = [
    0x0008_0020, 0x0008_0030, 0x0008_0050, 0x0008_0051, 0x0008_0061, 0x0008_0062, 0x0008_0090, 0x0008_0096, 0x0008_0201,
    0x0008_1030, 0x0008_1032, 0x0008_1048, 0x0008_1060, 0x0008_1080, 0x0008_1110, 0x0010_1010, 0x0010_1020, 0x0010_1030,
    0x0010_2180, 0x0010_21B0, 0x0020_000D, 0x0020_0010, 0x0020_1206, 0x0020_1208, 0x0032_1060, 0x0038_0010, 0x0040_1012,
  ]
  /// General Series and General Equipment modules, and counts.
  private static let seriesTags: Set<UInt32> = [
    0x0008_0021, 0x0008_0031, 0x0008_0060, 0x0008_0070, 0x0008_0080, 0x0008_1010, 0x0008_103E, 0x0008_103F, 0x0008_1040,
    0x0008_1050, 0x0008_1070, 0x0008_1090, 0x0008_1111, 0x0018_0015, 0x0018_1000, 0x0018_1020, 0x0018_1030, 0x0018_5100,
    0x0020_000E, 0x0020_0011, 0x0020_0060, 0x0020_1209, 0x0040_0244, 0x0040_0245, 0x0040_0253, 0x0040_0254, 0x0040_0275,
  ]
}

extension Tag {
  static let sopClassesInStudy = Tag(0x0008, 0x0062)
  static let instanceAvailability = Tag(0x0008, 0x0056)
  static let retrieveURL = Tag(0x0008, 0x1190)
  static let numberOfPatientRelatedStudies = Tag(0x0020, 0x1200)
  static let numberOfPatientRelatedSeries = Tag(0x0020, 0x1202)
  static let numberOfPatientRelatedInstances = Tag(0x0020, 0x1204)
  static let numberOfStudyRelatedSeries = Tag(0x0020, 0x1206)
  static let numberOfStudyRelatedInstances = Tag(0x0020, 0x1208)
  static let numberOfSeriesRelatedInstances = Tag(0x0020, 0x1209)
}
