import Foundation

/// One record out of several: shards of a run, and what was gathered again of them.
///
/// A merged record is the union of what its parts hold, written in one order. So it does not matter which are merged first,
/// in which order, or whether one is merged twice.
public struct RunMerge: Sendable {
  /// Runs that cannot be one record.
  public struct Mismatch: Error, Hashable, Sendable, CustomStringConvertible {
    /// The one folder.
    public var left: String
    /// The other.
    public var right: String
    /// What differs.
    public var what: String

    /// What differs, and what to do.
    public var description: String {
      """
      \(left) and \(right) can't be merged: they differ in \(what). Shards are parts of one run only with the same \
      specification, network, bid, choices, --seed and --now.
      """
    }
  }

  /// A piece of evidence that several runs hold, each otherwise than the others.
  public struct Duplicate: Hashable, Sendable {
    /// The piece of evidence.
    public var key: EvidenceKey
    /// How many there are of it. The latest counts.
    public var count: Int
  }

  /// The manifest of the merged record.
  public private(set) var manifest: RunManifest
  /// All evidence; of several records of a piece the latest stands last.
  public private(set) var records: [EvidenceRecord]
  /// Everything else, by path: the files judged by, the bid's documents, readings and transcripts.
  public private(set) var files: [String: MergedFile]

  /// Takes a closed run, whose folder must stay until the merged record is written: no file of it is held in memory.
  ///
  /// - Throws: `RunDirectoryError` where it is not closed or does not hold.
  public init(of folder: URL) throws(RunDirectoryError) {
    let reader = try RunDirectoryReader(folder: folder)
    var manifest = reader.manifest
    manifest.merged = manifest.merged ?? [Self.part(of: manifest)]
    manifest.part = nil
    manifest.origin = nil
    manifest.resumptions = nil
    manifest.judgements = []
    var files: [String: MergedFile] = [:]
    for path in try RunSeal.paths(in: folder)
    where ![RunLayout.manifest, RunLayout.evidence, RunLayout.verdicts].contains(path)
      && !path.hasPrefix(RunLayout.judgedBy + "/")
    {
      files[path] = try MergedFile(at: path, in: folder)
    }
    // What a later judgement was given is no part of what was gathered.
    if manifest.assessment?.hasPrefix(RunLayout.judgedBy + "/") == true {
      manifest.assessment = files[RunLayout.assessment] == nil ? nil : RunLayout.assessment
    }
    manifest.answers = nil
    var records = try reader.records()
    Self.nameByContent(&records, &files)
    self.manifest = manifest
    self.files = files
    self.records = Self.ordered(records)
    conclude()
  }

  /// Adds another record.
  ///
  /// - Parameters:
  ///   - name: What this one is called in a mismatch.
  ///   - otherName: What the other one is called.
  public func merged(
    with other: RunMerge, called name: String, and otherName: String
  ) throws(Mismatch) -> RunMerge {
    if let what = difference(from: other) { throw Mismatch(left: name, right: otherName, what: what) }
    var result = self
    result.files.merge(other.files) { own, _ in own }
    result.records = Self.ordered(records + other.records)
    result.manifest.merged = Set((manifest.merged ?? []) + (other.manifest.merged ?? [])).sorted()
    result.manifest.problems = Set(manifest.problems + other.manifest.problems).sorted {
      ($0.area, $0.subject, $0.message) < ($1.area, $1.subject, $1.message)
    }
    result.conclude()
    return result
  }

  /// Pieces of evidence that were gathered more than once, with different results.
  public var duplicates: [Duplicate] {
    var counts: [EvidenceKey: Int] = [:]
    var order: [EvidenceKey] = []
    for record in records {
      if counts[record.key] == nil { order.append(record.key) }
      counts[record.key, default: 0] += 1
    }
    return order.compactMap { key in
      counts[key].flatMap { $0 > 1 ? Duplicate(key: key, count: $0) : nil }
    }
  }

  /// Shards that are not there: `3/8`, by sites where shards were limited to some.
  public var gaps: [String] {
    let families = Dictionary(grouping: (manifest.merged ?? []).filter { $0.endedAt != nil }) { part in
      "\(part.count) \(part.sites.joined(separator: ","))"
    }
    return families.sorted { $0.key < $1.key }.flatMap { _, parts -> [String] in
      guard let any = parts.first, any.count > 1 else { return [] }
      let there = Set(parts.map(\.number))
      return (1...any.count).filter { !there.contains($0) }.map {
        RunManifest.Part(
          run: "", number: $0, count: any.count, sites: any.sites, startedAt: "", endedAt: nil
        ).name
      }
    }
  }

  /// Writes the record into a new folder and closes it.
  public func write(to folder: URL, replace: Bool) async throws(RunDirectoryError) {
    let writer = try RunDirectoryWriter(folder: folder, manifest: manifest, replace: replace)
    for (path, file) in files.sorted(by: { $0.key < $1.key }) { try await writer.add(file.bytes(), at: path) }
    for record in records { try await writer.append(record) }
    try await writer.close(verdicts: nil)
  }

  // MARK: One order

  /// What follows from the parts.
  private mutating func conclude() {
    let parts = (manifest.merged ?? []).sorted()
    manifest.merged = parts
    manifest.startedAt = parts.map(\.startedAt).min() ?? manifest.startedAt
    manifest.endedAt = parts.compactMap(\.endedAt).max()
    manifest.id = "merged-\(Digest.sha256(parts.map { "\($0.run) \($0.name)" }.joined(separator: "\n")).prefix(12))"
    let selection = manifest.only + manifest.tags.map { "tag \($0)" }
    let missing = gaps
    manifest.partialReason =
      !missing.isEmpty
      ? "Not merged: \(missing.joined(separator: ", ")). What they gather is inconclusive until they are."
      : selection.isEmpty
        ? nil : "Limited to \(selection.joined(separator: ", ")): score and gate are of these requirements alone."
  }

  private static func part(of manifest: RunManifest) -> RunManifest.Part {
    manifest.part
      ?? RunManifest.Part(
        run: manifest.id, number: 1, count: 1, sites: [], startedAt: manifest.startedAt, endedAt: manifest.endedAt)
  }

  /// Each record once; those of one piece of evidence by the time at which it was gathered.
  private static func ordered(_ records: [EvidenceRecord]) -> [EvidenceRecord] {
    struct Placed {
      var record: EvidenceRecord
      var sorting: [String]
    }
    let placed = Set(records).map { record -> Placed in
      let binding = record.binding.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
      let bytes = (try? RecordCoding.line(record)) ?? Data()
      return Placed(
        record: record,
        // What could not show anything gives way to what could, whenever that was.
        sorting: [
          record.requirement, binding, record.evidence, record.isSpoiled ? "0" : "1", record.startedAt,
          Digest.sha256(bytes),
        ])
    }
    return placed.sorted { $0.sorting.lexicographicallyPrecedes($1.sorting) }.map(\.record)
  }

  /// Gives transcripts names that follow from their content, so that two runs' never take each other's place.
  private static func nameByContent(_ records: inout [EvidenceRecord], _ files: inout [String: MergedFile]) {
    var names: [String: String] = [:]
    for (path, file) in files where path.hasPrefix(RunLayout.transcripts + "/") && path.hasSuffix(".json") {
      let mark = "-\(file.fingerprint.prefix(12)).json"
      names[path] = path.hasSuffix(mark) ? path : path.dropLast(5) + mark
    }
    for (path, name) in names where path != name {
      files[name] = files.removeValue(forKey: path)
    }
    for index in records.indices {
      guard case .probe(var evidence) = records[index].content else { continue }
      for step in evidence.steps.indices {
        guard let path = evidence.steps[step].transcript else { continue }
        evidence.steps[step].transcript = names[path] ?? path
      }
      records[index].content = .probe(evidence)
    }
  }

  /// What keeps two records from being one.
  private func difference(from other: RunMerge) -> String? {
    let (left, right) = (manifest, other.manifest)
    if left.tool != right.tool { return "the version of the tool" }
    if left.seed != right.seed { return "the seed of the fixtures" }
    if left.now != right.now { return "the day that dates are held against (--now)" }
    if left.profile != right.profile { return "the profile" }
    if left.inputs != right.inputs { return "the values of inputs" }
    if left.only != right.only || left.tags != right.tags { return "the requirements chosen" }
    if left.permits != right.permits { return "the effects allowed" }
    let unlike = Set(files.keys).union(other.files.keys).filter { path in
      !path.hasPrefix(RunLayout.transcripts + "/") && files[path]?.fingerprint != other.files[path]?.fingerprint
    }
    return unlike.min()
  }
}

extension EvidenceRecord {
  /// When its first step began; empty for papers.
  fileprivate var startedAt: String {
    guard case .probe(let evidence) = content else { return "" }
    return evidence.steps.first?.startedAt ?? ""
  }
}

extension RunManifest.Part: Comparable {
  /// By the parts' sites and numbers, then by start.
  public static func < (left: RunManifest.Part, right: RunManifest.Part) -> Bool {
    let (first, second) = (left.sites.joined(separator: ","), right.sites.joined(separator: ","))
    return (first, left.count, left.number, left.startedAt, left.run)
      < (second, right.count, right.number, right.startedAt, right.run)
  }
}
