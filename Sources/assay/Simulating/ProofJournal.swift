import Evidence
import Foundation
import Judgement

/// What a proof found so far, a line for each network and each trial, so that an interrupted proof loses nothing.
///
/// The lines stand in `proof.journal` in the folder of the report, and are gone when the report is written.
actor ProofJournal {
  /// Name of the file.
  static let name = "proof.journal"

  /// What the lines are of: a proof of anything else does not go on from them.
  struct Subject: Codable, Hashable {
    var edition = 1
    /// The program, with its version.
    var tool: String
    /// SHA-256 of the specification's files.
    var specification: String
    /// Profile; nil for none.
    var profile: String?
    /// SHA-256 of each network file, in order.
    var networks: [String]
    /// Requirements that are looked at; all where empty.
    var only: [String]
    /// Defects that are tried; all where empty.
    var defects: [String]
  }

  /// What a requirement said of a network without defects.
  struct Sound: Codable {
    var state: RequirementState
    var why: String?
  }

  /// A line after the first.
  private struct Line: Codable {
    /// Place of the network among those of the proof.
    var network: Int
    var sound: [String: Sound]?
    var trial: Proof.Trial?
  }

  /// Why a journal is not gone on from.
  enum Failure: Error, CustomStringConvertible {
    case absent(path: String)
    case unfinished(path: String, folder: String)
    case other(path: String)
    case damaged(path: String, line: Int)
    case unusable(path: String, reason: String)

    var description: String {
      switch self {
      case .absent(let path): "\(path): there is no unfinished proof to go on with; leave --resume out"
      case .unfinished(let path, let folder):
        "\(path): the folder holds an unfinished proof; go on with --resume, or give another folder than \(folder)"
      case .other(let path):
        "\(path): it is of another specification, network, choice or program; give the same ones, or another folder"
      case .damaged(let path, let line): "\(path):\(line): the line can't be read; begin anew in another folder"
      case .unusable(let path, let reason): "\(path): \(reason)"
      }
    }

    /// How the program ends for it.
    var status: ExitStatus {
      switch self {
      case .absent, .unfinished, .other: .usage
      case .damaged: .invalidFile
      case .unusable: .harness
      }
    }
  }

  private let file: FileHandle
  private var sound: [Int: [String: Sound]]
  private var trials: [Int: [String: Proof.Trial]]

  /// Begins a journal, or goes on with the one that is there.
  init(in folder: URL, of subject: Subject, resuming: Bool) throws(Failure) {
    let url = folder.appendingPathComponent(Self.name)
    let isThere = FileManager.default.fileExists(atPath: url.path)
    guard isThere == resuming else {
      throw resuming ? .absent(path: url.path) : .unfinished(path: url.path, folder: folder.path)
    }
    var lines: [Line] = []
    do {
      var length = 0
      if resuming {
        let bytes = try Data(contentsOf: url)
        // A line that was being written when the program ended has no end: it is written again.
        length = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        lines = try Self.read(bytes[..<length], of: subject, path: url.path)
      } else {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let head = try Self.encoded(subject)
        length = head.count
        try head.write(to: url, options: .atomic)
      }
      file = try FileHandle(forWritingTo: url)
      try file.truncate(atOffset: UInt64(length))
      try file.seekToEnd()
    } catch let failure as Failure {
      throw failure
    } catch {
      throw .unusable(path: url.path, reason: error.systemReason)
    }
    sound = [:]
    trials = [:]
    for line in lines {
      if let found = line.sound { sound[line.network] = found }
      if let trial = line.trial { trials[line.network, default: [:]][trial.name] = trial }
    }
  }

  /// Removes the journal of a proof that is whole.
  static func remove(from folder: URL) {
    try? FileManager.default.removeItem(at: folder.appendingPathComponent(name))
  }

  /// What was found of a network without defects; nil where it was not yet tried.
  func sound(on network: Int) -> [String: Sound]? { sound[network] }

  /// What was found of defects on a network, by name.
  func trials(on network: Int) -> [String: Proof.Trial] { trials[network] ?? [:] }

  /// Trials that are kept.
  var count: Int { trials.values.reduce(0) { $0 + $1.count } }

  /// Keeps what was found of a network without defects.
  func keep(_ found: [String: Sound], on network: Int) throws {
    sound[network] = found
    try file.write(contentsOf: Self.encoded(Line(network: network, sound: found)))
  }

  /// Keeps a trial.
  func keep(_ trial: Proof.Trial, on network: Int) throws {
    trials[network, default: [:]][trial.name] = trial
    try file.write(contentsOf: Self.encoded(Line(network: network, trial: trial)))
  }

  private static func encoded(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value) + Data("\n".utf8)
  }

  private static func read(_ bytes: Data, of subject: Subject, path: String) throws(Failure) -> [Line] {
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    let decoder = JSONDecoder()
    guard let first = lines.first, let found = try? decoder.decode(Subject.self, from: first) else {
      throw .damaged(path: path, line: 1)
    }
    guard found == subject else { throw .other(path: path) }
    var read: [Line] = []
    for (index, bytes) in lines.enumerated().dropFirst() {
      guard let line = try? decoder.decode(Line.self, from: bytes) else { throw .damaged(path: path, line: index + 1) }
      read.append(line)
    }
    return read
  }
}
