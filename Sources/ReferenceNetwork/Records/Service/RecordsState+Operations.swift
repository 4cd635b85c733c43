import Foundation

extension RecordsState {
  /// Operations by type: name and definition.
  static let operations: [String: [(name: String, definition: String)]] = [
    "Patient": [
      ("everything", "http://hl7.org/fhir/OperationDefinition/Patient-everything"),
      ("ihe-pix", "https://profiles.ihe.net/ITI/PIXm/OperationDefinition/IHE.PIXm.pix"),
      ("match", "http://hl7.org/fhir/OperationDefinition/Patient-match"),
    ],
    "ValueSet": [
      ("expand", "http://hl7.org/fhir/OperationDefinition/ValueSet-expand"),
      ("validate-code", "http://hl7.org/fhir/OperationDefinition/ValueSet-validate-code"),
    ],
    "CodeSystem": [("lookup", "http://hl7.org/fhir/OperationDefinition/CodeSystem-lookup")],
  ]

  mutating func operation(_ request: RecordsRequest, _ name: String) throws(RecordsRefusal) -> RecordsAnswer {
    let type = request.path.count > 1 ? request.path[0] : ""
    guard Self.operations[type]?.contains(where: { $0.name == name }) == true else {
      throw RecordsRefusal(404, "not-supported", "$\(name.prefix(40)) is no operation here")
    }
    var parameters = request.query
    if request.method == "POST" {
      parameters += (request.content?["parameter"]?.elements ?? []).compactMap { given in
        guard let name = given["name"]?.text,
          let value = given.members.first(where: { $0.name.hasPrefix("value") })?.value.text
        else { return nil }
        return (name, value)
      }
    }
    let id = request.path.count == 3 ? request.path[1] : nil
    func value(_ name: String) -> String? { parameters.first { $0.name == name }?.value }
    switch name {
    case "everything": return try everything(id)
    case "ihe-pix": return try crossReference(parameters)
    case "match": return try match(request.content)
    case "expand": return try expand(id, value("url"), filter: value("filter") ?? "")
    case "validate-code": return try validate(id, value("url"), code: value("code"), system: value("system"))
    default: return try lookUp(system: value("system"), code: value("code"))
    }
  }

  private func everything(_ id: String?) throws(RecordsRefusal) -> RecordsAnswer {
    guard let id else { throw RecordsRefusal(400, "required", "$everything is of one patient") }
    guard let patient = store.current("Patient", id) else {
      throw RecordsRefusal(404, "not-found", "Patient/\(id) is not known")
    }
    var found = [patient]
    for type in SearchParameter.types where type != "AuditEvent" && SearchParameter.named("patient", of: type) != nil {
      found += try self.found(type, [("patient", "Patient/\(id)")])
    }
    let entries = found.map { entry($0, "match") }
    return RecordsAnswer(
      200,
      [
        "resourceType": "Bundle", "type": "searchset", "total": .number(String(entries.count)),
        "entry": .array(entries),
      ])
  }

  /// ITI-83, with the answers of ITI TF-2 §3.83.4.2.2.
  private func crossReference(_ parameters: [(name: String, value: String)]) throws(RecordsRefusal) -> RecordsAnswer {
    let sources = parameters.filter { $0.name == "sourceIdentifier" }.map(\.value)
    guard sources.count == 1, let source = sources.first, let bar = source.lastIndex(of: "|") else {
      throw RecordsRefusal(400, "required", "one sourceIdentifier with its domain is needed")
    }
    guard let domain = identities.domain(named: String(source[..<bar])) else {
      if has(.emptyForUnknownDomain) { return RecordsAnswer(200, ["resourceType": "Parameters"]) }
      let status = has(.missesUnknownDomain) ? 404 : 400
      throw RecordsRefusal(status, "code-invalid", "sourceIdentifier Assigning Authority not found")
    }
    var targets: Set<String> = []
    for parameter in parameters where parameter.name == "targetSystem" {
      guard let target = identities.domain(named: parameter.value) else {
        throw RecordsRefusal(403, "code-invalid", "targetSystem not found")
      }
      targets.insert(target.objectIdentifier)
    }
    let value = String(source[source.index(after: bar)...])
    let asked = IndexedPatient.Identifier(domain: domain.objectIdentifier, value: value)
    guard let all = identities.identifiers(of: asked) else {
      if has(.emptyForUnknownPatient) { return RecordsAnswer(200, ["resourceType": "Parameters"]) }
      throw RecordsRefusal(404, "not-found", "sourceIdentifier Patient Identifier not found")
    }
    let found = all.filter { ($0 != asked || has(.echoesSource)) && (targets.isEmpty || targets.contains($0.domain)) }
    var answer: [JSONContent] = found.map { identifier in
      let system = identities.met(identifier.domain).system
      return [
        "name": "targetIdentifier",
        "valueIdentifier": ["system": .string(system), "value": .string(identifier.value)],
      ]
    }
    for patient in try self.found("Patient", [("identifier", "\(domain.system)|\(value)")]) {
      let reference = JSONContent.string("Patient/\(patient["id"]?.text ?? "")")
      answer.append(["name": "targetId", "valueReference": ["reference": reference]])
    }
    var content: JSONContent = ["resourceType": "Parameters"]
    if !answer.isEmpty { content["parameter"] = .array(answer) }
    return RecordsAnswer(200, content)
  }

  // MARK: Terminology

  private func valueSet(_ id: String?, _ url: String?) throws(RecordsRefusal) -> JSONContent {
    if let id, let found = store.current("ValueSet", id) { return found }
    if id == nil, let url, let found = try found("ValueSet", [("url", url)]).last { return found }
    throw RecordsRefusal(404, "not-found", "the value set is not known")
  }

  private func codes(of valueSet: JSONContent) -> [JSONContent] {
    ElementValues.at("compose.include", in: valueSet).flatMap { part -> [JSONContent] in
      (part["concept"]?.elements ?? []).map { concept in
        var code: JSONContent = [:]
        code["system"] = part["system"]
        code["code"] = concept["code"]
        code["display"] = concept["display"]
        return code
      }
    }
  }

  private mutating func expand(
    _ id: String?, _ url: String?, filter: String
  ) throws(RecordsRefusal) -> RecordsAnswer {
    var expanded = try valueSet(id, url)
    let name = expanded["url"]?.text ?? ""
    let wanted = filter.lowercased()
    var codes = codes(of: expanded).filter { code in
      let words = "\(code["display"]?.text ?? "") \(code["code"]?.text ?? "")".lowercased()
      return wanted.isEmpty || words.contains(wanted)
    }
    if has(.keepsFirstExpansion) {
      if let first = expansions[name] { codes = first.elements } else { expansions[name] = .array(codes) }
    }
    expanded["compose"] = nil
    var expansion: JSONContent = [
      "timestamp": .string(ResourceStore.now()), "total": .number(String(codes.count)),
    ]
    if !codes.isEmpty { expansion["contains"] = .array(codes) }
    expanded["expansion"] = expansion
    return RecordsAnswer(200, expanded)
  }

  private func validate(
    _ id: String?, _ url: String?, code: String?, system: String?
  ) throws(RecordsRefusal) -> RecordsAnswer {
    guard let code else { throw RecordsRefusal(400, "required", "a code is needed") }
    let isMember = codes(of: try valueSet(id, url)).contains {
      $0["code"]?.text == code && (system == nil || $0["system"]?.text == system)
    }
    return RecordsAnswer(
      200,
      ["resourceType": "Parameters", "parameter": [["name": "result", "valueBoolean": .boolean(isMember)]]])
  }

  private func lookUp(system: String?, code: String?) throws(RecordsRefusal) -> RecordsAnswer {
    guard let system, let code else { throw RecordsRefusal(400, "required", "system and code are needed") }
    let concepts = try found("CodeSystem", [("url", system)]).flatMap { ElementValues.at("concept", in: $0) }
    guard let concept = concepts.first(where: { $0["code"]?.text == code }) else {
      throw RecordsRefusal(404, "not-found", "the code is not known")
    }
    let display = concept["display"] ?? .string(code)
    return RecordsAnswer(
      200,
      [
        "resourceType": "Parameters",
        "parameter": [["name": "name", "valueString": .string(system)], ["name": "display", "valueString": display]],
      ])
  }
}
