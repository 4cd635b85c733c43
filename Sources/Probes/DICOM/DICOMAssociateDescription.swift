import Specification

/// `dicom.associate`
public enum DICOMAssociateDescription {
  /// The description.
  public static let description = StepDescription(
    name: "dicom.associate",
    summary: "Opens an association with chosen presentation contexts, records the answer, releases it.",
    effect: .read, endpoint: .dicom,
    inputs: [
      StepInput(
        "propose",
        .list(
          of: .record([
            Field("abstract", .uid, meaning: "Abstract syntax."),
            Field("transfer", .list(of: .uid, key: nil), meaning: "Transfer syntaxes in order of preference."),
            Field(
              "role", .word(["scu", "scp", "scu-scp"]), .when("role selection is wanted"),
              meaning: "Roles proposed by SCP/SCU Role Selection.", source: "PS3.7 §D.3.3.4"),
            Field(
              "copies", .number, .when("more than one is wanted"),
              meaning: "In how many presentation contexts it is proposed, each with the same transfer syntaxes."),
          ]), key: nil), required: true,
        meaning: """
          Presentation contexts to propose, 1 to 128 in all; where bent up to 255, those after the 128th with even IDs.
          """),
      StepInput(
        "maximum-length", .number, standardValue: "16384",
        meaning: """
          Maximum length in bytes that the harness receives, 0 (no limit) or 8 to 4294967295; where bent 1 to 7 as well, \
          through which no message passes.
          """),
      StepInput(
        "echo", .boolean, standardValue: "false",
        meaning: "Whether a C-ECHO is sent in the Verification context, which must then be among those proposed."),
      StepInput(
        "window",
        .record([
          Field("invoked", .number, meaning: "Operations that the harness would invoke at a time."),
          Field("performed", .number, meaning: "Operations that it would perform at a time."),
        ]), standardValue: "none", meaning: "Asynchronous operations window to propose, each 0 to 65535."),
      StepInput(
        "negotiate",
        .list(
          of: .record([
            Field("class", .uid, meaning: "SOP Class UID."),
            Field(
              "features", .list(of: .word(ExtendedQueryFeature.words), key: nil),
              meaning: "Features to ask for."),
          ]), key: nil), standardValue: "none",
        meaning: "SOP class extended negotiation of queries and retrievals to propose."),
      StepInput(
        "identity-type", .word(UserIdentityKind.words), standardValue: "none",
        meaning: "Kind of user identity to propose."),
      StepInput(
        "identity", .string, meaning: "User name, ticket, assertion or token; the record shows asterisks.",
        isSecret: true),
      StepInput("passcode", .string, meaning: "Passcode; the record shows asterisks.", isSecret: true),
      DICOMStepFields.callingInput, DICOMStepFields.calledInput,
      StepInput(
        "application-context", .uid, standardValue: "the standard's",
        meaning: "Application context name to propose; another one only where bent."),
      StepInput(
        "protocol-version", .number, standardValue: "1",
        meaning: """
          Protocol-version to propose, 0 to 65535, one bit for each version; without version 1 (bit 0) only where bent.
          """),
      StepInput(
        "omit", .list(of: .word(AssociationProposal.omittable), key: nil), standardValue: "nothing",
        meaning: "Parts of the user information to leave out, only where bent."),
      StepInput(
        "bend", .boolean, standardValue: "false",
        meaning: """
          Whether the proposal is sent as written even where the standard forbids it: AE titles that are empty, too long \
          (they end after 16 characters) or outside ASCII, too many contexts, lengths through which nothing passes.
          """),
    ],
    observation: DICOMStepFields.association + [
      Field(
        "echo", .record(DICOMStepFields.status), .when("an echo was asked for and answered"),
        meaning: "The C-ECHO-RSP.", source: "PS3.7 §9.3.5")
    ],
    example: """
      - do: dicom.associate
        at: archive
        with:
          propose:
            - {abstract: CTImageStorage, transfer: [ExplicitVRLittleEndian, ImplicitVRLittleEndian]}
        expect: |
          contexts[CTImageStorage].result == acceptance
      """,
    sources: ["PS3.8 §7.1", "PS3.8 §9.3.2", "PS3.7 Annex D"])
}
