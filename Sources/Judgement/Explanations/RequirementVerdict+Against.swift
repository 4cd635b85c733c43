extension RequirementVerdict {
  /// The assertions that fail, of evidence that the requirement needs.
  public var findingsAgainst: [Finding] {
    bindings.flatMap(\.evidence).filter { !$0.isSpared }.flatMap(\.findings).filter { $0.result == .fails }
  }
}
