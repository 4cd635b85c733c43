import Foundation
import HTTPExchange
import Inventory
import Specification

/// Tokens of an authorization server that the network file holds so that their refusal can be seen.
struct GivenTokens: Sendable {
  /// One whose time is over.
  var expired: Secret?
  /// One that is meant for another service.
  var foreign: Secret?

  /// Why a token is not the one that is needed, or not there.
  struct Unfit: Error {
    var reason: String
  }

  /// Reads them; nil where the endpoint has no oauth2 block.
  init?(of endpoint: EndpointProtocol, in context: StepContext) throws(SecretReading.Problem) {
    guard case .address(let address) = context.system.endpoints[endpoint],
      case .clientCredentials(let grant) = address.authorization
    else { return nil }
    let reading = SecretReading(context: context)
    if let place = grant.expiredToken { expired = try reading.secret(place) }
    if let place = grant.foreignToken { foreign = try reading.secret(place) }
  }

  /// The token whose time is over. Where it can be read, what it says is looked at: a refusal of another token than is
  /// meant would show nothing.
  func expiredToken(now: Date = Date()) throws(Unfit) -> Secret {
    guard let expired else { throw Unfit(reason: "the network file holds no expired-token") }
    if let expires = JSONWebToken(expired)?.expires, expires > now.timeIntervalSince1970 - 300 {
      throw Unfit(reason: "the expired-token of the network file is valid still, or was within the last five minutes")
    }
    return expired
  }

  /// The token for another service.
  /// - Parameter right: one for this service.
  func foreignToken(beside right: Secret, now: Date = Date()) throws(Unfit) -> Secret {
    guard let foreign else { throw Unfit(reason: "the network file holds no foreign-token") }
    guard let read = JSONWebToken(foreign) else { return foreign }
    if let expires = read.expires, expires < now.timeIntervalSince1970 + 60 {
      throw Unfit(reason: "the foreign-token of the network file has expired, so that its refusal would show nothing")
    }
    if let own = JSONWebToken(right)?.audiences, !own.isDisjoint(with: read.audiences) {
      throw Unfit(reason: "the foreign-token of the network file is meant for this service as well")
    }
    return foreign
  }
}
