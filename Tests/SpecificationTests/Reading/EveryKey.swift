/// A small specification that uses every kind of mapping of the language.
enum EveryKey {
  static let files: [(path: String, text: String)] = [
    ("specification.yaml", specification), ("all.yaml", requirements), ("procedures.yaml", procedures),
    ("profiles/lot.yaml", profile),
  ]

  private static let specification = """
    edition: 1
    kind: specification
    id: sample
    version: "1"
    title: Sample
    sources:
      S: {title: A standard, edition: "2026", publisher: P, url: "https://example.org"}
    inputs:
      wait: {title: Time to wait, type: duration, value: 5 s}
      password: {title: Password, type: string, secret: true}
    roles:
      archive: {title: Archive, meaning: Keeps images., when-absent: not-applicable}
      index: {title: Index, meaning: Knows where images are.}
    groups:
      - {id: A, title: First, summary: Text, weight: 2}
    scale:
      maximum: 5
      decimals: 2
      descriptors:
        - {from: 0, label: poor, descriptor: Nothing.}
    desirable-cap: 0.05
    threshold: 2.5
    fixtures:
      alice: {patient: {name-style: plain, sex: F}}
      twin: {patient: {twin-of: alice}}
      chest: {study: {patient: alice, modality: CT, series: 2, description: Chest}}
      slide: {study: {patient: alice, kind: whole-slide, transfer-syntax: JPEGBaseline8Bit, canaries: true}}
    requirements: [all.yaml]
    procedures: [procedures.yaml]
    """

  private static let requirements = """
    edition: 1
    kind: requirements
    group: A
    requirements:
      - id: A-1
        revision: 1
        title: Answers
        statement: It **shall** answer within {{wait}}.
        rationale: Because.
        sources: [{ref: S, section: "1", note: "n"}]
        equivalent: Anything like it.
        level: mandatory
        weight: 2
        tags: [basic]
        applies-to:
          archive: each
          other: {each: archive, other-site-than: archive}
          registry: {the: index}
          second: {each: index, if-any: true}
        fixtures: [chest]
        evidence:
          - id: claim
            kind: statement
            of: archive
            expect: |
              sop-class[CTImageStorage].scp == supported
          - id: live
            kind: probe
            steps:
              - id: echo
                do: dicom.echo
                at: archive
                expect: |
                  outcome == completed   # a comment
                capture: |
                  took = duration
                retry: {every: 1 s, for: "{{wait}}"}
                timeout: 10 s
              - id: still
                do: dicom.echo
                at: second
                hold: {every: 1 s, for: "{{wait}}"}
                premise: It goes on.
                expect: |
                  outcome == completed
              - id: crowd
                do: dicom.echo
                at: archive
                load: {for: 10 s, concurrency: 8, rate: 20, ramp: 2 s}
                expect: |
                  errors == 0
                  p95 <= {{wait}}
              - id: often
                do: dicom.echo
                at: archive
                load: {repeat: 10}
              - use: store
                with: {target: other, study: chest}
          - id: answer
            kind: declaration
            expect: |
              level == full
          - id: mark
            kind: assessment
            question: How good?
            descriptors:
              - {mark: 0, descriptor: Bad.}
              - {mark: 1, descriptor: Good.}
        require: claim and live and answer
        partial:
          - {credit: 0.4, when: live and not claim, because: it works}
        credit: proportional
        remedy: Mend it.
        valid: {procurement: 2026-04-01, production: 2027-04-01}
        superseded-by: A-2
        provenance: {state: checked, note: Read.}
      - id: A-2
        revision: 1
        title: Answers again
        statement: It **shall** answer.
        level: scored
        applies-to: {archive: each}
        evidence:
          - id: claim
            kind: statement
            of: archive
            expect: |
              documents.count >= 1
        not-tested: The paper is the demand.
    """

  private static let procedures = """
    edition: 1
    kind: procedures
    procedures:
      - id: store
        title: Store a study
        inputs:
          target: {type: system, title: Where to}
          study: {type: string, title: Which}
          times: {type: number, value: 1}
        steps:
          - do: dicom.store
            at: target
            with: {study: "{{study}}", repeat: "{{times}}"}
            expect: |
              every responses[*].status == success
    """

  private static let profile = """
    edition: 1
    kind: profile
    id: lot
    version: "1"
    title: A lot
    summary: Less.
    extends: ../specification.yaml
    select: {ids: [A-3], tags: [basic]}
    drop: [{id: A-3, reason: Not here.}]
    set:
      - {id: A-1, weight: 5}
      - {tag: basic, level: scored}
      - {group: A, weight: 3}
      - {input: wait, value: 9 s}
    add:
      - group: A
        id: A-3
        revision: 1
        title: One more
        statement: It shall.
        level: scored
        applies-to: {archive: each}
        evidence:
          - id: claim
            kind: statement
            of: archive
            expect: |
              documents.count >= 1
    """
}
