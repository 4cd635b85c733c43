import Foundation

/// Reads a specification with everything that it names, applies a profile, and reports every error of every file at once.
///
/// `check` and `run` share it: what `check` accepts, `run` accepts.
public struct SpecificationLoader: Sendable {
  /// Step kinds that requirements may use.
  public let catalogue: StepCatalogue

  /// Makes a loader.
  public init(catalogue: StepCatalogue) { self.catalogue = catalogue }

  /// Loads.
  ///
  /// - Parameters:
  ///   - path: The specification's folder, its `specification.yaml`, or a profile that stands elsewhere and extends it.
  ///   - options: Profile, input values, and what else to look at.
  public func load(path: String, options: LoadOptions = LoadOptions()) -> LoadResult {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    let place = DetachedProfile(path: path)
    let base = place?.specification ?? path
    let isWhole = place == nil && exists && isFolder.boolValue
    let folder =
      isWhole ? Self.withoutSlash(path) : URL(fileURLWithPath: base).deletingLastPathComponent().relativePath
    let name = isWhole ? "specification.yaml" : URL(fileURLWithPath: base).lastPathComponent
    let load = Load(catalogue: catalogue, options: options, folder: folder, name: name, detached: place)
    let rules = load.run()
    let diagnostics = load.placed(load.log.diagnostics)
    // Others go on to what takes memory of its own, for which that of the trees is used again.
    if options.checksEveryProfile { load.letGoOfFiles() }
    return LoadResult(
      rules: diagnostics.contains { $0.severity == .error } ? nil : rules, diagnostics: diagnostics)
  }

  private static func withoutSlash(_ path: String) -> String {
    path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }
}

/// One load under way. A class, because the files read are shared by everything that reports on them; it never leaves
/// the load.
private final class Load {
  let catalogue: StepCatalogue
  let options: LoadOptions
  let folder: String
  let name: String
  let log = DiagnosticLog()
  private var sources: [String: SourceText] = [:]
  private var files: [String: LanguageFile] = [:]
  /// What was read of files before anybody asked for them.
  private var ahead: [String: Reading] = [:]
  /// Templates and profiles that steps and assertions name.
  private let attached: AttachedFiles

  /// A profile that stands in the place of the specification, in a folder of its own.
  private let detached: DetachedProfile?

  init(catalogue: StepCatalogue, options: LoadOptions, folder: String, name: String, detached: DetachedProfile?) {
    self.detached = detached
    self.catalogue = catalogue
    self.options = options
    self.folder = folder
    self.name = name
    attached = AttachedFiles(folder: folder, showsRelativePaths: options.showsRelativePaths)
  }

  /// The rules; nil where the specification file itself cannot be read.
  func run() -> RuleSet? {
    guard let main = file(name, expecting: .specification),
      let reader = FormReader(main.root, main.kind.form, file: main.source.path)
    else { return nil }
    var named: Set<String> = [name]
    let requirementPlaces = references(reader, "requirements", named: &named)
    let procedurePlaces = references(reader, "procedures", named: &named)
    readAhead(procedurePlaces.map { ($0.path, .procedures) })
    let procedures = files(procedurePlaces, kind: .procedures)
    let assembly = RuleAssembly(catalogue: catalogue, options: options, reader: reader, files: attached)
    var wanted = requirementPlaces.map { (path: $0.path, kind: FileKind.requirements) }
    if options.checksEveryProfile, detached == nil { wanted += profilePaths().map { ($0, .profile) } }
    let shared = readAhead(wanted) { assembly.shared(procedures) }
    let requirements = files(requirementPlaces, kind: .requirements)

    var profile: Profile?
    if let detached {
      profile = self.profile(detached)
      if profile == nil { return nil }
    } else if let wanted = options.profile {
      profile = self.profile(named: wanted)
      if profile == nil { return nil }
    }
    let uses = UseLog()
    let own = assembly.ownFiles(requirements, shared, profile: profile, uses: uses, log: log)
    var rules = assembly.rules(of: own, profile: profile, uses: uses, log: log)
    if options.checksEveryProfile, detached == nil {
      var others: [Profile] = []
      for path in profilePaths() {
        named.insert(path)
        guard let other = self.profile(at: path), other.path != profile?.path else { continue }
        others.append(other)
        named.formUnion(other.added.map(\.path))
      }
      // The specification's own faults are told once; here only what the profiles add, and beside them files that nobody names.
      let (folder, name, all) = (folder, name, named)
      let found = ([nil] + others.map(Optional.some)).concurrentMap { other -> [Diagnostic] in
        guard let other else { return StrayFiles(folder: folder, specification: name).warnings(besides: all) }
        let log = DiagnosticLog()
        _ = assembly.rules(of: own, profile: other, uses: UseLog(), log: log)
        return log.diagnostics
      }
      for diagnostics in found { log.add(diagnostics) }
    }
    log.add(assembly.profileDiagnostics)
    let kept = [main] + requirements + procedures + (profile.map { [$0.file] + $0.addedFiles } ?? [])
    rules.files = (kept.map(\.source) + attached.sources).map {
      SpecificationFile(path: relative($0.path), bytes: $0.bytes)
    }
    if options.lints, !log.hasErrors {
      log.add(SpecificationLinter(rules: rules, uses: uses.used, places: places(reader, procedures)).warnings())
      if options.reviews { log.add(SpecificationReview(rules: rules).warnings()) }
    }
    return rules
  }

  // MARK: Files

  /// Reads a file once; its path is relative to the specification's folder. `place` is where another file names it.
  private func file(_ path: String, expecting kind: FileKind, namedAt place: SourceSpan? = nil) -> LanguageFile? {
    if let file = files[path] { return file }
    let shown = attached.shown(path)
    let taken = ahead.removeValue(forKey: path)
    let reading =
      if let taken, taken.kind == kind { taken } else {
        Reading("\(folder)/\(path)", shownAs: shown, expecting: kind)
      }
    do throws(UnreadableText) {
      sources[shown] = try reading.source.get()
      log.add(reading.diagnostics)
      files[path] = reading.file
      return reading.file
    } catch {
      var diagnostic = error.diagnostic
      if let place, diagnostic.code == ReadingRule.unreadableFile.rawValue {
        diagnostic.span = place
        diagnostic.message = "`\(shown)`: \(diagnostic.message)"
      }
      log.add(diagnostic)
      return nil
    }
  }

  /// A file of the language as it was read.
  private struct Reading: Sendable {
    let kind: FileKind
    var source: Result<SourceText, UnreadableText>
    var file: LanguageFile?
    var diagnostics: [Diagnostic] = []

    init(_ path: String, shownAs shown: String, expecting kind: FileKind) {
      self.kind = kind
      do throws(UnreadableText) {
        let source = try LanguageFile.load(path, shownAs: shown)
        self.source = .success(source)
        (file, diagnostics) = LanguageFile.read(source, expecting: kind)
      } catch {
        source = .failure(error)
      }
    }
  }

  /// Reads files that will be asked for, side by side and beside other work: most of a load's time goes into them. What is
  /// wrong with one is told when it is asked for, so that the order of what is told stays.
  private func readAhead<Made: Sendable>(
    _ wanted: [(path: String, kind: FileKind)], beside work: @Sendable () -> Made
  ) -> Made {
    let folder = folder
    let places: [(path: String, shown: String, kind: FileKind)?] =
      [nil] + wanted.map { ("\(folder)/\($0.path)", attached.shown($0.path), $0.kind) }
    let results = places.concurrentMap { place -> (made: Made?, reading: Reading?) in
      guard let place else { return (work(), nil) }
      return (nil, Reading(place.path, shownAs: place.shown, expecting: place.kind))
    }
    for (file, result) in zip(wanted, results.dropFirst()) { ahead[file.path] = result.reading }
    return results.first?.made ?? work()
  }

  private func readAhead(_ wanted: [(path: String, kind: FileKind)]) { readAhead(wanted) {} }

  /// The files that a list names, by their paths within the folder.
  private func references(
    _ reader: FormReader, _ key: String, named: inout Set<String>
  ) -> [(path: String, span: SourceSpan)] {
    var places: [(path: String, span: SourceSpan)] = []
    for (path, node) in reader.texts(key) {
      guard let path = RelativePlace.contained(path) else {
        log.error(
          ReadingRule.pathOutsideFolder, at: reader.span(node), "`\(path)` leaves the specification's folder",
          hint: "keep the specification's files together: they are copied into the record of a run")
        continue
      }
      guard named.insert(path).inserted else {
        log.error(ReadingRule.fileTwice, at: reader.span(node), "`\(path)` is named already")
        continue
      }
      places.append((path, reader.span(node)))
    }
    return places
  }

  private func files(_ places: [(path: String, span: SourceSpan)], kind: FileKind) -> [LanguageFile] {
    places.compactMap { file($0.path, expecting: kind, namedAt: $0.span) }
  }

  /// Takes the trees apart on another thread: nobody waits for it.
  func letGoOfFiles() {
    var trees: [LanguageFile]? = Array(files.values)
    files = [:]
    ahead = [:]
    DispatchQueue.global().async { [trees] in withExtendedLifetime(trees) {} }
    trees = nil
  }

  private func relative(_ shown: String) -> String {
    if let detached, shown == detached.path { return detached.recordedPath }
    return shown.hasPrefix(folder + "/") ? String(shown.dropFirst(folder.count + 1)) : shown
  }

  // MARK: Profiles

  private func profilePaths() -> [String] {
    let content = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/profiles")) ?? []
    return content.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted().map { "profiles/\($0)" }
  }

  /// A profile by the name of its file, or by its path.
  private func profile(named name: String) -> Profile? {
    let candidates = profilePaths()
    let path =
      candidates.first { $0 == "profiles/\(name).yaml" || $0 == "profiles/\(name).yml" || $0 == name }
      ?? candidates.first { "\(folder)/\($0)" == name }
    guard let path else {
      let names = candidates.map { String($0.dropFirst(9).prefix { $0 != "." }) }
      log.unknown(
        ReadingRule.unknownProfile, "profile", name, at: SourceSpan(file: "--profile \(name)", line: 1, column: 1),
        among: names,
        otherwise: names.isEmpty ? "the specification has none" : "there are: \(names.joined(separator: ", "))")
      return nil
    }
    return profile(at: path)
  }

  /// A profile that stands elsewhere: it selects and sets, and has no files of its own.
  private func profile(_ detached: DetachedProfile) -> Profile? {
    if let name = options.profile, name != detached.name {
      log.error(
        ReadingRule.unknownProfile, at: SourceSpan(file: "--profile \(name)", line: 1, column: 1),
        "`\(detached.path)` is a profile itself, and takes no other", hint: "leave `--profile` out")
      return nil
    }
    do throws(UnreadableText) {
      let source = try LanguageFile.load(detached.path, shownAs: detached.path)
      sources[detached.path] = source
      let read = LanguageFile.read(source, expecting: .profile)
      log.add(read.diagnostics)
      guard let file = read.file, let reader = FormReader(file.root, file.kind.form, file: file.source.path) else {
        return nil
      }
      if reader.identifier("id") != detached.name {
        log.error(
          ReadingRule.wrongBase, at: reader.span(of: "id"), "the profile's `id` is not its file's name",
          hint: "write `\(detached.name)`: by it the record of a run finds the profile again")
      }
      for (text, node) in reader.texts("add") {
        log.error(
          ReadingRule.pathOutsideFolder, at: reader.span(node), "`\(text)` is not in the specification's folder",
          hint: "write the requirements into the profile")
      }
      return Profile(path: detached.path, file: file, reader: reader, added: [])
    } catch {
      log.add(error.diagnostic)
      return nil
    }
  }

  /// Whether a profile extends this specification. In a record it stands beside the specification, wherever it stood.
  private func extends(_ base: String, from start: [Substring]) -> Bool {
    RelativePlace.contained(base, from: start) == name
      || options.showsRelativePaths && base.split(separator: "/").last.map(String.init) == name
  }

  private func profile(at path: String) -> Profile? {
    guard let file = file(path, expecting: .profile),
      let reader = FormReader(file.root, file.kind.form, file: file.source.path)
    else { return nil }
    let start = path.split(separator: "/").dropLast()
    if let base = reader.text("extends"), !extends(base, from: Array(start)) {
      log.error(
        ReadingRule.wrongBase, at: reader.span(of: "extends"),
        "the profile extends `\(base)`, which is not the specification beside it", hint: "write `../\(name)`")
    }
    var added: [(path: String, file: LanguageFile)] = []
    for (text, node) in reader.texts("add") {
      guard let target = RelativePlace.contained(text, from: Array(start)) else {
        log.error(
          ReadingRule.pathOutsideFolder, at: reader.span(node), "`\(text)` leaves the specification's folder")
        continue
      }
      if let file = self.file(target, expecting: .requirements, namedAt: reader.span(node)) {
        added.append((target, file))
      }
    }
    return Profile(path: path, file: file, reader: reader, added: added)
  }

  // MARK: Places

  /// Where the specification declares what the linter may find unused.
  private func places(_ reader: FormReader, _ procedures: [LanguageFile]) -> [String: SourceSpan] {
    var places: [String: SourceSpan] = [:]
    for (key, sort) in [("sources", "source"), ("inputs", "input"), ("roles", "role"), ("fixtures", "fixture")] {
      for entry in reader.entries(key) { places["\(sort):\(entry.key)"] = reader.span(entry.keyNode) }
    }
    for file in procedures {
      guard let reader = FormReader(file.root, file.kind.form, file: file.source.path) else { continue }
      for procedure in reader.forms("procedures") {
        if let id = procedure.identifier("id") { places["procedure:\(id)"] = procedure.span(of: "id") }
      }
    }
    return places
  }

  /// Diagnostics with the lines that they point at, by file and place.
  func placed(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    for source in attached.sources { sources[source.path] = source }
    return diagnostics.map { diagnostic in
      var diagnostic = diagnostic
      if diagnostic.sourceLine == nil {
        diagnostic.sourceLine = sources[diagnostic.span.file]?.line(diagnostic.span.line)
      }
      return diagnostic
    }.sorted()
  }
}
