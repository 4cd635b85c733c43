import Evidence
import Foundation
import HTTPExchange
import IHE
import Inventory
import Specification

/// `xds.retrieve`: Retrieve Document Set.
enum XDSRetrieveProbe: Probe {
  /// Most of a document's text that an observation keeps, in bytes.
  private static let textLimit = 64 << 10

  static let description = StepDescription(
    name: "xds.retrieve",
    summary: "Asks a document repository for documents and takes their hash and size.",
    effect: .read, endpoint: .xds,
    inputs: [
      StepInput(
        "documents", .list(of: .string, key: nil), required: true, meaning: "Unique ids of the documents."),
      StepInput(
        "repository", .string, standardValue: "repository-unique-id of the network file",
        meaning: "Repository unique id."),
      StepInput("home", .string, standardValue: "none", meaning: "Home community id, for gateways: `urn:oid:…`."),
      StepInput(
        "packaging", .word(SOAPAnswer.Packaging.allCases.map(\.rawValue)), standardValue: "mtom",
        meaning: "How the request is packed; the transaction demands MTOM."),
    ] + SOAPFields.inputs,
    observation: XDSFields.answer + [
      Field(
        "documents",
        .list(
          of: .record([
            Field("uniqueId", .string, meaning: "Unique id that the repository states."),
            Field("repositoryUniqueId", .string, meaning: "Repository that it states."),
            Field("homeCommunityId", .string, .when("it is stated"), meaning: "Community that it states."),
            Field("mimeType", .string, meaning: "Media type that it states; empty where it is missing."),
            Field(
              "content", .word(["attachment", "inline", "missing"]),
              meaning: "Whether the content lies beside the message, in it, or nowhere."),
            Field("size", .number, .when("the content came"), meaning: "Size in bytes."),
            Field(
              "hash", .string, .when("the content came"), meaning: "SHA-1 in lower-case hexadecimal.",
              source: "ITI TF-3 §4.2.3.2.10"),
            Field(
              "text", .string, .when("the content is UTF-8 of at most 64 KiB"), meaning: "The content as text."),
          ]), key: "uniqueId"), .when("a registry response came"), meaning: "Documents in order.",
        source: "ITI TF-2 §3.43.4.2")
    ],
    example: """
      - do: xds.retrieve
        at: repository
        with: {documents: ["{{report}}"]}
        expect: |
          response == success
          documents[0].hash == {{report-hash}}
      """,
    sources: ["ITI TF-2 §3.43"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard case .list(let elements) = inputs.values["documents"], !elements.isEmpty else {
      return .misuse("xds.retrieve needs at least one document.")
    }
    var repository = inputs.text("repository")
    if repository == nil, case .address(let endpoint)? = context.system.endpoints[.xds] {
      repository = endpoint.settings["repository-unique-id"]
    }
    guard let repository else {
      return .misuse(
        "Which repository is asked is not known.",
        advice: "Give repository-unique-id in the xds block of the network file, or the input `repository`.")
    }
    switch SOAPExchange.make(inputs, in: context, at: .xds) {
    case .failure(let problem): return problem.result
    case .success(let exchange):
      let retrieval = DocumentRetrieval(
        StepInputs.words(elements).map {
          DocumentReference(
            repositoryUniqueID: repository, documentUniqueID: $0, homeCommunityID: inputs.text("home"))
        })
      let envelope = Envelope(
        action: inputs.text("home") == nil ? DocumentRetrieval.action : DocumentRetrieval.crossGatewayAction,
        messageID: SOAPFields.messageID(), to: exchange.address, body: retrieval.element)
      let request = SOAPRequest(
        envelope, packaging: inputs.text("packaging").flatMap(SOAPAnswer.Packaging.init) ?? .mtom,
        limits: BodyLimits(folder: exchange.folder))
      return await exchange.run(request) { answer, observation in
        do throws(RegistryResponse.Problem) {
          let retrieved = try RetrievedDocuments(answer)
          XDSFields.note(retrieved.response, in: &observation)
          observation["documents"] = .list(retrieved.documents.map { value($0, answer) })
          return nil
        } catch {
          return SOAPExchange.unexpected(error, section: "ITI TF-2 §3.43.4.2", &observation)
        }
      }
    }
  }

  private static func value(_ document: RetrievedDocuments.Document, _ answer: SOAPAnswer) -> Value {
    var fields: [String: Value] = [
      "uniqueId": .string(document.reference.documentUniqueID),
      "repositoryUniqueId": .string(document.reference.repositoryUniqueID), "mimeType": .string(document.mimeType),
    ]
    fields["homeCommunityId"] = document.reference.homeCommunityID.map { .string($0) }
    var digest: ContentDigest?
    var bytes: [UInt8]?
    switch document.content {
    case .attachment(let id):
      fields["content"] = .string("attachment")
      guard let part = answer.attachments[id] else { break }
      digest = answer.digest(of: part)
      if part.range.count <= textLimit {
        bytes = answer.bytes(of: part, in: 0..<textLimit).map { Array($0.readableBytesView) }
      }
    case .inline(let text):
      fields["content"] = .string("inline")
      // xs:base64Binary may be broken into lines.
      let decoded = Data(base64Encoded: text.filter { !$0.isWhitespace }).map { Array($0) }
      digest = decoded.map { ContentDigest($0) }
      bytes = decoded
    case .missing: fields["content"] = .string("missing")
    }
    if let digest {
      fields["size"] = .number(Decimal(digest.size))
      fields["hash"] = .string(digest.hash)
    }
    if let bytes, bytes.count <= textLimit, let text = String(validating: bytes, as: UTF8.self) {
      fields["text"] = .string(text)
    }
    return .record(fields)
  }
}
