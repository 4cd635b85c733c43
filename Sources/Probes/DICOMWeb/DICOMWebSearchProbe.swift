import DICOM
import DICOMWeb
import Evidence
import Foundation
import HTTPExchange
import Specification

/// `dicomweb.search`: QIDO-RS.
enum DICOMWebSearchProbe: Probe {
  static let description = DICOMWebSearchDescription.description

  /// Results of all pages that are kept.
  private static let resultLimit = 10_000
  /// Pages that are asked for.
  private static let pageLimit = 1_000

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    let search: SearchInputs
    do throws(SearchInputs.Problem) { search = try SearchInputs(inputs) } catch { return .misuse(error.message) }
    let exchange: WebExchange
    switch WebExchange.make(inputs, in: context) {
    case .success(let made): exchange = made
    case .failure(let problem): return problem.result
    }
    return await exchange.run { client, observation throws(WebFailure) in
      var walks = PageWalks(wanted: search.walks)
      var finding: PageWalks.Finding?
      while finding == nil {
        if walks.hasDiffered, walks.pause > .zero { try? await Task.sleep(for: walks.pause) }
        var pages = Pages(search: search)
        // What is told is of the last walk, and where it came to no end of what there is.
        defer { observation.merge(pages.fields, uniquingKeysWith: { _, new in new }) }
        while let query = pages.next {
          let response = try await client.search(search.resource, query, of: exchange.base, accept: search.accept)
          if observation["status"] == nil {
            observation.merge(WebFields.fields(response), uniquingKeysWith: { _, new in new })
          }
          if let failure = WebExchange.refusal(response, inputs: inputs) { return failure }
          do throws(DICOMJSONError) { pages.take(try SearchAnswer(response)) } catch {
            observation["outcome"] = .string(error.blame == .harness ? "failed" : "malformed")
            return StepFailure(
              blame: error.blame, message: "The results are not in the DICOM JSON model: \(error).", rule: "PS3.18 §F.2"
            )
          }
          if let failure = unreadable(response, pages, search) {
            observation["outcome"] = .string("malformed")
            return failure
          }
        }
        walks.take(pages.keys)
        finding = walks.finding
        if finding == nil, walks.wantsContent {
          walks.take(content: try await content(of: search, by: client, of: exchange.base) ?? Set(pages.keys))
        }
      }
      if search.walks > 1 {
        guard finding != .changing else {
          observation["outcome"] = .string("failed")
          return changing
        }
        observation["same-order"] = .boolean(finding == .steady)
      }
      return nil
    }
  }

  /// What a request for everything finds, by the UIDs; nil where it is not answered with results.
  private static func content(
    of search: SearchInputs, by client: WebClient, of base: String
  ) async throws(WebFailure) -> Set<String>? {
    var query = search.query
    (query.limit, query.offset) = (nil, nil)
    let response = try await client.search(search.resource, query, of: base, accept: search.accept)
    guard let results = (try? SearchAnswer(response))?.results else { return nil }
    return Set(results.compactMap { $0.uid(search.resource.level.uniqueKey)?.value })
  }

  /// What is said where results changed while they were walked.
  private static let changing = StepFailure(
    blame: .network,
    message: """
      The results changed while their pages were walked, again and again: something is delivered to the service or withdrawn \
      there. Nothing can be said of their order.
      """,
    advice: "Run again while nothing is delivered that the search finds.")

  /// A success whose content is in another form than the one asked for.
  private static func unreadable(_ response: WebResponse, _ pages: Pages, _ search: SearchInputs) -> StepFailure? {
    guard response.status == 200 || response.status == 206, !pages.isLastRead,
      search.accept == SearchAnswer.mediaType
    else { return nil }
    return StepFailure(
      blame: .system,
      message: """
        The status is \(response.status), and the content of type \(response.contentType ?? "none") is no answer to a \
        search for \(SearchAnswer.mediaType).
        """, rule: "PS3.18 §10.6.4",
      advice: "If a sign-in page answered, give the network file an authorization block that the service takes.")
  }

  /// One walk over all pages of results.
  private struct Pages {
    let search: SearchInputs
    private var results: [DataSet] = []
    private var sizes: [Int] = []
    private var findings: [ModelFinding] = []
    private(set) var keys: [String] = []
    private var seen: Set<String> = []
    private var repeated: Set<String> = []
    private var isOver = false
    private(set) var isLastRead = true

    init(search: SearchInputs) { self.search = search }

    /// Whether no page came yet.
    var isFirst: Bool { sizes.isEmpty && isLastRead }

    /// The next page to ask for; nil when there is none.
    var next: SearchQuery? {
      guard !isOver else { return nil }
      var query = search.query
      guard search.page != nil else { return query }
      let offset = (query.offset ?? 0) + results.count
      query.offset = offset == 0 ? query.offset : offset
      return query
    }

    /// Takes a page. The walk ends with an empty one, with one that brings nothing new, and at the limits: a service
    /// that does not know `offset` would go on for ever.
    mutating func take(_ answer: SearchAnswer) {
      isLastRead = answer.results != nil
      guard let page = answer.results else {
        isOver = true
        return
      }
      sizes.append(page.count)
      results += page.prefix(resultLimit - results.count)
      if findings.count < 200 { findings += answer.findings.prefix(200 - findings.count) }
      var hasNew = false
      for result in page {
        guard let key = result.uid(search.resource.level.uniqueKey)?.value else { continue }
        if keys.count < resultLimit { keys.append(key) }
        if seen.insert(key).inserted { hasNew = true } else { repeated.insert(key) }
      }
      isOver =
        search.page == nil || page.isEmpty || !hasNew || sizes.count >= pageLimit || results.count >= resultLimit
    }

    var fields: [String: Value] {
      guard !sizes.isEmpty else { return [:] }
      return [
        "matches": .list(results.map { .dataSet($0) }), "findings": WebFields.values(findings),
        "repeated": .list(repeated.sorted().map { .uid($0) }),
        "page-sizes": .list(sizes.map { .number(Decimal($0)) }),
      ]
    }
  }
}

extension SearchResource.Level {
  /// The attribute that tells results apart (PS3.18 §10.6.3.3).
  fileprivate var uniqueKey: Tag {
    switch self {
    case .studies: .studyInstanceUID
    case .series: .seriesInstanceUID
    case .instances: .sopInstanceUID
    }
  }
}
