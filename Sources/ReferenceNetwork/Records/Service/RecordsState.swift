import FHIR
import Foundation

/// What the records hold and do, apart from HTTP, so that bundles do the same.
///
/// A value, so that a transaction is undone by keeping the copy.
struct RecordsState: Sendable {
  var store = ResourceStore()
  /// Expansions by the URL of their value set, as they were given first.
  var expansions: [String: JSONContent] = [:]
  /// Entries of the log so far.
  var logged = 0
  /// Resources that were kept, for those who subscribed; taken by whoever tells them.
  var events: [JSONContent] = []
  let defects: Set<RecordsDefect>
  /// Identities behind `$ihe-pix`.
  let identities: PatientIdentities
  /// Address under which resources are.
  var base: String

  /// Whether parties and texts stand in resources of their own.
  let refersByAddress: Bool

  init(defects: Set<RecordsDefect>, identities: PatientIdentities, base: String, refersByAddress: Bool) {
    self.defects = defects
    self.identities = identities
    self.base = base
    self.refersByAddress = refersByAddress
  }

  func has(_ defect: RecordsDefect) -> Bool { defects.contains(defect) }

  /// Does what is asked for.
  mutating func answer(_ request: RecordsRequest) throws(RecordsRefusal) -> RecordsAnswer {
    let path = request.path
    if path == ["metadata"], request.method == "GET" { return RecordsAnswer(200, capabilities) }
    if path.isEmpty, request.method == "POST" { return try bundle(request.content) }
    if let last = path.last, last.hasPrefix("$") { return try operation(request, String(last.dropFirst())) }
    guard let type = path.first, SearchParameter.table[type] != nil else {
      throw RecordsRefusal(404, "not-supported", "there is no such type here")
    }
    switch (request.method, path.count) {
    case ("GET", 1): return try search(type, request.query, isStrict: request.isStrict)
    case ("POST", 1): return try create(type, request)
    case ("GET", 2): return try read(type, path[1])
    case ("PUT", 2): return try update(type, path[1], request)
    case ("DELETE", 2) where type != "AuditEvent":
      store.delete(type, path[1])
      return RecordsAnswer(204)
    case ("GET", 3) where path[2] == "_history": return try history(type, path[1])
    case ("GET", 4) where path[2] == "_history": return try read(type, path[1], version: path[3])
    default: throw RecordsRefusal(405, "not-supported", "\(request.method) is not for \(path.joined(separator: "/"))")
    }
  }

  // MARK: One resource

  /// The header fields that come with a resource.
  func fields(_ content: JSONContent, location: Bool = false) -> [(name: String, value: String)] {
    let version = content["meta"]?["versionId"]?.text ?? ""
    var fields: [(name: String, value: String)] = []
    if !has(.noETag) { fields.append(("ETag", "W/\"\(version)\"")) }
    if location { fields.append(("Location", "\(address(of: content))/_history/\(version)")) }
    return fields
  }

  /// Address of a resource.
  func address(of content: JSONContent) -> String {
    "\(base)/\(content["resourceType"]?.text ?? "")/\(content["id"]?.text ?? "")"
  }

  /// The resource as it is handed out.
  func given(_ content: JSONContent) -> JSONContent {
    guard has(.forgetsExtensions), content["resourceType"]?.text == "Patient" else { return content }
    return content.filtered { $0 != "extension" }
  }

  private func read(_ type: String, _ id: String, version: String? = nil) throws(RecordsRefusal) -> RecordsAnswer {
    let versions = store.versions(type, id)
    guard let last = versions.last else { throw RecordsRefusal(404, "not-found", "\(type)/\(id) is not known") }
    if version != nil, has(.claimsHistory) { throw RecordsRefusal(404, "not-found", "there is no history") }
    var found = last.content
    if let version, !has(.givesCurrentVersion) {
      guard let former = versions.first(where: { String($0.number) == version }) else {
        throw RecordsRefusal(404, "not-found", "\(type)/\(id) has no version \(version.prefix(40))")
      }
      found = former.content
    }
    if found == nil, has(.keepsDeleted) { found = versions.last { $0.content != nil }?.content }
    guard let found else { throw RecordsRefusal(410, "deleted", "\(type)/\(id) was deleted") }
    return RecordsAnswer(200, given(found), fields: fields(found))
  }

  private mutating func create(_ type: String, _ request: RecordsRequest) throws(RecordsRefusal) -> RecordsAnswer {
    if type == "Subscription", has(.refusesSubscriptions) {
      throw RecordsRefusal(422, "not-supported", "subscriptions are not taken")
    }
    let content = try checked(request.content, type)
    if let condition = request.ifNoneExist, !has(.ignoresIfNoneExist) {
      let found = try self.found(type, Self.parameters(condition))
      if found.count > 1 {
        throw RecordsRefusal(412, "multiple-matches", "more than one resource matches If-None-Exist")
      }
      if let one = found.first { return RecordsAnswer(200, given(one), fields: fields(one, location: true)) }
    }
    let kept = try keep(content, type)
    return RecordsAnswer(201, given(kept), fields: fields(kept, location: true))
  }

  private mutating func update(
    _ type: String, _ id: String, _ request: RecordsRequest
  ) throws(RecordsRefusal) -> RecordsAnswer {
    let content = try checked(request.content, type)
    guard content["id"]?.text == id else {
      throw RecordsRefusal(400, "invalid", "the id of the resource is not the one of the address")
    }
    let last = store.versions(type, id).last
    if let match = request.ifMatch, !has(.ignoresIfMatch) {
      let wanted = match.filter { $0 != "\"" }.replacing("W/", with: "").trimmingCharacters(in: .whitespaces)
      guard let last, String(last.number) == wanted else {
        throw RecordsRefusal(412, "conflict", "the current version is another")
      }
    }
    let kept = try keep(content, type, id: id)
    return RecordsAnswer(last == nil ? 201 : 200, given(kept), fields: fields(kept, location: true))
  }

  /// The resource that came, where it is one of this type and in keeping with R4.
  private func checked(_ content: JSONContent?, _ type: String) throws(RecordsRefusal) -> JSONContent {
    guard let content, content["resourceType"]?.text == type else {
      throw RecordsRefusal(400, "invalid", "the body is no \(type)")
    }
    if type == "AuditEvent" { throw RecordsRefusal(405, "not-supported", "the log is written by the server alone") }
    if has(.acceptsAnything) { return content }
    guard let resource = try? Resource(json: content.bytes) else {
      throw RecordsRefusal(400, "structure", "the body is no resource")
    }
    if let finding = ResourceCheck.findings(resource).first {
      throw RecordsRefusal(422, "structure", "\(finding.path): \(finding.sentence)")
    }
    // What a search could not read as a date is none.
    for parameter in SearchParameter.table[type] ?? [] where parameter.kind == .date {
      for value in parameter.paths.flatMap({ ElementValues.at($0, in: content) }) where DateSpan(value) == nil {
        throw RecordsRefusal(422, "value", "the value of \(parameter.paths.joined(separator: ", ")) is no date")
      }
    }
    return content
  }

  /// Keeps a resource, and remembers that it was kept.
  @discardableResult
  mutating func keep(_ content: JSONContent, _ type: String, id: String? = nil) throws(RecordsRefusal) -> JSONContent {
    var content = content
    if type == "Subscription", content["status"]?.text == "requested" { content["status"] = "active" }
    guard let kept = store.put(content, type, id: id) else {
      throw RecordsRefusal(507, "too-costly", "there is room for no more resources")
    }
    if type == "Patient" { register(kept) }
    if type != "AuditEvent", events.count < 10_000 { events.append(kept) }
    return kept
  }

  /// Tells the identities of a patient; what they refuse is in the records all the same.
  private func register(_ patient: JSONContent) {
    let identifiers = (patient["identifier"]?.elements ?? []).compactMap { given -> IndexedPatient.Identifier? in
      guard let system = given["system"]?.text, let value = given["value"]?.text else { return nil }
      return .init(domain: identities.met(system).objectIdentifier, value: value)
    }
    let name = patient["name"]?.elements.first
    let told = IndexedPatient(
      identifiers: identifiers, family: name?["family"]?.text ?? "", given: name?["given"]?.elements.first?.text ?? "",
      birthDate: (patient["birthDate"]?.text ?? "").filter(\.isNumber),
      sex: ["female": "F", "male": "M", "other": "O"][patient["gender"]?.text ?? ""] ?? "U")
    _ = try? identities.register(told)
  }

  private func history(_ type: String, _ id: String) throws(RecordsRefusal) -> RecordsAnswer {
    var versions = store.versions(type, id)
    guard !versions.isEmpty, !has(.claimsHistory) else {
      throw RecordsRefusal(404, "not-found", "\(type)/\(id) is not known")
    }
    if has(.listsCurrentVersion) { versions = versions.suffix(1) }
    let entries: [JSONContent] = versions.reversed().map { version in
      var response: JSONContent = [
        "status": .string(version.content == nil ? "204" : "200"), "lastModified": .string(version.time),
      ]
      if version.content != nil { response["etag"] = .string("W/\"\(version.number)\"") }
      var entry: JSONContent = ["fullUrl": .string("\(base)/\(type)/\(id)")]
      entry["resource"] = version.content
      entry["request"] = [
        "method": .string(version.method),
        "url": .string(version.method == "POST" ? type : "\(type)/\(id)"),
      ]
      entry["response"] = response
      return entry
    }
    return RecordsAnswer(
      200,
      [
        "resourceType": "Bundle", "type": "history", "total": .number(String(entries.count)), "entry": .array(entries),
      ])
  }

  /// The parameters of a query as it stands in a condition or an address.
  static func parameters(_ text: String) -> [(name: String, value: String)] {
    text.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      func decoded(_ part: Substring) -> String {
        let spaced = String(part.replacing("+", with: " "))
        return spaced.removingPercentEncoding ?? spaced
      }
      return (decoded(parts.first ?? ""), parts.count > 1 ? decoded(parts[1]) : "")
    }
  }
}
