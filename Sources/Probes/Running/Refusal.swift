import Inventory
import Specification

/// Why a probe is not carried out. Each cause names what would have to be given.
public enum Refusal: Hashable, Sendable {
  /// No system is bound to the name of a step.
  case unbound(name: String)
  /// A step that this version does not know.
  case unknownStep(kind: String)
  /// The network file does not permit an effect on a system.
  case effect(Effect, system: String, needing: String)
  /// The run was limited to other effects.
  case limited(Effect, needing: String)
  /// The system has no such endpoint.
  case endpoint(EndpointProtocol, system: String, step: String)
  /// The endpoint has no grant to get tokens by.
  case grant(EndpointProtocol, system: String, step: String)
  /// The endpoint has no settings to assert a user by.
  case assertion(EndpointProtocol, system: String, step: String)
  /// The endpoint has no credentials that could be left out.
  case credentials(EndpointProtocol, system: String, step: String)
  /// The harness has no listener for a protocol.
  case listener(EndpointProtocol, step: String)
  /// It is outside the system's windows.
  case window(system: String)

  /// For the report.
  public var reason: String {
    switch self {
    case .unbound(let name): "No system is bound to the name \(name)."
    case .unknownStep(let kind): "This version has no step \(kind)."
    case .effect(let effect, let system, let who):
      """
      The network file does not permit “\(effect.rawValue)” on \(system), which \(who) needs; nothing was sent.
      """
    case .limited(let effect, let who):
      """
      The run was limited by --permit to effects without “\(effect.rawValue)”, which \(who) needs; nothing was sent.
      """
    case .endpoint(let name, let system, let step):
      """
      The network file gives no \(name.rawValue) endpoint for \(system), which \(step) needs; \
      nothing was sent.
      """
    case .grant(let name, let system, let step):
      """
      The \(name.rawValue) endpoint of \(system) in the network file has no oauth2 block, which \(step) \
      needs; nothing was sent.
      """
    case .assertion(let name, let system, let step):
      """
      The \(name.rawValue) endpoint of \(system) in the network file has no assertion block, which \
      \(step) needs; nothing was sent.
      """
    case .credentials(let name, let system, let step):
      """
      The \(name.rawValue) endpoint of \(system) in the network file has no authorization block, so that \(step) without it \
      shows nothing; nothing was sent.
      """
    case .listener(let name, let step):
      """
      The network file gives the harness no listener for \(name.rawValue), which \(step) needs to be called back; \
      nothing was sent.
      """
    case .window(let system):
      "\(system) may be called only in the windows of the network file, and it is outside them now."
    }
  }
}
