/// Forms of `kind: network`.
enum NetworkForms {
  static let network = FileKind.form(
    .network, summary: "Sites and systems, the roles that they play, and what the harness may do to them.",
    atLeastOne: [["sites", "include"]],
    keys: [
      FormKey("id", .identifier, required: true, "Identifier."),
      FormKey("title", .line, required: true, "Title for people."),
      FormKey("calling-ae-title", .line, "AE title of the harness; `ASSAY` where left out."),
      FormKey(
        "listeners", .list(.form(listener)),
        """
        Where the harness itself listens during a run: as move destination, for commitment reports, procedure steps and \
        availability notices. The first is meant where a step names none.
        """),
      FormKey(
        "hl7-listeners", .list(.form(messageListener)),
        "Where the harness itself listens for HL7 v2 messages (MLLP) during a run."),
      FormKey(
        "http-listeners", .list(.form(notificationListener)),
        "Where the harness itself listens for notifications of FHIR Subscriptions during a run."),
      FormKey(
        "soap-listeners", .list(.form(soapListener)),
        """
        Where the harness itself listens for SOAP messages during a run: answers to asynchronous requests, notifications \
        of a broker, and what systems under test ask of the actors that it plays.
        """),
      FormKey(
        "audit-listeners", .list(.form(auditListener)),
        "Where the harness itself takes audit messages during a run, as an audit record repository."),
      FormKey(
        "test-patients", .list(.form(testPatient)),
        """
        Patients of the systems who are no real persons: a run may name them, and keep what comes of them. All others who \
        are not of its fixtures are counted and never kept.
        """),
      FormKey("sites", .list(.form(site)), "The sites."),
      FormKey(
        "include", .list(.either(.path, include)),
        """
        Network files whose sites stand in this network too, each as its path below the folder of this file, or as \
        `{file: north.yaml, prefix: north}`.
        """),
      FormKey(
        "merges", .boolean,
        """
        Whether the included networks become one with this one; `true` where left out. With `false` each stays a network \
        of its own, and requirements bind systems within each of them.
        """),
      FormKey(
        "networks", .list(.form(memberNetwork)), "Further networks that sites of this file may be members of."),
    ])

  static let testPatient = Form(
    "test patient", summary: "A patient of a system under test who is no real person.",
    keys: [
      FormKey("identifier", .line, required: true, "Identifier, without its authority."),
      FormKey("reason", .line, required: true, "Who says that it is no real person."),
    ])

  static let include = Form(
    "include", summary: "A network file whose sites stand in this network too.",
    keys: [
      FormKey("file", .path, required: true, "Its path below the folder of this file."),
      FormKey(
        "prefix", .identifier,
        "Stands with `-` before the ids of its sites: site `york` of prefix `north` is `north-york`."),
    ])

  static let memberNetwork = Form(
    "member network", summary: "A network that sites belong to beside, or instead of, the file's own.",
    keys: [
      FormKey("id", .identifier, required: true, "Identifier, by which `member-of` names it."),
      FormKey("title", .line, required: true, "Title for people."),
    ])
}
