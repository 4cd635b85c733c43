extension WrittenQuery {
  /// What of its parameters has not the form that the framework gives them, with the parameter; in order.
  ///
  /// Looked at are signs of names, coded values and patients. How values are marked off is read generously: what a registry
  /// cannot read it refuses (ITI TF-2 §3.18.4.1.2.3).
  public var findings: [String] {
    var findings: [String] = []
    for parameter in parameters {
      guard let name = QueryParameterName(rawValue: parameter.name) else {
        if QueryParameterName(rawValue: "$\(parameter.name)") != nil {
          findings.append("\(parameter.name) stands without its sign $")
        }
        continue
      }
      let values = parameter.values.map { $0.prefix(128) }
      if name.isCode {
        findings += values.filter { !Self.isCode($0) }.map { "\(parameter.name): \($0) is not code^^scheme" }
      } else if name.isPatient {
        findings += values.filter { !MetadataForm.isPatientID(String($0)) }.map {
          "\(parameter.name): \($0) is not id^^^&authority&ISO"
        }
      }
    }
    return findings
  }

  /// Code and scheme, both there, and nothing between (ITI TF-2 §3.18.4.1.2.3.4).
  private static func isCode(_ value: Substring) -> Bool {
    let parts = value.split(separator: "^", omittingEmptySubsequences: false)
    return parts.count == 3 && !parts[0].isEmpty && parts[1].isEmpty && !parts[2].isEmpty
  }
}
