import Specification

/// Whether a specification bites: what each of its requirements said of a network that keeps every rule, and of that
/// network with one defect at a time.
public struct Proof: Codable, Hashable, Sendable {
  /// A requirement that was held against the network.
  public struct Row: Codable, Hashable, Sendable {
    /// Identifier.
    public var id: String
    /// Title.
    public var title: String
    /// Title of the group that it belongs to.
    public var group: String
    /// Actors that stand behind the endpoints that its steps are aimed at, sorted.
    public var actors: [String]
    /// What it said of the network without defects.
    public var sound: RequirementState
    /// Why it said so, where it was not met.
    public var why: String?

    /// Makes a row.
    public init(
      id: String, title: String, group: String, actors: [String], sound: RequirementState, why: String? = nil
    ) {
      self.id = id
      self.title = title
      self.group = group
      self.actors = actors
      self.sound = sound
      self.why = why
    }
  }

  /// A defect that the network was given.
  public struct Trial: Codable, Hashable, Sendable {
    /// Full name.
    public var name: String
    /// The actor that had it.
    public var actor: String
    /// What goes wrong.
    public var sentence: String
    /// The clause that is broken.
    public var clause: String
    /// What becomes of patients and staff.
    public var harm: String
    /// Requirements that were held against the network with it, in order.
    public var tried: [String]
    /// Those of them that noticed: not met, met in part, or contradicted.
    public var noticed: [String]
    /// Those of them that could not say, though they were met without the defect.
    public var unsettled: [String]
    /// Requirements outside its reach that were tried too, and must not notice it.
    public var apart: [String]

    /// Makes a trial.
    public init(
      name: String, actor: String, sentence: String, clause: String, harm: String, tried: [String], noticed: [String],
      unsettled: [String], apart: [String] = []
    ) {
      self.name = name
      self.actor = actor
      self.sentence = sentence
      self.clause = clause
      self.harm = harm
      self.tried = tried
      self.noticed = noticed
      self.unsettled = unsettled
      self.apart = apart
    }
  }

  /// A requirement that this network proves nothing of.
  public struct Omission: Codable, Hashable, Sendable {
    /// Identifier.
    public var id: String
    /// Title.
    public var title: String
    /// Title of the group that it belongs to.
    public var group: String
    /// Why, for people.
    public var reason: String

    /// Makes an omission.
    public init(id: String, title: String, group: String, reason: String) {
      self.id = id
      self.title = title
      self.group = group
      self.reason = reason
    }
  }

  /// Something that makes the proof fail.
  public enum Fault: Hashable, Sendable {
    /// The network without defects does not meet a requirement.
    case falseAlarm(requirement: String, state: RequirementState)
    /// No defect makes a requirement fail.
    case toothless(requirement: String)
    /// No requirement notices a defect.
    case uncaught(defect: String)
    /// A requirement fails for a defect that its steps never come near.
    case unrelated(requirement: String, defect: String)
  }

  /// Edition of this form.
  public var edition = 1
  /// The specification's id.
  public var specification: String
  /// Its version.
  public var version: String
  /// Its title.
  public var title: String
  /// Titles of the networks that were simulated.
  public var networks: [String]
  /// The program that tried it, with its version.
  public var tool: String
  /// Requirements in the order of the specification.
  public var rows: [Row]
  /// Defects in the order of the catalogue.
  public var trials: [Trial]
  /// Requirements that are not provable here, in the order of the specification.
  public var omissions: [Omission]
  /// Whether every defect was tried: only then a requirement that never failed is one that cannot.
  public var triesEveryDefect: Bool
  /// Whether every requirement was held against each defect: only then a defect that nobody noticed is uncaught.
  public var triesEveryRequirement: Bool

  /// Makes a proof.
  public init(
    specification: String, version: String, title: String, networks: [String], tool: String, rows: [Row],
    trials: [Trial], omissions: [Omission], triesEveryDefect: Bool, triesEveryRequirement: Bool
  ) {
    self.specification = specification
    self.version = version
    self.title = title
    self.networks = networks
    self.tool = tool
    self.rows = rows
    self.trials = trials
    self.omissions = omissions
    self.triesEveryDefect = triesEveryDefect
    self.triesEveryRequirement = triesEveryRequirement
  }
}

extension Proof {
  /// The defects that each requirement noticed, by its id, in the order of the catalogue.
  public var noticed: [String: [String]] {
    var noticed: [String: [String]] = [:]
    for trial in trials {
      for id in trial.noticed where !trial.apart.contains(id) { noticed[id, default: []].append(trial.name) }
    }
    return noticed
  }

  /// What makes the proof fail: requirements in order, then defects in order.
  public var faults: [Fault] {
    let noticed = noticed
    var faults: [Fault] = []
    for row in rows {
      if row.sound != .met {
        faults.append(.falseAlarm(requirement: row.id, state: row.sound))
      } else if triesEveryDefect, noticed[row.id] == nil {
        faults.append(.toothless(requirement: row.id))
      }
    }
    for trial in trials {
      if triesEveryRequirement, !trial.isCaught { faults.append(.uncaught(defect: trial.name)) }
      for id in trial.noticed where trial.apart.contains(id) {
        faults.append(.unrelated(requirement: id, defect: trial.name))
      }
    }
    return faults
  }

  /// Whether a requirement was met without a defect, and failed with one.
  public func bites(_ row: Row) -> Bool { row.sound == .met && trials.contains { $0.isNoticed(by: row.id) } }

  /// The groups of requirements in order, with what of each was tried, and how many were not provable.
  public var groups: [(title: String, rows: [Row], omissions: Int)] {
    var groups: [(title: String, rows: [Row], omissions: Int)] = []
    var places: [String: Int] = [:]
    func place(_ title: String) -> Int {
      if let place = places[title] { return place }
      places[title] = groups.count
      groups.append((title, [], 0))
      return groups.count - 1
    }
    for row in rows { groups[place(row.group)].rows.append(row) }
    for omission in omissions { groups[place(omission.group)].omissions += 1 }
    return groups
  }

  /// The actors in order, with their defects.
  public var actors: [(name: String, trials: [Trial])] {
    var actors: [(name: String, trials: [Trial])] = []
    for trial in trials {
      if actors.last?.name != trial.actor { actors.append((trial.actor, [])) }
      actors[actors.count - 1].trials.append(trial)
    }
    return actors
  }

  /// What was not provable by its reason, the commonest first.
  public var reasons: [(reason: String, omissions: [Omission])] {
    var reasons: [String: [Omission]] = [:]
    for omission in omissions { reasons[omission.reason, default: []].append(omission) }
    return reasons.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
      .map { ($0.key, $0.value) }
  }

  /// Whether every requirement was seen to pass and to fail, every defect was caught, and nothing failed for what does
  /// not concern it; as far as it was tried.
  public var holds: Bool { faults.isEmpty }

  /// Requirements that were met without a defect, and failed with one.
  public var biting: Int {
    let noticed = noticed
    return rows.count { $0.sound == .met && noticed[$0.id] != nil }
  }

  /// Requirements that were met without a defect.
  public var passing: Int { rows.count { $0.sound == .met } }

  /// Defects that some requirement noticed.
  public var caught: Int { trials.count { $0.isCaught } }
}

extension Proof.Trial {
  /// Whether a requirement that it concerns noticed it.
  public func isNoticed(by requirement: String) -> Bool {
    noticed.contains(requirement) && !apart.contains(requirement)
  }

  /// Whether a requirement that it concerns noticed.
  public var isCaught: Bool { noticed.contains { !apart.contains($0) } }
}

extension Proof.Fault: CustomStringConvertible {
  /// What is wrong, and what follows, in a sentence.
  public var description: String {
    switch self {
    case .falseAlarm(let requirement, let state):
      "\(requirement) is \(state.rawValue) where every rule is kept: it blames who did nothing wrong, or cannot be tried"
    case .toothless(let requirement): "\(requirement) never failed: no defect of the catalogue is noticed by it"
    case .uncaught(let defect): "\(defect) is not caught: no requirement notices it"
    case .unrelated(let requirement, let defect):
      "\(requirement) fails for \(defect), which its steps never come near"
    }
  }
}
