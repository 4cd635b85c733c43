import IHE

/// A directory of organisations that answers searches by LDAP (RFC 4511 §4.5).
struct ProviderTree: Sendable {
  /// The entry below which the organisations stand.
  let base: String
  /// What goes wrong.
  let defects: Set<ProvidersDefect>
  /// Who is let in; everybody where nil.
  let lock: EndpointLock?

  /// Result codes (RFC 4511 Appendix A).
  private enum Code: Int {
    case success = 0
    case sizeLimitExceeded = 4
    case authMethodNotSupported = 7
    case noSuchObject = 32
    case invalidCredentials = 49
    case insufficientAccessRights = 50
    case other = 80
  }

  /// Answers to a request, in their order; nil where the connection is to be closed.
  ///
  /// - Parameter isKnown: Whether the client has shown who it is.
  func answers(to request: DirectoryRequest, isKnown: inout Bool) -> [[UInt8]]? {
    switch request.operation {
    case .unbind: return nil
    case .abandon: return []
    case .bind(let name, let password):
      guard let password else { return [result(0x61, .authMethodNotSupported, request)] }
      let isNobody = name.isEmpty && password.isEmpty
      isKnown = isRight(name, password)
      return [result(0x61, isNobody || isKnown ? .success : .invalidCredentials, request)]
    case .search(let search):
      guard lock.map({ isKnown || $0.defects.contains(.opensToAll) }) ?? true else {
        return [result(0x65, .insufficientAccessRights, request)]
      }
      return found(by: search, request)
    }
  }

  private func isRight(_ name: String, _ password: String) -> Bool {
    guard case .password(let user, let secret)? = lock?.lock else { return false }
    return name == user && password == secret
  }

  private func found(by search: DirectoryRequest.Search, _ request: DirectoryRequest) -> [[UInt8]] {
    guard let candidates = candidates(for: search) else { return [result(0x65, .noSuchObject, request)] }
    let found = candidates.filter { defects.contains(.findsAll) || search.filter.finds($0) }
    let limit = search.limit == 0 ? found.count : search.limit
    let code: Code =
      found.count > limit
      ? .sizeLimitExceeded : found.isEmpty && defects.contains(.failsEmpty) ? .other : .success
    return found.prefix(limit).map { message(request, entry($0, search)) } + [result(0x65, code, request)]
  }

  /// The entries that a search looks at; nil where its base is no entry here.
  private func candidates(for search: DirectoryRequest.Search) -> [DirectoryEntry]? {
    let entries = ProviderEntries.entries(below: base, with: defects)
    let asked = Self.parts(of: search.base)
    if asked == Self.parts(of: base) { return search.scope == .base ? [] : entries }
    guard let entry = entries.first(where: { Self.parts(of: $0.name) == asked }) else { return nil }
    return search.scope == .one ? [] : [entry]
  }

  /// The parts of a distinguished name, without regard to spaces and capitals.
  private static func parts(of name: String) -> [String] {
    name.lowercased().split(separator: ",").map { part in
      part.split(separator: "=", maxSplits: 1).map { $0.split(separator: " ").joined(separator: " ") }
        .joined(separator: "=")
    }
  }

  // MARK: Writing

  private func entry(_ entry: DirectoryEntry, _ search: DirectoryRequest.Search) -> [UInt8] {
    let wanted = Set(search.attributes.map { $0.lowercased() })
    let given = entry.attributes.filter {
      wanted.isEmpty || wanted.contains("*") || wanted.contains($0.name.lowercased())
    }
    let attributes = given.flatMap { attribute in
      let values = search.typesOnly ? [] : attribute.values.flatMap { EncodedElement.encoded(0x04, $0) }
      return EncodedElement.encoded(
        0x30, EncodedElement.encoded(0x04, attribute.name) + EncodedElement.encoded(0x31, values))
    }
    return EncodedElement.encoded(
      0x64, EncodedElement.encoded(0x04, entry.name) + EncodedElement.encoded(0x30, attributes))
  }

  private func result(_ tag: UInt8, _ code: Code, _ request: DirectoryRequest) -> [UInt8] {
    let nothing = EncodedElement.encoded(0x04, "")
    return message(
      request, EncodedElement.encoded(tag, EncodedElement.encoded(0x0A, code.rawValue) + nothing + nothing))
  }

  private func message(_ request: DirectoryRequest, _ operation: [UInt8]) -> [UInt8] {
    EncodedElement.encoded(0x30, EncodedElement.encoded(0x02, request.id) + operation)
  }
}
