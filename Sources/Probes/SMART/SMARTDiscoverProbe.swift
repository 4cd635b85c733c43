import Evidence
import FHIR
import Foundation
import HTTPExchange
import JSONTree
import NIOHTTP1
import Specification

/// `smart.discover`: what a FHIR service tells of its authorization server.
enum SMARTDiscoverProbe: Probe {
  static let description = StepDescription(
    name: "smart.discover",
    summary: """
      Reads what a FHIR service tells of its authorization server under /.well-known/smart-configuration, as everybody \
      may, and holds it against the specification.
      """,
    effect: .read, endpoint: .fhir, inputs: [],
    observation: WebFields.answer + [
      Field(
        "configuration",
        .record(
          SMARTConfiguration.addresses.map { member in
            Field(name(member), .string, .when("the document has it"), meaning: "Member `\(member)`.")
          }
            + SMARTConfiguration.lists.map { member in
              Field(name(member), .list(of: .string, key: nil), meaning: "Member `\(member)`.")
            }), .when("the status is 200 and the document is read"), meaning: "What the document tells.",
        source: "SMART App Launch 2.2, Conformance"),
      AuthorizationFields.findings("the status is 200 and the document is read"),
    ],
    example: """
      - do: smart.discover
        at: archive
        expect: |
          status == 200
          media-type == "application/json"
          findings is empty
          configuration.grant-types-supported contains client_credentials
          configuration.capabilities contains client-confidential-asymmetric
      """,
    sources: ["SMART App Launch 2.2, Conformance", "RFC 8414 §2"])

  /// `token_endpoint` as the language writes it.
  private static func name(_ member: String) -> String { member.replacing("_", with: "-") }

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    switch WebExchange.make(StepInputs(["anonymous": .boolean(true)]), in: context, at: .fhir) {
    case .failure(let problem): return problem.result
    case .success(let exchange):
      return await exchange.run { client, observation throws(WebFailure) in
        let response = try await client.exchange(
          WebRequest(
            .GET, exchange.base + SMARTConfiguration.path, fields: ["Accept": "application/json"],
            limits: BodyLimits(memory: SMARTConfiguration.limit)))
        observation.merge(WebFields.fields(response), uniquingKeysWith: { _, new in new })
        if let failure = WebExchange.busy(response.status) { return failure }
        guard response.status == 200, let bytes = response.body.bytes(upTo: SMARTConfiguration.limit) else {
          return nil
        }
        do throws(JSONSyntaxError) {
          let configuration = try SMARTConfiguration(Array(bytes.readableBytesView))
          observation["configuration"] = value(configuration)
          observation["findings"] = AuthorizationFields.value(configuration.findings)
          return nil
        } catch {
          observation["outcome"] = .string(error.reason.isLimit ? "failed" : "malformed")
          return StepFailure(
            blame: error.reason.isLimit ? .harness : .system, message: "The SMART configuration is \(error).",
            rule: "SMART App Launch 2.2, Conformance")
        }
      }
    }
  }

  private static func value(_ configuration: SMARTConfiguration) -> Value {
    var fields: [String: Value] = [:]
    for member in SMARTConfiguration.addresses {
      if let address = configuration.address(member) { fields[name(member)] = .string(address) }
    }
    for member in SMARTConfiguration.lists {
      fields[name(member)] = .list(configuration.words(member).prefix(500).map { .string($0) })
    }
    return .record(fields)
  }
}
