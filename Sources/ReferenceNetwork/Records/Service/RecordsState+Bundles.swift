import FHIR
import Foundation

extension RecordsState {
  /// Bundles of type batch and transaction (R4 http.html §3.1.0.11).
  mutating func bundle(_ bundle: JSONContent?) throws(RecordsRefusal) -> RecordsAnswer {
    guard let bundle, bundle["resourceType"]?.text == "Bundle", let type = bundle["type"]?.text,
      type == "batch" || type == "transaction"
    else { throw RecordsRefusal(400, "invalid", "a bundle of type batch or transaction is needed") }
    guard let resource = try? Resource(json: bundle.bytes), ResourceCheck.findings(resource).isEmpty else {
      throw RecordsRefusal(422, "structure", "the bundle or a resource in it is not in keeping with R4")
    }
    let isTransaction = type == "transaction"
    var entries = bundle["entry"]?.elements ?? []
    guard entries.count <= 10_000 else { throw RecordsRefusal(413, "too-costly", "the bundle has too many entries") }
    // The option of MHD by which documents of FHIR are taken is not kept (ITI TF-2 §3.65.4.1.3).
    if isTransaction, !has(.losesFHIRDocuments), entries.contains(where: Self.isDocument) {
      throw RecordsRefusal(
        422, "not-supported", "documents of FHIR are not taken",
        detail: has(.refusesFHIRDocumentsByNoCode) ? nil : "FHIRDocumentNotSupported")
    }
    if has(.losesSubmissionSets) { entries.removeAll { $0["request"]?["url"]?.text == "List" } }
    let before = self
    var names: [String: String] = [:]
    if isTransaction {
      entries = try renamed(entries, &names)
      entries.removeAll(where: Self.isDocument)
    }
    var answers = [JSONContent?](repeating: nil, count: entries.count)
    let order = ["DELETE": 0, "POST": 1, "PUT": 2, "GET": 3, "HEAD": 3]
    let sequence = entries.indices.sorted { first, second in
      let ranks = [first, second].map { order[entries[$0]["request"]?["method"]?.text ?? ""] ?? 2 }
      return (ranks[0], first) < (ranks[1], second)
    }
    for place in sequence {
      do throws(RecordsRefusal) { answers[place] = try act(entries[place], names) } catch {
        guard !isTransaction else {
          if !has(.partialTransaction) { self = before }
          throw error
        }
        answers[place] = ["response": ["status": .string(String(error.status)), "outcome": error.outcome]]
      }
    }
    var made: JSONContent = ["resourceType": "Bundle", "type": .string("\(type)-response")]
    if !answers.isEmpty { made["entry"] = .array(answers.compactMap { $0 }) }
    return RecordsAnswer(200, made)
  }

  /// Whether an entry holds a document of FHIR.
  private static func isDocument(_ entry: JSONContent) -> Bool {
    let resource = entry["resource"]
    return resource?["resourceType"]?.text == "Bundle" && resource?["type"]?.text == "document"
  }

  /// The entries with the addresses that resources have in place of their names in the bundle. What is there already by
  /// `ifNoneExist` keeps its own.
  private func renamed(
    _ entries: [JSONContent], _ names: inout [String: String]
  ) throws(RecordsRefusal) -> [JSONContent] {
    var known: [String: String] = [:]
    for entry in entries {
      guard entry["request"]?["method"]?.text == "POST", let name = entry["fullUrl"]?.text,
        let url = entry["request"]?["url"]?.text
      else { continue }
      let type = String(url.prefix { $0 != "?" })
      if let condition = entry["request"]?["ifNoneExist"]?.text, !has(.ignoresIfNoneExist),
        let there = try found(type, Self.parameters(condition)).first
      {
        known[name] = "\(type)/\(there["id"]?.text ?? "")"
      } else {
        let id = UUID().uuidString.lowercased()
        names[name] = id
        known[name] = "\(type)/\(id)"
      }
    }
    return entries.map { entry in
      entry.replacingStrings { name, text in
        guard name != "fullUrl", let address = known[text] else { return text }
        return name == "reference" ? address : "\(base)/\(address)"
      }
    }
  }

  private mutating func act(_ entry: JSONContent, _ names: [String: String]) throws(RecordsRefusal) -> JSONContent {
    let request = entry["request"]
    let url = request?["url"]?.text ?? ""
    let path = url.prefix { $0 != "?" }.split(separator: "/").map(String.init)
    let answer: RecordsAnswer
    let given = entry["fullUrl"]?.text.flatMap { names[$0] }
    if request?["method"]?.text == "POST", let type = path.first, let id = given {
      var content = entry["resource"]
      content?["id"] = .string(id)
      // The id is the server's, given before so that others can refer to it.
      answer = try self.answer(RecordsRequest(method: "PUT", path: [type, id], content: content))
    } else {
      answer = try self.answer(
        RecordsRequest(
          method: request?["method"]?.text ?? "", path: path,
          query: Self.parameters(String(url.drop { $0 != "?" }.dropFirst())), content: entry["resource"],
          ifMatch: request?["ifMatch"]?.text, ifNoneExist: request?["ifNoneExist"]?.text))
    }
    let status = answer.status == 201 && has(.tellsNoCreation) ? 200 : answer.status
    var response: JSONContent = ["status": .string(String(status))]
    for field in answer.fields where ["Location", "ETag"].contains(field.name) {
      response[field.name == "ETag" ? "etag" : "location"] = .string(field.value)
    }
    var made: JSONContent = [:]
    made["resource"] = answer.content
    made["response"] = response
    return made
  }
}
