import Evidence
import Foundation
import IHE
import Specification

/// `pixv3.query`: PIX V3 Query.
enum PIXQueryProbe: Probe {
  static let description = StepDescription(
    name: "pixv3.query",
    summary: "Asks a patient identifier cross-reference manager over HL7 V3 what else a patient is called.",
    effect: .read, endpoint: .pixv3,
    inputs: [
      StepInput(
        "identifier", .string, required: true,
        meaning: "The identifier that is known, as CX with the domain's object identifier; a bare one is an NHS number."
      ),
      StepInput(
        "domains", .list(of: .string, key: nil), standardValue: "all",
        meaning: "Object identifiers of the domains whose identifiers are wanted (`DataSource`)."),
    ] + SOAPFields.inputs,
    observation: IdentityFields.queryAnswer + [
      Field(
        "identifiers", IdentityFields.identifiers, .when("the message that answers came"),
        meaning: "Identifiers in order, of `Patient.id` and of `OtherIDs.id`.", source: "ITI TF-2 §3.45.4.2"),
      Field(
        "registrations", .number, .when("the message that answers came"),
        meaning: "Number of registrations; at most one."),
    ],
    example: """
      - do: pixv3.query
        at: index
        with: {identifier: "{{anne.local-id}}^^^&1.2.3&ISO"}
        expect: |
          query-response == OK
          some identifiers[*].extension == {{anne.nhs-number}}
      """,
    sources: ["ITI TF-2 §3.45"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    let identifier: InstanceIdentifier
    do throws(StepInputs.NoIdentifier) { identifier = try inputs.identifier(inputs.text("identifier") ?? "") } catch {
      return error.result
    }
    var domains: [String] = []
    if case .list(let elements) = inputs.values["domains"] { domains = StepInputs.words(elements) }
    switch IdentityExchange.make(inputs, in: context, at: .pixv3) {
    case .failure(let problem): return problem.result
    case .success(let exchange):
      let query = IdentifiersQuery(
        id: InstanceIdentifier(root: IdentityExchange.newID("query")), of: identifier, in: domains)
      var result = await exchange.run(
        query.element(in: exchange.transmission), action: IdentityInteraction.identifiersQuery.action,
        expecting: .identifiersResponse, section: "ITI TF-2 §3.45.4.2"
      ) { message, observation in
        observation["identifiers"] = IdentityFields.value(message.registrations.flatMap(\.patient.allIdentifiers))
        observation["registrations"] = .number(Decimal(message.registrations.count))
      }
      result.observation["query-id"] = .string(query.id.text)
      return result
    }
  }
}
