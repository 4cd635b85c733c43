/// Holds a message against a conformance profile: usage, cardinality, order, length, data types, tables, constant values
/// and conditions.
///
/// What nobody can decide from a message alone is not passed over: conditions in words and tables without codes are told as
/// not checked.
public struct ProfileCheck {
  let message: Message
  let profile: ConformanceProfile
  let evaluation: ConditionEvaluation
  /// The edition whose data types and tables the profile builds on; nil where it is not known here.
  let version: Version?
  private(set) var report = ProfileReport()
  private var omitted: Set<ProfileOmission> = []
  /// How often a segment of each name was seen, for addresses.
  var occurrences: [String: Int] = [:]

  /// What came of holding a message against a profile.
  ///
  /// - Parameter matches: Whether a regular expression takes a text as a whole; nil for an expression that cannot be used.
  public static func report(
    _ message: Message, against profile: ConformanceProfile,
    matches: @escaping @Sendable (String, String) -> Bool? = { _, _ in nil }
  ) -> ProfileReport {
    var check = ProfileCheck(message, profile, matches)
    guard let wanted = check.messageProfile() else { return check.report }
    check.compareVersions()
    let layout = ProfileLayout(message, wanted.content)
    check.layOut(layout, wanted)
    return check.report
  }

  private init(
    _ message: Message, _ profile: ConformanceProfile, _ matches: @escaping @Sendable (String, String) -> Bool?
  ) {
    self.message = message
    self.profile = profile
    evaluation = ConditionEvaluation(message: message, matches: matches)
    version = profile.version.flatMap { Version(rawValue: $0) } ?? message.version
  }

  /// The message of the profile that this one is; what is wrong where there is none is told.
  private mutating func messageProfile() -> MessageProfile? {
    let field = message.header.name == "MSH" ? message.header.field(9)?.part(1) : nil
    let codes = (1...3).map { number in field?.part(number).map { message.text(of: $0).text } ?? "" }
    let fitting = profile.messages.filter { wanted in
      wanted.type == codes[0]
        && (wanted.event == codes[1] || wanted.event.isEmpty || (wanted.type == "ACK" && codes[1].isEmpty))
    }
    if let found = fitting.first(where: { $0.structure == codes[2] }) ?? fitting.first { return found }
    let names = profile.messages.prefix(8).map(\.name).joined(separator: ", ")
    let own = codes.prefix(2).filter { !$0.isEmpty }.joined(separator: "^")
    add(
      .message, at: "MSH-9", line: profile.messages.first?.content.line ?? 1,
      "the profile is of \(names), and the message is \(own.isEmpty ? "of no type" : Self.quoted(own))")
    omit("the rest of the message, since the profile is not of it", at: "MSH", line: 1)
    return nil
  }

  /// A profile of another edition than the message's is no fault by itself: the profile says of MSH-12 what it wants.
  private mutating func compareVersions() {
    guard let wanted = profile.version, let field = message.header.field(12)?.part(1)?.part(1) else { return }
    let own = message.text(of: field).text
    guard own != wanted else { return }
    omit(
      "whether edition \(Self.quoted(own)) may stand in for \(wanted), of which the profile is", at: "MSH-12", line: 1)
  }

  // MARK: What is found

  mutating func add(_ rule: ProfileFinding.Rule, at address: String, line: Int, _ sentence: String) {
    report.findingCount += 1
    guard report.findings.count < ProfileReport.limit else { return }
    report.findings.append(ProfileFinding(rule: rule, address: address, line: line, sentence: sentence))
  }

  mutating func omit(_ sentence: String, at address: String, line: Int, decides: Bool = false) {
    let omission = ProfileOmission(address: address, line: line, sentence: sentence)
    if decides, report.undecided == nil { report.undecided = omission }
    // Beyond the limit places are counted that may be one; there are as many as the profile has lines and conditions.
    guard omitted.count < 10_000, omitted.insert(omission).inserted else { return }
    report.omissionCount += 1
    if report.omissions.count < ProfileReport.limit { report.omissions.append(omission) }
  }

  /// A value as a report shows it.
  static func quoted(_ text: String) -> String {
    let shown = text.prefix(60).map { $0.isNewline ? " " : String($0) }.joined()
    return "`\(shown)\(text.count > 60 ? "…" : "")`"
  }
}
