import Foundation

/// `load`: a step carried out many times, several at a time. The language's words for it, the same for all step kinds.
public enum LoadDescription {
  /// Exchanges at a time that a step can ask for.
  public static let concurrencies = 1...1_000
  /// Exchanges in all that a step can ask for.
  public static let repeats = 1...1_000_000

  /// Keys under `load`.
  public static let inputs: [StepInput] = [
    StepInput("repeat", .number, meaning: "Exchanges in all, 1 to 1000000."),
    StepInput(
      "for", .duration, meaning: "How long exchanges are begun; those under way then are ended as usual."),
    StepInput(
      "concurrency", .number, standardValue: "1, and 256 with a rate",
      meaning: "Exchanges under way at a time, 1 to 1000: the users at work."),
    StepInput(
      "rate", .number, standardValue: "none: each user begins again when the answer is there",
      meaning: """
        Exchanges begun in a second, whether the ones before are answered or not. Times then count from the moment at which \
        an exchange was due, so that a system that stalls cannot slow the clock that it is measured by.
        """),
    StepInput(
      "ramp", .duration, standardValue: "0 s",
      meaning: "Time over which the users begin one after the other, or the rate grows from nothing."),
    StepInput(
      copiesOf, .string, standardValue: "none: what is written is new in each exchange, and what is read is the same",
      meaning: """
        Id of an earlier step that wrote under load. Each exchange reads the copy of the fixture that the exchange of the same \
        number wrote there, and every object of it is compared with what was written: one that is missing, foreign, sent \
        twice or has other pixels is an error.
        """),
  ]

  /// The key that names the step whose copies are read.
  static let copiesOf = "copies-of"

  /// What the keys under `load` may hold, where it can be told before a run; nil where the value is in order.
  public static func problem(_ name: String, _ value: Value) -> String? {
    switch (name, value) {
    case ("concurrency", .number(let number)):
      whole(number, concurrencies) ? nil : "`concurrency` is a whole number from 1 to 1000"
    case ("repeat", .number(let number)):
      whole(number, repeats) ? nil : "`repeat` is a whole number from 1 to 1000000"
    case ("rate", .number(let number)):
      number > 0 && number <= 10_000 ? nil : "`rate` is a number above 0, at most 10000"
    case ("for", .duration(let nanoseconds)):
      nanoseconds > 0 && nanoseconds <= day ? nil : "`for` is more than 0 and at most 24 h"
    case ("ramp", .duration(let nanoseconds)): nanoseconds <= day ? nil : "`ramp` is at most 24 h"
    default: nil
    }
  }

  private static let day: Int64 = 86_400_000_000_000

  private static func whole(_ number: Decimal, _ range: ClosedRange<Int>) -> Bool {
    Int(number.description).map(range.contains) ?? false
  }

  private static let percentiles: [Field] = [
    Field("p50", .duration, .when("at least half of the exchanges did their work"), meaning: "The median."),
    Field("p95", .duration, .when("at least 95 in 100 did their work"), meaning: "95 in 100 took no longer."),
    Field("p99", .duration, .when("at least 99 in 100 did their work"), meaning: "99 in 100 took no longer."),
    Field("max", .duration, .when("all did their work"), meaning: "The longest."),
  ]

  /// The observation of a step under load, on top of `StepDescription.commonFields`, in the place of the step's own.
  public static let observation: [Field] =
    [
      Field("exchanges", .number, meaning: "Exchanges made."),
      Field(
        "errors", .number, .when("none was lost on the way"),
        meaning: """
          Exchanges in which the system itself answered otherwise than with success: a rejection, also one for the moment, \
          an abort, a breach of the protocol, a status of failure.
          """),
      Field(
        "error-kinds",
        .list(
          of: .record([
            Field("kind", .string, meaning: "`status A700`, or how the exchange ended: `aborted`, `timed-out`."),
            Field("count", .number, meaning: "Exchanges."),
          ]), key: "kind"), meaning: "What went wrong and how often, losses on the way included."),
    ] + percentiles + [
      Field(
        "first",
        .record(
          percentiles.map { field in
            var field = field
            field.meaning += " From the request to the first match, object or byte."
            return field
          }), .when("the step kind tells when the first answer came"), meaning: "Times to the first answer."),
      Field(
        "fewest", .number, .when("the step queries or retrieves"),
        meaning: "Matches or objects of the exchange that brought the fewest: quick answers without content are none."),
      Field("rate", .number, meaning: "Exchanges that did their work in a second, two decimals."),
      Field("bytes", .size, .when("the step kind moves objects"), meaning: "Bytes of all objects."),
      Field(
        "throughput", .size, .when("the step kind moves objects"), meaning: "Bytes of objects in a second, all users."),
      Field("concurrency", .number, meaning: "Exchanges under way at a time, at most."),
      Field(
        "harness-lag", .duration,
        meaning: """
          By how much the harness itself was late, in 95 of 100 looks. Times are too long by so much; where it counts for \
          the times, what is too slow is inconclusive.
          """),
      Field(
        "histogram", .string, .when("an exchange did its work"),
        meaning: """
          All times in microseconds as `value:count`, from an HdrHistogram of three digits. Histograms of several runs are \
          added value by value, and lose nothing.
          """),
    ]
}

extension LoadDescription {
  /// The type of what a step under `load` shows.
  static let observationType = ValueType.record(StepDescription.commonFields + observation)
}

extension StepDescription {
  /// The type of the whole observation, against which assertions are checked.
  ///
  /// - Parameter isUnderLoad: Whether the step stands under `load`: then it is what all its exchanges showed together.
  public func observationType(isUnderLoad: Bool) -> ValueType {
    isUnderLoad ? LoadDescription.observationType : observationType
  }
}
