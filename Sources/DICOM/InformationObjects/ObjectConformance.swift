/// An object held against the standard: the modules of its information object definition (PS3.3), and what PS3.5 and PS3.6
/// ask of every value.
///
/// What can't be told for sure is not told: conditions that attributes alone do not decide, and modules whose use is the
/// sender's choice.
public struct ObjectConformance: Hashable, Sendable {
  /// The definition that the object was held against; nil where the tables have none for its SOP class.
  public let definition: InformationObjectDefinition?
  /// What was found, in the order of the attributes, each once.
  public let findings: [ObjectFinding]
  /// Whether there was more to find than is kept.
  public let isCut: Bool

  /// The most findings that are kept.
  public static let limit = 500
  /// Sequences within sequences that are looked into.
  static let maximumDepth = 40

  /// The findings that break a rule.
  public var errors: [ObjectFinding] { findings.filter { $0.severity == .error } }

  /// Checks an object.
  public static func check(_ object: DataSet) -> ObjectConformance {
    let definition = object.uid(.sopClassUID).flatMap { InformationObjectDefinition.of($0) }
    var notes = FindingList(limit: limit)
    if let definition {
      ModuleCheck(definition).check(object, into: &notes)
      FunctionalGroupCheck(definition).check(object, into: &notes)
    }
    var values = ValueCheck()
    values.check(object, into: &notes)
    PixelDescriptionCheck.check(object, into: &notes)
    return ObjectConformance(definition: definition, findings: notes.findings, isCut: notes.isCut)
  }
}

/// Findings as they are gathered: bounded, and each kind at a place once.
struct FindingList {
  let limit: Int
  private(set) var findings: [ObjectFinding] = []
  private(set) var isCut = false
  private var seen: Set<Key> = []

  private struct Key: Hashable {
    let path: String
    let rule: ObjectFinding.Rule
  }

  init(limit: Int) { self.limit = limit }

  mutating func add(_ finding: ObjectFinding) {
    // Two modules that ask for the same attribute find the same fault.
    guard !seen.contains(Key(path: finding.path, rule: finding.rule)) else { return }
    guard findings.count < limit else {
      isCut = true
      return
    }
    seen.insert(Key(path: finding.path, rule: finding.rule))
    findings.append(finding)
  }
}
