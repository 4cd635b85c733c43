import Evidence
import Foundation
import Judgement
import Specification

extension Sample {
  /// A run over a network: requirements at each site, with a transcript of its own for each, and some that are held between
  /// each two sites.
  ///
  /// - Parameters:
  ///   - sites: How many sites.
  ///   - requirements: How many requirements at each site.
  ///   - pairwise: How many more between the sites.
  static func network(sites: Int, requirements: Int, pairwise: Int = 0) -> Result {
    var scorecard = second.scorecard
    var transcripts: [String: Transcript] = [:]
    let all = scorecard.groups.flatMap(\.requirements).filter { $0.bindings.first?.evidence.count ?? 0 > 1 }
    func name(_ site: Int) -> String { "RX\(site)/archive" }
    func binding(_ original: BindingVerdict, _ systems: [String: String], _ path: String) -> BindingVerdict {
      var binding = original
      binding.systems = systems
      for index in binding.evidence.indices where !binding.evidence[index].steps.isEmpty {
        let known = binding.evidence[index].steps[0].transcript.flatMap { second.transcripts[$0] }
        binding.evidence[index].steps[0].transcript = path
        binding.evidence[index].steps[0].system = systems.values.sorted().joined(separator: " and ")
        transcripts[path] = moved(known ?? Transcript(entries: []), by: Int64(transcripts.count % 977))
      }
      return binding
    }
    scorecard.groups[0].requirements = (0..<requirements).map { number in
      var requirement = all[number % all.count]
      let original = requirement.bindings[0]
      requirement.id = "X-\(number)"
      requirement.bindings = (0..<sites).map {
        binding(original, ["archive": name($0)], "transcripts/\(number)-\($0).json")
      }
      return requirement
    }
    scorecard.groups[0].requirements += (0..<pairwise).map { number in
      var requirement = all[number % all.count]
      let original = requirement.bindings[0]
      requirement.id = "Y-\(number)"
      var cells: [SiteMatrix.Cell] = []
      requirement.bindings = []
      for from in 0..<sites {
        for to in 0..<sites where to != from {
          var one = binding(
            original, ["sender": name(from), "receiver": name(to)], "transcripts/y\(number)-\(from)-\(to).json")
          one.state = (from + to + number) % 5 == 0 ? .notMet : .met
          requirement.bindings.append(one)
          cells.append(SiteMatrix.Cell(from: "RX\(from)", to: "RX\(to)", state: one.state, bindings: 1))
        }
      }
      requirement.matrix = SiteMatrix(
        from: "sender", to: "receiver", sites: (0..<sites).map { "RX\($0)" }, cells: cells)
      return requirement
    }
    scorecard.groups.removeSubrange(1...)
    scorecard.gate.failing = []
    scorecard.contradictions = []
    scorecard.raises = []
    let roles = ["image-manager-archive", "imaging-document-consumer", "modality-worklist-provider"]
    scorecard.run.systems = (0..<sites).map { site in
      RunSummary.SystemSummary(
        id: name(site), site: "Site \(site) of the West Wessex and Wolds Imaging Network (RX\(site))",
        product: "Halden Archive 2025.1", roles: roles, endpoints: ["dicom://ARCHIVE\(site)@127.0.0.1:4242"])
    }
    return Result(scorecard: scorecard, transcripts: transcripts)
  }

  /// The same exchange a little later each time: no two have the same times, as in a network.
  private static func moved(_ transcript: Transcript, by microseconds: Int64) -> Transcript {
    var result = transcript
    for index in result.entries.indices where index > 0 {
      result.entries[index].microseconds += microseconds * Int64(index)
    }
    return result
  }
}
