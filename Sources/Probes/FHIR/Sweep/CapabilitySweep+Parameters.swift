import FHIR
import HTTPExchange

/// The search parameters and the operations of one type.
extension CapabilitySweep {
  mutating func parameter(
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

  mutating func operation(_ name: String, of type: String, _ found: Found) async throws(WebFailure) {
    guard name == "everything" || name == "$everything" else {
      return skip(type, "operation", name, because: "it needs parameters that are not known")
    }
    guard let id = found.id else { return skip(type, "operation", name, because: found.why) }
    try await attempt(type, "operation", named: name, interface.operation("everything", type: type, id: id, [])) {
      Self.faultOfBundle($0, "searchset")
    }
  }
}
