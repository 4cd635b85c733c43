import Evidence

/// What the sections around a passage say of a service over HTTP: which one, which resources, whose side.
struct WebContext {
  /// The service, where the innermost heading that names services names one alone.
  var service: WebServiceName?
  /// Resources that the headings below that one name.
  var resources: [String]
  /// Whether a heading names services that do not belong together.
  var contradicts: Bool
  var role: Claim.Role?

  init(_ passage: Passage, _ roles: WebRoles) {
    service = nil
    resources = []
    contradicts = false
    role = roles.role(of: passage)
    for heading in passage.path.reversed() where Self.isSection(heading, in: passage) {
      let named = WebServiceName.all(in: heading.words)
      if named.count > 1 { contradicts = true }
      guard let first = named.first else { continue }
      service = named.count == 1 ? first : nil
      break
    }
    guard let service else { return }
    for heading in passage.path.reversed() where Self.isSection(heading, in: passage) {
      resources = WebResource.named(in: heading.text, of: service)
      // A service's own heading may spell it out, `Web Access to DICOM Objects`: no resource is meant by that.
      if !resources.isEmpty || !WebServiceName.all(in: heading.words).isEmpty { break }
    }
    if resources.count > 3 { resources = [] }
  }

  /// The title of a document names what all of it is about, unless it is a section by its number or by itself.
  private static func isSection(_ heading: Passage.Heading, in passage: Passage) -> Bool {
    !heading.isTitle || heading.number != nil || passage.path.count == 1
  }
}

/// Which sections call the product a user agent, and which an origin server.
struct WebRoles {
  private var bySection: [String: Claim.Role] = [:]

  init(_ prose: [Prose]) {
    for item in prose where item.mentions(["user agent", "origin server"]) {
      let found = Self.roles(in: Words(item.text))
      guard found.count == 1, let role = found.first, !item.passage.path.isEmpty else { continue }
      let key = Self.key(item.passage.path[...])
      if bySection[key] == nil { bySection[key] = role }
    }
  }

  /// The role that the nearest heading or section gives.
  func role(of passage: Passage) -> Claim.Role? {
    var path = passage.path[...]
    while let heading = path.last {
      let found = Self.roles(in: heading.words)
      if found.count == 1 { return found.first }
      if !bySection.isEmpty, let role = bySection[Self.key(path)] { return role }
      path.removeLast()
    }
    return nil
  }

  static func roles(in words: Words) -> Set<Claim.Role> {
    var roles: Set<Claim.Role> = []
    if words.hasAny(["user agent", "user agents"]) { roles.insert(.userAgent) }
    if words.hasAny(["origin server", "origin servers"]) { roles.insert(.originServer) }
    return roles
  }

  private static func key(_ path: ArraySlice<Passage.Heading>) -> String {
    path.suffix(6).map(\.text).joined(separator: "\u{1F}")
  }
}
