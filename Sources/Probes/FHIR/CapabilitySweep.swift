import FHIR
import Foundation
import HTTPExchange
import JSONTree
import NIOHTTP1

/// Tries what a capability statement claims, one claim after another, within bounds.
struct CapabilitySweep {
  /// What was tried without being claimed.
  struct Undeclared {
    /// The request in words: `GET Basic`.
    var request: String
    var status: Int
    /// Whether the answer held an OperationOutcome.
    var hasOutcome: Bool
  }

  /// What became of each claim.
  private(set) var entries: [SweepEntry] = []
  /// What became of samples that are not claimed.
  private(set) var undeclared: [Undeclared] = []

  private let client: WebClient
  private let interface: RESTInterface
  private let stated: StatedCapabilities
  private let writes: Bool
  /// Requests that are left.
  private var left: Int
  private let end: ContinuousClock.Instant

  /// Samples of what is not claimed.
  private static let samples = 3

  init(
    _ stated: StatedCapabilities, client: WebClient, interface: RESTInterface, writes: Bool, requests: Int,
    until end: ContinuousClock.Instant
  ) {
    self.stated = stated
    self.client = client
    self.interface = interface
    self.writes = writes
    left = requests
    self.end = end
  }

  /// Tries everything of these types; of all where nil.
  mutating func run(types: [String]?) async throws(WebFailure) {
    for type in stated.resources where types?.contains(type.type) ?? true { try await sweep(type) }
    guard types == nil else { return }
    for code in stated.interactions { try await server(code) }
    try await sample()
  }

  // MARK: One type

  /// What claims about one type need of each other.
  private struct Found {
    var id: String?
    var version: String?
    /// Why nothing was found.
    var why = "no resource of the type was found by a search"
  }

  private mutating func sweep(_ type: StatedCapabilities.ResourceType) async throws(WebFailure) {
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

  // MARK: Changes

  /// Creates, updates and deletes a resource of the harness's own.
  private mutating func changes(_ type: StatedCapabilities.ResourceType) async throws(WebFailure) {
    let claimed = ["create", "update", "delete"].filter { type.interactions.contains($0) }
    func skipAll(_ sweep: inout CapabilitySweep, _ why: String) {
      for code in claimed { sweep.skip(type.type, code, because: why) }
    }
    guard !claimed.isEmpty else { return }
    guard writes else { return skipAll(&self, "it changes what is there, and the step does not write") }
    guard claimed.contains("create"), let resource = Self.ownResource(type.type) else {
      return skipAll(&self, "the harness has no resource of its own of this type")
    }
    var id: String?
    try await attempt(type.type, "create", interface.create(resource)) { answer in
      id = answer.id
      return answer.status == 201 ? (answer.id == nil ? "the answer names no id" : nil) : "status \(answer.status)"
    }
    guard let id, let changed = try? resource.with(id: id) else {
      for code in claimed where code != "create" {
        skip(type.type, code, because: "nothing could be created")
      }
      return
    }
    if claimed.contains("update") {
      try await attempt(type.type, "update", interface.update(changed, id)) { answer in
        answer.status == 200 ? nil : "status \(answer.status)"
      }
    }
    guard claimed.contains("delete") else { return }
    try await attempt(type.type, "delete", interface.delete(type.type, id)) { answer in
      [200, 202, 204].contains(answer.status) ? nil : "status \(answer.status)"
    }
  }

  /// A resource of a type of which nothing must be there, with an identifier that nothing else has.
  private static func ownResource(_ type: String) -> Resource? {
    let registry = ElementRegistry.r4
    let elements = registry.elements(of: type)
    guard registry.isResource(type), !elements.contains(where: { $0.minimum > 0 }),
      elements.contains(where: { $0.name == "identifier" && $0.repeats })
    else { return nil }
    let value = "urn:uuid:\(UUID().uuidString.lowercased())"
    return try? Resource(
      json: Array(
        #"{"resourceType":"\#(type)","identifier":[{"system":"urn:ietf:rfc:3986","value":"\#(value)"}]}"#.utf8))
  }

  // MARK: Parameters and operations

  private mutating func parameter(
    _ parameter: StatedCapabilities.Parameter, of type: StatedCapabilities.ResourceType
  ) async throws(WebFailure) {
    let kind = "search-parameter"
    guard type.interactions.contains("search-type") else {
      return skip(type.type, kind, parameter.name, because: "searching for the type is not claimed")
    }
    guard let value = Self.value(of: parameter) else {
      return skip(type.type, kind, parameter.name, because: "no value can be made up for this type of parameter")
    }
    var strict = interface
    strict.prefer = ["handling=strict"]
    let query = [QueryParameter(parameter.name, value), QueryParameter("_count", "1")]
    try await attempt(type.type, kind, named: parameter.name, strict.search(type.type, query)) { answer in
      // A service may know the parameter and refuse the value, which is made up.
      if [400, 409, 412, 422].contains(answer.status), !Self.saysUnknown(answer) {
        throw Untold(why: "the value `\(value)`, which is made up, was refused by status \(answer.status)")
      }
      return Self.faultOfSearch(answer)
    }
  }

  /// Whether a refusal says that the parameter itself is what it does not know.
  private static func saysUnknown(_ answer: RESTAnswer) -> Bool {
    answer.issues.contains { issue in
      if ["not-supported", "not-found"].contains(issue.code) { return true }
      let words = [issue.details, issue.diagnostics].compactMap { $0?.lowercased() }.joined(separator: " ")
      return ["unknown", "not supported", "unsupported", "not recogni", "unrecogni"].contains { words.contains($0) }
    }
  }

  /// A value that a parameter of a type takes (R4 search.html §3.1.1.4).
  private static func value(of parameter: StatedCapabilities.Parameter) -> String? {
    switch parameter.type {
    case "string": "assay"
    case "token": "assay"
    case "date": "2020-01-01"
    case "number", "quantity": "1"
    case "reference": "assay"
    case "uri": "urn:assay"
    default: nil
    }
  }

  private mutating func operation(_ name: String, of type: String, _ found: Found) async throws(WebFailure) {
    guard name == "everything" || name == "$everything" else {
      return skip(type, "operation", name, because: "it needs parameters that are not known")
    }
    guard let id = found.id else { return skip(type, "operation", name, because: found.why) }
    try await attempt(type, "operation", named: name, interface.operation("everything", type: type, id: id, [])) {
      Self.faultOfBundle($0, "searchset")
    }
  }

  // MARK: The whole server

  private mutating func server(_ code: String) async throws(WebFailure) {
    switch code {
    case "transaction", "batch":
      guard let type = stated.resources.first(where: { $0.interactions.contains("search-type") })?.type else {
        return skip(nil, code, because: "no type can be searched for")
      }
      // Entries that only ask change nothing.
      let text =
        #"{"resourceType":"Bundle","type":"\#(code)","entry":[{"request":{"method":"GET","url":"\#(type)?_count=1"}}]}"#
      guard let bundle = try? Resource(json: Array(text.utf8)) else { return }
      try await attempt(nil, code, interface.transaction(bundle)) { Self.faultOfBundle($0, "\(code)-response") }
    case "history-system":
      try await attempt(nil, code, interface.history(nil, nil, [QueryParameter("_count", "1")])) {
        Self.faultOfBundle($0, "history")
      }
    default: skip(nil, code, because: "this edition does not try it")
    }
  }

  /// A few requests that nothing claims: types that the statement does not have, and a parameter that nobody has.
  private mutating func sample() async throws(WebFailure) {
    let claimed = Set(stated.resources.map(\.type))
    for type in ElementRegistry.r4.resourceTypes.filter({ !claimed.contains($0) }).prefix(Self.samples) {
      guard take() else { return }
      let answer = try await ask(interface.search(type, [QueryParameter("_count", "1")]))
      note("GET \(type)", answer)
    }
    guard let type = stated.resources.first(where: { $0.interactions.contains("search-type") })?.type, take() else {
      return
    }
    var strict = interface
    strict.prefer = ["handling=strict"]
    note(
      "GET \(type)?assay-not-there=1 with handling=strict",
      try await ask(strict.search(type, [QueryParameter("assay-not-there", "1")])))
  }

  private mutating func note(_ request: String, _ answer: RESTAnswer) {
    undeclared.append(Undeclared(request: request, status: answer.status, hasOutcome: !answer.issues.isEmpty))
  }

  // MARK: One request

  /// Nothing can be told from an answer.
  private struct Untold: Error {
    var why: String
  }

  private mutating func attempt(
    _ type: String?, _ interaction: String, named name: String? = nil, _ request: WebRequest,
    _ fault: (RESTAnswer) throws -> String?
  ) async throws(WebFailure) {
    guard take() else {
      return skip(type, interaction, name, because: "the time or the requests of the step are used up")
    }
    let answer = try await ask(request)
    var entry = SweepEntry(type: type, interaction: interaction, name: name, result: .works, status: answer.status)
    if let why = Self.refusal(answer.status) {
      (entry.result, entry.reason) = (.notTried, why)
    } else {
      do {
        entry.reason = try fault(answer)
        if entry.reason != nil { entry.result = .doesNotWork }
      } catch {
        (entry.result, entry.reason) = (.notTried, (error as? Untold)?.why ?? "\(error)")
      }
    }
    entries.append(entry)
  }

  private mutating func take() -> Bool {
    guard left > 0, ContinuousClock.now < end else { return false }
    left -= 1
    return true
  }

  private func ask(_ request: WebRequest) async throws(WebFailure) -> RESTAnswer {
    RESTAnswer(try await client.exchange(request))
  }

  private mutating func skip(_ type: String?, _ interaction: String, _ name: String? = nil, because why: String) {
    entries.append(SweepEntry(type: type, interaction: interaction, name: name, result: .notTried, reason: why))
  }

  /// Why a status says nothing of a claim: the harness may not ask, or something is too busy.
  private static func refusal(_ status: Int) -> String? {
    switch status {
    case 401, 403, 407: "status \(status): the harness is not let do this"
    case 429, 502, 503, 504: "status \(status): the service or a gateway can't serve at present"
    default: nil
    }
  }

  private static func faultOfSearch(_ answer: RESTAnswer) -> String? { faultOfBundle(answer, "searchset") }

  private static func faultOfBundle(_ answer: RESTAnswer, _ type: String) -> String? {
    guard answer.status == 200 else { return "status \(answer.status)" }
    guard let bundle = answer.resource, bundle.type == "Bundle" else {
      return "status 200 without a bundle" + (answer.unreadable.map { ": \($0)" } ?? "")
    }
    let found = bundle.root["type"]?.text ?? "none"
    return found == type ? nil : "a bundle of type \(found), not \(type)"
  }
}
