import DICOM
import Evidence
import Foundation
import HTTPExchange
import IHE
import NIOCore
import Specification

/// `xds.provide-manifest`: Provide and Register Imaging Document Set, MTOM/XOP.
enum XDSProvideManifestProbe: Probe {
  static let description = XDSProvideManifestDescription.description

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    let submission: ManifestSubmission
    let file: ByteBuffer
    do {
      guard let study = try ImagingInputs.study(inputs, in: context, step: description.name) else {
        return .misuse("xds.provide-manifest needs a study.")
      }
      let series = try ImagingInputs.series(inputs, of: study, step: description.name)
      let fixture = ManifestFixture(
        study: study, series: series, isDescribed: inputs.values["described"] == .boolean(true),
        location: inputs.text("location"), service: inputs.text("service"), aeTitle: inputs.text("ae-title"))
      let manifest = fixture.manifest(SOAPFields.messageID())
      file = try fixture.file(of: manifest)
      submission = Self.submission(of: manifest, study: study, series: series, inputs)
    } catch let problem as ImagingInputs.Problem {
      return .misuse(problem)
    } catch {
      return .misuse("The manifest can't be made: \(error).")
    }
    switch SOAPExchange.make(inputs, in: context, at: .xds) {
    case .failure(let problem): return problem.result
    case .success(let exchange): return await send(submission, file, inputs, exchange)
    }
  }

  private static func submission(
    of manifest: ImagingManifest, study: SyntheticStudy, series: [SyntheticStudy.Series], _ inputs: StepInputs
  ) -> ManifestSubmission {
    let organisation = study.patient.issuer
    let authority = inputs.text("accession-authority") ?? ManifestSubmission.authority
    return ManifestSubmission(
      study: study, series: series, manifest: manifest,
      patient: XDSFields.patient(inputs.text("patient") ?? study.patient.nhsNumber),
      // ODS codes are below this OID (NHS England, Organisation Data Service).
      institution: inputs.text("institution")
        ?? "Synthetic trust^^^^^&2.16.840.1.113883.2.1.3.2.4.18.48&ISO^^^^\(organisation)",
      accession: "\(study.accessionNumber)^^^&\(authority)&ISO^urn:ihe:iti:xds:2013:accession",
      studyReference: "\(study.uid)^^^^urn:ihe:iti:xds:2016:studyInstanceUID",
      region: DocumentEntry.Code(code: inputs.text("region") ?? "51185008", scheme: ManifestSubmission.snomed),
      time: XDSFields.time(Date()))
  }

  private static func send(
    _ submission: ManifestSubmission, _ file: ByteBuffer, _ inputs: StepInputs, _ exchange: SOAPExchange
  ) async -> StepResult {
    let entry = submission.entry
    let set = submission.set
    var objects: [RegistryObject] = [entry.entry] + set.objects + [set.membership(of: entry.id)]
    var documents: [(entry: String, contentID: String)] = []
    var attachments: [SOAPRequest.Attachment] = []
    if inputs.word("bend") != XDSProvideManifestDescription.Bend.noDocument {
      documents.append((entry.id, "manifest@assay"))
      attachments.append(.init(contentID: "manifest@assay", mediaType: entry.mimeType) { file })
    }
    if inputs.values["images"] == .boolean(true) {
      let study = submission.study
      for object in submission.objects {
        let id = "\(object.entry.id)@assay".lowercased()
        objects += [object.entry.entry, set.membership(of: object.entry.id)]
        documents.append((object.entry.id, id))
        attachments.append(
          .init(contentID: id, mediaType: object.entry.mimeType) {
            let image = SyntheticImage(study: study)
            let dataSet = image.dataSet(series: object.series, index: object.index)
            return try ManifestFixture.file(dataSet, in: image.syntax(of: dataSet))
          })
      }
    }
    if let replaced = inputs.text("replaces") {
      objects.append(.association(.replace, from: entry.id, to: replaced, id: "Association-RPLC"))
    }
    let envelope = Envelope(
      action: DocumentSubmission.action, messageID: SOAPFields.messageID(), to: exchange.address,
      body: DocumentSubmission(objects: objects, documents: documents).element)
    var result = await exchange.run(SOAPRequest(envelope, packaging: .mtom, attachments: attachments)) {
      answer, observation in
      do throws(RegistryResponse.Problem) {
        let response = try RegistryResponse(answer.envelope)
        XDSFields.note(response, in: &observation)
        return stranger(response, inputs)
      } catch {
        return SOAPExchange.unexpected(error, section: "ITI TF-2 §3.41.4.2", &observation)
      }
    }
    let digest = ContentDigest(file.readableBytesView)
    result.observation["unique-id"] = .string(submission.manifest.sopInstance)
    result.observation["hash"] = .string(digest.hash)
    result.observation["size"] = .number(Decimal(digest.size))
    result.observation["documents"] = .number(Decimal(documents.count))
    result.observation["accession-reference"] = .string(submission.accession)
    result.observation["study-reference"] = .string(submission.studyReference)
    return result
  }

  /// The failure of a submission for a patient of whom the registry should have been told.
  private static func stranger(_ response: RegistryResponse, _ inputs: StepInputs) -> StepFailure? {
    guard inputs.values["stranger"] != .boolean(true),
      response.faults.contains(where: { $0.code == RegistryErrorCode.unknownPatientID.rawValue })
    else { return nil }
    return StepFailure(
      blame: .configuration, message: "The registry does not know the harness's patient.",
      rule: "ITI TF-3 Table 4.2.4.1-2",
      advice: "Register the patients of the specification's fixtures in the affinity domain, and run again.")
  }
}
