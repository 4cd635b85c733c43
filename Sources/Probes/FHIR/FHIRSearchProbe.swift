import Evidence
import FHIR
import Foundation
import HTTPExchange
import Specification

/// `fhir.search`: search, with its pages.
enum FHIRSearchProbe: Probe {
  static let description = StepDescription(
    name: "fhir.search", summary: "Searches, follows the pages of the answer, and records what was found.",
    effect: .read, endpoint: .fhir,
    inputs: [
      StepInput("type", .string, standardValue: "all types", meaning: "Type of resource searched for."),
      FHIRFields.parameters,
      StepInput(
        "method", .word(["get", "post"]), standardValue: "get",
        meaning: "Whether the parameters go in the address or in a form to _search."),
      StepInput(
        "pages", .number, standardValue: "50", meaning: "Most pages that are read, 1 to 1000."), FHIRFields.handling,
    ] + FHIRFields.accept,
    observation: FHIRFields.answer + [
      FHIRFields.bundle[1],
      Field(
        "total", .number, .when("the first page says it"), meaning: "Number of all matches as the server counts them.",
        source: "R4 Bundle.total"),
      Field(
        "matches", .list(of: .resource, key: nil), .when("the answer is a bundle"),
        meaning: "Resources that match, of all pages in their order.", source: "R4 Bundle.entry.search.mode",
        isCumulative: true),
      Field(
        "included", .list(of: .resource, key: nil), .when("the answer is a bundle"),
        meaning: "Resources that came along, by _include and _revinclude.", isCumulative: true),
      Field(
        "page-sizes", .list(of: .number, key: nil), .when("the answer is a bundle"),
        meaning: "Number of entries of each page.", isCumulative: true),
      Field(
        "repeated", .list(of: .string, key: nil), .when("the answer is a bundle"),
        meaning: "Matches that came more than once, `Patient/7`.", isCumulative: true),
      Field(
        "paging", .word(SearchPages.End.allCases.map(\.rawValue)), .when("an answer came"),
        meaning: """
          How the pages ended: no next one; more than asked for; a next page at another scheme, host or port, which is not \
          asked; a next page that was read already; an answer that is no bundle.
          """, source: "R4 http.html §3.1.0.10.4"),
      Field(
        "links",
        .list(
          of: .record([
            Field("relation", .string, meaning: "`self`, `next`."), Field("url", .string, meaning: "Address."),
          ]), key: "relation"), .when("the answer is a bundle"), meaning: "Links of the first page.",
        source: "R4 Bundle.link"),
    ],
    example: """
      - do: fhir.search
        at: records
        with:
          type: ImagingStudy
          parameters:
            - "identifier=urn:dicom:uid|urn:oid:{{ct-chest.uid}}"
            - "_include=ImagingStudy:endpoint"
        expect: |
          status == 200
          matches.count == 1
          matches[0].ImagingStudy.numberOfInstances == {{ct-chest.instances}}
          some included[*].Endpoint.address exists
      """,
    sources: ["R4 http.html §3.1.0.10", "R4 search.html"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard let pageLimit = inputs.integer("pages", or: 50, in: 1...1_000) else {
      return .misuse("The input pages of fhir.search is a whole number from 1 to 1000.")
    }
    let exchange: WebExchange
    switch WebExchange.make(inputs, in: context, at: .fhir) {
    case .success(let made): exchange = made
    case .failure(let problem): return problem.result
    }
    let interface: RESTInterface
    let type: String?
    let parameters: [QueryParameter]
    do throws(FHIRExchange.Problem) {
      interface = try FHIRExchange.interface(inputs, base: exchange.base)
      type = inputs.values["type"] == nil ? nil : try FHIRExchange.type(inputs)
      parameters = try FHIRExchange.parameters(inputs)
    } catch { return .misuse(error.message) }
    let byPost = inputs.text("method") == "post"
    return await exchange.run { client, observation throws(WebFailure) in
      var pages = SearchPages(base: exchange.base, type: type, pageLimit: pageLimit)
      defer { observation.merge(fields(pages), uniquingKeysWith: { _, new in new }) }
      var request = interface.search(type, parameters, byPost: byPost)
      while true {
        let response = try await client.exchange(request)
        let answer = RESTAnswer(response)
        if pages.pageSizes.isEmpty {
          observation.merge(FHIRFields.values(answer, response), uniquingKeysWith: { _, new in new })
          if let resource = answer.resource, resource.type != "Bundle" { observation["resource"] = .resource(resource) }
        }
        if let failure = WebExchange.refusal(response, inputs: inputs) { return failure }
        if let failure = FHIRExchange.malformed(answer, &observation) { return failure }
        let isFirst = pages.pageSizes.isEmpty
        pages.take(answer.resource)
        if pages.end == .broken, !isFirst {
          observation["outcome"] = .string("malformed")
          return StepFailure(
            blame: .system,
            message: "A further page was answered by status \(answer.status) without a bundle.",
            rule: "R4 http.html §3.1.0.10.4")
        }
        guard let next = pages.next else { return nil }
        request = interface.page(next)
      }
    }
  }

  private static func fields(_ pages: SearchPages) -> [String: Value] {
    var fields: [String: Value] = [:]
    if let end = pages.end { fields["paging"] = .string(end.rawValue) }
    guard !pages.pageSizes.isEmpty else { return fields }
    fields["matches"] = .list(pages.matches.map { .resource($0) })
    fields["included"] = .list(pages.included.map { .resource($0) })
    fields["page-sizes"] = .list(pages.pageSizes.map { .number(Decimal($0)) })
    fields["repeated"] = .list(pages.repeated.map { .string($0) })
    fields["links"] = .list(
      pages.links.map { .record(["relation": .string($0.relation), "url": .string($0.url)]) })
    if let total = pages.total { fields["total"] = .number(Decimal(total)) }
    if !pages.issues.isEmpty { fields["issues"] = .list(pages.issues.map(FHIRFields.value)) }
    return fields
  }
}
