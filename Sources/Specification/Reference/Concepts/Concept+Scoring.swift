extension Concept {
  /// What a score is made of.
  static let scoring = [
    Concept(
      name: "score", summary: "How points are counted.",
      text: """
        Score of a group: sum of weight × credit over sum of weight of its mandatory and scored requirements. Score of \
        the whole: the same over groups, with the groups' weights. Desirable requirements add after that, up to the \
        specification's cap; informative ones count nothing.

        All arithmetic is exact, and what is shown is cut off, never rounded: 89.999 never shows as 90. The score is \
        always given together with its interval (inconclusive requirements counted as failed and as met), the coverage \
        and the gate.
        """),
    Concept(
      name: "coverage", summary: "How much of the specification was shown either way.",
      text: """
        Demonstrated weight over applicable weight: requirements that are met, partly met, not met or contradicted, over \
        all that apply. A high score with a low coverage is a bid about which little is known.
        """),
    Concept(
      name: "gate", summary: "Whether every mandatory requirement is met.",
      text: """
        The gate fails with the first mandatory requirement that is not met, contradicted, partly met or not \
        demonstrated, unless a valid waiver lifts it; it is undecided when nothing fails and something mandatory is \
        inconclusive. A failed gate is named beside the score in every output.
        """),
    Concept(
      name: "level", summary: "mandatory, scored, desirable, informative.",
      text: """
        `mandatory`: fails the gate unless it is met, and counts in the score. `scored`: counts in the score. \
        `desirable`: adds to the score up to a cap. `informative`: reported only.
        """),
  ]
}
