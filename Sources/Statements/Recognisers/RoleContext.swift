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
    /// A sentence before the one that introduces the list.
    case precedingSentence
    /// Other words before it.
    case nearby
    case heading
    /// The section is about opening or about accepting associations.
    case policy
    case none
  }

  /// Reads the words before a passage.
  init(_ passage: Passage, caption: String?) {
    roles = []
    source = .none
    polarity = passage.isBelowDenial ? .notSupported : .supported
    // "Private SOP Classes are not supported." says nothing of the table after it.
    let sentences = (passage.lead.map { Sentence.all(in: $0.text) } ?? []).filter { !$0.denies || $0.pointsAtList }
    let introduction = sentences.last { $0.text.hasSuffix(":") || $0.words.has("following") } ?? sentences.last
    if let introduction {
      if introduction.denies { polarity = introduction.speaksOfSupport ? .notSupported : .unclear }
      if introduction.isAboutLater || introduction.isOthersAlone { polarity = .unclear }
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
    let nearby = sentences.reduce(into: Set<Claim.Role>()) { $0.formUnion($1.roles) }
    if introduction?.speaksOfSupport == true, nearby.count == 1, sentences.count <= 4,
      sentences.contains(where: { !$0.roles.isEmpty && $0.speaksOfSupport && !$0.denies })
    {
      // "… as an SCU. The following SOP classes are supported:"
      roles = nearby
      source = .precedingSentence
      return
    }
    if let (found, source) = Self.ofHeadings(passage) {
      (roles, self.source) = (found, source)
      return
    }
    // Words that name both roles leave open which is meant.
    if nearby.count == 1 {
      roles = nearby
      source = .nearby
    }
  }

  /// The role that the innermost heading names: by its letters, by who opens the association, or by what the text
  /// before its first subsection announces.
  private static func ofHeadings(_ passage: Passage) -> (Set<Claim.Role>, Source)? {
    var policy: Claim.Role?
    var inner: [Words] = []
    for heading in passage.path.reversed() where !heading.isTitle {
      let found = Sentence.roles(in: heading.words)
      if !found.isEmpty {
        // Who opens the association may act in the other role, as storage commitment does to report.
        return (found, policy.map { found.contains($0) } ?? true ? .heading : .nearby)
      }
      if policy == nil {
        if heading.words.has("association initiation") { policy = .scu }
        if heading.words.has("association acceptance") { policy = .scp }
      }
      if let announcement = heading.announcement {
        let sentences = Sentence.all(in: announcement.text)
        let announced = sentences.reduce(into: Set<Claim.Role>()) { $0.formUnion($1.roles) }
        if policy == nil, sentences.contains(where: { $0.speaksOfSupport && !$0.denies }) {
          if announced.count == 1 { return (announced, .precedingSentence) }
          for service in inner + [heading.words] {
            if let role = role(of: service, in: Words(announcement.text)) { return ([role], .precedingSentence) }
          }
        }
      }
      inner.append(heading.words)
    }
    return policy.map { ([$0], .policy) }
  }

  /// The role that follows the name of a service: "Query/Retrieve as an SCU and Storage as an SCP".
  private static func role(of service: Words, in announcement: Words) -> Claim.Role? {
    let name = service.list.filter { !["service", "services", "sop", "class", "classes"].contains($0) }
      .joined(separator: " ")
    guard name.utf8.count >= 5, let range = announcement.joined.range(of: " \(name) ") else { return nil }
    let after = announcement.joined[range.upperBound...].split(separator: " ")
    guard let first = after.first(where: { $0 == "scu" || $0 == "scp" }) else { return nil }
    return first == "scu" ? .scu : .scp
  }

  /// How sure a claim with a printed identifier is, from where the role was found.
  func confidence(of uid: String?) -> Int {
    switch source {
    case .introduction: 92
    case .heading: 82
    // Storage commitment reports on an association that its provider opens.
    case .policy: uid == "1.2.840.10008.1.20.1" ? 55 : 80
    case .precedingSentence: 75
    case .nearby: 60
    case .none: 50
    }
  }
}

extension Sentence {
  /// Whether the sentence tells of what is to come: "… will be supported in a later release".
  fileprivate var isAboutLater: Bool {
    words.hasAny([
      "future", "planned", "upcoming", "later release", "later version", "next release", "next version", "roadmap",
    ])
  }

  /// Whether the system at the other end is what the sentence is about: "The remote system must support …".
  fileprivate var isOthersAlone: Bool {
    var subject = words.list.prefix(3)
    if let first = subject.first, ["the", "a", "an", "any", "each", "all"].contains(first) {
      subject = subject.dropFirst()
    }
    return subject.first.map { ["remote", "peer", "peers", "external", "third"].contains($0) } ?? false
  }

  /// Whether the sentence speaks of a list or table beside it.
  fileprivate var pointsAtList: Bool {
    text.hasSuffix(":") || words.hasAny(["following", "below", "listed", "table", "list", "these", "those"])
  }
}

extension Passage {
  /// Whether a heading says of all below it that it is not supported: "Unsupported SOP Classes".
  var isBelowDenial: Bool {
    path.contains { heading in
      guard !heading.isTitle, heading.words.list.count <= 10, heading.words.hasAny(Self.denials) else { return false }
      let rest = Words(Self.denials.reduce(heading.words.joined) { $0.replacing(" \($1) ", with: "  ") })
      return !rest.hasStem(["support", "implement"])
    }
  }

  private static let denials = ["not supported", "unsupported", "not implemented"]
}
