import Evidence
import HTTPExchange
import IHE
import Specification

/// `xca.query`: any stored query through a gateway.
enum XCAQueryProbe: Probe {
  static let description = StepDescription(
    name: "xca.query",
    summary: "Asks a gateway by any of the stored queries that go between communities.",
    effect: .read, endpoint: .xca,
    inputs: QueryInputs.description + [
      StepInput(
        "home", .string, standardValue: "none",
        meaning: """
          Community asked for, `urn:oid:…`; a query that names no patient has to name one (ITI TF-2 §3.38.4.1.2).
          """),
      CommunityExchange.gatewayInput,
    ] + CommunityExchange.inputs,
    observation: XDSFields.answer + CommunityExchange.fields + RegistryObjectFields.fields,
    example: """
      - do: xca.query
        at: gateway
        with:
          query: GetDocuments
          parameters: [{name: $XDSDocumentEntryUniqueId, values: ["{{report}}"]}]
          home: "{{community}}"
        expect: |
          response == success
          documents.count == 1
          unlabelled == 0
      """,
    sources: ["ITI TF-2 §3.38", "ITI TF-2 §3.18"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    let read = QueryInputs(inputs)
    guard var query = read.query else { return .misuse("There is no stored query of that name.") }
    guard read.kind.transaction == .query else {
      return .misuse(
        "\(read.kind.name) is a query of one community alone (ITI TF-2 §3.51).",
        advice: "Use xds.query at the registry.")
    }
    query.homeCommunityID = inputs.text("home")
    switch CommunityExchange.make(inputs, in: context) {
    case .failure(let problem): return problem.result
    case .success(let gateway):
      return await gateway.ask(query) { RegistryObjectFields.note($0, in: &$1) }
    }
  }
}
