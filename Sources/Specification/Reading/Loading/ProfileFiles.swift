import HL7
import Synchronization

/// The profiles that assertions name: files of the specification's folder, each read once and shared by all readers of a load.
final class ProfileFiles: ProfileSource, Sendable {
  private let load: @Sendable (String, SourceSpan?) -> Result<SourceText, UnreadableText>
  private let exists: @Sendable (String) -> Bool
  private let list: @Sendable (String) -> [String]
  private let known = Mutex(Known())

  /// What was read.
  private struct Known: Sendable {
    var profiles: [String: Result<NamedProfile, ProfileProblem>] = [:]
    /// The definitions of FHIR, which name each other and so are read together.
    var definitions: FHIRProfileFolder?
    var diagnostics: [Diagnostic] = []
  }

  /// Makes a source.
  ///
  /// - Parameters:
  ///   - load: Gives the text of a file by its path within the specification's folder, and where it is named.
  ///   - exists: Whether the folder has a file of a path.
  ///   - list: Paths of the JSON files of a folder within it.
  init(
    load: @escaping @Sendable (String, SourceSpan?) -> Result<SourceText, UnreadableText>,
    exists: @escaping @Sendable (String) -> Bool, list: @escaping @Sendable (String) -> [String]
  ) {
    self.load = load
    self.exists = exists
    self.list = list
  }

  /// Makes a source of what stands beside a specification.
  convenience init(_ files: AttachedFiles) {
    self.init(
      load: { path, span in
        do throws(UnreadableText) { return .success(try files.text(path, namedAt: span)) } catch {
          return .failure(error)
        }
      },
      exists: { files.exists($0) }, list: { files.definitions(in: $0) })
  }

  /// What is wrong within the files that were asked for, in an order that does not depend on who asked first.
  var diagnostics: [Diagnostic] { known.withLock { $0.diagnostics }.sorted() }

  func profile(
    _ name: String, for checker: NamedChecker, at place: SourceSpan
  ) -> Result<NamedProfile, ProfileProblem> {
    let key = "\(checker.rawValue):\(name)"
    return known.withLock { known in
      if let profile = known.profiles[key] { return profile }
      let result = fresh(name, checker, place, &known)
      known.profiles[key] = result
      return result
    }
  }

  private func fresh(
    _ name: String, _ checker: NamedChecker, _ place: SourceSpan, _ known: inout Known
  ) -> Result<NamedProfile, ProfileProblem> {
    if checker == .fhir { return fhir(name, &known) }
    let source: SourceText
    switch load(name, place) {
    case .success(let text): source = text
    case .failure(let unreadable):
      return .failure(ProfileProblem(unreadable.diagnostic.message, hint: unreadable.diagnostic.hint))
    }
    let content = content(of: source, named: name, for: checker, &known)
    guard let content else {
      return .failure(
        ProfileProblem("the profile `\(name)` can't be used; what is wrong with it stands with its lines"))
    }
    return .success(NamedProfile(name: name, content: content))
  }

  /// What stands in a file; nil where something is wrong with it.
  private func content(
    of source: SourceText, named name: String, for checker: NamedChecker, _ known: inout Known
  ) -> NamedProfile.Content? {
    switch checker {
    case .hl7Profile:
      let stem = name.hasSuffix(".xml") ? String(name.dropLast(4)) : name
      var unreadable: [Diagnostic] = []
      let (profile, diagnostics) = HL7ProfileReading.read(source) { companion(stem + $0, &unreadable) }
      known.diagnostics += unreadable + diagnostics
      return profile.map { .hl7($0) }
    case .nhsNumber, .uid, .date, .time, .iod, .hl7, .fhir: return nil
    }
  }

  private func fhir(_ name: String, _ known: inout Known) -> Result<NamedProfile, ProfileProblem> {
    var folder: FHIRProfileFolder
    if let definitions = known.definitions {
      folder = definitions
    } else {
      var sources: [SourceText] = []
      for path in list(FHIRProfileFolder.path) {
        switch load(path, nil) {
        case .success(let text): sources.append(text)
        case .failure(let unreadable): known.diagnostics.append(unreadable.diagnostic)
        }
      }
      folder = FHIRProfileFolder(sources)
      known.diagnostics += folder.diagnostics
    }
    let (profile, diagnostics) = folder.profile(name)
    known.definitions = folder
    known.diagnostics += diagnostics
    return profile
  }

  /// A file that goes with a profile where there is one; what keeps it from being read is told.
  private func companion(_ name: String, _ diagnostics: inout [Diagnostic]) -> SourceText? {
    guard exists(name) else { return nil }
    switch load(name, nil) {
    case .success(let text): return text
    case .failure(let unreadable):
      diagnostics.append(unreadable.diagnostic)
      return nil
    }
  }
}
