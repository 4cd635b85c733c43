import DICOMNetwork
import Specification

/// `dicom.echo`: C-ECHO over one association.
enum DICOMEchoProbe: Probe {
  static let description = DICOMEchoDescription.description

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard let count = inputs.integer("repeat", or: 1, in: 1...1000) else {
      return .misuse("The input repeat of dicom.echo is a whole number from 1 to 1000.")
    }
    let verification = (
      abstractSyntax: "1.2.840.10008.1.1",
      transferSyntaxes: ["1.2.840.10008.1.2", "1.2.840.10008.1.2.1"]
    )
    let exchange: DICOMExchange
    switch DICOMExchange.make(inputs, in: context, contexts: AssociationRequest.contexts([verification])) {
    case .success(let made): exchange = made
    case .failure(let problem): return problem.result
    }
    // On one thread, so that the times are the peer's and not those of threads that wait for each other.
    return await DICOMAssociation.onOneThread(of: context.group) { thread in
      await Self.echo(count, in: exchange.on(thread.loop), verification.abstractSyntax)
    }
  }

  private nonisolated(nonsending) static func echo(
    _ count: Int, in exchange: DICOMExchange, _ verification: String
  ) async -> StepResult {
    await exchange.run { association, observation throws(AssociationFailure) in
      guard association.acceptance.context(abstractSyntax: verification) != nil else {
        return DICOMExchange.refusal(of: verification, name: "Verification", in: association.acceptance)
      }
      var responses: [Value] = []
      var times: [Int64] = []
      defer {
        observation["responses"] = .list(responses)
        if !times.isEmpty {
          times.sort()
          observation["median"] = .duration(nanoseconds: Percentile.of(times, 50))
          observation["percentile-95"] = .duration(nanoseconds: Percentile.of(times, 95))
        }
      }
      for _ in 0..<count {
        let start = ContinuousClock.now
        let response = try await association.echo()
        let duration = ContinuousClock.now - start
        times.append(duration.nanoseconds)
        responses.append(
          .record(AssociationObservation.status(response.status, comment: response.errorComment, duration: duration)))
      }
      return nil
    }
  }
}
