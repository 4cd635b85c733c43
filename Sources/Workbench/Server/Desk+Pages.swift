import Foundation
import Hummingbird
import Inventory
import Judgement
import NIOCore
import Rendering
import Reports

extension Desk {
  /// What people look at.
  var pageOperations: [Operation] {
    [
      .page(.get, "/") { try await list($0) },
      .page(.get, "/runs/{run}") { try await run($0) },
      .page(.get, "/runs/{run}/report") { try await report($0) },
      .page(.get, "/runs/{run}/requirements/{requirement}") { try await requirement($0) },
      .page(.get, "/compare") { try await compare($0) },
      .page(.get, "/networks") { visit in
        let network = visit.value("network") ?? ""
        return .page(
          TrendPage(
            network: network, points: try await trend(of: network), session: visit.session,
            hasTokens: sessions.hasTokens
          ).page)
      },
      .page(.get, "/start") { visit in
        let files = try await library.folder(now: true).files.values.sorted { $0.path < $1.path }
        return .page(StartPage(files: files, session: visit.session, hasTokens: sessions.hasTokens).page)
      },
      .page(.get, "/sign-in", isOpen: true) { .page(SignInPage(session: $0.session).page) },
      .page(.get, "/assets/{name}", isOpen: true) { visit in
        guard let asset = Asset.all[visit.place("name")] else { throw Refusal.notFound }
        return .rendered(asset.page, type: asset.type, for: visit)
      },
    ]
  }

  private func list(_ visit: Visit) async throws -> Reply {
    let filter = try filter(visit)
    let notices = try await library.folder().notices
    let (runs, total) = try await library.index.runs(filter)
    let query = visit.query.filter { $0.name != "offset" && !$0.value.isEmpty }
      .map { "\(Words.encoded($0.name))=\(Words.encoded($0.value))" }.joined(separator: "&")
    let inMemory =
      library.index.notice.map { [$0] } ?? []
    return .page(
      RunListPage(
        runs: runs, total: total, filter: filter, choices: try await library.index.choices(),
        running: await live.running(),
        notices: notices + inMemory, query: query, session: visit.session, hasTokens: sessions.hasTokens
      ).page)
  }

  private func run(_ visit: Visit) async throws -> Reply {
    let key = visit.place("run")
    let standing = await live.standing(key)
    func livePage(_ problem: String?) -> Reply {
      .page(
        LivePage(
          key: key, path: standing?.path ?? "Run", standing: standing, problem: problem, session: visit.session,
          hasTokens: sessions.hasTokens
        ).page)
    }
    if standing?.isRunning == true { return livePage(nil) }
    var entry: IndexedRun
    do { entry = try await self.entry(visit) } catch let refusal as Refusal {
      guard standing != nil else { throw refusal }
      return livePage(nil)
    }
    // What has just ended may have been indexed while it went on.
    if standing != nil, entry.condition == .open { entry = try await library.run(key, now: true) ?? entry }
    guard entry.condition == .judged else {
      return .page(
        LivePage(
          key: key, path: entry.path, standing: standing, problem: entry.problem, session: visit.session,
          hasTokens: sessions.hasTokens
        ).page)
    }
    let run = try await records.open(entry)
    var filter = RequirementFilter()
    filter.state = visit.value("state")
    filter.level = visit.value("level")
    filter.group = visit.value("group")
    filter.words = (visit.value("q") ?? "").split(whereSeparator: \.isWhitespace).prefix(8).map(String.init)
    let table = try await rendered.page("table \(run.entry.key) \(run.entry.stamp) \(filter)") { [filter] in
      RequirementTable(run: run, filter: filter).html.text
    }
    return .page(
      RunPage(
        run: run, filter: filter, table: HTML(trusted: String(buffer: table.bytes)), session: visit.session,
        hasTokens: sessions.hasTokens
      ).page)
  }

  private func report(_ visit: Visit) async throws -> Reply {
    let entry = try await entry(visit)
    let page = try await rendered.page("report \(entry.key) \(entry.stamp)", isWhole: true) {
      let run = try await records.open(entry)
      return try await LongWork.run {
        HTMLRunReport.render(run.scorecard, transcripts: run.transcripts)
      }
    }
    return .rendered(page, type: "text/html; charset=utf-8", for: visit, policy: Self.reportPolicy)
  }

  /// A report forbids itself everything but its own style and script; what it can't say of itself is said here.
  private static let reportPolicy = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

  private func requirement(_ visit: Visit) async throws -> Reply {
    let run = try await opened(visit)
    let requirement = try run.requirement(visit.place("requirement"))
    let fragment = try await rendered.page("requirement \(run.entry.key) \(run.entry.stamp) \(requirement.id)") {
      RequirementFragment.render(
        run.scorecard, requirement: requirement.id, transcripts: run.transcripts(of: [requirement]))?.text ?? ""
    }
    return .page(
      RequirementPage(
        run: run, requirement: requirement, verdict: HTML(trusted: String(buffer: fragment.bytes)),
        forms: try await forms(of: requirement, in: run), obstacle: obstacle(to: requirement, of: run),
        session: visit.session, hasTokens: sessions.hasTokens
      ).page)
  }

  private func compare(_ visit: Visit) async throws -> Reply {
    let runs = try await chosen(visit).sorted { $0.scorecard.run.startedAt < $1.scorecard.run.startedAt }
    if runs.count == 2, runs[0].scorecard.bid.id == runs[1].scorecard.bid.id {
      return .page(
        ChangesPage(before: runs[0], after: runs[1], session: visit.session, hasTokens: sessions.hasTokens).page)
    }
    let comparison = try Self.comparison(of: runs)
    let key = runs.map { "\($0.entry.key) \($0.entry.stamp)" }.joined(separator: " ")
    let links = Dictionary(
      runs.map { ($0.scorecard.bid.id, "runs/\($0.entry.key)/report") }, uniquingKeysWith: { first, _ in first })
    let page = try await rendered.page("compare \(key)", isWhole: true) {
      try await LongWork.run { HTMLComparisonReport.render(comparison, reports: links) }
    }
    return .rendered(page, type: "text/html; charset=utf-8", for: visit, policy: Self.reportPolicy)
  }

  /// Bids side by side.
  static func comparison(of runs: [OpenedRun]) throws(Refusal) -> Comparison {
    do { return try Comparison(of: runs.map(\.scorecard)) } catch {
      throw Refusal(.conflict, "These runs can't be compared", error.message)
    }
  }

  /// What people send.
  var formOperations: [Operation] {
    [
      .page(.post, "/start") { visit in
        let form = try visit.form()
        let only = (form["only"] ?? "").split { $0 == "," || $0.isWhitespace }.map(String.init)
        let standing = try await start(
          StartRequest(
            specification: form["specification"] ?? "", network: form["network"] ?? "", bid: form["bid"],
            profile: form["profile"], only: only))
        return .seeOther("/runs/\(standing.key)")
      },
      .page(.post, "/runs/{run}/stop") { visit in
        .seeOther("/runs/\(try await live.stop(visit.place("run")).key)")
      },
      .page(.post, "/runs/{run}/judgement") { visit in
        try await judge(try await opened(visit))
        return .seeOther("/runs/\(visit.place("run"))")
      },
      .page(.post, "/runs/{run}/requirements/{requirement}/rerun") { visit in
        let standing = try await again(try await opened(visit), requirement: visit.place("requirement"))
        return .seeOther("/runs/\(standing.key)")
      },
      .page(.post, "/runs/{run}/requirements/{requirement}/evidence/{evidence}/marks") { visit in
        let form = try visit.form()
        return try await written(visit) {
          _ = try await write(try Self.mark(form), by: form["evaluator"] ?? "", visit, tag: form["tag"] ?? "")
        }
      },
      .page(.post, "/runs/{run}/requirements/{requirement}/evidence/{evidence}/moderated") { visit in
        let form = try visit.form()
        return try await written(visit) {
          _ = try await write(try Self.mark(form), by: nil, visit, tag: form["tag"] ?? "")
        }
      },
      .page(.post, "/runs/{run}/requirements/{requirement}/conflicts") { visit in
        let form = try visit.form()
        return try await written(visit) {
          _ = try await declare(
            ConflictRequest(reason: form["reason"] ?? ""), of: form["evaluator"] ?? "", visit, tag: form["tag"] ?? "")
        }
      },
      .page(.post, "/runs/{run}/requirements/{requirement}/evidence/{evidence}/readings") { visit in
        let form = try visit.form()
        return try await written(visit) {
          _ = try await write(
            try Self.reading(form), by: form["evaluator"] ?? "", visit, tag: form["tag"] ?? "")
        }
      },
      .page(.post, "/runs/{run}/requirements/{requirement}/evidence/{evidence}/claim") { visit in
        let form = try visit.form()
        guard let answer = form["answer"].flatMap(Assessment.Answer.init(rawValue:)) else {
          throw Refusal(.unprocessableContent, "An answer is asked for", "Choose confirmed, refused or denied.")
        }
        let evaluators = (form["evaluators"] ?? "").split(separator: ",").map { String($0) }
        return try await written(visit) {
          let claim = ClaimRequest(
            answer: answer, reason: form["reason"] ?? "", evaluators: evaluators, sha256: form["sha256"])
          _ = try await write(claim, visit, tag: form["tag"] ?? "")
        }
      },
      .page(.post, "/sign-in", isOpen: true) { visit in
        let session = try sessions.signIn(token: try visit.form()["token"] ?? "", instead: visit.session)
        var reply = Reply.seeOther("/")
        reply.fields[.setCookie] = Reception.cookie(session)
        return reply
      },
      .page(.post, "/sign-out") { visit in
        sessions.end(visit.session)
        return .seeOther("/sign-in")
      },
    ]
  }

  private func written(_ visit: Visit, _ write: () async throws -> Void) async throws -> Reply {
    try await write()
    return .seeOther(
      "/runs/\(visit.place("run"))/requirements/\(Words.encoded(visit.place("requirement")))#people-title")
  }

  private static func reading(_ form: [String: String]) throws(Refusal) -> ReadingRequest {
    var reading = ReadingRequest(reason: form["reason"] ?? "", sha256: form["sha256"])
    if form["answer"] == AssessmentEntry.abstains {
      reading.abstains = true
      return reading
    }
    guard let answer = form["answer"].flatMap(Assessment.Answer.init(rawValue:)) else {
      throw Refusal(
        .unprocessableContent, "An answer is asked for", "Choose confirmed, refused or denied, or abstain.")
    }
    reading.answer = answer
    return reading
  }

  private static func mark(_ form: [String: String]) throws(Refusal) -> MarkRequest {
    if form["mark"] == AssessmentEntry.abstains { return MarkRequest(reason: form["reason"] ?? "", abstains: true) }
    guard let mark = form["mark"].flatMap({ Int($0) }) else {
      throw Refusal(.unprocessableContent, "A mark is asked for", "Choose one of the marks that are described.")
    }
    return MarkRequest(mark: mark, reason: form["reason"] ?? "")
  }
}
