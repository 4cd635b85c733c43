/// What `run` and `judge` exit with for a result. Where several hold, the first of the order below.
enum ExitCode {
  static func code(isProvisional: Bool, hasWaiverFault: Bool, gate: Gate.State, isBelowThreshold: Bool) -> Int {
    if isProvisional { return 3 }
    if hasWaiverFault { return 6 }
    if gate == .failed { return 4 }
    if isBelowThreshold { return 5 }
    return 0
  }
}
