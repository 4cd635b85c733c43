/// Puts rules together out of files that were read, for one profile after the other or for several at once: of what they share
/// nothing changes any more but what was read of templates, which is guarded.
struct RuleAssembly: Sendable {
  private let catalogue: StepCatalogue
  private let options: LoadOptions
  /// The specification's file.
  private let reader: FormReader
  private let templates: TemplateReadings
  private let profiles: ProfileFiles

  /// Makes an assembly; `files` holds the templates and profiles beside the specification.
  init(catalogue: StepCatalogue, options: LoadOptions, reader: FormReader, files: AttachedFiles) {
    self.catalogue = catalogue
    self.options = options
    self.reader = reader
    templates = TemplateReadings(files: files)
    profiles = ProfileFiles(files)
  }

  /// What is wrong within the profiles that assertions name: told once, whichever overlay's requirements name them.
  var profileDiagnostics: [Diagnostic] { profiles.diagnostics }

  /// What the specification's own files hold, read for one profile and kept for the others. Of the values of inputs only texts
  /// for people depend, and nobody sees those of a profile that is only checked.
  struct OwnFiles: Sendable {
    /// Without requirements; the inputs have the values that the profile gives them.
    fileprivate var rules: RuleSet
    fileprivate var procedures: [String: Procedure]
    /// Each once.
    fileprivate var requirements: [Requirement]
    /// Path of the profile; nil for none.
    fileprivate var profile: String?
  }

  /// What all requirements may use, and what is wrong with it. Nothing of it depends on a profile but the values of inputs,
  /// which are not among it.
  struct Shared: Sendable {
    fileprivate var rules: RuleSet
    fileprivate var procedures: [String: Procedure]
    fileprivate var diagnostics: [Diagnostic]
  }

  /// Reads what the requirements share.
  func shared(_ procedures: [LanguageFile]) -> Shared {
    let log = DiagnosticLog()
    let rules = SpecificationReader(reader: reader, log: log).rules()
    // What is wrong with the inputs is told when they get their values, which change no type.
    let types = inputs(nil, DiagnosticLog()).mapValues(\.type)
    let reader = ProcedureReader(
      catalogue: catalogue, log: log, fixtures: rules.fixtures, names: NameScope(types),
      templates: MessageTemplates(log: log, readings: templates), profiles: profiles)
    var read: [String: Procedure] = [:]
    for file in procedures { reader.read(file, into: &read) }
    return Shared(rules: rules, procedures: read, diagnostics: log.diagnostics)
  }

  /// Reads the specification's own files of requirements side by side, as most of a load's time goes into them.
  func ownFiles(
    _ requirements: [LanguageFile], _ shared: Shared, profile: Profile?, uses: UseLog, log: DiagnosticLog
  ) -> OwnFiles {
    log.add(shared.diagnostics)
    var rules = shared.rules
    rules.inputs = inputs(profile, log)
    var own = OwnFiles(rules: rules, procedures: shared.procedures, requirements: [], profile: profile?.path)
    let (known, filled) = (own.procedures, rules)
    // The longest first, so that no thread begins one when the others have ended.
    let order = requirements.indices.sorted {
      requirements[$0].source.bytes.count > requirements[$1].source.bytes.count
    }
    let read = order.concurrentMap { index in
      let file = requirements[index]
      let (log, uses) = (DiagnosticLog(), UseLog())
      let reader = requirementReader(file.source, filled, known, uses: uses, log: log)
      return (requirements: reader.requirements(of: file), uses: uses.used, diagnostics: log.diagnostics)
    }
    for (_, file) in zip(order, read).sorted(by: { $0.0 < $1.0 }) {
      own.requirements += file.requirements
      uses.used.formUnion(file.uses)
      log.add(file.diagnostics)
    }
    own.requirements = unique(own.requirements, log: log)
    return own
  }

  /// The rules as a profile makes them.
  func rules(of own: OwnFiles, profile: Profile?, uses: UseLog, log: DiagnosticLog) -> RuleSet {
    var rules = own.rules
    if profile?.path != own.profile { rules.inputs = inputs(profile, log) }
    var added: [Requirement] = []
    if let profile {
      for file in profile.addedFiles {
        added += requirementReader(file.source, rules, own.procedures, uses: uses, log: log).requirements(of: file)
      }
      let reader = requirementReader(profile.file.source, rules, own.procedures, uses: uses, log: log)
      added += profile.reader.forms("add").compactMap { reader.addedRequirement($0) }
    }
    rules.requirements = own.requirements
    if let profile {
      profile.apply(to: &rules, adding: added, log: log)
      rules.requirements = unique(rules.requirements, log: log)
    }
    checkSuccessors(rules, among: own.requirements, log: log)
    return rules
  }

  private func inputs(_ profile: Profile?, _ log: DiagnosticLog) -> [String: InputValue] {
    InputResolver(log: log, options: options).inputs(of: reader, profile: profile.map { ($0.id, $0.inputs) })
  }

  private func requirementReader(
    _ source: SourceText, _ rules: RuleSet, _ procedures: [String: Procedure], uses: UseLog, log: DiagnosticLog
  ) -> RequirementReader {
    RequirementReader(
      catalogue: catalogue, source: source, log: log, rules: rules, procedures: procedures, uses: uses,
      templates: MessageTemplates(log: log, readings: templates), profiles: profiles,
      names: NameScope(rules.inputs.mapValues(\.type)))
  }

  private func unique(_ requirements: [Requirement], log: DiagnosticLog) -> [Requirement] {
    guard Set(requirements.map(\.id)).count < requirements.count else { return requirements }
    var places: [String: SourceSpan] = [:]
    return requirements.filter { requirement in
      if let first = places[requirement.id] {
        log.error(
          ReadingRule.duplicateID, at: requirement.span,
          "there is a requirement `\(requirement.id)` already, at \(first.file):\(first.line)")
        return false
      }
      places[requirement.id] = requirement.span
      return true
    }
  }

  /// A successor may be one of the specification's that the profile leaves out.
  private func checkSuccessors(_ rules: RuleSet, among all: [Requirement], log: DiagnosticLog) {
    let successors = rules.requirements.filter { $0.supersededBy != nil }
    guard !successors.isEmpty else { return }
    let known = Set(all.map(\.id)).union(rules.requirements.map(\.id)).union(rules.dropped.map(\.requirement.id))
    for requirement in successors {
      guard let successor = requirement.supersededBy else { continue }
      if successor == requirement.id {
        log.error(ReadingRule.supersededBySelf, at: requirement.span, "`\(successor)` can't supersede itself")
      } else if !known.contains(successor) {
        log.unknown(ReadingRule.unknownRequirement, "requirement", successor, at: requirement.span, among: known)
      }
    }
  }
}
