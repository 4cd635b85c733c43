import Inventory
import Specification

/// Good files that the tests change one thing of, and rules to hold them against.
enum Sample {
  static let rules = RuleSet(
    id: "imaging", version: "2.0", title: "Imaging",
    roles: ["archive": Role(title: "Archive", meaning: "Keeps."), "viewer": Role(title: "Viewer", meaning: "Shows.")],
    requirements: [requirement("STO-01", 2), requirement("QRY-01", 1)],
    dropped: [DroppedRequirement(requirement: requirement("OLD-01", 3), reason: "Not in this lot.")])

  private static let evidence = [
    EvidenceItem(
      id: "claim", body: .statement(of: "archive", expect: []),
      span: SourceSpan(file: "r.yaml", line: 2, column: 1)),
    EvidenceItem(id: "live", body: .probe(steps: []), span: SourceSpan(file: "r.yaml", line: 3, column: 1)),
    EvidenceItem(
      id: "board",
      body: .assessment(
        question: "How good?",
        descriptors: [MarkDescriptor(mark: 0, descriptor: "Bad."), MarkDescriptor(mark: 5, descriptor: "Good.")]),
      span: SourceSpan(file: "r.yaml", line: 4, column: 1)),
  ]

  private static func requirement(_ id: String, _ revision: Int) -> Requirement {
    Requirement(
      id: id, revision: revision, group: "STO", title: "T", statement: "S", rationale: "R", equivalent: nil,
      level: .scored, weight: 1, evidence: evidence, require: .and([]), credit: .allOrNothing, remedy: nil,
      supersededBy: nil,
      span: SourceSpan(file: "r.yaml", line: 1, column: 1))
  }

  static func source(_ text: String, _ path: String) throws -> SourceText {
    try SourceText(path: path, bytes: Array(text.utf8))
  }

  static let network = """
    edition: 1
    kind: network
    id: north-west
    title: North West
    calling-ae-title: HARNESS
    sites:
      - id: north
        name: North Hospital
        ods-code: RGT01
        systems:
          - id: pacs
            vendor: Acme
            product: Store
            version: "3.1"
            roles: [archive, viewer]
            endpoints:
              dicom:
                host: 127.0.0.1
                port: 11112
                ae-title: ARCHIVE
                calling-ae-title: PROBE
                tls: { trust: ca.pem, certificate: me.pem, key: me.key, server-name: pacs.example }
              dicomweb: { url: "https://pacs.example:8443/dicom-web", tls: { trust: ca.pem } }
              hl7:
                host: "::1"
                port: 2575
                receiving-application: RIS
                receiving-facility: NORTH
                sending-application: ASSAY
                sending-facility: HARNESS
              fhir: { url: "http://[::1]/fhir" }
              xds: { url: "https://xds.example/", repository-unique-id: 1.2.3, home-community-id: 1.2.4 }
              xds-i: { url: "https://xds.example/i", repository-unique-id: 1.2.3, home-community-id: 1.2.4 }
              xca: { url: "https://xca.example/", home-community-id: 1.2.4 }
              xca-i: { url: "https://xca.example/i", home-community-id: 1.2.4 }
              xcpd: { url: "https://xca.example/p", home-community-id: 1.2.4 }
              pixv3: { url: "https://pix.example/" }
              pdqv3: { url: "https://pdq.example/" }
              dsub: { url: "https://broker.example/" }
              hpd: { url: "https://hpd.example/" }
              dns: { host: names.example, port: 53 }
              syslog: { host: audit.example, port: 6514, tls: {} }
              ntp: { host: time.example, port: 123 }
              ldap: { host: directory.example, port: 389, base: "dc=example" }
            permits: [read, write]
            windows:
              - { days: [mon, sun], from: "22:00", until: "06:30" }
              - { from: "12:00", until: "13:00" }
            limits: { concurrency: 4, rate: 20 }
      - id: south
        name: South Hospital
        link: { mbit-per-second: 100, round-trip: 50 ms }
        systems:
          - { id: pacs, vendor: Acme, product: Store, roles: [archive] }
          - { id: shut, vendor: Acme, product: Store, roles: [viewer], permits: [], link: { round-trip: 9 ms } }
    listeners:
      - { ae-title: LISTENER_IN, host: 127.0.0.1, port: 11120 }
      - ae-title: LISTENER_TLS
        host: harness.example
        port: 2762
        tls: { certificate: me.pem, key: me.key, trust: ca.pem }
    http-listeners:
      - { id: hook, host: "::1", port: 8080 }
      - { id: gate, host: 127.0.0.1, port: 8443, url: "https://gate.example/x/", tls: { certificate: a.pem, key: a.key } }
    soap-listeners:
      - { id: answers, host: 127.0.0.1, port: 8081 }
      - id: actors
        host: 127.0.0.1
        port: 8082
        url: "https://gate.example/soap"
        plays: [document-registry, notification-recipient]
        assertions: { trust: issuers.pem, audience: "https://gate.example/soap" }
    audit-listeners:
      - { id: trail, host: 127.0.0.1, port: 6514, transport: tls, tls: { certificate: a.pem, key: a.key, trust: ca.pem } }
      - { id: datagrams, host: 127.0.0.1, port: 6514, transport: udp }
      - { id: web, host: 127.0.0.1, port: 6515, transport: fhir }
    test-patients:
      - { identifier: TEST-1, reason: Made by the archive's owner for acceptance tests. }

    """

  static let bid = """
    edition: 1
    kind: bid
    id: acme
    bidder: Acme Ltd
    documents:
      - { id: statement, path: docs/statement.pdf, title: Statement, sha256: \(digest) }
      - { id: manual, path: docs/manual.html, title: Manual }
    offers:
      - roles: [archive]
        vendor: Acme
        product: Store
        version: "3.1"
        documents: [statement, manual]
        application-entities: [STORE_SCP]
      - { roles: [viewer], vendor: Acme, product: View, documents: [] }
    declaration: declaration.yaml
    """

  static let digest = String(repeating: "0123456789ABCDEF", count: 4)

  static let declaration = """
    edition: 1
    kind: declaration
    specification: imaging
    version: "2.0"
    answers:
      - { requirement: STO-01@2, level: partial, notes: In part., document: statement, page: 7 }
      - { requirement: QRY-01@1, level: none }
      - { requirement: OLD-01@3, level: full }
    """

  static let assessment = """
    edition: 1
    kind: assessment
    specification: imaging
    version: "2.0"
    bid: acme
    claims:
      - requirement: STO-01@2
        evidence: claim
        answer: confirmed
        reason: "Page 14, table 4-2: CT as SCP."
        evaluators: [first, second]
        sha256: \(digest)
      - requirement: QRY-01@1
        evidence: claim
        answer: refused
        reason: Nothing on it.
        evaluators: [first]
    """

  static let marks = """
    edition: 1
    kind: assessment
    specification: imaging
    version: "2.0"
    bid: acme
    marks:
      - requirement: STO-01@2
        evidence: board
        individual:
          first: {mark: 5, reason: Shown.}
          second: {mark: 0, reason: Not seen.}
        moderated: {mark: 5, reason: Seen by both.}
    """

  static let waivers = """
    edition: 1
    kind: waivers
    waivers:
      - requirement: STO-01@2
        scope: [north, south/pacs]
        reason: Being replaced.
        approver: Board
        granted: 2026-01-01
        expires: 2026-01-01
        ticket: CHG-1
    """

  static let baseline = """
    edition: 1
    kind: baseline
    specification: spec
    version: "1"
    subject: net
    run: 20260101-net
    taken: 2026-01-01
    requirements:
      - {requirement: STO-01@2, state: met, time: 12 ms}
      - {requirement: STO-02@1, state: partly met, credit: 2/3}
    """

  static let tender = """
    edition: 1
    kind: tender
    id: north-west-2026
    title: Imaging network
    buyer: North West Imaging
    specification: specification
    profile: base
    network: network.yaml
    weights: {quality: 60, price: 40}
    price: {formula: linear, zero-at: 1.5, currency: GBP}
    quality-threshold: 40
    gates: [STO-01]
    lots:
      - {id: archive, title: The archive, weights: {quality: 70, price: 30}, quality-threshold: 50.5}
      - {id: viewer, title: The viewer, profile: light}
    bids:
      - {bid: bids/acme, lot: archive, run: runs/acme, price: 1250000.50}
      - {bid: bids/acme, lot: viewer, network: bids/acme/network.yaml, assessment: a.yaml}
      - {bid: bids/best, lot: viewer}

    """
}
