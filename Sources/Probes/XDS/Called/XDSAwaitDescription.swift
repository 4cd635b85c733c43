import IHE
import Specification

/// `xds.await`
enum XDSAwaitDescription {
  static let description = StepDescription(
    name: "xds.await",
    summary: """
      Waits for a system that calls the registry, repository, imaging document source or gateway which the harness plays, and \
      shows what it sent and what the harness made of it. What came earlier in the run counts too.
      """,
    effect: .listen, endpoint: .xds, otherEndpoints: [.xca], needsEndpoint: false,
    inputs: [
      StepInput(
        "transaction", .word(ReceivedTransaction.Kind.allCases.map(\.rawValue)), required: true,
        meaning: "Which transaction is awaited.",
        choices: [
          .init("provide-and-register", meaning: "Documents with their metadata come to the repository, ITI-41."),
          .init("register", meaning: "Metadata come to the registry, ITI-42."),
          .init("stored-query", meaning: "The registry is asked, ITI-18."),
          .init("retrieve", meaning: "The repository is asked for documents, ITI-43."),
          .init("retrieve-images", meaning: "The imaging document source is asked for images, RAD-69."),
          .init("cross-gateway-query", meaning: "The gateway is asked by another community, ITI-38."),
          .init("cross-gateway-retrieve", meaning: "The gateway is asked for documents, ITI-39."),
        ]),
      StepInput(
        StepDescription.endpointInput, .word(["xds", "xca"]), standardValue: "xds",
        meaning: "`xca` for the transactions between communities: the listener has to play a responding gateway."),
      StepInput(
        "patient", .string, standardValue: "any",
        meaning: """
          Patient of the metadata or the query, as CX; a bare identifier is taken for an NHS number. It decides which messages \
          belong to the step.
          """),
      StepInput(
        "document", .string, standardValue: "any",
        meaning: "Unique id of a document that is asked for. It decides which messages belong to the step."),
      StepInput(
        "study", .uid, standardValue: "any",
        meaning: "Study of images that are asked for. It decides which messages belong to the step."),
      StepInput(
        "beside", .list(of: .string, key: nil), standardValue: "none",
        meaning: """
          Media types of documents that do not count: a submission of such documents alone does not belong to the step, and beside \
          others they are not shown. What is found wrong with their metadata is.
          """),
      StepInput(
        "judge-assertions", .boolean, standardValue: "false",
        meaning: """
          Whether the assertions about who asks are shown and judged: by the `assertions` block of the listener that plays the \
          actor, which has to have one.
          """),
      StepInput("count", .number, standardValue: "1", meaning: "How many are awaited, 1 to 1000."),
      StepInput(
        "within", .duration, standardValue: "the step's own time", meaning: "How long the harness waits at most."),
      StepInput(
        "linger", .duration, standardValue: "0 s",
        meaning: "How long to listen on after the last one awaited, for what comes once too often."),
    ],
    observation: [
      Field("arrived", .number, .when("the harness listens"), meaning: "How many came.", isCumulative: true),
      Field(
        "last-arrival", .duration, .when("one came"),
        meaning: "From the begin of this step to the last of them; 0 s for what came before.", isCumulative: true),
      Field(
        "arrivals", .list(of: .record(arrival), key: nil), .when("the harness listens"),
        meaning: "What came, in order.", isCumulative: true),
      Field(
        "turned-away", .list(of: .string, key: nil), .when("the harness listens"),
        meaning: "What came from the system's address and is no message of any actor, and why.", isCumulative: true),
    ],
    example: """
      - do: xds.await
        at: source
        with: {transaction: provide-and-register, patient: "{{anne.nhs-number}}"}
        timeout: 5 min
        expect: |
          arrivals[0].response == success
          arrivals[0].findings is empty
          arrivals[0].packaging == mtom
      """,
    sources: ["ITI TF-2 §3.41", "ITI TF-2 §3.18", "RAD TF-2 §4.69", "ITI TF-3 §4.2", "ITI TF-3 §4.3"])

  private static let arrival: [Field] =
    [
      Field("after", .duration, meaning: "From the begin of this step; 0 s for what came before."),
      Field("listener", .string, meaning: "Name of the harness's listener."),
      Field("remote-host", .string, meaning: "Address of the sender."),
      Field("secured", .boolean, meaning: "Whether it came over TLS."),
      Field("media-type", .string, .when("it names one"), meaning: "Media type, without parameters."),
      Field(
        "packaging", .word(SOAPMessage.Packaging.allCases.map(\.rawValue)),
        meaning: "Whether the message came alone, or as MTOM.", source: "ITI TF-2 Appendix V.3.6"),
      Field("soap-version", .string, meaning: "Version of SOAP: `1.1` or `1.2`.", source: "ITI TF-2 Appendix V.3.2"),
      Field("action", .string, .when("the message has one"), meaning: "WS-Addressing action."),
      Field(
        "action-matches", .boolean, meaning: "Whether the action is the one of the transaction.",
        source: "ITI TF-2 Appendix V.3.2.2"),
      Field("has-message-id", .boolean, meaning: "Whether it has a message id.", source: "ITI TF-2 Appendix V.3.2.2"),
      Field("to", .string, .when("the message has it"), meaning: "Where it says that it goes (`wsa:To`)."),
      Field("response", .word(ResponseStatus.allCases.map(\.word)), meaning: "How the harness's actor answered."),
      Field("errors", .list(of: .string, key: nil), meaning: "Codes of the errors that it answered, in order."),
      Field("given", .number, meaning: "How many documents or objects the answer brought."),
      ReceivedAssertionFields.field,
    ] + content

  private static let content: [Field] = [
    Field(
      "documents", .list(of: .record(DocumentEntryFields.fields), key: "uniqueId"), .when("it is a submission"),
      meaning: "Document entries in order.", source: "ITI TF-3 §4.1.3.2"),
    Field(
      "contents",
      .list(
        of: .record([
          Field("entry", .string, meaning: "Id of its entry in the message."),
          Field(
            "place", .word(["attachment", "inline", "missing"]),
            meaning: "Whether it lies beside the message, in it, or nowhere."),
          Field("size", .number, .when("it came"), meaning: "Size in bytes."),
          Field("hash", .string, .when("it came"), meaning: "SHA-1 in lower-case hexadecimal."),
          Field("media-type", .string, .when("it came beside the message"), meaning: "Media type of its part."),
          Field("text", .string, .when("it is UTF-8 of at most 64 KiB"), meaning: "The content as text."),
          Field(
            "is-named-by-entry", .boolean, .when("it is a DICOM file of at most 16 MiB"),
            meaning: "Whether the unique id of its entry is its SOP Instance UID.", source: "RAD TF-2 §4.68.4.1.2.3"),
          Field("data-set", .dataSet, .when("it is a DICOM file of at most 16 MiB"), meaning: "Its data set."),
        ]), key: "entry"), .when("it is a submission"), meaning: "Documents in order.",
      source: "ITI TF-2 §3.41.4.1.2"),
    Field(
      "associations",
      .list(
        of: .record([
          Field("type", .string, meaning: "Code of the type: `RPLC`, `HasMember`."),
          Field("source", .string, meaning: "Id of its source."),
          Field("target", .string, meaning: "Id of its target."),
        ]), key: nil), .when("it is a submission"), meaning: "Associations in order.", source: "ITI TF-3 §4.2.2"),
    Field(
      "findings",
      .list(
        of: .record([
          Field("subject", .string, meaning: "Id of the object, or `submission`."),
          Field("attribute", .string, meaning: "Attribute; `-` for none in particular."),
          Field("problem", .string, meaning: "What is wrong."), Field("rule", .string, meaning: "The rule broken."),
        ]), key: nil), .when("it is a submission"),
      meaning: """
        What is wrong with the metadata: attributes that are missing or have not their form, objects that do not hang \
        together, documents that are not those described.
        """, source: "ITI TF-3 §4.3.1"),
    Field(
      "query",
      .record([
        Field("id", .string, meaning: "Id of the query."),
        Field("name", .string, .when("the profiles have it"), meaning: "Its name: `FindDocuments`."),
        Field("returns", .string, meaning: "`LeafClass` or `ObjectRef`, as written."),
        Field("home-community-id", .string, .when("it is stated"), meaning: "The community asked."),
        Field(
          "parameters",
          .list(
            of: .record([
              Field("name", .string, meaning: "Name with its sign."),
              Field("values", .list(of: .string, key: nil), meaning: "Values."),
            ]), key: "name"), meaning: "Parameters in order."),
        Field(
          "findings", .list(of: .string, key: nil),
          meaning:
            "Parameters without the form of their values: codes with their scheme, patients with their authority.",
          source: "ITI TF-2 §3.18.4.1.2.3.4"),
      ]), .when("it is a query"), meaning: "The query.", source: "ITI TF-2 §3.18.4.1.2"),
    Field(
      "retrieved",
      .list(
        of: .record([
          Field("uniqueId", .string, meaning: "Unique id of the document."),
          Field("repositoryUniqueId", .string, meaning: "Repository that is named."),
          Field("homeCommunityId", .string, .when("it is stated"), meaning: "Community that is named."),
        ]), key: "uniqueId"), .when("it asks for documents"), meaning: "The documents that are asked for.",
      source: "ITI TF-2 §3.43.4.1"),
    Field(
      "images",
      .list(
        of: .record([
          Field("sop-instance", .string, meaning: "SOP Instance UID; empty where it is missing, as the next two."),
          Field("series", .string, meaning: "Series that is named."),
          Field("study", .string, meaning: "Study that is named."),
          Field("repositoryUniqueId", .string, meaning: "Imaging document source that is named."),
        ]), key: "sop-instance"), .when("it asks for images"), meaning: "The images that are asked for, in order.",
      source: "RAD TF-2 §4.69.4.1"),
    Field(
      "transfer-syntaxes", .list(of: .string, key: nil), .when("it asks for images"),
      meaning: "Transfer syntax UIDs that are taken.", source: "RAD TF-2 §4.69.4.1"),
    Field("unreadable", .string, .when("the body is not the transaction's"), meaning: "Why it can't be read."),
  ]
}
