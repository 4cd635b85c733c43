import FHIR

/// The profiles, value sets and code systems of FHIR in a specification's folder. What was told once is not told again for the
/// next profile that leads to it.
struct FHIRProfileFolder: Sendable {
  /// Where they are within the specification's folder.
  static let path = "fhir-profiles"
  /// Most files that are read.
  static let fileLimit = 1_000

  private let folder: ProfileFolder
  private var told: Set<ProfileFault> = []

  /// Reads files.
  init(_ sources: [SourceText]) {
    folder = ProfileFolder(sources.map { ProfileFile(path: $0.path, bytes: $0.bytes) })
  }

  /// What is wrong with files that can't be read: what they would have defined is not known.
  var diagnostics: [Diagnostic] { folder.unreadable.map(Self.diagnostic) }

  /// A profile by its name, and what is wrong with it and what it leads to.
  mutating func profile(_ name: String) -> (Result<NamedProfile, ProfileProblem>, [Diagnostic]) {
    guard folder.names.contains(name) else {
      let near = NearestName.suggestion(for: name, among: folder.names)
      let hint =
        near.map { "did you mean `fhir:\($0)`?" }
        ?? (folder.names.isEmpty
          ? "put its StructureDefinition into `\(Self.path)/\(name).json`" : "there are \(folder.names.enumerated)")
      return (.failure(ProfileProblem("there is no profile `\(name)` in `\(Self.path)`", hint: hint)), [])
    }
    let (rules, faults) = folder.profile(name)
    let diagnostics = faults.filter { told.insert($0).inserted }.map(Self.diagnostic)
    guard let rules else {
      return (
        .failure(
          ProfileProblem("the profile `\(name)` can't be used; what is wrong with it stands with its lines")),
        diagnostics
      )
    }
    return (.success(NamedProfile(name: name, content: .fhir(rules))), diagnostics)
  }

  private static func diagnostic(_ fault: ProfileFault) -> Diagnostic {
    Diagnostic(
      fault.severity == .error ? .error : .warning, ReadingRule.profileContent,
      at: SourceSpan(file: fault.place.file, line: fault.place.line, column: fault.place.column, length: 1),
      fault.message, hint: fault.hint)
  }
}
