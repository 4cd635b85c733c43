/// Reads what both schemas write alike: usage, cardinality, length, data type, table and constant value.
extension ProfileNode {
  /// Usage and cardinality.
  func occurrence() -> ProfileOccurrence? {
    guard let code = required("Usage") else { return nil }
    guard let usage = ProfileUsage(code) else {
      report(
        "`\(code.prefix(40))` is no usage that HL7 v2 defines",
        hint: "usages are R, RE, O, C, CE, C(a/b), B, X and W")
      return nil
    }
    let minimum = count("Min") ?? (usage == .required ? 1 : 0)
    let maximum = given("Max") == "*" ? nil : count("Max") ?? 1
    if let maximum, minimum > maximum, usage != .notSupported {
      report("Min is \(minimum), more than Max, which is \(maximum)", hint: "one of the two is wrong")
    }
    return ProfileOccurrence(usage: usage, usageCode: code, minimum: minimum, maximum: maximum)
  }

  /// A field or component without what it consists of.
  func element() -> ProfileElement? {
    guard let occurrence = occurrence() else { return nil }
    var element = ProfileElement(name: given("Name") ?? "", occurrence: occurrence, line: line)
    let unlimited = ["*", "NA", "0"]
    element.minimumLength = count("MinLength", unlimited: unlimited)
    element.maximumLength =
      count("MaxLength", unlimited: unlimited) ?? count("Length", unlimited: unlimited)
    element.dataType = given("Datatype")
    element.constant = given("ConstantValue")
    element.condition = child("Predicate")?.text
    if let table = given("Table") {
      element.table = TableBinding(table: table)
    } else if let table = given("Binding") {
      element.table = TableBinding(
        table: table, locations: locations(), isSuggestion: ["S", "U"].contains(given("BindingStrength") ?? ""))
    }
    return element
  }

  /// `1` or `1:4`: the components that hold the code.
  private func locations() -> [Int] {
    guard let text = given("BindingLocation") else { return [] }
    let numbers = text.split(separator: ":").map { Int($0) }
    let found = numbers.compactMap { $0 }.filter { (1...999).contains($0) }
    if found.count != numbers.count {
      report("BindingLocation is `\(text.prefix(40))`; numbers of components are expected, such as `1` or `1:4`")
    }
    return found
  }
}
