import FHIR
import HTTPExchange

/// What is claimed of one type: its interactions.
extension CapabilitySweep {
  /// What claims about one type need of each other.
  struct Found {
    var id: String?
    var version: String?
    /// Why nothing was found.
    var why = "no resource of the type was found by a search"
  }

  mutating func sweep(_ type: StatedCapabilities.ResourceType) async throws(WebFailure) {
    var found = try await search(type)
    if type.interactions.contains("read"), let id = found.id {
      try await attempt(type.type, "read", interface.read(type.type, id)) { answer in
        guard answer.status == 200 else { return "status \(answer.status) for an id that a search gave" }
        found.version = answer.version
        return answer.resource?.id == id && answer.resource?.type == type.type ? nil : "another resource came"
      }
    }
    for code in type.interactions where !["search-type", "create", "update", "delete"].contains(code) {
      try await interaction(code, of: type.type, found)
    }
    try await changes(type)
    for parameter in type.parameters { try await self.parameter(parameter, of: type) }
    for operation in type.operations { try await self.operation(operation, of: type.type, found) }
  }

  /// Searches for two resources of the type, whether or not that is claimed.
  private mutating func search(_ type: StatedCapabilities.ResourceType) async throws(WebFailure) -> Found {
    var found = Found()
    guard type.interactions.contains("search-type") else {
      found.why = "searching for the type is not claimed, so that no id is known"
      return found
    }
    let base = interface.base
    try await attempt(type.type, "search-type", interface.search(type.type, [QueryParameter("_count", "2")])) {
      answer in
      if let fault = Self.faultOfSearch(answer) { return fault }
      var pages = SearchPages(base: base, type: type.type, pageLimit: 1)
      pages.take(answer.resource)
      found.id = pages.matches.first?.id
      return nil
    }
    return found
  }

  private mutating func interaction(_ code: String, of type: String, _ found: Found) async throws(WebFailure) {
    switch code {
    case "read":
      if found.id == nil { skip(type, code, because: found.why) }
    case "vread":
      guard let id = found.id else { return skip(type, code, because: found.why) }
      guard let version = found.version else {
        return skip(type, code, because: "what was read names no version")
      }
      try await attempt(type, code, interface.read(type, id, version: version)) { answer in
        answer.status == 200 && answer.resource?.id == id ? nil : "status \(answer.status) for the current version"
      }
    case "history-instance":
      guard let id = found.id else { return skip(type, code, because: found.why) }
      try await attempt(type, code, interface.history(type, id)) { Self.faultOfBundle($0, "history") }
    case "history-type":
      try await attempt(type, code, interface.history(type, nil, [QueryParameter("_count", "1")])) {
        Self.faultOfBundle($0, "history")
      }
    case "patch": skip(type, code, because: "it changes what is there")
    default: skip(type, code, because: "this edition does not try it")
    }
  }
}
