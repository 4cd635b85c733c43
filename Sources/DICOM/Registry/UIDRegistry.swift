/// The registry of UIDs: PS3.6 Annex A.
public enum UIDRegistry {
  /// The edition of the standard that the registry was taken from, such as `2024c`.
  public static var edition: String { RegistryTables.edition }

  /// What a UID identifies (column UID Type of PS3.6 Table A-1).
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case sopClass = "S"
    case metaSOPClass = "M"
    case transferSyntax = "T"
    case serviceClass = "C"
    case wellKnownSOPInstance = "I"
    case wellKnownFrameOfReference = "F"
    case synchronizationFrameOfReference = "Y"
    case applicationContextName = "A"
    case codingScheme = "G"
    case ldapOID = "L"
    case mappingResource = "R"
    case applicationHostingModel = "H"
  }

  /// One registered UID.
  public struct Entry: Hashable, Sendable {
    /// The UID.
    public let uid: UID
    /// What it identifies.
    public let kind: Kind
    /// The name that programs use, such as `CTImageStorage`; empty for a few retired UIDs.
    public let keyword: String
    /// The name that people read.
    public let name: String
    /// Whether the standard has retired it.
    public let isRetired: Bool
  }

  /// The entry of a UID; nil where it is not registered.
  public static func entry(_ uid: UID) -> Entry? { table.line(key: uid.value.utf8).flatMap(entry(line:)) }

  /// The entry of a keyword of PS3.6, or of an alias of one; nil where there is none.
  public static func entry(keyword: String) -> Entry? {
    let spelled = aliases[keyword] ?? keyword
    return table.line(keyword: spelled.utf8).flatMap(entry(line:))
  }

  /// All entries of a kind, ascending by UID.
  public static func entries(of kind: Kind) -> [Entry] { entries.filter { $0.kind == kind } }

  /// All entries, ascending by UID.
  public static var entries: [Entry] { table.lines.compactMap(entry(line:)) }

  /// Keywords that a mistyped one may have meant, best first.
  public static func suggestions(for keyword: String, limit: Int = 3) -> [String] {
    let keywords = table.lines.lazy.map { table.fields(line: $0)[3] }.filter { !$0.isEmpty }
    return NearMiss.suggestions(for: keyword, among: keywords, limit: limit)
  }

  /// Registered UIDs that a mistyped one may have meant, best first: those that a slip of one or two signs turns into it.
  public static func suggestions(forUID uid: String, limit: Int = 3) -> [String] {
    let registered = table.lines.lazy.map { table.fields(line: $0)[0] }
    return NearMiss.suggestions(for: uid, among: registered, limit: limit, slips: 2)
  }

  /// Spellings of earlier editions and of well-known toolkits, and the keyword of PS3.6 that each means.
  public static let aliases: [String: String] = [
    "VerificationSOPClass": "Verification",
    "JPEGBaseline": "JPEGBaseline8Bit",
    "JPEGBaselineProcess1": "JPEGBaseline8Bit",
    "JPEGExtended": "JPEGExtended12Bit",
    "JPEGExtendedProcess2And4": "JPEGExtended12Bit",
    "JPEGLosslessNonHierarchicalFirstOrderPrediction": "JPEGLosslessSV1",
    "JPEGLosslessProcess14SV1": "JPEGLosslessSV1",
    "JPEGLSLossy": "JPEGLSNearLossless",
    "JPEG2000LosslessOnly": "JPEG2000Lossless",
    "JPEG2000LosslessAndLossy": "JPEG2000",
    "LittleEndianImplicit": "ImplicitVRLittleEndian",
    "LittleEndianExplicit": "ExplicitVRLittleEndian",
    "BigEndianExplicit": "ExplicitVRBigEndian",
    "ModalityWorklistInformationFind": "ModalityWorklistInformationModelFind",
    "StorageCommitmentPushModelSOPClass": "StorageCommitmentPushModel",
    "ModalityPerformedProcedureStepSOPClass": "ModalityPerformedProcedureStep",
  ]

  private static let table = RegistryTable(
    text: RegistryTables.uids, keywordOffsets: RegistryTables.uidKeywords, keywordField: 3)

  private static func entry(line: Int) -> Entry? {
    let fields = table.fields(line: line)
    guard fields.count == 5, let kind = Kind(rawValue: fields[1]) else { return nil }
    return Entry(uid: UID(fields[0]), kind: kind, keyword: fields[3], name: fields[4], isRetired: fields[2] == "R")
  }
}
