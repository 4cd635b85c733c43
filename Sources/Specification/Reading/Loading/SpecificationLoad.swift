/// One load under way. A class, because the files read are shared by everything that reports on them; it never leaves
/// the load.
final class SpecificationLoad {
  private let catalogue: @Sendable () -> StepCatalogue
  let options: LoadOptions
  let folder: String
  let name: String
  let log = DiagnosticLog()
  var sources: [String: SourceText] = [:]
  var files: [String: LanguageFile] = [:]
  /// What was read of files before anybody asked for them.
  var ahead: [String: FileReading] = [:]
  /// Templates and profiles that steps and assertions name.
  let attached: AttachedFiles
  /// What the rules were put together with.
  private var assembled: (RuleAssembly, RuleAssembly.OwnFiles, [Profile])?

  /// A profile that stands in the place of the specification, in a folder of its own.
  let detached: DetachedProfile?

  init(
    catalogue: @escaping @Sendable () -> StepCatalogue, options: LoadOptions, folder: String, name: String,
    detached: DetachedProfile?
  ) {
    self.detached = detached
    self.catalogue = catalogue
    self.options = options
    self.folder = folder
    self.name = name
    attached = AttachedFiles(folder: folder, showsRelativePaths: options.showsRelativePaths)
  }

  /// The rules; nil where the specification file itself cannot be read.
  func run() -> RuleSet? {
    let catalogue = readAhead([(name, .specification)], beside: self.catalogue)
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
    var others: [Profile] = []
    if options.checksEveryProfile, detached == nil {
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
    assembled = (assembly, own, others)
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
