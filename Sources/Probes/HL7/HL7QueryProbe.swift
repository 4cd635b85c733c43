import Evidence
import Foundation
import HL7
import Specification

/// `hl7.query`: one query, and the response that it asks for.
enum HL7QueryProbe: Probe {
  static let description = HL7QueryDescription.description

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    var (result, answer) = await HL7SendProbe.send(inputs, in: context)
    guard let answer else { return result }
    if let status = answer.segments("QAK").first?.field(2), status.isValued {
      result.observation["query-status"] = .string(answer.text(of: status).text)
    }
    result.observation["hits"] = .number(Decimal(answer.segments("PID").count))
    return result
  }
}
