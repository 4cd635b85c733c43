import Evidence
import Foundation
import Hummingbird
import Inventory
import Judgement
import Specification

/// Everything that operations work with, and what pages and programs alike ask of it.
struct Desk: Sendable {
  let library: RunLibrary
  let records: RunRecords
  let rendered: RenderedPages
  let sessions: Sessions
  let live: LiveRuns
  let assessments: AssessmentStore
  let starter: any RunStarter

  init(_ settings: WorkbenchSettings, catalogue: StepCatalogue, starter: any RunStarter) async throws {
    // Links on the way to the folder are followed once, here; those in it never.
    let root = URL(fileURLWithPath: settings.folder).resolvingSymlinksInPath()
    library = try await RunLibrary(of: root, index: settings.index)
    records = RunRecords(root: root, catalogue: catalogue)
    rendered = RenderedPages(limit: settings.limits.renderedPages)
    sessions = Sessions(tokens: settings.tokens)
    live = LiveRuns(starter: starter, limits: settings.limits)
    assessments = AssessmentStore(root: root)
    self.starter = starter
  }

  /// All that can be asked.
  var operations: [Operation] { pageOperations + formOperations + programOperations }

  var root: URL { library.root }

  // MARK: Runs

  /// The run that an address names.
  func entry(_ visit: Visit) async throws -> IndexedRun {
    let key = visit.place("run")
    if let found = try await library.run(key) { return found }
    // It may have come since the folder was last looked through.
    if ServedFolder.isKey(key), let found = try await library.run(key, now: true) { return found }
    throw Refusal.notFound
  }

  /// The run that an address names, opened.
  func opened(_ visit: Visit) async throws -> OpenedRun { try await records.open(try await entry(visit)) }

  /// The runs that a query names, opened, in its order.
  func chosen(_ visit: Visit) async throws -> [OpenedRun] {
    var keys: [String] = []
    for (name, value) in visit.query where name == "run" && !keys.contains(value) { keys.append(value) }
    guard Comparison.bidLimit.contains(keys.count) else {
      throw Refusal(
        .badRequest, "Choose the runs to compare",
        "From \(Comparison.bidLimit.lowerBound) to \(Comparison.bidLimit.upperBound) runs can be compared.")
    }
    var runs: [OpenedRun] = []
    for key in keys {
      guard let entry = try await library.run(key) else { throw Refusal.notFound }
      runs.append(try await records.open(entry))
    }
    return runs
  }

  /// Which runs a query asks for.
  func filter(_ visit: Visit) throws(Refusal) -> RunFilter {
    var filter = RunFilter()
    filter.network = visit.value("network")
    filter.bid = visit.value("bid")
    filter.specification = visit.value("specification")
    filter.gate = visit.value("gate")
    filter.words = (visit.value("q") ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
    filter.requirement = visit.value("requirement")
    filter.state = visit.value("state")
    for (name, path, range) in [("limit", \RunFilter.limit, 1...500), ("offset", \RunFilter.offset, 0...1_000_000)] {
      guard let text = visit.value(name) else { continue }
      guard let number = Int(text), range.contains(number) else {
        throw Refusal(
          .badRequest, "The request is not understood",
          "`\(name)` is a number from \(range.lowerBound) to \(range.upperBound).")
      }
      filter[keyPath: path] = number
    }
    return filter
  }

  /// A network's judged runs, the earliest first, with what changed from each to the next; at most the latest 200.
  func trend(of network: String) async throws -> [TrendPoint] {
    _ = try await library.folder()
    var filter = RunFilter()
    filter.network = network
    filter.limit = 200
    let runs = try await library.index.runs(filter).runs.filter { $0.condition == .judged }
    var points: [TrendPoint] = []
    var before: [String: IndexedVerdict]?
    for run in runs.reversed() {
      let verdicts = try await library.index.verdicts(of: run.key)
      points.append(TrendPoint(run: run, changes: before.map { TrendPoint.changes(from: $0, to: verdicts) } ?? []))
      before = verdicts
    }
    return points
  }

  // MARK: Starting

  /// Starts a run with files of the served folder.
  func start(_ order: StartRequest) async throws -> LiveRuns.Standing {
    let folder = try await library.folder(now: true)
    func file(_ key: String, _ kind: FileKind, _ what: String) throws(Refusal) -> ServedFolder.File {
      guard let file = folder.files[key], file.kind == kind else {
        throw Refusal(
          .unprocessableContent, "This can't be run", "The served folder has no such \(what): load the page again.")
      }
      return file
    }
    let specification = try file(order.specification, .specification, "specification")
    let network = try file(order.network, .network, "network file")
    let bid = try order.bid.flatMap { $0.isEmpty ? nil : $0 }.map { try file($0, .bid, "bid") }
    let profile = order.profile.flatMap { $0.isEmpty ? nil : $0 }
    let only = order.only ?? []
    for name in only + [profile].compactMap({ $0 }) where !Self.isIdentifier(name) {
      throw Refusal(
        .unprocessableContent, "This can't be run", "\(name.prefix(80)) is no name of a requirement or profile.")
    }
    let place = place(network.path)
    return try await begin(
      RunOrder(
        specification: self.place(specification.path), network: place, bid: bid.map { self.place($0.path) },
        profile: profile, only: only, out: ""),
      named: network.path)
  }

  /// Runs a requirement of a run again, by the same rules on the same network.
  func again(_ run: OpenedRun, requirement id: String) async throws -> LiveRuns.Standing {
    let requirement = try run.requirement(id)
    if let obstacle = obstacle(to: requirement, of: run) {
      throw Refusal(.conflict, "This can't be run again", obstacle)
    }
    let manifest = run.reader.manifest
    let recorded = run.reader.folder.appendingPathComponent(manifest.network).path
    let folder = try await library.folder(now: true)
    let original = Self.digest(recorded).flatMap { digest in
      // The file that the run was made with, where it still is what it was: it has its keys beside it.
      folder.files.values.filter { $0.kind == .network }.map { place($0.path) }.sorted()
        .first { Self.digest($0) == digest }
    }
    return try await begin(
      RunOrder(
        specification: run.reader.folder.appendingPathComponent(RunLayout.specification).path,
        network: original ?? recorded,
        bid: manifest.bid == nil ? nil : run.reader.folder.appendingPathComponent(RunLayout.bid).path,
        profile: manifest.profile, only: [requirement.id], inputs: manifest.inputs.compactMapValues(\.text),
        permits: manifest.permits, out: ""),
      named: "\(run.entry.network)-\(requirement.id)")
  }

  /// Why a requirement can't be run again.
  func obstacle(to requirement: RequirementVerdict, of run: OpenedRun) -> String? {
    let manifest = run.reader.manifest
    guard RunLayout.isContained(manifest.network) else {
      return "The record does not say on which network it was made."
    }
    let secrets = manifest.inputs.filter { $0.value.text == nil }.keys.sorted()
    if !secrets.isEmpty {
      let names = secrets.joined(separator: ", ")
      return "The run was given secrets that no record holds (\(names)): run it from the terminal."
    }
    if requirement.state == .notApplicable { return "The profile or the network takes this requirement out." }
    return nil
  }

  private func begin(_ order: RunOrder, named name: String) async throws -> LiveRuns.Standing {
    let base = name.split(separator: "/").last.map(String.init) ?? name
    let plain = base.prefix { $0 != "." }.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
    let stamp = Date.now.formatted(.iso8601).filter(\.isNumber)
    let path = "runs/\(stamp)-\(String(plain).prefix(40))-\(String(UInt16.random(in: 0 ... .max), radix: 16))"
    var order = order
    order.out = place(path)
    guard let digest = Self.digest(order.network) else {
      throw Refusal(.conflict, "This can't be run", "The network file can't be read.")
    }
    return try await live.start(order, key: ServedFolder.key(of: path), path: path, network: digest)
  }

  /// Judges a run again with what evaluators wrote of its bid.
  func judge(_ run: OpenedRun) async throws {
    let assessment = place(AssessmentStore.path(for: run.scorecard))
    guard FileManager.default.fileExists(atPath: assessment) else {
      throw Refusal(.conflict, "There is nothing to judge with", "No evaluator has written anything of this bid yet.")
    }
    let end = try await starter.judge(JudgementOrder(run: run.reader.folder.path, assessment: assessment))
    // 4, 5 and 6 are results of the judgement and no failures of it, and so is 3 where nothing is said: a provisional one.
    guard end.status == 0 || end.status >= 4 || end.status == 3 && end.said.isEmpty else {
      throw Refusal(.conflict, "The run could not be judged", end.said)
    }
    _ = try await library.folder(now: true)
  }

  private func place(_ path: String) -> String { path.isEmpty ? root.path : root.appendingPathComponent(path).path }

  private static func digest(_ path: String) -> String? {
    guard let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int, size < 16 << 20,
      let data = try? Data(contentsOf: URL(fileURLWithPath: path))
    else { return nil }
    return Digest.sha256(data)
  }

  static func isIdentifier(_ text: String) -> Bool {
    text.wholeMatch(of: #/[A-Za-z0-9][A-Za-z0-9._-]{0,63}/#) != nil
  }
}

/// What a run is to be started with: keys of `/api/files`.
struct StartRequest: Codable, Hashable, Sendable {
  var specification: String
  var network: String
  var bid: String?
  var profile: String?
  var only: [String]?
}
