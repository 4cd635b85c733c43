import Foundation
import HTTPTypes
import Hummingbird
import Judgement
import NIOCore

extension Desk {
  /// What programs ask; `/openapi.json` is made of this list.
  var programOperations: [Operation] {
    let described = sessionOperations + runOperations + liveOperations + assessmentOperations
    let document = OpenAPIDocument.text(of: described)
    let page = RenderedPages.Page(document)
    return described + [
      .page(.get, "/openapi.json", isOpen: true) { .rendered(page, type: "application/json", for: $0) }
    ]
  }

  private var sessionOperations: [Operation] {
    [
      Operation(
        method: .get, path: "/api/session", summary: "Who asks, and the seal that changes must show.",
        answers: [.init(status: 200, summary: "The session.", schema: "Session")], isOpen: true
      ) { visit in
        .json(
          SessionReply(isSignedIn: visit.session.isSignedIn, name: visit.session.name, seal: visit.session.seal))
      }
    ]
  }

  private var runOperations: [Operation] {
    let key: Operation.Answer = .init(status: 404, summary: "No such run.", schema: "Problem")
    let unsound: Operation.Answer = .init(
      status: 409, summary: "The run has no verdicts, or its record does not hold.", schema: "Problem")
    func text(_ name: String, _ summary: String) -> Operation.Parameter {
      .init(name: name, summary: summary, schema: #"{"type":"string","maxLength":200}"#)
    }
    return [
      Operation(
        method: .get, path: "/api/runs", summary: "Runs, the latest first.",
        query: [
          text("network", "Id of the network."), text("bid", "Id of the bid."),
          text("specification", "Id of the specification."), text("gate", "State of the gate."),
          text("q", "Words that stand in names and paths."),
          text("requirement", "Only runs that were judged by this requirement."),
          text("state", "Only runs in which this requirement, or any, has this state."),
          .init(name: "limit", summary: "Runs at a time.", schema: #"{"type":"integer","minimum":1,"maximum":500}"#),
          .init(
            name: "offset", summary: "Runs left out.", schema: #"{"type":"integer","minimum":0,"maximum":1000000}"#),
        ],
        answers: [
          .init(status: 200, summary: "The runs.", schema: "Runs"),
          .init(status: 400, summary: "A value is not understood.", schema: "Problem"),
        ]
      ) { visit in
        let filter = try filter(visit)
        let notices = try await library.folder().notices
        let (runs, total) = try await library.index.runs(filter)
        return .json(RunsReply(runs: runs.map(RunReply.init), total: total, notices: notices))
      },
      Operation(
        method: .get, path: "/api/runs/{run}", summary: "A run with the state of every requirement.",
        answers: [.init(status: 200, summary: "The run.", schema: "RunWithRequirements"), key]
      ) { visit in
        let standing = await live.standing(visit.place("run"))
        let entry: IndexedRun
        do { entry = try await self.entry(visit) } catch let refusal as Refusal {
          // It has begun and written nothing yet.
          guard let standing else { throw refusal }
          return .json(RunDetailReply(run: RunReply(standing), live: standing, requirements: []))
        }
        let verdicts = try await library.index.verdicts(of: entry.key).values.sorted { $0.requirement < $1.requirement }
        return .json(
          RunDetailReply(
            run: RunReply(entry), live: standing,
            requirements: verdicts.map(RunDetailReply.Requirement.init)))
      },
      Operation(
        method: .get, path: "/api/runs/{run}/requirements/{requirement}",
        summary: "A requirement's verdict with its evidence, as in the run's report.json.",
        answers: [.init(status: 200, summary: "The verdict.", schema: "Verdict"), key, unsound]
      ) { visit in .json(try await opened(visit).requirement(visit.place("requirement"))) },
      Operation(
        method: .get, path: "/api/comparison", summary: "Two to twelve bids side by side.",
        query: [
          .init(
            name: "run", summary: "Keys of runs.",
            schema: #"{"type":"array","items":{"type":"string","maxLength":16},"minItems":2,"maxItems":12}"#,
            isRequired: true)
        ],
        answers: [
          .init(status: 200, summary: "The comparison.", schema: "Comparison"),
          .init(status: 400, summary: "Too few or too many runs.", schema: "Problem"), key,
          .init(status: 409, summary: "They can't be compared.", schema: "Problem"),
        ]
      ) { visit in .json(try Self.comparison(of: try await chosen(visit))) },
      Operation(
        method: .get, path: "/api/trend", summary: "A network's runs, the earliest first, with what changed.",
        query: [
          .init(
            name: "network", summary: "Id of the network.", schema: #"{"type":"string","maxLength":200}"#,
            isRequired: true)
        ],
        answers: [.init(status: 200, summary: "The runs.", schema: "Trend")]
      ) { visit in
        let points = try await trend(of: visit.value("network") ?? "")
        return .json(
          TrendReply(points: points.map { TrendReply.Point(run: RunReply($0.run), changes: $0.changes) }))
      },
      Operation(
        method: .get, path: "/api/files", summary: "Specifications, networks and bids that a run can be started with.",
        answers: [.init(status: 200, summary: "The files.", schema: "Files")]
      ) { _ in
        let files = try await library.folder(now: true).files.values.sorted { $0.path < $1.path }
        return .json(
          FilesReply(files: files.map { .init(key: $0.key, kind: $0.kind.rawValue, path: $0.path) }))
      },
    ]
  }

  private var liveOperations: [Operation] {
    let refused: Operation.Answer = .init(
      status: 409, summary: "Not now: another run goes on on this network, or this one does not.", schema: "Problem")
    return [
      Operation(
        method: .post, path: "/api/runs", summary: "Start a run with files of the served folder.",
        takes: "StartRequest",
        answers: [
          .init(status: 202, summary: "It has begun.", schema: "Standing"),
          .init(status: 400, summary: "The content is not understood.", schema: "Problem"), refused,
          .init(status: 422, summary: "There is no such file.", schema: "Problem"),
        ]
      ) { visit in
        let standing = try await start(try visit.json(StartRequest.self))
        return .json(standing, status: .accepted, fields: [.location: "/api/runs/\(standing.key)"])
      },
      Operation(
        method: .post, path: "/api/runs/{run}/stop", summary: "End a run in order; a second time, at once.",
        answers: [.init(status: 202, summary: "It is being ended.", schema: "Standing"), refused]
      ) { visit in .json(try await live.stop(visit.place("run")), status: .accepted) },
      Operation(
        method: .post, path: "/api/runs/{run}/requirements/{requirement}/rerun",
        summary: "Run one requirement again, by the same rules on the same network.",
        answers: [
          .init(status: 202, summary: "It has begun.", schema: "Standing"),
          .init(status: 404, summary: "No such run or requirement.", schema: "Problem"), refused,
        ]
      ) { visit in
        let standing = try await again(try await opened(visit), requirement: visit.place("requirement"))
        return .json(standing, status: .accepted, fields: [.location: "/api/runs/\(standing.key)"])
      },
      Operation(
        method: .get, path: "/api/runs/{run}/events",
        summary: "What a run tells while it goes on, as server-sent events; Last-Event-ID continues.",
        answers: [
          .init(status: 200, summary: "The events.", schema: "Text", type: "text/event-stream"),
          .init(status: 204, summary: "This server started no such run: there is nothing to wait for."),
          .init(status: 503, summary: "Too many listen.", schema: "Problem"),
        ]
      ) { visit in try await events(visit) },
    ]
  }

  private func events(_ visit: Visit) async throws -> Reply {
    let last = visit.fields[.lastEventID].flatMap { Int($0) } ?? 0
    guard let stream = try await live.listen(to: visit.place("run"), after: last) else { return Reply(.noContent) }
    let body = ResponseBody { writer in
      try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      for await numbered in stream {
        guard let notice = numbered.notice else {
          try await writer.write(ByteBuffer(string: ": \n\n"))
          continue
        }
        // JSON on one line: no line break of a peer's words can begin another field.
        let data = String(decoding: try encoder.encode(notice), as: UTF8.self)
        let text = "id: \(numbered.number)\nevent: \(notice.event.rawValue)\ndata: \(data)\n\n"
        try await writer.write(ByteBuffer(string: text))
      }
      try await writer.finish(nil)
    }
    return Reply(fields: [.contentType: "text/event-stream", .cacheControl: "no-store"], body: body)
  }

  private var assessmentOperations: [Operation] {
    let place = "/api/runs/{run}/requirements/{requirement}/evidence/{evidence}"
    let answers: [Operation.Answer] = [
      .init(status: 200, summary: "It is written.", schema: "Written"),
      .init(status: 400, summary: "The content is not understood.", schema: "Problem"),
      .init(status: 404, summary: "No such run, requirement or evidence.", schema: "Problem"),
      .init(status: 409, summary: "The run or the assessment's file does not hold.", schema: "Problem"),
      .init(status: 412, summary: "Somebody else was faster; both versions are given and kept.", schema: "Problem"),
      .init(status: 422, summary: "It can't be written.", schema: "Problem"),
      .init(status: 428, summary: "If-Match is missing.", schema: "Problem"),
    ]
    return [
      Operation(
        method: .get, path: "/api/runs/{run}/assessment", summary: "All that a person decides, with what was written.",
        answers: [
          .init(status: 200, summary: "The evidence.", schema: "Awaited"),
          .init(status: 404, summary: "No such run.", schema: "Problem"),
          .init(status: 409, summary: "The run has no verdicts.", schema: "Problem"),
        ]
      ) { visit in
        let run = try await opened(visit)
        return .json(AwaitedReply(evidence: try await awaited(in: run), conflicts: try await conflicts(in: run)))
      },
      Operation(
        method: .put, path: "/api/runs/{run}/conflicts/{evaluator}",
        summary: "Declare an evaluator's conflict of interest in the bid: what they give is kept and does not count.",
        isConditional: true, takes: "ConflictRequest", answers: answers
      ) { visit in
        let conflict = try visit.json(ConflictRequest.self)
        return Self.written(
          try await declare(conflict, of: visit.place("evaluator"), visit, tag: try tag(visit)))
      },
      Operation(
        method: .put, path: "\(place)/marks/{evaluator}", summary: "Write an evaluator's mark.", isConditional: true,
        takes: "MarkRequest", answers: answers
      ) { visit in
        let mark = try visit.json(MarkRequest.self)
        return Self.written(try await write(mark, by: visit.place("evaluator"), visit, tag: try tag(visit)))
      },
      Operation(
        method: .put, path: "\(place)/moderated", summary: "Write the mark agreed on.", isConditional: true,
        takes: "MarkRequest", answers: answers
      ) { visit in
        let mark = try visit.json(MarkRequest.self)
        return Self.written(try await write(mark, by: nil, visit, tag: try tag(visit)))
      },
      Operation(
        method: .put, path: "\(place)/readings/{evaluator}", summary: "Write what an evaluator read in a document.",
        isConditional: true, takes: "ReadingRequest", answers: answers
      ) { visit in
        let reading = try visit.json(ReadingRequest.self)
        return Self.written(try await write(reading, by: visit.place("evaluator"), visit, tag: try tag(visit)))
      },
      Operation(
        method: .put, path: "\(place)/claim", summary: "Write what a document says, agreed on.", isConditional: true,
        takes: "ClaimRequest", answers: answers
      ) { visit in
        let claim = try visit.json(ClaimRequest.self)
        return Self.written(try await write(claim, visit, tag: try tag(visit)))
      },
      Operation(
        method: .post, path: "/api/runs/{run}/judgement", summary: "Judge a run again with what evaluators wrote.",
        answers: [
          .init(status: 200, summary: "It is judged.", schema: "Run"),
          .init(status: 404, summary: "No such run.", schema: "Problem"),
          .init(status: 409, summary: "It can't be judged.", schema: "Problem"),
        ]
      ) { visit in
        try await judge(try await opened(visit))
        return .json(RunReply(try await entry(visit)))
      },
    ]
  }

  private static func written(_ tag: String) -> Reply { .json(WrittenReply(tag: tag), fields: [.eTag: tag]) }

  private func tag(_ visit: Visit) throws(Refusal) -> String {
    guard let tag = visit.fields[.ifMatch] else {
      throw Refusal(
        .preconditionRequired, "Say what you saw",
        "Give the tag of what stands there in If-Match; `\"none\"` where nothing does.")
    }
    return tag
  }
}
