import Evidence

/// What the words before a table or list say of it: role, denial, condition.
struct RoleContext {
  var roles: Set<Claim.Role>
  /// Where the role was found.
  var source: Source
  var polarity: Claim.Polarity
  /// The sentence, where it makes support conditional.
  var condition: String?

  enum Source {
    /// The sentence that introduces the list.
    case introduction
    /// Other words before it.
    case nearby
    case heading
    case none
  }

  /// Reads the words before a passage.
  init(_ passage: Passage, caption: String?) {
    roles = []
    source = .none
    polarity = .supported
    let sentences = passage.lead.map { Sentence.all(in: $0.text) } ?? []
    let introduction = sentences.last { $0.text.hasSuffix(":") || $0.words.has("following") } ?? sentences.last
    if let introduction {
      if introduction.denies { polarity = introduction.speaksOfSupport ? .notSupported : .unclear }
      if introduction.isConditional { condition = introduction.text }
      if !introduction.roles.isEmpty, introduction.speaksOfSupport || introduction.text.hasSuffix(":") {
        roles = introduction.roles
        source = .introduction
        return
      }
    }
    if let caption {
      let found = Sentence.roles(in: Words(caption))
      if !found.isEmpty {
        roles = found
        source = .heading
        return
      }
    }
    for heading in passage.path.reversed() where !heading.isTitle {
      let found = Sentence.roles(in: heading.words)
      if !found.isEmpty {
        roles = found
        source = .heading
        return
      }
    }
    let nearby = sentences.reduce(into: Set<Claim.Role>()) { $0.formUnion($1.roles) }
    if !nearby.isEmpty {
      roles = nearby
      source = .nearby
    }
  }

  /// How sure a claim with a printed identifier is, from where the role was found.
  var confidence: Int {
    switch source {
    case .introduction: 92
    case .heading: 82
    case .nearby: 60
    case .none: 50
    }
  }
}
