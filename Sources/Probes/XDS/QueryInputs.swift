import Evidence
import IHE
import Specification

/// Reads a stored query from the inputs of `xds.query`: the parameters given, and the required ones that are not.
struct QueryInputs {
  /// The query; nil for a name that is none.
  private(set) var query: StoredQuery?
  /// The kind of query.
  private(set) var kind = StoredQueryKind.findDocuments

  static let description: [StepInput] = [
    StepInput(
      "query", .word(StoredQueryKind.allCases.map(\.name)), required: true, meaning: "Name of the stored query."),
    StepInput(
      "patient", .string, standardValue: "none",
      meaning: """
        Patient in the affinity domain, as CX, for the query's own patient parameter; a bare identifier is taken for an NHS \
        number.
        """),
    StepInput(
      "availability", .list(of: .word(["approved", "deprecated"]), key: nil), standardValue: "[approved]",
      meaning: "Availability for each status parameter that the query requires."),
    StepInput(
      "parameters",
      .list(
        of: .record([
          Field("name", .string, meaning: "Name of the parameter: `$XDSFolderCodeList`."),
          Field("values", .list(of: .string, key: nil), meaning: "Its values, without quotes or brackets."),
          Field(
            "form", .word(["text", "number", "list"]), .when("another than the query's own is wanted on purpose"),
            meaning: "How the values are written."),
        ]), key: nil), standardValue: "none",
      meaning: """
        Parameters of the query. One that stands twice is sent twice: its values must then all fit. `approved`, `deprecated`, \
        codes of associations such as `RPLC`, `stable` and `on-demand` are written as the framework has them.
        """),
    StepInput(
      "returns", .word(StoredQuery.ReturnType.allCases.map(\.rawValue)), standardValue: "LeafClass",
      meaning: "Whole objects, or references to them."),
    StepInput(
      "omit", .list(of: .word(["patient", "availability"]), key: nil), standardValue: "none",
      meaning: "Required parameters that are left out on purpose."),
    StepInput("query-id", .string, standardValue: "that of the query", meaning: "Another query id, on purpose."),
  ]

  /// Reads inputs.
  init(_ inputs: StepInputs) {
    guard let kind = StoredQueryKind.allCases.first(where: { $0.name == inputs.text("query") }) else { return }
    self.kind = kind
    func words(_ name: String) -> [String]? {
      guard case .list(let elements)? = inputs.values[name] else { return nil }
      return StepInputs.words(elements)
    }
    var parameters: [StoredQuery.Parameter] = []
    if case .list(let records)? = inputs.values["parameters"] {
      parameters = records.compactMap { Self.parameter($0, in: kind) }
    }
    let given = Set(parameters.map(\.name))
    let omitted = words("omit") ?? []
    if let patient = inputs.text("patient"), let name = kind.patientParameter, !omitted.contains("patient"),
      !given.contains(name.rawValue)
    {
      parameters.insert(Self.parameter(name, [patient], in: kind), at: 0)
    }
    for name in kind.requiredParameters.flatMap({ $0 }) where name.isStatus && !given.contains(name.rawValue) {
      guard !omitted.contains("availability") else { continue }
      parameters.append(Self.parameter(name, words("availability") ?? ["approved"], in: kind))
    }
    query = StoredQuery(
      id: inputs.text("query-id") ?? kind.rawValue, parameters,
      returning: inputs.text("returns").flatMap(StoredQuery.ReturnType.init) ?? .leafClass)
  }

  private static func parameter(
    _ name: QueryParameterName, _ values: [String], in kind: StoredQueryKind
  ) -> StoredQuery.Parameter {
    StoredQuery.Parameter(name.rawValue, name.form(in: kind), [values.map { written($0, as: name) }])
  }

  private static func parameter(_ record: Value, in kind: StoredQueryKind) -> StoredQuery.Parameter? {
    guard case .record(let fields) = record, case .string(let name)? = fields["name"],
      case .list(let elements)? = fields["values"]
    else { return nil }
    let values = StepInputs.words(elements)
    var parameter =
      QueryParameterName(rawValue: name).map { self.parameter($0, values, in: kind) }
      ?? StoredQuery.Parameter(name, anyOf: values)
    switch fields["form"] {
    case .string("text"): parameter.form = .text
    case .string("number"): parameter.form = .number
    case .string("list"): parameter.form = .list
    default: break
    }
    return parameter
  }

  /// A value as the framework has it.
  private static func written(_ value: String, as name: QueryParameterName) -> String {
    switch name {
    case _ where name.isStatus:
      switch value {
      case "approved": AvailabilityStatus.approved.rawValue
      case "deprecated": AvailabilityStatus.deprecated.rawValue
      default: value
      }
    case _ where name.isPatient: XDSFields.patient(value)
    case .associationTypes: AssociationType.allCases.first { $0.code == value }?.rawValue ?? value
    case .documentType:
      switch value {
      case "stable": DocumentEntryType.stable.rawValue
      case "on-demand": DocumentEntryType.onDemand.rawValue
      default: value
      }
    default: value
    }
  }
}
