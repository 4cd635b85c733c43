import Evidence
import Foundation
import HTTPExchange
import IHE
import Inventory
import Specification
import XMLTree

/// What the steps over HL7 V3 on identity have in common: a message goes to the actor in a wrapper of its own, and what
/// comes back is read as the message that the transaction answers with.
struct IdentityExchange {
  private let exchange: SOAPExchange
  /// The wrapper of the message.
  let transmission: Transmission

  /// The harness as a system that sends.
  private static let device = "2.25.329800735698586629295641978511506172918"

  /// Prepares an exchange with the actor at one of the system's endpoints.
  static func make(
    _ inputs: StepInputs, in context: StepContext, at endpoint: EndpointProtocol
  ) -> Result<IdentityExchange, DICOMExchange.Unprepared> {
    SOAPExchange.make(inputs, in: context, at: endpoint).map { exchange in
      var settings: [String: String] = [:]
      if case .address(let address)? = context.system.endpoints[endpoint] { settings = address.settings }
      return IdentityExchange(
        exchange: exchange,
        transmission: Transmission(
          id: InstanceIdentifier(root: newID("message")), creationTime: XDSFields.time(Date()) + "+0000",
          sender: Transmission.Device(settings["sending-device-id"] ?? device),
          receiver: Transmission.Device(
            settings["device-id"] ?? SyntheticUID.make(seed: exchange.address, name: "device"))))
    }
  }

  /// An object identifier that nothing else has.
  static func newID(_ name: String) -> String { SyntheticUID.make(seed: SOAPFields.messageID(), name: name) }

  /// Sends a message, and writes into the observation what comes back.
  ///
  /// - Parameters:
  ///   - expected: The message that the transaction answers with.
  ///   - section: Where that stands.
  ///   - body: What the answer shows beside what every answer shows.
  func run(
    _ element: MarkupElement, action: String, expecting expected: IdentityInteraction, section: String,
    _ body: (IdentityMessage, inout [String: Value]) -> Void
  ) async -> StepResult {
    let envelope = Envelope(action: action, messageID: SOAPFields.messageID(), to: exchange.address, body: element)
    var result = await exchange.run(SOAPRequest(envelope, limits: BodyLimits(memory: 64 << 20))) {
      answer, observation in
      do throws(IdentityMessage.Problem) {
        let message = try IdentityMessage(answer.envelope)
        guard message.interaction == expected else {
          let problem = "the answer is \(message.interaction.rawValue) and not \(expected.rawValue)"
          return SOAPExchange.unexpected(problem, section: section, &observation)
        }
        IdentityFields.note(message, to: transmission.id, in: &observation)
        body(message, &observation)
        return nil
      } catch {
        return SOAPExchange.unexpected(error, section: section, &observation)
      }
    }
    result.observation["message-id"] = .string(transmission.id.text)
    return result
  }
}

extension StepInputs {
  /// Why an input is no identifier.
  struct NoIdentifier: Error {
    var text: String

    var result: StepResult {
      .misuse(
        "`\(text)` names no domain by its object identifier.",
        advice: "Write identifiers as `A1^^^&1.2.3&ISO`; a bare one is taken for an NHS number.")
    }
  }

  /// An identifier: as CX with the authority's object identifier, a bare one as NHS number.
  func identifier(_ text: String) throws(NoIdentifier) -> InstanceIdentifier {
    guard let identifier = InstanceIdentifier(cx: XDSFields.patient(text)) else { throw NoIdentifier(text: text) }
    return identifier
  }

  /// A list of identifiers; empty where it is left out.
  func identifiers(_ name: String) throws(NoIdentifier) -> [InstanceIdentifier] {
    guard case .list(let elements) = values[name] else { return [] }
    var identifiers: [InstanceIdentifier] = []
    for text in Self.words(elements) { identifiers.append(try identifier(text)) }
    return identifiers
  }
}
