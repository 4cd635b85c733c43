/// Finds what of a profile is not judged, so that its author is told before anything is sent.
struct JudgeabilityAudit {
  private let rules: ProfileRules
  private(set) var faults: [ProfileFault] = []

  init(rules: ProfileRules) { self.rules = rules }

  mutating func visit(_ node: ProfileNode, path: String) {
    for rule in node.rules {
      for name in rule.unjudged {
        faults.append(ProfileFault(.warning, .notJudged, "\(path): `\(name)` is not judged", at: rule.origin.place))
      }
      for invariant in rule.invariants {
        faults.append(
          ProfileFault(
            .warning, .notJudged, "\(path): the invariant \(invariant.key) is not judged",
            hint: invariant.isError
              ? "a resource that has the element is neither passed nor failed by this profile" : nil,
            at: rule.origin.place))
      }
    }
    // Within one rule its reader has told it.
    if let (least, origin) = node.minimum, let most = node.maximum, least > most.count, origin != most.origin {
      faults.append(
        ProfileFault(
          .error, .cardinality,
          "\(path): at least \(least) and at most \(most.count) are wanted: nothing can meet that",
          at: origin.place))
    }
    slices(of: node, path: path)
    for child in node.children { visit(child, path: "\(path).\(child.name)") }
    for slice in node.slices { visit(slice, path: "\(path):\(slice.name)") }
  }

  private mutating func slices(of node: ProfileNode, path: String) {
    guard !node.slices.isEmpty, let first = node.firstOrigin else { return }
    guard let slicing = node.effectiveSlicing else {
      faults.append(
        ProfileFault(
          .error, .slicing, "\(path) has slices, and nothing says what tells them apart",
          hint: "add `slicing` with its discriminators to the element", at: first.place))
      return
    }
    for slice in node.slices {
      let place = slice.firstOrigin?.place ?? first.place
      guard let problem = SliceConditions(slice, slicing: slicing, rules: rules).problem else { continue }
      faults.append(
        ProfileFault(.warning, .slicing, "\(path):\(slice.name) is not judged: \(problem)", at: place))
    }
  }
}
