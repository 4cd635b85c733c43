extension Concept {
  /// How the steps of a probe are carried out.
  static let steps = [
    Concept(
      name: "retry", summary: "retry: {every: 2 s, for: 5 min}",
      text:
        """
        The step is repeated until every line of its expect block holds, or the time is over; the last attempt is judged. The \
        time may be an input, `for: "{{wait}}"`, which a profile or `--input` then changes.
        """
    ),
    Concept(
      name: "hold", summary: "hold: {every: 500 ms, for: 2 s}",
      text: """
        The step is repeated for so long, and every line of its expect block must hold each time; the first time that one does \
        not is judged. For what must not come: what is not there at the first look may be there at the next. The time may be an \
        input. It can't stand beside `retry` or `load`.
        """
    ),
    Concept(
      name: "premise", summary: "premise: The line between the two sites is cut.",
      text: """
        The step looks whether what its scenario supposes is so: that a person did what `operator.ask` asked for, that a \
        system which is to fall silent spoke before. Where a line of its expect block does not hold, or the exchange does not \
        show it, the evidence shows nothing: the requirement is inconclusive, the reason quotes the premise and what was seen, \
        and nothing is held against a system. Where it holds, the scenario goes on. It chooses no other steps.
        """
    ),
    Concept(
      name: "load", summary: "load: {for: 30 s, concurrency: 20}",
      text: """
        Any step that reads or writes can stand under `load`: it is then carried out many times, several at a time, and its expectations are of \
        all the exchanges together. `repeat` (how many) or `for` (how long), `concurrency` (users at work), `rate` \
        (exchanges begun in a second), `ramp` (how long the users or the rate take to their full number). The step needs \
        `permits: [load]` besides its own effect, and what `limits` of the network file say is kept. Stored studies are \
        copies with UIDs of their own. With `copies-of`, the id of an earlier step that stored so, each exchange reads the copy \
        of the same number, and every object of it is compared with what was stored.

        The observation has, besides outcome, duration and link:

        \(loadFields)

        An exchange that fails counts as slower than all others: with ten of a hundred failing there is no p95. What was \
        lost on the way (no connection, no answer) is nobody's failure and makes the step inconclusive, not slow. So does a \
        rate that the harness could not send, and a harness that was late itself where an expectation does not hold.

        `load.compare` holds what a load showed while a system sent objects by itself against the same load without them.
        """),
    Concept(
      name: "bad manners", summary: "Steps that break a rule on purpose, such as dicom.misbehave.",
      text: """
        They have the effect load, because they may harm the system, and are sent only where the network file permits it. \
        Such a step has the system to itself. It looks with C-ECHO before, beside and after the act whether the system \
        serves others: a system that served before and no longer serves after is to blame for it, with the act's name and \
        the transcript; one that did not serve before makes the step inconclusive, and nothing is sent.
        """),
  ]

  private static let loadFields = LoadDescription.observation.map { "\($0.name): \($0.meaning)" }
    .joined(separator: "\n\n")
}
