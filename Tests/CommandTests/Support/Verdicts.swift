import Foundation

/// What the tests look at in `verdicts.json`, read by themselves so that they hold the published form.
struct Verdicts: Decodable {
  /// One requirement's result.
  struct Requirement: Decodable {
    var id: String
    var state: String
    var creditLow: Number
    var why: String
    var waiver: Waiver?
    var bindings: [Binding]

    /// All evidence under all bindings.
    var evidence: [Evidence] { bindings.flatMap(\.evidence) }
    /// Why it is so, for a test that expected otherwise.
    var explained: String { "\(id): \(why) \(evidence.map { "\($0.id): \($0.result), \($0.why)" })" }
    /// State, and the credit where it is a part.
    var shown: String { state == "partly met" ? "\(state) \(creditLow.decimal)" : state }
  }

  struct Waiver: Decodable { var expires: String }
  struct Binding: Decodable {
    var state: String?
    var systems: [String: String]?
    var evidence: [Evidence]
  }

  struct Number: Decodable {
    var exact: String

    /// As the table writes it: `0.5` for `1/2`.
    var decimal: String {
      let parts = exact.split(separator: "/").compactMap { Double($0) }
      return parts.count == 2 ? "\(parts[0] / parts[1])" : exact
    }
  }

  struct Evidence: Decodable {
    var id: String
    var result: String
    var why: String
    var citations: [Citation]
    var assessed: Assessed?
    var steps: [Step]
  }

  struct Citation: Decodable {
    var document: String
    var page: Int?
    var table: String?
    var row: Int?
    var cells: [String]?
    var headings: [String]?
  }

  struct Assessed: Decodable {
    var answer: String
    var evaluators: [String]
  }

  struct Step: Decodable {
    var outcome: String
    var failure: Failure?
  }

  struct Failure: Decodable {
    var blame: String
    var message: String
  }

  struct Group: Decodable { var requirements: [Requirement] }
  struct Score: Decodable {
    var low: Number
    var coverage: Number
  }
  struct Gate: Decodable {
    var state: String
    var failing: [String]
  }
  struct Run: Decodable {
    var isPartial: Bool
    var partialReason: String?
    var now: String
  }
  struct Problem: Decodable {
    var area: String
    var subject: String
    var message: String
  }

  var groups: [Group]
  var notApplicable: [Requirement]
  var score: Score
  var gate: Gate
  var run: Run
  var problems: [Problem]
  var exitCode: Int

  /// All requirements in order, those outside the score last.
  var requirements: [Requirement] { groups.flatMap(\.requirements) + notApplicable }

  /// Reads the file.
  init(_ file: URL) throws { self = try JSONDecoder().decode(Verdicts.self, from: Data(contentsOf: file)) }

  /// A requirement.
  subscript(id: String) -> Requirement? { requirements.first { $0.id == id } }
}
