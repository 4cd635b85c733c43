import DICOM
import Evidence
import Foundation
import HTTPExchange
import IHE
import Inventory
import Specification

/// `xca-i.retrieve`: Cross Gateway Retrieve Imaging Document Set, or Retrieve Imaging Document Set at an initiating imaging
/// gateway.
enum XCAImagingRetrieveProbe: Probe {
  static let description = StepDescription(
    name: "xca-i.retrieve",
    summary: "Asks an imaging gateway for a synthetic study of a community, and compares what comes with the fixture.",
    effect: .read, endpoint: .xcai, otherEndpoints: [.xdsi],
    inputs: [
      StepInput(
        StepDescription.endpointInput, .word([EndpointProtocol.xcai.rawValue, EndpointProtocol.xdsi.rawValue]),
        standardValue: "xca-i",
        meaning: """
          Which actor is asked: at xca-i a responding imaging gateway, as an initiating one asks it; at xds-i an initiating imaging \
          gateway, as an imaging document consumer asks it.
          """),
      StepInput(
        "study", .string, required: true, meaning: "Name of the study fixture.", refersTo: .studyFixture),
      StepInput(
        "transfer", .list(of: .string, key: nil), standardValue: "[1.2.840.10008.1.2.1]",
        meaning: "Transfer syntax UIDs that are accepted."),
      StepInput(
        "repository", .string, standardValue: "repository-unique-id of the network file",
        meaning: "Unique id of the imaging document source that keeps the study."),
      StepInput(
        "home", .string, standardValue: "home-community-id of the network file",
        meaning: "Community that keeps the study, `urn:oid:…`."),
      StepInput(
        "object-uid", .string, standardValue: "those of the study",
        meaning: "SOP Instance UID of every instance asked for, on purpose."),
      StepInput(
        "beside",
        .list(
          of: .record([
            Field("id", .string, meaning: "SOP Instance UID."),
            Field("repository", .string, meaning: "Unique id of its source."),
            Field("home", .string, meaning: "Its community, `urn:oid:…`."),
          ]), key: nil), standardValue: "none",
        meaning: "Further instances, of a study of their own, that are asked for in the same message and not awaited."),
    ] + CommunityExchange.inputs,
    observation: XDSFields.answer + CommunityExchange.fields + [
      Field(
        "repository", .string, .when("a registry response came"), meaning: "Source that was asked for."),
      ImagingRetrieveDescription.documents,
    ] + ImagingRetrieveDescription.account,
    example: """
      - do: xca-i.retrieve
        at: gateway
        with: {study: ct-chest}
        expect: |
          response == success
          missing is empty
          every instances[*].unchanged == true
          unlabelled == 0
      """,
    sources: ["RAD TF-2 §4.75", "RAD TF-2 §4.69"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard let name = inputs.text("study"), let study = context.fixtures.studies[name] else {
      return .misuse("xca-i.retrieve needs a study of the specification's fixtures.")
    }
    let endpoint = inputs.text(StepDescription.endpointInput).flatMap(EndpointProtocol.init) ?? .xcai
    switch CommunityExchange.make(
      inputs, in: context, as: endpoint == .xcai ? .responding : .initiating, at: endpoint)
    {
    case .failure(let problem): return problem.result
    case .success(let gateway):
      let settings = CommunityExchange.settings(of: endpoint, in: context)
      guard let repository = inputs.text("repository") ?? settings?["repository-unique-id"] else {
        return .misuse(
          "Which imaging document source is asked for is not known.",
          advice: "Give repository-unique-id in the \(endpoint.rawValue) block, or the input `repository`.")
      }
      let home = inputs.text("home") ?? gateway.community?.urn
      var retrieval = ImagingRetrieval(
        references(of: study, repository: repository, home: home, object: inputs.text("object-uid")),
        transferSyntaxes: words("transfer", inputs) ?? [TransferSyntax.explicitVRLittleEndian.uid.value])
      let awaited = retrieval
      retrieval.documents += further(inputs, study)
      let action = gateway.gateway == .responding ? ImagingRetrieval.crossGatewayAction : ImagingRetrieval.action
      let request = SOAPRequest(
        gateway.envelope(action, retrieval.element), packaging: .mtom,
        limits: BodyLimits(memory: 1 << 20, folder: gateway.exchange.folder))
      return await gateway.exchange.run(request) { answer, observation in
        if let failure = ImagingRetrieveProbe.note(answer, to: awaited, of: study, in: &observation) { return failure }
        do throws(RegistryResponse.Problem) {
          let retrieved = try RetrievedDocuments(answer)
          observation["repository"] = .string(repository)
          gateway.note(CommunityLabels(retrieved), in: &observation)
          return gateway.failure(retrieved.response)
        } catch {
          return SOAPExchange.unexpected(error, section: "RAD TF-2 §4.75.4.2", &observation)
        }
      }
    }
  }

  private static func words(_ name: String, _ inputs: StepInputs) -> [String]? {
    if case .list(let elements)? = inputs.values[name] { StepInputs.words(elements) } else { nil }
  }

  private static func references(
    of study: SyntheticStudy, repository: String, home: String?, object: String?
  ) -> [ImagingDocumentReference] {
    study.series.flatMap { series in
      series.instances.map { instance in
        ImagingDocumentReference(
          study: study.uid, series: series.uid,
          document: DocumentReference(
            repositoryUniqueID: repository, documentUniqueID: object ?? instance, homeCommunityID: home))
      }
    }
  }

  private static func further(_ inputs: StepInputs, _ study: SyntheticStudy) -> [ImagingDocumentReference] {
    guard case .list(let records)? = inputs.values["beside"] else { return [] }
    let uid = SyntheticUID.make(seed: study.uid, name: "beside")
    return records.compactMap { record in
      guard case .record(let fields) = record else { return nil }
      func text(_ name: String) -> String? { if case .string(let text)? = fields[name] { text } else { nil } }
      guard let id = text("id"), let repository = text("repository"), let home = text("home") else { return nil }
      return ImagingDocumentReference(
        study: uid, series: uid + ".1",
        document: DocumentReference(repositoryUniqueID: repository, documentUniqueID: id, homeCommunityID: home))
    }
  }
}
