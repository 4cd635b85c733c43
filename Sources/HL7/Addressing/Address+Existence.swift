extension Address {
  /// Why an edition has nothing at the address; nil where it has. Local segments, whose names begin with Z, may hold
  /// anything (HL7 v2.5.1 §2.11).
  public func problem(in version: Version) -> String? {
    guard !segment.hasPrefix("Z") else { return nil }
    guard FieldDefinition.hasSegment(segment, version: version) else {
      return "HL7 v\(version.rawValue) has no segment \(segment)"
    }
    guard let number = field else { return nil }
    guard let field = FieldDefinition(segment, number, version: version) else {
      return """
        \(segment) has no field \(number) in HL7 v\(version.rawValue); \
        it has \(FieldDefinition.count(of: segment, version: version))
        """
    }
    if case .number(let repetition)? = repetition, let most = field.maximumCount, repetition > most {
      return "\(segment)-\(number) stands at most \(most == 1 ? "once" : "\(most) times") in HL7 v\(version.rawValue)"
    }
    guard let component else { return nil }
    return Self.problem(
      component, subcomponent, of: field.dataType, at: "\(segment)-\(number)", version: version)
  }

  private static func problem(
    _ component: Int, _ subcomponent: Int?, of dataType: String?, at place: String, version: Version
  ) -> String? {
    // Content of any type has any components.
    guard let dataType, dataType != "varies" else { return nil }
    guard let definition = DataTypeDefinition(dataType, version: version) else {
      let isAlone = component == 1 && (subcomponent ?? 1) == 1
      return isAlone ? nil : "\(place) is \(dataType), which has no components in HL7 v\(version.rawValue)"
    }
    guard definition.components.indices.contains(component - 1) else {
      return """
        \(place) is \(dataType), which has \(definition.components.count) components in HL7 v\(version.rawValue), not \
        \(component)
        """
    }
    guard let subcomponent else { return nil }
    return problem(
      subcomponent, nil, of: definition.components[component - 1].dataType, at: "\(place).\(component)",
      version: version)
  }

  /// Why no edition known here has anything at the address: what the latest says; nil where one has.
  public var problemInEveryVersion: String? {
    var latest: String?
    for version in Version.allCases.reversed() {
      guard let problem = problem(in: version) else { return nil }
      latest = latest ?? problem
    }
    return latest
  }
}
