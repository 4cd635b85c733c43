/// What a caller wants of a specification.
public struct LoadOptions: Sendable {
  /// Name of a file in the folder `profiles`, or its path; nil for the whole specification.
  public var profile: String?
  /// Values of inputs, as `--input name=value` gives them.
  public var inputs: [String: String]
  /// Environment variables. `ASSAY_INPUT_NAME` gives the value of an input, `ASSAY_INPUT_NAME_FILE` the file that holds it.
  public var environment: [String: String] {
    didSet { environmentGivesInputs = Self.givesInputs(environment) }
  }
  /// Whether there is such a variable: mostly there is none, and then none is looked for.
  private(set) var environmentGivesInputs: Bool
  /// Whether the other profiles of the folder are checked too.
  public var checksEveryProfile: Bool
  /// Whether the linter runs.
  public var lints: Bool
  /// Whether the linter also asks what a reviewer asks: how demands are worded, and how they are shown.
  public var reviews: Bool
  /// Whether places name files relative to the specification's folder, as a record does that may be moved.
  public var showsRelativePaths: Bool

  /// Makes options.
  public init(
    profile: String? = nil, inputs: [String: String] = [:], environment: [String: String] = [:],
    checksEveryProfile: Bool = true, lints: Bool = true, reviews: Bool = false, showsRelativePaths: Bool = false
  ) {
    self.profile = profile
    self.inputs = inputs
    self.environment = environment
    environmentGivesInputs = Self.givesInputs(environment)
    self.checksEveryProfile = checksEveryProfile
    self.lints = lints
    self.reviews = reviews
    self.showsRelativePaths = showsRelativePaths
  }

  private static func givesInputs(_ environment: [String: String]) -> Bool {
    environment.keys.contains { $0.hasPrefix(InputResolver.prefix) }
  }
}

/// What came of loading.
public struct LoadResult: Sendable {
  /// The rules; nil when there is an error.
  public var rules: RuleSet?
  /// Errors and warnings, sorted by file, line and column.
  public var diagnostics: [Diagnostic]
  /// What was read on the way, which nobody looks at again: thousands of trees are taken apart with the result and no sooner. Who
  /// keeps the result until the program ends need not wait for it.
  var remains: LoadRemains?

  /// Whether there is an error.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Makes a result.
  public init(rules: RuleSet?, diagnostics: [Diagnostic]) {
    self.rules = rules
    self.diagnostics = diagnostics
  }
}
