import Evidence
import FHIR
import Foundation
import HTTPExchange
import Specification

/// `fhir.sweep`: the capability statement against what the server does.
enum FHIRSweepProbe: Probe {
  static let description = StepDescription(
    name: "fhir.sweep",
    summary:
      "Reads the capability statement and tries each interaction, search parameter and operation that it claims.",
    effect: .read, endpoint: .fhir,
    inputs: [
      StepInput(
        "types", .list(of: .string, key: nil), standardValue: "all that the statement has",
        meaning: "Types of resource whose claims are tried; claims of the whole server are then left out."),
      StepInput(
        "writes", .boolean, standardValue: "false",
        meaning: """
          Whether create, update and delete are tried too, with resources of the harness's own that are deleted again. The \
          system and the run must permit `write`.
          """),
      StepInput("requests", .number, standardValue: "1000", meaning: "Most requests that are sent, 1 to 5000."),
    ] + FHIRFields.accept,
    observation: FHIRFields.answer + [
      Field("release", .string, .when("the statement names one"), meaning: "Release of FHIR as written."),
      Field(
        "claims", .list(of: .record(SweepEntry.fields), key: nil), .when("the statement is read"),
        meaning: "Each claim, and whether it works.", source: "R4 CapabilityStatement.rest", isCumulative: true),
      Field(
        "contradicted", .list(of: .string, key: nil), .when("the statement is read"),
        meaning: "Claims that do not work and why, `Patient history-instance: status 404`.", isCumulative: true),
      Field(
        "works", .number, .when("the statement is read"), meaning: "Number of claims that work.", isCumulative: true),
      Field(
        "not-tried", .number, .when("the statement is read"), meaning: "Number of claims that were not tried.",
        isCumulative: true),
      Field(
        "undeclared",
        .list(
          of: .record([
            Field("request", .string, meaning: "The request, `GET Basic`."),
            Field("status", .number, meaning: "HTTP status."),
            Field("has-outcome", .boolean, meaning: "Whether the answer held an OperationOutcome."),
          ]), key: "request"), .when("the statement is read"),
        meaning: "Samples of what the statement does not claim, which should be refused with an OperationOutcome.",
        source: "R4 http.html §3.1.0.1.4", isCumulative: true),
    ],
    example: """
      - do: fhir.sweep
        at: records
        timeout: 5 min
        expect: |
          works >= 1
          contradicted is empty
          every undeclared[*].status between 400 and 499
      """,
    sources: ["R4 http.html §3.1.0.9", "R4 capabilitystatement.html"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard let requests = inputs.integer("requests", or: 1_000, in: 1...5_000) else {
      return .misuse("The input requests of fhir.sweep is a whole number from 1 to 5000.")
    }
    let writes = inputs.values["writes"] == .boolean(true)
    if writes, !context.permits.contains(.write) || !context.system.permits.contains(.write) {
      return .misuse("fhir.sweep is to write, and the system or the run does not permit it.")
    }
    var types: [String]?
    if case .list(let values) = inputs.values["types"] { types = StepInputs.words(values) }
    let exchange: WebExchange
    switch WebExchange.make(inputs, in: context, at: .fhir) {
    case .success(let made): exchange = made
    case .failure(let problem): return problem.result
    }
    let interface: RESTInterface
    do throws(FHIRExchange.Problem) { interface = try FHIRExchange.interface(inputs, base: exchange.base) } catch {
      return .misuse(error.message)
    }
    // What is left of the time after it goes to the request that is on its way then.
    let end = ContinuousClock.now + .nanoseconds(context.deadline / 10 * 9)
    return await exchange.run { client, observation throws(WebFailure) in
      let response = try await client.exchange(interface.capabilities())
      let answer = RESTAnswer(response)
      observation.merge(FHIRFields.values(answer, response), uniquingKeysWith: { _, new in new })
      if let failure = WebExchange.refusal(response, inputs: inputs) { return failure }
      if let failure = FHIRExchange.malformed(answer, &observation) { return failure }
      guard let stated = answer.resource.flatMap({ StatedCapabilities($0) }) else { return nil }
      if let version = stated.version { observation["release"] = .string(version) }
      var sweep = CapabilitySweep(
        stated, client: client, interface: interface, writes: writes, requests: requests, until: end)
      defer { observation.merge(fields(sweep), uniquingKeysWith: { _, new in new }) }
      try await sweep.run(types: types)
      return nil
    }
  }

  private static func fields(_ sweep: CapabilitySweep) -> [String: Value] {
    [
      "claims": .list(sweep.entries.map(\.value)),
      "contradicted": .list(
        sweep.entries.filter { $0.result == .doesNotWork }.map {
          .string("\($0.claim)\($0.reason.map { ": \($0)" } ?? "")")
        }),
      "works": .number(Decimal(sweep.entries.count { $0.result == .works })),
      "not-tried": .number(Decimal(sweep.entries.count { $0.result == .notTried })),
      "undeclared": .list(
        sweep.undeclared.map {
          .record([
            "request": .string($0.request), "status": .number(Decimal($0.status)),
            "has-outcome": .boolean($0.hasOutcome),
          ])
        }),
    ]
  }
}
