/// Where a system is reached, by protocol.
extension NetworkForms {
  static let endpoints = Form(
    "endpoints block", summary: "Endpoints by protocol.",
    keys: [
      FormKey("dicom", .form(dicom), "The DICOM application entity."),
      FormKey("dicomweb", .form(url("dicomweb", [wadoURIKey, authorizationKey])), "The DICOMweb service."),
      FormKey("hl7", .form(hl7), "The HL7 v2 listener (MLLP)."),
      FormKey("fhir", .form(url("fhir", [authorizationKey])), "The FHIR service."),
      FormKey(
        "xds", .form(community("xds", [repositoryKey] + deviceKeys)), "The document registry or document repository."),
      FormKey(
        "xds-i", .form(community("xds-i", [repositoryKey])),
        "The imaging document source, or the initiating imaging gateway."),
      FormKey("xca", .form(community("xca")), "The initiating or responding gateway."),
      FormKey("xca-i", .form(community("xca-i", [repositoryKey])), "The responding imaging gateway."),
      FormKey("xcpd", .form(community("xcpd")), "The responding gateway of patient discovery."),
      FormKey(
        "pixv3", .form(url("pixv3", deviceKeys + [messageAuthorizationKey])),
        "The patient identifier cross-reference manager of HL7 V3."),
      FormKey(
        "pdqv3", .form(url("pdqv3", deviceKeys + [messageAuthorizationKey])),
        "The patient demographics supplier of HL7 V3."),
      FormKey("dsub", .form(url("dsub", [messageAuthorizationKey])), "The document metadata notification broker."),
      FormKey("hpd", .form(url("hpd", [messageAuthorizationKey])), "The provider information directory over SOAP."),
      FormKey("syslog", .form(host("syslog")), "The audit record repository."),
      FormKey("ntp", .form(host("ntp", tls: false)), "The time server."),
      FormKey("ldap", .form(ldap), "The directory."),
      FormKey("dns", .form(host("dns", tls: false)), "The name server."),
    ])

  static let dicom = Form(
    "dicom endpoint", summary: "A DICOM application entity.",
    keys: hostKeys + [
      FormKey("ae-title", .line, required: true, "AE title of the system (called)."),
      FormKey("calling-ae-title", .line, "AE title of the harness towards it; the network's where left out."),
      tlsKey,
    ])

  static let hl7 = Form(
    "hl7 endpoint", summary: "An HL7 v2 listener.",
    keys: hostKeys + [
      FormKey("receiving-application", .line, "MSH-5."),
      FormKey("receiving-facility", .line, "MSH-6."),
      FormKey("sending-application", .line, "MSH-3 of the harness."),
      FormKey("sending-facility", .line, "MSH-4 of the harness."),
      tlsKey,
    ])

  static let ldap = Form(
    "ldap endpoint", summary: "A directory.",
    keys: hostKeys + [
      FormKey("base", .line, "Distinguished name below which is searched."),
      FormKey(
        "authorization", .form(authorization),
        "How the harness shows who it is, by `basic` with a distinguished name; anonymous where left out."),
      tlsKey,
    ])

  static let tls = Form(
    "tls block", summary: "TLS towards an endpoint. Paths are relative to the network file.",
    keys: [
      FormKey("trust", .path, "PEM file of the authorities trusted; the system's store where left out."),
      FormKey("certificate", .path, "PEM file of the harness's certificate chain."),
      FormKey("key", .path, "PEM file of its private key."),
      FormKey("server-name", .line, "Name expected in the peer's certificate; the host where left out."),
    ])

  private static let hostKeys = [
    FormKey("host", .line, required: true, "Host name or address."),
    FormKey("port", .integer(1...65_535), required: true, "Port."),
  ]

  private static let wadoURIKey = FormKey(
    "wado-uri", .line, "Address of the URI service (WADO-URI), where it is not the one of the service itself.")

  private static let repositoryKey = FormKey("repository-unique-id", .line, "Repository unique id, an OID.")

  private static let deviceKeys = [
    FormKey("device-id", .line, "Object identifier of the system in messages of HL7 V3; one made up where left out."),
    FormKey("sending-device-id", .line, "Object identifier of the harness towards it; its own where left out."),
  ]

  private static let authorizationKey = FormKey(
    "authorization", .form(authorization), "How the harness shows who it is; not at all where left out.")

  private static let messageAuthorizationKey = FormKey(
    "authorization", .form(messageAuthorization), "How the harness shows who it is; not at all where left out.")

  private static let tlsKey = FormKey("tls", .form(tls), "TLS settings; plain TCP where left out.")

  private static func host(_ name: String, tls: Bool = true) -> Form {
    Form("\(name) endpoint", summary: "An endpoint by host and port.", keys: hostKeys + (tls ? [tlsKey] : []))
  }

  /// An endpoint of an actor within a community.
  private static func community(_ name: String, _ keys: [FormKey] = []) -> Form {
    url(name, keys + [FormKey("home-community-id", .line, "Home community id, an OID."), messageAuthorizationKey])
  }

  private static func url(_ name: String, _ keys: [FormKey]) -> Form {
    Form(
      "\(name) endpoint", summary: "An endpoint by address.",
      keys: [FormKey("url", .line, required: true, "Address, `https://…`.")] + keys
        + [FormKey("tls", .form(tls), "TLS settings of an `https` address.")])
  }
}
