import Specification

extension SpecificationSummary {
  /// What was judged by. Values of secrets are left out.
  init(rules: RuleSet, sha256: String) {
    self.init(
      id: rules.id, version: rules.version, title: rules.title, sha256: sha256, profile: rules.profile,
      sources: rules.sources,
      inputs: rules.inputs.keys.sorted().compactMap { name in
        rules.inputs[name].map { InputSummary(name: name, input: $0) }
      },
      scale: rules.scale)
  }
}

extension SpecificationSummary.InputSummary {
  fileprivate init(name: String, input: InputValue) {
    let value =
      if input.isSecret { "(secret)" } else { input.value.map(ValueText.text) ?? "(not given)" }
    let origin =
      switch input.origin {
      case .specification: "the specification"
      case .profile(let id): "profile \(id)"
      case .commandLine: "command line"
      case .environment(let variable): "environment variable \(variable)"
      case .file(let path): "file \(path)"
      }
    self.init(name: name, title: input.title, value: value, origin: origin)
  }
}
