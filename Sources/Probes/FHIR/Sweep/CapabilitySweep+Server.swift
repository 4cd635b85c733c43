import FHIR
import HTTPExchange

/// What is claimed of the whole server, and samples of what is not claimed at all.
extension CapabilitySweep {
  /// Samples of what is not claimed.
  private static let samples = 3

  mutating func server(_ code: String) async throws(WebFailure) {
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
  mutating func sample() async throws(WebFailure) {
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
}
