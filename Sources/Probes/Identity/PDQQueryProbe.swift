import Evidence
import Foundation
import IHE
import Specification

/// `pdqv3.query`: Patient Demographics Query HL7 V3.
enum PDQQueryProbe: Probe {
  static let description = StepDescription(
    name: "pdqv3.query",
    summary: "Asks a patient demographics supplier over HL7 V3 which patients have these demographics.",
    effect: .read, endpoint: .pdqv3,
    inputs: [
      StepInput("family", .string, standardValue: "any", meaning: "Family name."),
      StepInput("given", .string, standardValue: "any", meaning: "Given name."),
      StepInput("birth-date", .string, standardValue: "any", meaning: "Day of birth, YYYYMMDD or less exact."),
      StepInput("born-from", .string, standardValue: "any", meaning: "First day of birth, with `born-to`."),
      StepInput("born-to", .string, standardValue: "any", meaning: "Last day of birth, with `born-from`."),
      StepInput("sex", .string, standardValue: "any", meaning: "Code of AdministrativeGender."),
      StepInput(
        "identifiers", .list(of: .string, key: nil), standardValue: "any",
        meaning: "Identifiers that the patient has, as CX; a bare one is taken for an NHS number."),
      StepInput("city", .string, standardValue: "any", meaning: "Town of the address."),
      StepInput("postal-code", .string, standardValue: "any", meaning: "Postcode of the address."),
      StepInput(
        "domains", .list(of: .string, key: nil), standardValue: "none",
        meaning: "Object identifiers of domains whose identifiers are wanted too (`OtherIDsScopingOrganization`)."),
      StepInput(
        "quantity", .number, standardValue: "all",
        meaning: "How many patients may come at once (`initialQuantity`); the rest is had by `pdqv3.continue`."),
    ] + SOAPFields.inputs,
    observation: IdentityFields.queryAnswer + [patients],
    example: """
      - do: pdqv3.query
        at: index
        with: {family: "{{anne.family-name}}", birth-date: "{{anne.birth-date}}"}
        expect: |
          query-response == OK
          some patients[*].identifiers[*].extension == {{anne.nhs-number}}
      """,
    sources: ["ITI TF-2 §3.47"])

  static let patients = Field(
    "patients", .list(of: .record(IdentityFields.patient), key: nil), .when("the message that answers came"),
    meaning: "Patients in order.", source: "ITI TF-2 §3.47.4.2")

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    var query = CandidatesQuery(
      id: InstanceIdentifier(root: IdentityExchange.newID("query")), gender: inputs.text("sex"))
    do throws(StepInputs.NoIdentifier) { query.identifiers = try inputs.identifiers("identifiers") } catch {
      return error.result
    }
    let name = PersonName(
      family: inputs.text("family").map { [$0] } ?? [], given: inputs.text("given").map { [$0] } ?? [])
    if name != PersonName() { query.names = [name] }
    query.birthTime = inputs.text("birth-date").map { .exact($0) }
    if let from = inputs.text("born-from"), let to = inputs.text("born-to") { query.birthTime = .between(from, to) }
    let address = PostalAddress(city: inputs.text("city"), postalCode: inputs.text("postal-code"))
    if address != PostalAddress() { query.address = address }
    if case .list(let elements) = inputs.values["domains"] { query.domains = StepInputs.words(elements) }
    if inputs.values["quantity"] != nil {
      guard let quantity = inputs.integer("quantity", or: 0, in: 1...100_000) else {
        return .misuse("The quantity must be a whole number from 1 to 100000.")
      }
      query.initialQuantity = quantity
    }
    switch IdentityExchange.make(inputs, in: context, at: .pdqv3) {
    case .failure(let problem): return problem.result
    case .success(let exchange):
      var result = await exchange.run(
        query.element(in: exchange.transmission), action: IdentityInteraction.candidatesQuery.action,
        expecting: .candidatesResponse, section: "ITI TF-2 §3.47.4.2"
      ) { message, observation in
        observation["patients"] = .list(message.registrations.map { IdentityFields.value($0) })
      }
      result.observation["query-id"] = .string(query.id.text)
      return result
    }
  }
}
