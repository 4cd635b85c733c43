import Judgement
import Rendering

/// A proof for terminals and logs: a line per requirement and per defect, and what is wrong at the end, where it is seen.
public enum ProofText {
  /// Renders a proof in lines of so many characters.
  public static func render(_ proof: Proof, columns: Int) -> String {
    let noticed = proof.noticed
    var requirements = TextTable(
      [.init("Requirement"), .init("Without a defect"), .init("Fails for")], width: columns, maximumLines: 2)
    for row in proof.rows {
      let defects = noticed[row.id] ?? []
      let names = defects.joined(separator: ", ")
      requirements.row([row.id, row.sound.rawValue, defects.isEmpty ? "nothing" : "\(defects.count): \(names)"])
    }
    var defects = TextTable([.init("Defect", limit: 60), .init("Noticed by")], width: columns, maximumLines: 2)
    for trial in proof.trials {
      let unsettled = trial.unsettled.isEmpty ? "" : "; could not say: \(trial.unsettled.joined(separator: ", "))"
      defects.row([
        trial.name, (trial.noticed.isEmpty ? "nobody" : trial.noticed.joined(separator: ", ")) + unsettled,
      ])
    }
    var lines = requirements.text + [""] + defects.text + [""]
    if !proof.omissions.isEmpty {
      lines.append("  Not provable here: \(proof.omissions.count) requirements, by reason:")
      for (reason, ids) in reasons(proof.omissions) { lines.append("    \(ids.count)  \(reason)") }
      lines.append("")
    }
    lines.append("  \(proof.biting) of \(proof.rows.count) requirements were seen to pass and to fail")
    lines.append("  \(proof.caught) of \(proof.trials.count) defects are caught")
    lines += proof.faults.map { "  ! \($0)" }
    return lines.joined(separator: "\n")
  }

  /// Reasons with the requirements that they concern, the commonest first.
  private static func reasons(_ omissions: [Proof.Omission]) -> [(String, [String])] {
    var ids: [String: [String]] = [:]
    for omission in omissions { ids[omission.reason, default: []].append(omission.id) }
    return ids.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map { ($0.key, $0.value) }
  }
}
