import Evidence
import Specification

/// Manifests and records as runs leave them.
enum RecordedParts {
  static func manifest(seed: String = "seed") -> RunManifest {
    RunManifest(
      id: "run", tool: "assay test", startedAt: "2026-11-24T08:00:00.000Z", now: "2026-11-24", seed: seed, profile: nil,
      inputs: [:], only: [], tags: [], permits: ["read"], network: "network/network.yaml", bid: nil, waivers: nil)
  }

  static func record(
    _ number: Int, second: Int = 0, blame: StepFailure.Blame? = nil, transcript: String? = nil
  ) -> EvidenceRecord {
    let step = StepRecord(
      id: "step1", kind: "dicom.echo", system: "site/archive", endpoint: "dicom://A@127.0.0.1:104",
      inputs: .record(["repeat": .number(2)]), attempts: 1,
      startedAt: "2026-11-24T08:00:\(second < 10 ? "0" : "")\(second).000Z",
      observation: .record(["outcome": .string(blame == nil ? "completed" : "failed")]),
      failure: blame.map { StepFailure(blame: $0, message: "It did not come about.") }, captured: [:],
      transcript: transcript)
    return EvidenceRecord(
      requirement: "STO-0\(number)@1", binding: ["archive": "site/archive"], evidence: "live",
      content: .probe(ProbeEvidence(steps: [step])))
  }
}
