import Judgement
import Rendering

/// A proof for terminals and logs: a line per requirement and per defect, and what is wrong at the end, where it is seen.
public enum ProofText {
  /// Renders a proof in lines of so many characters.
  public static func render(_ proof: Proof, columns: Int) -> String {
    var lines = ["\(proof.title) \(proof.version), held against: \(proof.networks.joined(separator: "; "))", ""]
    lines += requirements(proof, columns) + [""]
    if !proof.trials.isEmpty { lines += defects(proof, columns) + [""] }
    if !proof.omissions.isEmpty {
      lines.append("  Not provable here: \(proof.omissions.count) requirements, by reason:")
      for (reason, omissions) in proof.reasons {
        let count = String(omissions.count)
        lines.append(String(repeating: " ", count: max(1, 6 - count.count)) + count + "  " + reason)
        let ids = PlainText.broken(omissions.map(\.id).joined(separator: ", "), to: columns - 10)
        lines += ids.map { String(repeating: " ", count: 10) + $0 }
      }
      lines.append("")
    }
    lines.append("  \(proof.passing) of \(proof.rows.count) requirements are met by the network without a defect")
    lines.append("  \(proof.biting) of \(proof.rows.count) requirements were seen to pass and to fail")
    lines.append("  \(proof.caught) of \(proof.trials.count) defects are caught")
    lines += proof.faults.map { "  ! \($0)" }
    return lines.joined(separator: "\n")
  }

  private static func requirements(_ proof: Proof, _ columns: Int) -> [String] {
    let noticed = proof.noticed
    var table = TextTable(
      [
        .init("Requirement"), .init("Without a defect"), .init("Defects", isNumber: true), .init("Fails for"),
      ], width: columns, maximumLines: 2)
    for group in proof.groups where !group.rows.isEmpty {
      let biting = group.rows.count { $0.sound == .met && noticed[$0.id] != nil }
      table.heading("\(group.title): \(biting) of \(group.rows.count) seen to pass and to fail")
      for row in group.rows {
        let defects = noticed[row.id] ?? []
        table.row([
          row.id, row.sound.rawValue, String(defects.count),
          defects.isEmpty ? "nothing" : defects.joined(separator: ", "),
        ])
      }
    }
    return table.text
  }

  private static func defects(_ proof: Proof, _ columns: Int) -> [String] {
    var table = TextTable([.init("Defect", limit: 60), .init("Noticed by")], width: columns, maximumLines: 2)
    for actor in proof.actors {
      table.heading("\(actor.name): \(actor.trials.count { $0.isCaught }) of \(actor.trials.count) caught")
      for trial in actor.trials {
        let unsettled = trial.unsettled.isEmpty ? "" : "; could not say: \(trial.unsettled.joined(separator: ", "))"
        table.row([
          trial.name, (trial.noticed.isEmpty ? "nobody" : trial.noticed.joined(separator: ", ")) + unsettled,
        ])
      }
    }
    return table.text
  }
}
