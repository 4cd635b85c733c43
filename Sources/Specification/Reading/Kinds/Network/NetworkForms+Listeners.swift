/// Where the harness itself listens.
extension NetworkForms {
  static let listener = Form(
    "listener", summary: "A DICOM application entity that the harness plays.",
    keys: [FormKey("ae-title", .line, required: true, "Its AE title, by which systems must know it.")]
      + listeningKeys + [listeningTLSKey])

  static let messageListener = Form(
    "hl7 listener", summary: "A receiver of HL7 v2 messages that the harness plays.",
    keys: [listenerNameKey] + listeningKeys + [listeningTLSKey])

  static let notificationListener = Form(
    "http listener", summary: "A receiver of notifications over HTTP that the harness plays.",
    keys: [listenerNameKey] + listeningKeys + [reachedKey, listeningTLSKey])

  static let soapListener = Form(
    "soap listener", summary: "A receiver of SOAP messages that the harness plays.",
    keys: [listenerNameKey] + listeningKeys + [
      reachedKey, listeningTLSKey,
      FormKey(
        "plays", .list(.word(soapActors)),
        "Actors that it is for systems that call it; none where left out, and then it takes answers alone."),
      FormKey(
        "assertions", .form(assertionTrust),
        "By what assertions about users in requests are judged (XUA, ITI-40); they are not looked at where left out."),
    ])

  static let assertionTrust = Form(
    "assertions block", summary: "By what assertions that come are judged.",
    keys: [
      FormKey("trust", .path, required: true, "PEM file of the certificates of the issuers that are trusted."),
      FormKey("audience", .line, required: true, "For whom an assertion has to be meant: what issuers are told."),
    ])

  static let soapActors = [
    "document-registry", "document-repository", "imaging-document-source", "responding-gateway",
    "notification-recipient", "cross-reference-consumer",
  ]

  static let auditListener = Form(
    "audit listener", summary: "An audit record repository that the harness plays.",
    keys: [listenerNameKey] + listeningKeys + [
      FormKey(
        "transport", .word(["tls", "tcp", "udp", "fhir"]), required: true,
        "Syslog over TLS, TCP or UDP, or AuditEvent of FHIR."),
      FormKey("tls", .form(listenerTLS), "TLS settings; needed by `tls`, plain HTTP where left out of `fhir`."),
    ])

  static let listenerTLS = Form(
    "tls block of a listener", summary: "TLS of a listener. Paths are relative to the network file.",
    keys: [
      FormKey("certificate", .path, required: true, "PEM file of the harness's certificate chain."),
      FormKey("key", .path, required: true, "PEM file of its private key."),
      FormKey("trust", .path, "PEM file of the authorities that callers' certificates must come from."),
    ])

  private static let listenerNameKey = FormKey("id", .identifier, required: true, "Its name within the file.")
  private static let listeningKeys = [
    FormKey("host", .line, required: true, "Host name or address of this machine to listen on."),
    FormKey("port", .integer(1...65_535), required: true, "Port."),
  ]
  private static let reachedKey = FormKey(
    "url", .line, "Address by which systems reach it; made of host and port where left out, `https` with `tls`.")
  private static let listeningTLSKey = FormKey("tls", .form(listenerTLS), "TLS settings; plain TCP where left out.")
}
