/// The upper layer protocol machine (PS3.8 §9.2) without input or output: what happened goes in, what is to be done
/// comes out. It serves requestor and acceptor alike.
public struct UpperLayer: Sendable {
  /// Where the machine is.
  public private(set) var state: UpperLayerState = .sta1
  /// The A-ASSOCIATE request kept until the connection stands; its presence makes this the association-requestor.
  private var request: AssociateRequest?
  private var isRequestor = false

  /// Makes an idle machine.
  public init() {}

  /// What happened.
  public enum Input: Hashable, Sendable {
    /// The local user asks for an association (Evt1).
    case associateRequest(AssociateRequest)
    /// Our connection stands (Evt2).
    case transportConfirmed
    /// A peer connected to us (Evt5).
    case transportIndicated
    /// The local user accepts (Evt7).
    case accept(AssociateAccept)
    /// The local user rejects (Evt8).
    case reject(AssociateReject)
    /// The local user sends data (Evt9).
    case data([PresentationDataValue])
    /// The local user asks for release (Evt11).
    case releaseRequest
    /// The local user answers a release (Evt14).
    case releaseResponse
    /// The local user aborts (Evt15).
    case abort
    /// A PDU came (Evt3, 4, 6, 10, 12, 13 and 16).
    case received(PDU)
    /// Bytes came that are no PDU (Evt19).
    case invalidPDU
    /// The connection is gone (Evt17).
    case transportClosed
    /// The ARTIM timer ran out (Evt18).
    case artimExpired

    /// The standard's event.
    public var event: UpperLayerEvent {
      switch self {
      case .associateRequest: .evt1
      case .transportConfirmed: .evt2
      case .transportIndicated: .evt5
      case .accept: .evt7
      case .reject: .evt8
      case .data: .evt9
      case .releaseRequest: .evt11
      case .releaseResponse: .evt14
      case .abort: .evt15
      case .received(let pdu): UpperLayerEvent(received: pdu.type)
      case .invalidPDU: .evt19
      case .transportClosed: .evt17
      case .artimExpired: .evt18
      }
    }
  }

  /// What is to be done, in order.
  public enum Output: Hashable, Sendable {
    case openTransport
    case send(PDU)
    case closeTransport
    /// Starts the timer, anew if it runs.
    case startARTIM
    case stopARTIM
    case indicate(Indication)
  }

  /// What the local user learns.
  public enum Indication: Hashable, Sendable {
    case associateRequested(AssociateRequest)
    case accepted(AssociateAccept)
    case rejected(AssociateReject)
    case data([PresentationDataValue])
    /// The peer asks for release; answer by `releaseResponse`.
    case releaseRequested
    /// The peer asked for release while we did.
    case releaseCollided
    case released
    /// The peer's user aborted.
    case aborted(Abort)
    /// The service provider aborted: the peer's, ours because of what the peer sent, or the connection.
    case providerAborted(ProviderAbort)
  }

  /// Why the service provider aborted.
  public enum ProviderAbort: Hashable, Sendable {
    case byPeer(Abort)
    case unexpected(PDUType, in: UpperLayerState)
    case invalidPDU
    case transportClosed
  }

  /// An event that can't occur in the state: the caller's mistake.
  public struct ImpossibleEvent: Error, Hashable, Sendable {
    /// The event.
    public var event: UpperLayerEvent
    /// The state.
    public var state: UpperLayerState
  }

  /// Whether data may be sent now (Evt9).
  public var canSendData: Bool { TransitionTable.action(.evt9, in: state) != nil }

  /// Takes one event; gives what is to be done. An event that Table 9-10 leaves blank changes nothing.
  public mutating func handle(_ input: Input) throws(ImpossibleEvent) -> [Output] {
    let event = input.event
    guard let action = TransitionTable.action(event, in: state) else {
      throw ImpossibleEvent(event: event, state: state)
    }
    let before = state
    state = action.nextState
    switch action {
    case .ae1:
      if case .associateRequest(let value) = input { request = value }
      isRequestor = true
      return [.openTransport]
    case .ae2:
      guard let request else { return [] }
      return [.send(.associateRequest(request))]
    case .ae3:
      guard case .received(.associateAccept(let accept)) = input else { return [] }
      return [.indicate(.accepted(accept))]
    case .ae4:
      guard case .received(.associateReject(let reject)) = input else { return [] }
      return [.indicate(.rejected(reject)), .closeTransport]
    case .ae5: return [.startARTIM]
    case .ae6:
      guard case .received(.associateRequest(let request)) = input else { return [] }
      // The only thing that the service provider itself may refuse: a protocol version that is not version 1.
      guard request.protocolVersion & 1 == 1 else {
        state = .sta13
        let reject = AssociateReject(result: .rejectedPermanent, source: .serviceProviderACSE, reason: 2)
        return [.stopARTIM, .send(.associateReject(reject)), .startARTIM]
      }
      return [.stopARTIM, .indicate(.associateRequested(request))]
    case .ae7:
      guard case .accept(let accept) = input else { return [] }
      return [.send(.associateAccept(accept))]
    case .ae8:
      guard case .reject(let reject) = input else { return [] }
      return [.send(.associateReject(reject)), .startARTIM]
    case .dt1, .ar7:
      guard case .data(let values) = input else { return [] }
      return [.send(.data(values))]
    case .dt2, .ar6:
      guard case .received(.data(let values)) = input else { return [] }
      return [.indicate(.data(values))]
    case .ar1: return [.send(.releaseRequest)]
    case .ar2: return [.indicate(.releaseRequested)]
    case .ar3: return [.indicate(.released), .closeTransport]
    case .ar4: return [.send(.releaseReply), .startARTIM]
    case .ar5, .aa5: return [.stopARTIM]
    case .ar8:
      state = isRequestor ? .sta9 : .sta10
      return [.indicate(.releaseCollided)]
    case .ar9: return [.send(.releaseReply)]
    case .ar10: return [.indicate(.released)]
    case .aa1:
      // In Sta2 the peer sent something before its A-ASSOCIATE-RQ; the standard has the service-user source there too.
      return [.send(.abort(.serviceUser)), .startARTIM]
    case .aa2: return [.stopARTIM, .closeTransport]
    case .aa3:
      guard case .received(.abort(let abort)) = input else { return [] }
      return [.indicate(abort.isFromUser ? .aborted(abort) : .providerAborted(.byPeer(abort))), .closeTransport]
    case .aa4: return [.indicate(.providerAborted(.transportClosed))]
    case .aa6: return []
    case .aa7: return [.send(.abort(event == .evt19 ? .invalidPDU : .unexpectedPDU))]
    case .aa8:
      guard case .received(let pdu) = input else {
        return [.send(.abort(.invalidPDU)), .indicate(.providerAborted(.invalidPDU)), .startARTIM]
      }
      return [
        .send(.abort(.unexpectedPDU)), .indicate(.providerAborted(.unexpected(pdu.type, in: before))), .startARTIM,
      ]
    }
  }
}
