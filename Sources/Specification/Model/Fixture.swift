/// A synthetic patient or study that probes use. What it holds is derived from the run's seed and its name.
public enum Fixture: Hashable, Sendable {
  case patient(PatientFixture)
  case study(StudyFixture)
}

/// A synthetic patient. NHS numbers come from the 999 range with a valid check digit.
public struct PatientFixture: Hashable, Sendable {
  /// Name of a patient fixture of whom this is the twin: same family name, birth date and address, other NHS number.
  public var twinOf: String?
  /// How the name is written.
  public var nameStyle: NameStyle
  /// `F`, `M`, `O`; drawn from the seed where nil.
  public var sex: String?
  /// Namespace of the trust that issued the local identifier; one of the harness where nil.
  public var issuer: String?
  /// Whether nobody knows yet who it is: there is a local identifier and no NHS number.
  public var isTemporary: Bool
  /// Whether each choice of systems of a requirement has a patient of its own, whom no other choice has touched.
  public var isPerBinding: Bool

  /// Forms of names that have broken systems before.
  public enum NameStyle: String, CaseIterable, Hashable, Sendable {
    case plain
    case hyphenated
    case apostrophe
    /// Letters of ISO 8859-1.
    case latin1
    /// Letters beyond ISO 8859-1, UTF-8 needed.
    case unicode
    /// All five components of PN.
    case full
    /// The longest that PN allows for a component group: 64 characters.
    case long
  }

  /// Makes a patient fixture.
  public init(
    twinOf: String? = nil, nameStyle: NameStyle = .plain, sex: String? = nil, issuer: String? = nil,
    isTemporary: Bool = false, isPerBinding: Bool = false
  ) {
    self.twinOf = twinOf
    self.nameStyle = nameStyle
    self.sex = sex
    self.issuer = issuer
    self.isTemporary = isTemporary
    self.isPerBinding = isPerBinding
  }
}

/// A synthetic study.
public struct StudyFixture: Hashable, Sendable {
  /// Name of the patient fixture that it belongs to.
  public var patient: String
  /// What kind of objects it is made for.
  public var kind: ObjectKind
  /// UID of the transfer syntax that its objects are made in; nil where any uncompressed one does.
  public var transferSyntax: String?
  /// Number of series.
  public var series: Int
  /// Instances in each series.
  public var instancesPerSeries: Int
  /// Rows and columns of each image.
  public var matrix: Int
  /// Days before the run's date that the study took place.
  public var daysAgo: Int
  /// Study Description, where it matters.
  public var description: String?
  /// Value of Specific Character Set.
  public var characterSet: String?
  /// Whether identifying attributes carry values by which they are found again after de-identification.
  public var hasCanaries: Bool
  /// Name of a study fixture whose accession number it has too, as it happens between two trusts.
  public var accessionNumberOf: String?
  /// Whether each choice of systems of a requirement has a study of its own, which no other choice has stored.
  public var isPerBinding: Bool

  /// Keywords of the transfer syntaxes that fixtures can be made in, besides the uncompressed little endian ones.
  public static let transferSyntaxes = [
    "DeflatedExplicitVRLittleEndian", "ExplicitVRBigEndian", "RLELossless", "JPEGBaseline8Bit", "JPEGLossless",
    "JPEGLosslessSV1", "JPEGLSLossless", "JPEGLSNearLossless", "JPEG2000Lossless", "JPEG2000", "HTJ2KLossless",
    "HTJ2KLosslessRPCL", "HTJ2K", "MPEG4HP41",
  ]

  /// Makes a study fixture.
  public init(
    patient: String, kind: ObjectKind, transferSyntax: String? = nil, series: Int = 1, instancesPerSeries: Int = 1,
    matrix: Int = 64, daysAgo: Int = 1, description: String? = nil, characterSet: String? = nil,
    hasCanaries: Bool = false, accessionNumberOf: String? = nil, isPerBinding: Bool = false
  ) {
    self.patient = patient
    self.kind = kind
    self.transferSyntax = transferSyntax
    self.series = series
    self.instancesPerSeries = instancesPerSeries
    self.matrix = matrix
    self.daysAgo = daysAgo
    self.description = description
    self.characterSet = characterSet
    self.hasCanaries = hasCanaries
    self.accessionNumberOf = accessionNumberOf
    self.isPerBinding = isPerBinding
  }
}
