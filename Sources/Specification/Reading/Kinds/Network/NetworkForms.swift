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

  static let listener = Form(
    "listener", summary: "A DICOM application entity that the harness plays.",
    keys: [
      FormKey("ae-title", .line, required: true, "Its AE title, by which systems must know it."),
      FormKey("host", .line, required: true, "Host name or address of this machine to listen on."),
      FormKey("port", .integer(1...65_535), required: true, "Port."),
      FormKey("tls", .form(listenerTLS), "TLS settings; plain TCP where left out."),
    ])

  static let messageListener = Form(
    "hl7 listener", summary: "A receiver of HL7 v2 messages that the harness plays.",
    keys: [
      FormKey("id", .identifier, required: true, "Its name within the file."),
      FormKey("host", .line, required: true, "Host name or address of this machine to listen on."),
      FormKey("port", .integer(1...65_535), required: true, "Port."),
      FormKey("tls", .form(listenerTLS), "TLS settings; plain TCP where left out."),
    ])

  static let notificationListener = Form(
    "http listener", summary: "A receiver of notifications over HTTP that the harness plays.",
    keys: [
      FormKey("id", .identifier, required: true, "Its name within the file."),
      FormKey("host", .line, required: true, "Host name or address of this machine to listen on."),
      FormKey("port", .integer(1...65_535), required: true, "Port."),
      FormKey(
        "url", .line, "Address by which systems reach it; made of host and port where left out, `https` with `tls`."),
      FormKey("tls", .form(listenerTLS), "TLS settings; plain TCP where left out."),
    ])

  static let soapListener = Form(
    "soap listener", summary: "A receiver of SOAP messages that the harness plays.",
    keys: [
      FormKey("id", .identifier, required: true, "Its name within the file."),
      FormKey("host", .line, required: true, "Host name or address of this machine to listen on."),
      FormKey("port", .integer(1...65_535), required: true, "Port."),
      FormKey(
        "url", .line, "Address by which systems reach it; made of host and port where left out, `https` with `tls`."),
      FormKey("tls", .form(listenerTLS), "TLS settings; plain TCP where left out."),
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
    keys: [
      FormKey("id", .identifier, required: true, "Its name within the file."),
      FormKey("host", .line, required: true, "Host name or address of this machine to listen on."),
      FormKey("port", .integer(1...65_535), required: true, "Port."),
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

  static let site = Form(
    "site", summary: "A place with systems.",
    keys: [
      FormKey("id", .identifier, required: true, "Identifier within the network."),
      FormKey("name", .line, required: true, "Name for people."),
      FormKey("ods-code", .line, "Organisation Data Service code."),
      FormKey(
        "member-of", .list(.identifier),
        "Networks that it belongs to, by id; the network of this file alone where left out."),
      FormKey("link", .form(link), "The line over which its systems are reached."),
      FormKey("systems", .list(.form(system)), required: true, "The systems."),
    ])

  static let system = Form(
    "system", summary: "A system under test.",
    keys: [
      FormKey("id", .identifier, required: true, "Identifier within the site."),
      FormKey("vendor", .line, required: true, "Vendor."),
      FormKey("product", .line, required: true, "Product."),
      FormKey("version", .line, "Version."),
      FormKey("roles", .list(.identifier), required: true, "Roles that it plays."),
      FormKey("endpoints", .form(endpoints), "Where it is reached, by protocol."),
      FormKey(
        "permits", .list(.word(Effect.allCases.map(\.rawValue)), atLeast: 0),
        "What the harness may do to it; `[read]` where left out."),
      FormKey("windows", .list(.form(window)), "When the harness may call; at any time where left out."),
      FormKey("limits", .form(limits), "How hard the harness may call."),
      FormKey("link", .form(link), "The line over which it is reached; its site's where left out."),
    ])

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

  static let authorization = Form(
    "authorization block", summary: "How the harness shows who it is. No secret stands in the file itself.",
    exactlyOne: [["basic", "bearer", "oauth2"]], keys: authorizationKeys)

  static let messageAuthorization = Form(
    "authorization block of a SOAP endpoint",
    summary: "How the harness shows who it is. No secret stands in the file itself.",
    exactlyOne: [["basic", "bearer", "oauth2", "assertion"]],
    keys: authorizationKeys + [
      FormKey("assertion", .form(assertion), "An assertion about the user in each message (XUA, ITI-40).")
    ])

  private static let authorizationKeys = [
    FormKey("basic", .form(basic), "User name and password (RFC 7617)."),
    FormKey("bearer", .form(bearer), "A token issued beforehand (RFC 6750)."),
    FormKey("oauth2", .form(oauth2), "A token by the client credentials grant (RFC 6749 §4.4)."),
  ]

  static let assertion = Form(
    "assertion block", summary: "A SAML 2.0 assertion about a user, which the harness makes and signs.",
    keys: [
      FormKey("issuer", .line, required: true, "Who asserts: the name by which the service trusts the issuer."),
      FormKey("certificate", .path, required: true, "PEM file of the issuer's certificate, which the service trusts."),
      FormKey("key", .form(privateKey), required: true, "Where its private key is: RSA, or of a NIST curve."),
      FormKey("audience", .line, "For whom it is meant; the endpoint's `url` where left out."),
      FormKey("subject", .line, required: true, "The user's identifier at the issuer."),
      FormKey("name", .line, "The user's name."),
      FormKey("organization", .line, "The user's organisation."),
      FormKey("organization-id", .line, "The user's organisation as URI, `urn:oid:…`."),
      FormKey("home-community-id", .line, "The community of the user as URI, `urn:oid:…`."),
      FormKey("role", .form(assertedCode), "The user's role."),
      FormKey("purpose-of-use", .form(assertedCode), "What the data are asked for."),
    ])

  static let assertedCode = Form(
    "coded value", summary: "A code of a coding scheme.",
    keys: [
      FormKey("code", .line, required: true, "The code."),
      FormKey("scheme", .line, required: true, "Its coding scheme, an OID."),
      FormKey("display", .line, "Name for people."),
    ])

  static let basic = Form(
    "basic block", summary: "User name and password.",
    keys: [
      FormKey("user", .line, required: true, "User name, without a colon."),
      FormKey("password", .form(secret), required: true, "Where the password is."),
    ])

  static let bearer = Form(
    "bearer block", summary: "A token issued beforehand.",
    keys: [FormKey("token", .form(secret), required: true, "Where the token is.")])

  static let oauth2 = Form(
    "oauth2 block", summary: "The client credentials grant of OAuth 2.",
    exactlyOne: [["client-secret", "private-key-jwt"]],
    keys: [
      FormKey("token-url", .line, required: true, "Token endpoint of the authorization server, `https://…`."),
      FormKey("client-id", .line, required: true, "Client identifier."),
      FormKey("client-secret", .form(secret), "Where the client secret is."),
      FormKey(
        "private-key-jwt", .form(privateKeyJWT),
        "The key by which the harness signs who it is (RFC 7523, SMART Backend Services)."),
      FormKey("scope", .line, "Scope asked for; the server's own where left out."),
      FormKey(
        "expired-token", .form(secret),
        "Where a token of this server is whose time is over, so that `smart.access` can see it refused."),
      FormKey(
        "foreign-token", .form(secret),
        "Where a token of this server is that is meant for another service, so that `smart.access` can see it refused."),
    ])

  static let privateKeyJWT = Form(
    "private-key-jwt block", summary: "A private key whose public half the authorization server knows.",
    keys: [
      FormKey("key", .form(privateKey), required: true, "Where the private key is, in PEM."),
      FormKey("key-id", .line, required: true, "Its name at the authorization server (`kid`)."),
      FormKey("algorithm", .word(["RS384", "ES384"]), required: true, "What it signs by."),
    ])

  static let privateKey = Form(
    "private key", summary: "Where a private key is; it never stands in a file of the language.",
    exactlyOne: [["environment", "file"]],
    keys: [
      FormKey("environment", .line, "Environment variable that holds it."),
      FormKey("file", .path, "PEM file, relative to the network file."),
    ])

  static let secret = Form(
    "secret", summary: "Where a secret is; its value never stands in a file of the language.",
    exactlyOne: [["environment", "file"]],
    keys: [
      FormKey("environment", .line, "Environment variable that holds it."),
      FormKey("file", .path, "File whose first line it is, relative to the network file."),
    ])

  static let window = Form(
    "window", summary: "A time of the week in which a system may be called.",
    keys: [
      FormKey("days", .list(.word(days)), "Days on which it begins; every day where left out."),
      FormKey("from", .time, required: true, "Begin, local time."),
      FormKey("until", .time, required: true, "End; before `from` it is on the next day."),
    ])

  static let limits = Form(
    "limits block", summary: "How hard a system may be called.",
    keys: [
      FormKey(
        "concurrency", .integer(1...1_000),
        "Exchanges at a time; where left out 1, and under `load` as many as the step asks for."),
      FormKey("rate", .integer(1...10_000), "Exchanges begun in a second; no limit where left out."),
    ])

  static let link = Form(
    "link block", summary: "A line, declared so that every time can be read against it.",
    keys: [
      FormKey("mbit-per-second", .integer(1...1_000_000), "Bandwidth in Mbit/s."),
      FormKey("round-trip", .duration, "Time to the system and back."),
    ])

  static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

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
