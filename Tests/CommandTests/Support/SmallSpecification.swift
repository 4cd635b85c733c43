/// A specification of one role, `archive`, and one group, `A`, whose requirements stand in `all.yaml` beside it.
enum SmallSpecification {
  /// The text of its `specification.yaml`.
  ///
  /// - Parameters:
  ///   - inputs: Lines of YAML below `inputs`; none where empty.
  ///   - hasPatient: With a fixture `edith`, a patient with a plain name.
  static func text(id: String, title: String, summary: String, inputs: String = "", hasPatient: Bool = false) -> String
  {
    """
    edition: 1
    kind: specification
    id: \(id)
    version: "1"
    title: \(title)
    summary: \(summary)
    publisher: Tests
    sources:
      S: {title: A standard, publisher: P}
    \(inputs.isEmpty ? "" : "inputs:\n  \(inputs)\n")\
    \(hasPatient ? "fixtures:\n  edith:\n    patient: {name-style: plain}\n" : "")\
    roles:
      archive: {title: Archive, meaning: Keeps images., when-absent: not-demonstrated}
    groups:
      - {id: A, title: First, summary: Text, weight: 1}
    scale:
      maximum: 100
      decimals: 2
      descriptors:
        - {from: 0, label: Any, descriptor: Any.}
    requirements: [all.yaml]

    """
  }
}
