extension SpecificationStarter {
  /// The specification as one tender uses it.
  static let profile = """
    # The specification as one tender uses it: what is left out, and what differs. Name it by `--profile example`.
    # An entry that changes nothing is an error, so that no line here is there in vain.

    edition: 1
    kind: profile
    id: example                       # the file's name without its ending
    version: 0.1.0
    title: Lot 1, archives
    extends: ../specification.yaml
    set:
      - {input: answer-time, value: 2 s}
      - {id: IMG-002, weight: 6}

    # To leave a requirement out, say why; the report shows it as not applicable:
    #
    # drop:
    #   - id: IMG-003
    #     reason: The archives of this lot hold no images of their own.

    """

  /// A network to run against.
  static let network = """
    # The systems under test: where they stand, what they play, and what the harness may do to them.

    edition: 1
    kind: network
    id: example
    title: Demonstration network
    calling-ae-title: ASSAY           # how the harness names itself; the archive must know it
    # Where the harness may be called back, by systems that permit `listen`: as move destination, for reports and notices.
    # listeners:
    #   - {ae-title: ASSAY, host: 127.0.0.1, port: 11113}
    sites:
      - id: north
        name: North General Hospital
        systems:
          - id: archive
            vendor: Example Imaging
            product: Example Archive
            version: "1.0"
            roles: [archive]
            endpoints:
              dicom:
                host: 127.0.0.1
                port: 11112
                ae-title: ARCHIVE
            permits: [read, write]    # without `write`, nothing is stored, and what needs it is not demonstrated
            limits: {concurrency: 1, rate: 10}
      # Two more sites, so that what one acquires is looked for at the others. Leave them out where one system is tried alone.
      - id: east
        name: Eastbrook Hospital
        systems:
          - id: archive
            vendor: Example Imaging
            product: Example Archive
            version: "1.0"
            roles: [archive]
            endpoints:
              dicom: {host: 127.0.0.1, port: 11114, ae-title: ARCHIVE}
            permits: [read, write]
      - id: west
        name: Westfield Hospital
        systems:
          - id: archive
            vendor: Example Imaging
            product: Example Archive
            version: "1.0"
            roles: [archive]
            endpoints:
              dicom: {host: 127.0.0.1, port: 11115, ae-title: ARCHIVE}
            permits: [read, write]

    """

  /// A bid with one document.
  static let bid = """
    # What one bidder handed in. One folder for each bid keeps their papers apart.

    edition: 1
    kind: bid
    id: example
    bidder: Example Imaging
    documents:
      - id: statement
        path: statement.txt           # PDF, DOCX, HTML, text, …: `assay claims --help` names all
        title: DICOM conformance statement of Example Archive 1.0
    offers:
      - roles: [archive]
        vendor: Example Imaging
        product: Example Archive
        version: "1.0"
        documents: [statement]        # the papers that speak of this product

    """

  /// The bid's conformance statement.
  static let statement = """
    DICOM Conformance Statement

    Product: Example Archive
    Version: 1.0

    1 Networking

    The archive provides standard conformance to the following SOP classes as SCP.

      SOP Class Name           SOP Class UID                 SCU   SCP
      -----------------------------------------------------------------
      Verification             1.2.840.10008.1.1             Yes   Yes
      CT Image Storage         1.2.840.10008.5.1.4.1.1.2     No    Yes
      Study Root Query - FIND  1.2.840.10008.5.1.4.1.2.2.1   No    Yes

    2 Transfer syntaxes

      Implicit VR Little Endian  1.2.840.10008.1.2
      Explicit VR Little Endian  1.2.840.10008.1.2.1

    3 Association policies

    The maximum PDU size that the archive receives is 16384 bytes.

    """

  /// A tender of one bid.
  static let tender = """
    # What bids are held against, and how quality and price weigh. `assay pack tender.yaml --out tender-pack` makes of it what
    # goes to bidders, and fixes its rules; what stands under bids may be added later and changes none of them.

    edition: 1
    kind: tender
    id: example
    title: Imaging archives for three hospitals
    buyer: Example Imaging Network    # as the notice names it
    specification: specification.yaml
    profile: example
    network: network.yaml             # a bid may name its own
    weights: {quality: 60, price: 40}
    price: {formula: linear, zero-at: 2, currency: GBP}    # the lowest price earns all, twice as much earns nothing
    quality-threshold: 50             # percent that a bid must reach to be ranked
    # gates: [IMG-003]                # what a bid must meet to be ranked, besides what is mandatory
    bids:
      - bid: bids/example
        # price: 412000.00            # once prices are opened; until then the award is provisional

    """
}
