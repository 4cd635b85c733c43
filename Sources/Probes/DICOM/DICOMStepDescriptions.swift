import Specification

/// Fields and inputs that several `dicom.*` steps share.
enum DICOMStepFields {
  static let callingInput = StepInput(
    "calling-ae", .string, standardValue: "the network file's", meaning: "Calling AE title to use instead.")
  static let calledInput = StepInput(
    "called-ae", .string, standardValue: "the network file's", meaning: "Called AE title to use instead.")

  static let lengthInput = StepInput(
    "maximum-length", .number, standardValue: "16384",
    meaning: "Maximum length in bytes that the harness receives, 0 (no limit) or 8 to 4294967295.")

  static let statusWords = ["success", "warning", "failure", "cancel", "pending", "undefined"]

  /// An A-ASSOCIATE-RJ.
  static let rejection: ValueType = .record([
    Field("result", .word(["rejected-permanent", "rejected-transient"]), meaning: "Result."),
    Field(
      "source", .word(["service-user", "service-provider-acse", "service-provider-presentation"]), meaning: "Source."),
    Field("reason", .string, meaning: "Reason in the standard's words, `calling-AE-title-not-recognized`."),
  ])

  /// An A-ABORT.
  static let abort: ValueType = .record([
    Field("source", .word(["service-user", "service-provider"]), meaning: "Source."),
    Field("reason", .string, meaning: "Reason in the standard's words."),
  ])

  static let association: [Field] = [
    Field(
      "rejection", rejection, .when("outcome == rejected"), meaning: "Why the association was rejected.",
      source: "PS3.8 §9.3.4"),
    Field(
      "abort", abort, .when("outcome == aborted"), meaning: "How the peer aborted.", source: "PS3.8 §9.3.8"),
    Field(
      "contexts",
      .list(
        of: .record([
          Field("id", .number, meaning: "Presentation context ID."),
          Field("abstract-syntax", .uid, meaning: "Abstract syntax proposed."),
          Field("proposed", .list(of: .uid, key: nil), meaning: "Transfer syntaxes proposed."),
          Field(
            "result",
            .word([
              "acceptance", "user-rejection", "no-reason", "abstract-syntax-not-supported",
              "transfer-syntaxes-not-supported",
            ]), meaning: "The peer's answer.", source: "PS3.8 Table 9-18"),
          Field("transfer-syntax", .uid, .when("result == acceptance"), meaning: "Transfer syntax chosen by the peer."),
          Field(
            "place", .number, .when("result == acceptance"),
            meaning: "Place of the transfer syntax chosen among those proposed, 1 for the first."),
        ]), key: "abstract-syntax"), .when("the association was accepted"),
      meaning: """
        Presentation contexts, proposal and answer. Where an abstract syntax is proposed without Implicit VR Little Endian, the \
        harness proposes it in one more context, as PS3.5 §10.1 demands; that one is not listed.
        """, source: "PS3.8 §9.3.3.2"),
    Field(
      "maximum-length", .size, .when("the association was accepted and the peer stated one"),
      meaning: "Maximum length that the peer receives; 0 means no limit.", source: "PS3.8 §D.1"),
    Field(
      "implementation-class-uid", .uid, .when("the association was accepted and the peer stated one"),
      meaning: "Implementation Class UID of the peer.", source: "PS3.7 §D.3.3.2"),
    Field(
      "implementation-version-name", .string, .when("the association was accepted and the peer stated one"),
      meaning: "Implementation Version Name of the peer.", source: "PS3.7 §D.3.3.2"),
    Field(
      "roles",
      .list(
        of: .record([
          Field("sop-class", .uid, meaning: "SOP Class UID."),
          Field("scu", .boolean, meaning: "Whether the harness may be SCU."),
          Field("scp", .boolean, meaning: "Whether the harness may be SCP."),
        ]), key: "sop-class"), .when("the association was accepted"),
      meaning: "Answers to role selection; none where the peer gave none.", source: "PS3.7 §D.3.3.4"),
    Field(
      "operations-window",
      .record([
        Field("invoked", .number, meaning: "Maximum number of operations invoked; 0 means no limit."),
        Field("performed", .number, meaning: "Maximum number of operations performed; 0 means no limit."),
      ]), .when("the association was accepted and the peer answered one"),
      meaning: "Asynchronous operations window answered.", source: "PS3.7 §D.3.3.3"),
    Field(
      "extended-negotiation",
      .list(
        of: .record([
          Field("sop-class", .uid, meaning: "SOP Class UID."),
          Field("information", .string, meaning: "Service class application information, hexadecimal, `01 00 01`."),
          Field(
            "granted", .list(of: .word(ExtendedQueryFeature.words), key: nil),
            meaning: "Features granted, where the class is of queries.", source: "PS3.4 §C.5.1.1"),
        ]), key: "sop-class"), .when("the association was accepted"),
      meaning: "Answers to SOP class extended negotiation; none where the peer gave none.", source: "PS3.7 §D.3.3.5"),
    Field(
      "identity-response", .boolean, .when("the association was accepted"),
      meaning: "Whether the peer sent a server response to the user identity.", source: "PS3.7 §D.3.3.7.2"),
    Field(
      "breaches",
      .list(
        of: .record([
          Field("rule", .string, meaning: "The rule, `PS3.7 §D.3.3.2`."),
          Field("expected", .string, meaning: "What the rule asks for."),
          Field("got", .string, meaning: "What came."),
        ]), key: nil), .when("the association was accepted"),
      meaning: "Rules that the answer breaks without standing in the way of the exchange."),
    Field(
      "longest-data", .size, .when("the peer sent messages"),
      meaning: "Length of the longest P-DATA-TF of the peer, as the maximum length counts it.", source: "PS3.8 §D.1"),
    Field(
      "released", .boolean, .when("the association was accepted"),
      meaning: "Whether the peer answered A-RELEASE-RQ with A-RELEASE-RP.", source: "PS3.8 §9.3.7"),
  ]

  static let status: [Field] = [
    Field("status", .word(statusWords), meaning: "Category of the status.", source: "PS3.7 Annex C"),
    Field("code", .string, meaning: "Status as four hexadecimal digits, `0000`, `A700`."),
    Field("comment", .string, .when("the peer sent one"), meaning: "Error Comment (0000,0902)."),
    Field("duration", .duration, meaning: "From the request's last byte sent to the response's last byte received."),
  ]
}

/// `dicom.echo`
public enum DICOMEchoDescription {
  /// The description.
  public static let description = StepDescription(
    name: "dicom.echo",
    summary: "Sends C-ECHO requests over one association.",
    effect: .read, endpoint: .dicom,
    inputs: [
      StepInput("repeat", .number, standardValue: "1", meaning: "Number of requests, 1 to 1000."),
      DICOMStepFields.callingInput, DICOMStepFields.calledInput, DICOMStepFields.lengthInput,
    ],
    observation: DICOMStepFields.association + [
      Field(
        "responses", .list(of: .record(DICOMStepFields.status), key: nil), .when("the association was accepted"),
        meaning: "C-ECHO-RSP in order.", source: "PS3.7 §9.3.5", isCumulative: true),
      Field("median", .duration, .when("there are responses"), meaning: "Median response time."),
      Field("percentile-95", .duration, .when("there are responses"), meaning: "95th percentile of response times."),
    ],
    example: """
      - do: dicom.echo
        at: archive
        with: {repeat: 20}
        expect: |
          every responses[*].status == success
          percentile-95 <= 1 s
      """,
    sources: ["PS3.4 Annex A", "PS3.7 §9.1.5", "PS3.7 §9.3.5"])
}

/// `dicom.find`
public enum DICOMFindDescription {
  /// The description.
  public static let description = StepDescription(
    name: "dicom.find",
    summary: "Queries by C-FIND and records the matches.",
    effect: .read, endpoint: .dicom,
    inputs: [
      StepInput(
        "model", .word(QueryModel.words), standardValue: "study-root",
        meaning: "Information model: of studies, of scheduled work, of protocols or of a patient's record."),
      StepInput(
        "level", .word(["patient", "study", "series", "image"]),
        standardValue: "study; none where the model has no levels",
        meaning: "Query/Retrieve Level."),
      StepInput(
        "keys", .dataSet, required: true,
        meaning: """
          Attributes by keyword or (gggg,eeee): a value matches, an empty one is returned; a mapping is a sequence item, \
          a list a list of UIDs.
          """),
      StepInput(
        "character-set", .string, standardValue: "ISO_IR 192 where a key needs it",
        meaning: "Specific Character Set of the identifier."),
      StepInput("limit", .number, standardValue: "10000", meaning: "Matches after which the association is aborted."),
      StepInput(
        "cancel-after", .number, standardValue: "never",
        meaning: "Matches after which C-CANCEL-RQ is sent and the final response awaited; later matches are left out."),
      StepInput(
        "negotiate", .list(of: .word(ExtendedQueryFeature.words), key: nil), standardValue: "none",
        meaning: "Extended negotiation to propose: features beyond the standard behaviour."),
      DICOMStepFields.callingInput, DICOMStepFields.calledInput, DICOMStepFields.lengthInput,
    ],
    observation: DICOMStepFields.association + [
      Field(
        "matches", .list(of: .dataSet, key: nil), .when("the final response arrived"),
        meaning: "Identifiers of the pending responses.", source: "PS3.4 §C.4.1.1.3"),
      Field(
        "status", .word(DICOMStepFields.statusWords), .when("the final response arrived"),
        meaning: "Category of the final status.", source: "PS3.4 §C.4.1.1.4"),
      Field("code", .string, .when("the final response arrived"), meaning: "Final status, four hexadecimal digits."),
      Field("comment", .string, .when("the peer sent one"), meaning: "Error Comment (0000,0902)."),
      Field(
        "cancelled", .boolean, .when("the final response arrived"),
        meaning: "Whether C-CANCEL-RQ was sent because there were more matches.", source: "PS3.7 §9.3.2.3"),
      Field(
        "unsupported-keys", .boolean, .when("the final response arrived"),
        meaning: "Whether a pending status was FF01: optional keys not supported.", source: "PS3.4 Table C.4-1"),
      Field(
        "first-match", .duration, .when("there are matches"),
        meaning: "From the request's last byte sent to the first match received."),
      Field(
        "response-time", .duration, .when("the final response arrived"),
        meaning: "From the request's last byte sent to the final response received."),
    ],
    example: """
      - do: dicom.find
        at: archive
        with:
          level: study
          keys: {PatientID: "{{ct-chest.patient.nhs-number}}", StudyInstanceUID: ""}
        expect: |
          status == success
          matches.count == 1
          matches[0].StudyInstanceUID == {{ct-chest.uid}}
      """,
    sources: [
      "PS3.4 Annex C", "PS3.4 Annex K", "PS3.4 Annex Q", "PS3.4 Annex U", "PS3.4 §CC.2.8", "PS3.4 Annex JJ",
      "PS3.7 §9.1.2",
    ])
}

/// `dicom.store`
public enum DICOMStoreDescription {
  /// The description.
  public static let description = StepDescription(
    name: "dicom.store",
    summary: "Sends a synthetic study by C-STORE.",
    effect: .write, endpoint: .dicom,
    inputs: [
      StepInput(
        "study", .string, required: true, meaning: "Name of the study fixture.", refersTo: .studyFixture),
      StepInput(
        "transfer", .list(of: .uid, key: nil),
        standardValue: "that of the fixture, else [ExplicitVRLittleEndian, ImplicitVRLittleEndian]",
        meaning: """
          Transfer syntaxes to propose for each SOP class of the study, in order of preference. Objects are brought into \
          the one that the system chooses; into one that loses information only where the fixture is made in it.
          """),
      StepInput(
        "repeat", .number, standardValue: "1", meaning: "How often every instance is sent, 1 to 100."),
      DICOMStepFields.callingInput, DICOMStepFields.calledInput,
    ],
    observation: DICOMStepFields.association + [
      Field("sent", .number, .when("the association was accepted"), meaning: "Number of C-STORE-RQ sent."),
      Field("bytes", .size, .when("the association was accepted"), meaning: "Bytes of data sets sent."),
      Field(
        "responses",
        .list(
          of: .record(
            [
              Field("sop-class", .uid, meaning: "Affected SOP Class UID of the request."),
              Field("sop-instance", .uid, meaning: "Affected SOP Instance UID of the request."),
              Field("transfer-syntax", .uid, meaning: "Transfer syntax that the data set was sent in."),
            ] + DICOMStepFields.status), key: "sop-instance"), .when("the association was accepted"),
        meaning: "C-STORE-RSP in order.", source: "PS3.7 §9.3.1", isCumulative: true),
    ],
    example: """
      - do: dicom.store
        at: archive
        with: {study: ct-chest}
        expect: |
          every responses[*].status == success
          responses.count == {{ct-chest.instances}}
      """,
    sources: ["PS3.4 Annex B", "PS3.7 §9.1.1"])
}
