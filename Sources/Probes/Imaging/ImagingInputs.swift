import IHE
import Inventory
import Specification

/// Inputs that steps on imaging documents share.
enum ImagingInputs {
  /// What stands in the way of a step.
  struct Problem: Error {
    var message: String
    var advice: String?
  }

  /// The study fixture that an input names; nil where the input is left out.
  static func study(
    _ inputs: StepInputs, in context: StepContext, step: String
  ) throws(Problem) -> SyntheticStudy? {
    guard let name = inputs.text("study") else { return nil }
    guard let study = context.fixtures.studies[name] else {
      throw Problem(message: "The study \(name) of \(step) is not a fixture of the specification.")
    }
    return study
  }

  /// The series of a study that the input `series` names by number, from 1; all where it is left out.
  static func series(
    _ inputs: StepInputs, of study: SyntheticStudy, step: String
  ) throws(Problem) -> [SyntheticStudy.Series] {
    guard case .list(let elements)? = inputs.values["series"] else { return study.series }
    var chosen: [SyntheticStudy.Series] = []
    for element in elements {
      guard let number = StepInputs(["": element]).integer("", or: 0, in: 1...max(study.series.count, 1)),
        study.series.indices.contains(number - 1)
      else { throw Problem(message: "The series of \(step) are numbers from 1 to \(study.series.count).") }
      chosen.append(study.series[number - 1])
    }
    return chosen
  }

  /// The repository unique id to ask for: that of the input, or of the network file.
  static func repository(
    _ inputs: StepInputs, in context: StepContext, at endpoint: EndpointProtocol
  ) throws(Problem) -> String {
    if let repository = inputs.text("repository") { return repository }
    if case .address(let settings)? = context.system.endpoints[endpoint],
      let repository = settings.settings["repository-unique-id"]
    {
      return repository
    }
    throw Problem(
      message: "Which repository is asked is not known.",
      advice: """
        Give repository-unique-id in the \(endpoint.rawValue) block of the network file, or the input `repository`.
        """)
  }
}

extension StepResult {
  /// The result of a step whose inputs do not do.
  static func misuse(_ problem: ImagingInputs.Problem) -> StepResult {
    misuse(problem.message, advice: problem.advice)
  }
}
