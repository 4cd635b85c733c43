import Evidence
import Foundation
import HTTPExchange
import IHE
import Inventory
import NIOHTTP1
import Specification

/// `time.query`: how far a system's clock is from that of the network.
enum TimeQueryProbe: Probe {
  /// By what a clock is read.
  private enum Way: String, CaseIterable {
    case ntp, dicomweb, fhir, xds
    case imaging = "xds-i"
    case gateway = "xca"

    var endpoint: EndpointProtocol { EndpointProtocol(rawValue: rawValue) ?? .ntp }
  }

  static let description = StepDescription(
    name: "time.query",
    summary: """
      Reads a system's clock: by NTP where the network file gives an endpoint for it, else from the dates that its web service \
      writes on its answers; and compares it with the clock of the network's time server, read at the same time.
      """,
    effect: .read, endpoint: .ntp, otherEndpoints: Way.allCases.dropFirst().map(\.endpoint), needsEndpoint: false,
    inputs: [
      StepInput(
        StepDescription.endpointInput, .word(Way.allCases.map(\.rawValue)),
        standardValue: "the first of these that the network file gives", meaning: "By which endpoint the clock is read."
      ),
      StepInput(
        "reference", .string, standardValue: "the harness's own clock",
        meaning: "Role of the system with whose clock it is compared, by NTP."),
      StepInput(
        "samples", .number, standardValue: "5",
        meaning: "How often the clock is read, 1 to 20; together they tell more."),
    ],
    observation: [
      Field(
        "source", .word(["ntp", "http"]), meaning: "By what the clock was read.", source: "ITI TF-2 §3.1"),
      Field(
        "distance", .duration, .when("the clock was read"),
        meaning: "How far the clock is from the reference, in the middle of what the readings allow."),
      Field(
        "distance-at-least", .duration, .when("the clock was read"),
        meaning: "The least distance that the readings allow: so much is shown.", source: "RFC 5905 §8"),
      Field(
        "distance-at-most", .duration, .when("the clock was read"), meaning: "The greatest that they allow."),
      Field("ahead", .boolean, .when("the clock was read"), meaning: "Whether it is ahead of the reference."),
      Field("readings", .number, meaning: "How often the clock was read."),
      Field(
        "steady", .boolean, .when("the clock was read"),
        meaning: "Whether one distance fits all readings; false when the clock jumped, or several machines answer."),
      Field(
        "stratum", .number, .when("source == ntp and an answer came"), meaning: "Distance from a reference clock.",
        source: "RFC 5905 §7.3"),
      Field(
        "synchronised", .boolean, .when("source == ntp and an answer came"),
        meaning: "Whether the server says that its own clock is set: stratum 1 to 15 and no leap indicator 3.",
        source: "RFC 5905 §7.3"),
      Field(
        "reference-id", .string, .when("source == ntp and an answer came"),
        meaning: "Its reference: a code, or an address.", source: "RFC 5905 §7.3"),
      Field(
        "root-distance", .duration, .when("source == ntp and an answer came"),
        meaning: "What the server itself may be wrong by: half its root delay and its root dispersion.",
        source: "RFC 5905 §7.3"),
      Field(
        "round-trip", .duration, .when("source == ntp and an answer came"), meaning: "The shortest way there and back."),
      Field(
        "refusal", .string, .when("the server refuses to tell the time"),
        meaning: "Code of the refusal, such as RATE or DENY.", source: "RFC 5905 §7.4"),
    ],
    example: """
      - do: time.query
        at: archive
        with: {reference: time-server}
        expect: |
          distance-at-least <= 1 s
      """,
    sources: ["ITI TF-2 §3.1", "RFC 5905", "RFC 9110 §6.6.1"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    let wanted = inputs.text(StepDescription.endpointInput).flatMap(Way.init)
    let way = wanted ?? Way.allCases.first { context.system.endpoints[$0.endpoint] != nil }
    guard let way, context.system.endpoints[way.endpoint] != nil else {
      return .misuse(
        "The network file gives no endpoint of \(context.system.reference) that tells the time.",
        advice: "Give the system an ntp endpoint, or a web service.")
    }
    guard let samples = inputs.integer("samples", or: 5, in: 1...20) else {
      return .misuse("time.query takes 1 to 20 samples.")
    }
    var result =
      switch way {
      case .ntp: await ClockByNTP(context: context, samples: samples).read()
      default: await ClockByHTTP(inputs: inputs, context: context, endpoint: way.endpoint, samples: samples).read()
      }
    guard result.step.failure == nil, let reading = result.reading else { return result.step }
    var distance = reading
    if let role = inputs.text("reference") {
      switch await reference(role, context, samples) {
      case .failure(let failure): return StepResult.unprepared(failure)
      case .success(let reference): distance = reading.since(reference)
      }
    }
    result.step.observation["distance"] = .duration(nanoseconds: abs(distance.offset))
    result.step.observation["distance-at-least"] = .duration(nanoseconds: distance.distanceAtLeast)
    result.step.observation["distance-at-most"] = .duration(nanoseconds: distance.distanceAtMost)
    result.step.observation["ahead"] = .boolean(distance.offset > 0)
    return result.step
  }

  /// The clock that others are compared with.
  private enum Reference {
    case success(ClockReading)
    case failure(StepFailure)
  }

  /// Reads it. That it can't be read is no fault of the system.
  private static func reference(
    _ role: String, _ context: StepContext, _ samples: Int
  ) async -> Reference {
    let systems = context.network.sites.flatMap(\.systems)
    guard let system = systems.first(where: { $0.roles.contains(role) && $0.endpoints[.ntp] != nil }) else {
      return .failure(
        StepFailure(
          blame: .harness, message: "No system with the role \(role) has an ntp endpoint in the network file."))
    }
    guard system.permits.contains(.read) else {
      return .failure(
        StepFailure(
          blame: .harness,
          message: "The clock of \(system.reference) is needed, and “read” is not permitted on it; nothing was sent."))
    }
    var other = context
    other.system = system
    let result = await ClockByNTP(context: other, samples: samples).read()
    guard let reading = result.reading, result.step.failure == nil else {
      return .failure(
        StepFailure(
          blame: .network, message: "The clock of \(system.reference), with which it is compared, can't be read.",
          advice: result.step.failure?.message ?? "Check its ntp endpoint in the network file."))
    }
    guard result.step.observation["synchronised"] == .boolean(true) else {
      return .failure(
        StepFailure(
          blame: .network, message: "\(system.reference) says that its own clock is not set.",
          advice: "Compare with a time server that is synchronised."))
    }
    return .success(reading)
  }
}
