extension SpecificationStarter {
  /// What all requirements share.
  static let specification = """
    # What this network asks of imaging systems. Start here, and change every line to what your network needs.
    #
    #   assay check .                                                      finds every error, with its place
    #   assay run . --network network.yaml --bid bids/example --dry-run    shows what would be sent, and sends nothing
    #
    # A word of YAML: what belongs together is indented by two blanks; `#` begins a remark that the tool does not read.

    edition: 1                        # edition of the language; the first line of every file
    kind: specification               # what the file holds; the second line of every file
    id: example-network               # stands in every report, so keep it
    version: 0.1.0                    # raise it when you publish a change
    title: Example imaging network
    summary: |
      What the archives of the network have to offer so that a study taken at one site can be found at another.
    publisher: The contracting authority

    # Where demands come from. Requirements refer to these by their keys. A demand without a source is hard to defend.
    sources:
      PS3.4:
        title: "DICOM PS3.4, Service Class Specifications"
        publisher: NEMA
        url: https://dicom.nema.org/medical/dicom/current/output/chtml/part04/PS3.4.html
      NETWORK:
        title: The network's own schedules in the tender

    # Thresholds that a profile, or `--input NAME=VALUE`, may change. Use one in a text or a check by its name in double braces.
    inputs:
      answer-time:
        title: A patient's study list is answered within
        type: duration
        value: 3 s

    # Parts that systems play. The network file says which system plays which.
    roles:
      archive:
        title: Image archive
        meaning: Takes in, keeps and finds studies.
        when-absent: not-demonstrated   # or not-applicable, where a network may do without by design

    # Chapters of the specification. Weights are relative: 20 counts twice as much as 10.
    groups:
      - id: IMG
        title: Imaging
        summary: That studies are taken in, kept and found.
        weight: 10

    # How the total is shown, and what it means to the board.
    scale:
      maximum: 100
      decimals: 2
      descriptors:
        - {from: 0, label: Unacceptable, descriptor: Little of what the network needs is shown.}
        - {from: 50, label: Acceptable, descriptor: "The main services are shown, with gaps that a plan can close."}
        - {from: 90, label: Good, descriptor: Nearly all is shown and documented.}
    desirable-cap: 0.05               # desirable requirements add at most 5 of 100
    threshold: 60                     # a lower score ends the run with exit code 5

    # Synthetic patients and studies, made anew in every run. No real patient's data is ever sent.
    fixtures:
      alice:
        patient: {name-style: plain, sex: F}
      ct-chest:
        study: {patient: alice, modality: CT, series: 1, instances-per-series: 2}
      traveller:
        patient: {name-style: plain, sex: M, per-binding: true}   # another for each pair of sites
      ct-travelling:
        study: {patient: traveller, modality: CT, series: 1, instances-per-series: 2}

    # The files that hold the requirements, in the order of the report.
    requirements:
      - groups/imaging.yaml

    """

  /// One group of requirements.
  static let requirements = """
    # The requirements of one group. Each says what shall hold, why, and which evidence decides.

    edition: 1
    kind: requirements
    group: IMG                        # a group of specification.yaml
    requirements:

      # The smallest useful requirement: one demand, one probe.
      - id: IMG-001                   # never reuse an identifier
        revision: 1                   # raise it when the meaning changes: answers and waivers bind to IMG-001@1
        title: Archive answers a verification request
        statement: |
          The archive **shall** answer C-ECHO with status success.
        rationale: |
          This is how each site's engineers tell a broken connection from a broken archive.
        sources: [{ref: PS3.4, section: Annex A}]
        level: mandatory              # mandatory: a gate | scored | desirable: adds a little | informative: only reported
        weight: 2                     # within the group
        applies-to: {archive: each}   # checked for every system with the role `archive`, called `archive` below
        evidence:
          - id: live
            kind: probe               # what the running system does
            steps:
              - do: dicom.echo        # `assay explain dicom.echo` shows its inputs and everything that can be expected of it
                at: archive
                with: {repeat: 3}
                expect: |             # one check a line; all must hold
                  responses.count == 3
                  every responses[*].status == success
        remedy: |
          Enable the Verification service for the harness's AE title.

      # Two kinds of evidence, and credit for less than everything.
      - id: IMG-002
        revision: 1
        title: Archive accepts CT studies and says so
        statement: |
          The archive **shall** accept CT images, and its conformance statement **shall** list the class.
        rationale: |
          CT is most of what sites send each other. What the papers do not promise may be gone with the next release.
        sources: [{ref: PS3.4, section: Annex B}]
        equivalent: |
          A newer edition of the statement that lists the class, handed in before the award.
        level: scored
        weight: 5
        tags: [ct]                    # `assay run --tag ct` runs only these
        applies-to: {archive: each}
        evidence:
          - id: claim
            kind: statement           # what the bidder's conformance statement says
            of: archive
            expect: |
              sop-class[CTImageStorage].scp == supported
          - id: live
            kind: probe
            steps:
              - do: dicom.associate
                at: archive
                with:
                  propose:
                    - {abstract: CTImageStorage, transfer: [ExplicitVRLittleEndian, ImplicitVRLittleEndian]}
                expect: |
                  contexts[CTImageStorage].result == acceptance
        require: claim and live       # all of the evidence, where this line is left out
        partial:                      # the first that applies
          - {credit: 0.6, when: live and not claim, because: "It works, but the statement does not say so."}
        remedy: |
          List CT Image Storage in the table of SOP classes that the archive supports as SCP.

      # A scenario: what is stored must be found, in time.
      - id: IMG-003
        revision: 1
        title: A stored study is found by the patient's NHS number
        statement: |
          A study sent to the archive **shall** be found by the patient's NHS number, and the answer **shall** arrive
          within {{answer-time}}.
        rationale: |
          A study that is kept but not found is repeated: the patient waits and takes the dose again.
        sources: [{ref: PS3.4, section: Annex C}, {ref: NETWORK, note: The time is the network's own.}]
        level: mandatory
        weight: 8
        applies-to: {archive: each}
        fixtures: [ct-chest]          # synthetic studies that the steps may use
        evidence:
          - id: live
            kind: probe
            steps:
              - id: store             # writes: the network file must permit it
                do: dicom.store
                at: archive
                with: {study: ct-chest}
                expect: |
                  responses.count == {{ct-chest.instances}}
                  every responses[*].status in [success, warning]
              - id: find
                do: dicom.find
                at: archive
                with:
                  level: study
                  keys: {PatientID: "{{ct-chest.patient.nhs-number}}", StudyInstanceUID: ""}
                retry: {every: 1 s, for: 30 s}   # some archives need a moment
                expect: |
                  status == success
                  matches.count == 1
                  matches[0].StudyInstanceUID == {{ct-chest.uid}}
                  response-time <= {{answer-time}}
        remedy: |
          Take the NHS number from Patient ID of the images, index it, and show studies as soon as they are stored.

      # A scenario across sites: checked from each site to each other, and drawn in the report as a heat map of the pairs.
      - id: IMG-004
        revision: 1
        title: A study acquired at one site is found at every other
        statement: |
          A study that one site's archive has stored **shall** be found at each other site within five seconds.
        rationale: |
          A patient who arrives elsewhere at night is treated by what can be seen there.
        sources: [{ref: NETWORK, note: The time is the network's own.}]
        level: scored
        weight: 8
        applies-to: {source: {each: archive}, reader: {each: archive, other-site-than: source}}
        fixtures: [ct-travelling]
        evidence:
          - id: live
            kind: probe
            steps:
              - id: store
                do: dicom.store
                at: source
                with: {study: ct-travelling}
                expect: |
                  every responses[*].status in [success, warning]
              - id: find
                do: dicom.find
                at: reader
                with:
                  level: study
                  keys: {StudyInstanceUID: "{{ct-travelling.uid}}", PatientID: ""}
                retry: {every: 500 ms, for: 5 s}
                expect: |
                  status == success
                  some matches[*].StudyInstanceUID == {{ct-travelling.uid}}
        credit: proportional          # the part of the pairs that meet it
        remedy: |
          Let each archive send on what it stores, or let each site ask the others for what it is missing.

    """
}
