import HTTPExchange

extension RecordsState {
  private static let resultParameters: Set<String> = [
    "_count", "_include", "_revinclude", "_format", "_pretty", "_offset", "_total",
  ]

  /// Reads the parameters of a search: what they ask for, and which of them are used.
  func criteria(
    _ type: String, _ parameters: [(name: String, value: String)], isStrict: Bool = true
  ) throws(RecordsRefusal) -> (criteria: [SearchCriterion], used: [(name: String, value: String)]) {
    var criteria: [SearchCriterion] = []
    var used: [(name: String, value: String)] = []
    for parameter in parameters {
      let stem = String(parameter.name.prefix { $0 != ":" && $0 != "." })
      guard !Self.resultParameters.contains(stem), !isIgnored(stem, of: type) else { continue }
      if let criterion = try SearchCriterion(parameter.name, parameter.value, of: type) {
        criteria.append(criterion)
        used.append(parameter)
      } else if isStrict && !has(.ignoresStrict) || has(.claimsParameter) && stem == "telecom" {
        throw RecordsRefusal(400, "not-supported", "\(parameter.name.prefix(80)) is no parameter of \(type)")
      }
    }
    return (criteria, used)
  }

  /// Whether a parameter is left out by a defect.
  private func isIgnored(_ name: String, of type: String) -> Bool {
    switch name {
    case "patient", "subject":
      has(.ignoresPatient) && type == "ImagingStudy" || has(.ignoresAuditedPatient) && type == "AuditEvent"
    case "modality": has(.ignoresModality) && type == "ImagingStudy"
    case "bodysite": has(.ignoresBodySite)
    case "code": has(.ignoresListKind) && type == "List"
    case "accession-number": has(.ignoresAccessionNumber)
    case "anatomical-region": has(.ignoresRegion)
    case "study-instance-uid": has(.ignoresStudy)
    case "category", "type", "event": has(.ignoresDocumentKind) && type == "DocumentReference"
    case "date", "period": has(.ignoresDocumentDate) && type == "DocumentReference"
    case "security-label": has(.ignoresSecurityLabel)
    default: false
    }
  }

  /// The resources of a type that fit.
  func found(_ type: String, _ parameters: [(name: String, value: String)]) throws(RecordsRefusal) -> [JSONContent] {
    let criteria = try criteria(type, parameters).criteria
    return store.all(type).filter { resource in criteria.allSatisfy { $0.fits(resource, in: store) } }
  }

  /// A search, one page of it (R4 search.html §3.1.1, http.html §3.1.0.9).
  func search(
    _ type: String, _ parameters: [(name: String, value: String)], isStrict: Bool
  ) throws(RecordsRefusal) -> RecordsAnswer {
    var (criteria, used) = try criteria(type, parameters, isStrict: isStrict)
    var found = store.all(type).filter { resource in criteria.allSatisfy { $0.fits(resource, in: store) } }
    criteria = []
    if type == "Patient" { found = traced(found, parameters) }
    var includes: [(String, isReverse: Bool)] = []
    var (count, offset) = (50, 0)
    for parameter in parameters {
      switch parameter.name.prefix(while: { $0 != ":" }) {
      case "_include": includes.append((try Self.allowed(parameter.value, Self.includes[type] ?? []), false))
      case "_revinclude": includes.append((try Self.allowed(parameter.value, Self.reverseIncludes[type] ?? []), true))
      case "_count": count = try Self.number(parameter.value)
      case "_offset":
        offset = try Self.number(parameter.value)
        continue
      default: continue
      }
      used.append(parameter)
    }
    let start = has(.repeatsFirstPage) ? 0 : offset
    var page = Array(found.dropFirst(start).prefix(count))
    if offset > 0, has(.dropsSecondPage) { page = [] }
    var entries = page.map { entry($0, "match") }
    for (name, isReverse) in includes {
      entries += reached(from: page, name, isReverse).map { entry($0, "include") }
    }
    let own = used + (offset > 0 ? [("_offset", String(offset))] : [])
    var links: [JSONContent] = [link("self", type, own)]
    if count > 0, offset + count < found.count || has(.endlessPaging) {
      links.append(link("next", type, used + [("_offset", String(offset + count))]))
    }
    let total = found.count + (has(.wrongTotal) ? 1 : 0)
    var bundle: JSONContent = [
      "resourceType": "Bundle", "type": "searchset", "total": .number(String(total)), "link": .array(links),
    ]
    if !entries.isEmpty { bundle["entry"] = .array(entries) }
    return RecordsAnswer(200, bundle)
  }

  /// Patients as a trace gives them, where that is done wrong.
  private func traced(_ found: [JSONContent], _ parameters: [(name: String, value: String)]) -> [JSONContent] {
    if has(.firstCandidate), parameters.contains(where: { $0.name == "family" }) { return Array(found.prefix(1)) }
    guard has(.mergesTwins), parameters.contains(where: { $0.name == "identifier" }) else { return found }
    func likeness(_ patient: JSONContent) -> String {
      "\(ElementValues.at("name.family", in: patient).first?.text ?? "")|\(patient["birthDate"]?.text ?? "")"
    }
    let alike = Set(found.map(likeness))
    return store.all("Patient").filter { alike.contains(likeness($0)) }
  }

  func entry(_ content: JSONContent, _ mode: String) -> JSONContent {
    [
      "fullUrl": .string(address(of: content)), "resource": given(content), "search": ["mode": .string(mode)],
    ]
  }

  private func link(_ relation: String, _ type: String, _ parameters: [(name: String, value: String)]) -> JSONContent {
    let query = parameters.map { "\(WebAddress.encoded($0.name))=\(WebAddress.encoded($0.value))" }
    let url = "\(base)/\(type)" + (query.isEmpty ? "" : "?\(query.joined(separator: "&"))")
    return ["relation": .string(relation), "url": .string(url)]
  }

  static let includes: [String: [String]] = [
    "ImagingStudy": ["ImagingStudy:endpoint", "ImagingStudy:patient", "ImagingStudy:basedon"],
    "DiagnosticReport": [
      "DiagnosticReport:patient", "DiagnosticReport:result", "DiagnosticReport:based-on", "DiagnosticReport:performer",
      "DiagnosticReport:results-interpreter",
    ],
    "ServiceRequest": ["ServiceRequest:patient"], "Organization": ["Organization:endpoint"],
    "DocumentReference": ["DocumentReference:patient"],
  ]

  static let reverseIncludes: [String: [String]] = [
    "Patient": ["ImagingStudy:patient", "DiagnosticReport:patient", "ServiceRequest:patient"],
    "ServiceRequest": ["ImagingStudy:basedon", "DiagnosticReport:based-on"],
  ]

  private static func allowed(_ value: String, _ known: [String]) throws(RecordsRefusal) -> String {
    let name = value.split(separator: ":").prefix(2).joined(separator: ":")
    guard known.contains(name) else {
      throw RecordsRefusal(400, "not-supported", "\(value.prefix(80)) is not supported")
    }
    return name
  }

  private static func number(_ text: String) throws(RecordsRefusal) -> Int {
    guard text.utf8.count <= 6, let number = Int(text), number >= 0 else {
      throw RecordsRefusal(400, "value", "\(text.prefix(20)) is no whole number")
    }
    return number
  }

  /// Resources that the matches name, or that name them.
  private func reached(from matches: [JSONContent], _ include: String, _ isReverse: Bool) -> [JSONContent] {
    let words = include.split(separator: ":").map(String.init)
    guard words.count == 2, let parameter = SearchParameter.named(words[1], of: words[0]) else { return [] }
    let own = Set(matches.map { "\($0["resourceType"]?.text ?? "")/\($0["id"]?.text ?? "")" })
    var (seen, found): (Set<String>, [JSONContent]) = ([], [])
    for source in isReverse ? store.all(words[0]) : matches where source["resourceType"]?.text == words[0] {
      for value in parameter.paths.flatMap({ ElementValues.at($0, in: source) }) {
        let target = (value["reference"]?.text ?? "").split(separator: "/").suffix(2).map(String.init)
        guard target.count == 2, let resource = store.current(target[0], target[1]) else { continue }
        let name = target.joined(separator: "/")
        let (key, candidate) = isReverse ? ("\(words[0])/\(source["id"]?.text ?? "")", source) : (name, resource)
        guard isReverse == own.contains(name), seen.insert(key).inserted else { continue }
        found.append(candidate)
      }
    }
    return found
  }
}
