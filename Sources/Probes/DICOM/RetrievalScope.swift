import DICOM
import Specification

/// What a `dicom.get` or `dicom.move` asks for, and what has to come of it.
struct RetrievalScope {
  /// The information model.
  var model: QueryModel
  /// The identifier.
  var identifier: DataSet
  /// The fixture; nil where only keys were given.
  var study: SyntheticStudy?
  /// SOP Instance UIDs that were asked for; nil where only keys were given.
  var expected: [String]?
  /// Study Instance UIDs that were asked for.
  var studies: Set<String>

  /// What stands in the way.
  struct Problem: Error {
    var message: String
  }

  /// Reads the inputs.
  init(_ inputs: StepInputs, fixtures: FixtureSet, step: String) throws(Problem) {
    guard let model = QueryModel(rawValue: inputs.text("model") ?? "study-root"), model.move != nil else {
      throw Problem(message: "The model of \(step) is one of: \(QueryModel.retrievable.joined(separator: ", ")).")
    }
    self.model = model
    var keys: [String: Value] = [:]
    var level = inputs.text("level")
    if let name = inputs.text("study") {
      guard let study = fixtures.studies[name] else {
        throw Problem(message: "The study \(name) of \(step) is not a fixture of the specification.")
      }
      self.study = study
      let part = try Self.part(of: study, inputs, step: step)
      expected = part.instances
      keys = part.keys
      if level == nil { level = part.level }
      if model == .patientRoot { keys["PatientID"] = .string(study.patient.patientID) }
      if level == "patient" { keys["StudyInstanceUID"] = nil }
    }
    if case .record(let further) = inputs.values["keys"] {
      keys.merge(further, uniquingKeysWith: { _, written in written })
    }
    guard !keys.isEmpty else { throw Problem(message: "\(step) needs a study or keys.") }
    studies = Set(
      (StepInputs(keys).uids("StudyInstanceUID") ?? []) + [StepInputs(keys).text("StudyInstanceUID")].compactMap { $0 })
    do throws(FindIdentifier.Problem) {
      identifier = try FindIdentifier(keys, level: model.hasLevels ? level ?? "study" : nil, characterSet: nil).dataSet
    } catch { throw Problem(message: error.message) }
  }

  /// A study, one of its series, or one instance of that.
  private static func part(
    of study: SyntheticStudy, _ inputs: StepInputs, step: String
  ) throws(Problem) -> (level: String, keys: [String: Value], instances: [String]) {
    var keys: [String: Value] = ["StudyInstanceUID": .uid(study.uid)]
    guard inputs.values["series"] != nil else {
      guard inputs.values["instance"] == nil else { throw Problem(message: "\(step) needs a series for an instance.") }
      return ("study", keys, study.series.flatMap(\.instances))
    }
    guard let number = inputs.integer("series", or: 1, in: 1...study.series.count) else {
      throw Problem(message: "The series of \(step) is a whole number from 1 to \(study.series.count).")
    }
    let series = study.series[number - 1]
    keys["SeriesInstanceUID"] = .uid(series.uid)
    guard inputs.values["instance"] != nil else { return ("series", keys, series.instances) }
    guard let index = inputs.integer("instance", or: 1, in: 1...series.instances.count) else {
      throw Problem(message: "The instance of \(step) is a whole number from 1 to \(series.instances.count).")
    }
    keys["SOPInstanceUID"] = .uid(series.instances[index - 1])
    return ("image", keys, [series.instances[index - 1]])
  }
}
