import HL7

/// The profiles that assertions name: files of the specification's folder, each read once. A class, because several
/// readers share what was read; it never leaves the load.
final class ProfileFiles: ProfileSource {
  private let log: DiagnosticLog
  private let load: (String, SourceSpan) -> Result<SourceText, UnreadableText>
  private let exists: (String) -> Bool
  private let list: (String) -> [String]
  private var read: [String: Result<NamedProfile, ProfileProblem>] = [:]
  /// The definitions of FHIR, which name each other and so are read together.
  private var definitions: FHIRProfileFolder?

  /// Makes a source.
  ///
  /// - Parameters:
  ///   - log: Takes what is wrong within the files.
  ///   - load: Gives the text of a file by its path within the specification's folder.
  ///   - exists: Whether the folder has a file of a path.
  ///   - list: Paths of the JSON files of a folder within it.
  init(
    log: DiagnosticLog, load: @escaping (String, SourceSpan) -> Result<SourceText, UnreadableText>,
    exists: @escaping (String) -> Bool, list: @escaping (String) -> [String]
  ) {
    self.log = log
    self.load = load
    self.exists = exists
    self.list = list
  }

  func profile(
    _ name: String, for checker: NamedChecker, at place: SourceSpan
  ) -> Result<NamedProfile, ProfileProblem> {
    let key = "\(checker.rawValue):\(name)"
    if let known = read[key] { return known }
    let result = fresh(name, checker, place)
    read[key] = result
    return result
  }

  private func fresh(
    _ name: String, _ checker: NamedChecker, _ place: SourceSpan
  ) -> Result<NamedProfile, ProfileProblem> {
    if checker == .fhir { return fhir(name, place) }
    let source: SourceText
    switch load(name, place) {
    case .success(let text): source = text
    case .failure(let unreadable):
      return .failure(ProfileProblem(unreadable.diagnostic.message, hint: unreadable.diagnostic.hint))
    }
    let (content, diagnostics) = content(of: source, named: name, for: checker, at: place)
    log.add(diagnostics)
    guard let content else {
      return .failure(
        ProfileProblem("the profile `\(name)` can't be used; what is wrong with it stands with its lines"))
    }
    return .success(NamedProfile(name: name, content: content))
  }

  /// What stands in a file, and what is wrong with it; without errors there is content.
  private func content(
    of source: SourceText, named name: String, for checker: NamedChecker, at place: SourceSpan
  ) -> (NamedProfile.Content?, [Diagnostic]) {
    switch checker {
    case .hl7Profile:
      let stem = name.hasSuffix(".xml") ? String(name.dropLast(4)) : name
      let (profile, diagnostics) = HL7ProfileReading.read(source) { companion(stem + $0, at: place) }
      return (profile.map { .hl7($0) }, diagnostics)
    case .nhsNumber, .uid, .date, .time, .iod, .hl7, .fhir: return (nil, [])
    }
  }

  private func fhir(_ name: String, _ place: SourceSpan) -> Result<NamedProfile, ProfileProblem> {
    let folder: FHIRProfileFolder
    if let definitions {
      folder = definitions
    } else {
      var sources: [SourceText] = []
      for path in list(FHIRProfileFolder.path) {
        switch load(path, place) {
        case .success(let text): sources.append(text)
        case .failure(let unreadable): log.add(unreadable.diagnostic)
        }
      }
      folder = FHIRProfileFolder(sources)
      log.add(folder.diagnostics)
      definitions = folder
    }
    let (profile, diagnostics) = folder.profile(name)
    log.add(diagnostics)
    return profile
  }

  /// A file that goes with a profile where there is one; what keeps it from being read is told.
  private func companion(_ name: String, at place: SourceSpan) -> SourceText? {
    guard exists(name) else { return nil }
    switch load(name, place) {
    case .success(let text): return text
    case .failure(let unreadable):
      log.add(unreadable.diagnostic)
      return nil
    }
  }
}
