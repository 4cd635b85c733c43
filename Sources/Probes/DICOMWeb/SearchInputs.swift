import DICOM
import DICOMWeb
import Specification

/// What a `dicomweb.search` asks for, from its inputs.
struct SearchInputs {
  /// What is searched.
  var resource: SearchResource
  /// The query.
  var query: SearchQuery
  /// Results of one page; nil where one request is sent.
  var page: Int?
  /// How often the pages are walked.
  var walks: Int
  /// Media type asked for.
  var accept: String

  /// What stands in the way.
  struct Problem: Error {
    var message: String
  }

  /// Reads the inputs.
  init(_ inputs: StepInputs) throws(Problem) {
    guard let level = SearchResource.Level(rawValue: inputs.text("resource") ?? "studies"),
      let resource = SearchResource(level, study: inputs.text("study"), series: inputs.text("series"))
    else {
      throw Problem(
        message: "dicomweb.search finds studies anywhere, series in a study, instances in a study or one of its series."
      )
    }
    self.resource = resource
    query = SearchQuery()
    query.naming = SearchQuery.Naming(rawValue: inputs.text("attributes") ?? "keyword") ?? .keyword
    var returned: [[Tag]] = []
    if case .record(let keys) = inputs.values["keys"] {
      try Self.add(keys, below: [], to: &query.matches, returned: &returned)
    }
    if case .list(let names) = inputs.values["include"] {
      for name in names { returned.append(try Self.path(StepInputs(["": name]).text("") ?? "")) }
    }
    query.include = inputs.values["include-all"] == .boolean(true) ? .all : .attributes(returned)
    if case .boolean(let fuzzy) = inputs.values["fuzzy"] { query.fuzzyMatching = fuzzy }
    page = try Self.number(inputs, "page", in: 1...1_000)
    query.limit = try Self.number(inputs, "limit", in: 0...100_000) ?? page
    query.offset = try Self.number(inputs, "offset", in: 0...10_000_000)
    walks = try Self.number(inputs, "walks", in: 1...5) ?? 1
    accept = inputs.text("accept") ?? SearchAnswer.mediaType
    guard page == nil || inputs.values["limit"] == nil else {
      throw Problem(message: "dicomweb.search takes limit for one request or page for all of them, not both.")
    }
    guard page != nil || walks == 1 else { throw Problem(message: "dicomweb.search walks pages: give page.") }
    guard accept.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
      throw Problem(message: "The input accept of dicomweb.search is a value of the header field Accept.")
    }
  }

  private static func number(
    _ inputs: StepInputs, _ name: String, in range: ClosedRange<Int>
  ) throws(Problem) -> Int? {
    guard inputs.values[name] != nil else { return nil }
    guard let number = inputs.integer(name, or: 0, in: range) else {
      throw Problem(
        message:
          "The input \(name) of dicomweb.search is a whole number from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
  }

  private static func add(
    _ keys: [String: Value], below path: [Tag], to matches: inout [SearchQuery.Match], returned: inout [[Tag]]
  ) throws(Problem) {
    for (name, value) in keys.sorted(by: { $0.key < $1.key }) {
      let here = path + (try Self.path(name))
      switch value {
      case .record(let inner): try add(inner, below: here, to: &matches, returned: &returned)
      case .list(let values):
        let uids = StepInputs(["": value]).uids("") ?? []
        guard uids.count == values.count, !uids.isEmpty else {
          throw Problem(message: "The key \(name) has a list of something else than UIDs (PS3.18 §8.3.4.1).")
        }
        matches.append(SearchQuery.Match(here, uids))
      default:
        guard let text = StepInputs(["": value]).text("") else {
          throw Problem(message: "The key \(name) has a value that no query parameter takes.")
        }
        if text.isEmpty { returned.append(here) } else { matches.append(SearchQuery.Match(here, [text])) }
      }
    }
  }

  /// Tags of `Keyword`, `(gggg,eeee)`, `ggggeeee`, or of several with points between.
  private static func path(_ text: String) throws(Problem) -> [Tag] {
    var tags: [Tag] = []
    for name in text.split(separator: ".", omittingEmptySubsequences: false).map(String.init) {
      guard let tag = Tag(keyword: name) ?? Tag(notation: name) ?? Tag(hexadecimal: name) else {
        throw Problem(message: "\(name) is neither a keyword of PS3.6 nor a tag in the form (gggg,eeee).")
      }
      tags.append(tag)
    }
    return tags
  }
}
