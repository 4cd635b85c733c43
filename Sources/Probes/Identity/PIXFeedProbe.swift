import Evidence
import Foundation
import IHE
import Specification

/// `pixv3.feed`: Patient Identity Feed HL7 V3, to a cross-reference manager or to a document registry.
enum PIXFeedProbe: Probe {
  static let description = StepDescription(
    name: "pixv3.feed",
    summary: """
      Tells a patient identifier cross-reference manager, or a document registry, that a patient is added, revised, or \
      one with another, over HL7 V3.
      """,
    effect: .write, endpoint: .pixv3, otherEndpoints: [.xds],
    inputs: [
      StepInput(
        "endpoint", .word(["pixv3", "xds"]), standardValue: "pixv3",
        meaning: "Where it goes: to the cross-reference manager, or to the document registry."),
      StepInput(
        "patient", .string, required: true, meaning: "Patient fixture whose name, birth and sex are told.",
        refersTo: .patientFixture),
      StepInput(
        "event", .word(IdentityFeed.Event.allCases.map(\.rawValue)), standardValue: "add", meaning: "What happened."),
      StepInput(
        "identifiers", .list(of: .string, key: nil), required: true,
        meaning: """
          Identifiers of the patient (`Patient.id`), as CX with the domain's object identifier; a bare one is taken for an \
          NHS number.
          """),
      StepInput(
        "others", .list(of: .string, key: nil), standardValue: "none",
        meaning: "Identifiers that others gave to the person (`OtherIDs.id`), as CX."),
      StepInput(
        "prior", .string, standardValue: "none", meaning: "Identifier that gives way to the first, for `merge`, as CX."),
      StepInput("family", .string, standardValue: "that of the fixture", meaning: "Another family name."),
      StepInput(
        "birth-date", .string, standardValue: "that of the fixture", meaning: "Another day of birth, YYYYMMDD."),
    ] + SOAPFields.inputs,
    observation: IdentityFields.answer + [
      Field("sent", IdentityFields.identifiers, meaning: "Identifiers that were told, those of `Patient.id` first.")
    ],
    example: """
      - do: pixv3.feed
        at: index
        with:
          patient: anne
          identifiers: ["{{patient.local-id}}^^^&1.2.3&ISO"]
          others: ["{{patient.nhs-number}}"]
        expect: |
          acknowledgement.code == CA
      """,
    sources: ["ITI TF-2 §3.44", "ITI TF-2 Appendix O.1.2"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard let subject = inputs.text("patient"), let fixture = context.fixtures.patients[subject] else {
      return .misuse("pixv3.feed needs a patient fixture.")
    }
    let event: IdentityFeed.Event = inputs.word("event") ?? .add
    let patient: PatientRole
    var replaced: [InstanceIdentifier] = []
    do throws(StepInputs.NoIdentifier) {
      patient = PatientRole(
        identifiers: try inputs.identifiers("identifiers"), otherIdentifiers: try inputs.identifiers("others"),
        names: [name(of: fixture, inputs)], gender: gender(fixture.sex),
        birthTime: inputs.text("birth-date") ?? fixture.birthDate)
      if let prior = inputs.text("prior") { replaced = [try inputs.identifier(prior)] }
    } catch {
      return error.result
    }
    guard !patient.identifiers.isEmpty, (event == .merge) != replaced.isEmpty else {
      return .misuse("pixv3.feed needs an identifier, and `prior` for a merge and for nothing else.")
    }
    let endpoint = inputs.text("endpoint") == "xds" ? EndpointProtocol.xds : .pixv3
    switch IdentityExchange.make(inputs, in: context, at: endpoint) {
    case .failure(let problem): return problem.result
    case .success(let exchange):
      let feed = IdentityFeed(
        event, Registration(patient, custodian: exchange.transmission.sender.id, replaced: replaced))
      var result = await exchange.run(
        feed.element(in: exchange.transmission), action: event.interaction.action, expecting: .acceptAcknowledgement,
        section: "ITI TF-2 §3.44.4.1.2"
      ) { _, _ in }
      result.observation["sent"] = IdentityFields.value(patient.allIdentifiers)
      return result
    }
  }

  private static func name(of fixture: SyntheticPatient, _ inputs: StepInputs) -> PersonName {
    let parts = fixture.nameComponents
    func part(_ index: Int) -> [String] { parts.indices.contains(index) && !parts[index].isEmpty ? [parts[index]] : [] }
    return PersonName(
      family: inputs.text("family").map { [$0] } ?? part(0), given: part(1) + part(2), prefix: part(3), suffix: part(4))
  }

  /// The sex as a code of AdministrativeGender of HL7 V3.
  private static func gender(_ sex: String) -> String { ["F", "M"].contains(sex) ? sex : "UN" }
}
