import DICOMNetwork
import Foundation
import TestPeers
import Testing

@Suite("State machine of the upper layer")
struct TransitionTableTests {
  /// PS3.8 Table 9-10 typed a second time, by columns: what each state does for the events it knows.
  static let columns: [String: String] = [
    "Sta1": "Evt1 AE-1, Evt5 AE-5",
    "Sta2":
      "Evt3 AA-1, Evt4 AA-1, Evt6 AE-6, Evt10 AA-1, Evt12 AA-1, Evt13 AA-1, Evt16 AA-2, Evt17 AA-5, Evt18 AA-2, Evt19 AA-1",
    "Sta3":
      "Evt3 AA-8, Evt4 AA-8, Evt6 AA-8, Evt7 AE-7, Evt8 AE-8, Evt10 AA-8, Evt12 AA-8, Evt13 AA-8, Evt15 AA-1, Evt16 AA-3, Evt17 AA-4, Evt19 AA-8",
    "Sta4": "Evt2 AE-2, Evt15 AA-2, Evt17 AA-4",
    "Sta5":
      "Evt3 AE-3, Evt4 AE-4, Evt6 AA-8, Evt10 AA-8, Evt12 AA-8, Evt13 AA-8, Evt15 AA-1, Evt16 AA-3, Evt17 AA-4, Evt19 AA-8",
    "Sta6":
      "Evt3 AA-8, Evt4 AA-8, Evt6 AA-8, Evt9 DT-1, Evt10 DT-2, Evt11 AR-1, Evt12 AR-2, Evt13 AA-8, Evt15 AA-1, Evt16 AA-3, Evt17 AA-4, Evt19 AA-8",
    "Sta7":
      "Evt3 AA-8, Evt4 AA-8, Evt6 AA-8, Evt10 AR-6, Evt12 AR-8, Evt13 AR-3, Evt15 AA-1, Evt16 AA-3, Evt17 AA-4, Evt19 AA-8",
    "Sta8":
      "Evt3 AA-8, Evt4 AA-8, Evt6 AA-8, Evt9 AR-7, Evt10 AA-8, Evt12 AA-8, Evt13 AA-8, Evt14 AR-4, Evt15 AA-1, Evt16 AA-3, Evt17 AA-4, Evt19 AA-8",
    "Sta9":
      "Evt3 AA-8, Evt4 AA-8, Evt6 AA-8, Evt10 AA-8, Evt12 AA-8, Evt13 AA-8, Evt14 AR-9, Evt15 AA-1, Evt16 AA-3, Evt17 AA-4, Evt19 AA-8",
    "Sta10":
      "Evt3 AA-8, Evt4 AA-8, Evt6 AA-8, Evt10 AA-8, Evt12 AA-8, Evt13 AR-10, Evt15 AA-1, Evt16 AA-3, Evt17 AA-4, Evt19 AA-8",
    "Sta11":
      "Evt3 AA-8, Evt4 AA-8, Evt6 AA-8, Evt10 AA-8, Evt12 AA-8, Evt13 AR-3, Evt15 AA-1, Evt16 AA-3, Evt17 AA-4, Evt19 AA-8",
    "Sta12":
      "Evt3 AA-8, Evt4 AA-8, Evt6 AA-8, Evt10 AA-8, Evt12 AA-8, Evt13 AA-8, Evt14 AR-4, Evt15 AA-1, Evt16 AA-3, Evt17 AA-4, Evt19 AA-8",
    "Sta13":
      "Evt3 AA-6, Evt4 AA-6, Evt6 AA-7, Evt10 AA-6, Evt12 AA-6, Evt13 AA-6, Evt16 AA-2, Evt17 AR-5, Evt18 AA-2, Evt19 AA-7",
  ]

  @Test("All 13 × 19 cells are those of the standard", arguments: UpperLayerState.allCases)
  func cells(_ state: UpperLayerState) throws {
    let column = try #require(Self.columns[state.name])
    var expected: [String: String] = [:]
    for cell in column.split(separator: ", ") {
      let parts = cell.split(separator: " ")
      expected[String(parts[0])] = String(parts[1])
    }
    for event in UpperLayerEvent.allCases {
      #expect(TransitionTable.action(event, in: state)?.rawValue == expected[event.name], "\(event.name) \(state.name)")
    }
  }

  @Test("All cells and next states are those of pynetdicom's table")
  func pynetdicom() throws {
    let script = """
      from pynetdicom import fsm
      for (event, state), action in fsm.TRANSITION_TABLE.items():
          following = fsm.ACTIONS[action][2]
          print(event, state, action, following if isinstance(following, str) else "/".join(following))
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "pynetdicom is not installed: pip install pynetdicom")
    var theirs: [String: (action: String, next: String)] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: " ").map(String.init)
      theirs["\(parts[0]) \(parts[1])"] = (parts[2], parts[3])
    }
    var cells = 0
    for state in UpperLayerState.allCases {
      for event in UpperLayerEvent.allCases {
        let action = TransitionTable.action(event, in: state)
        let key = "\(event.name) \(state.name)"
        #expect(action?.rawValue == theirs[key]?.action, "\(key)")
        if let action, let next = theirs[key]?.next {
          #expect(next.split(separator: "/").contains { $0 == action.nextState.name }, "\(key)")
        }
        cells += 1
      }
    }
    #expect(cells == 247)
  }

  @Test("An event that the table leaves blank changes nothing and is told")
  func blank() {
    var machine = UpperLayer()
    #expect(throws: UpperLayer.ImpossibleEvent.self) { _ = try machine.handle(.releaseRequest) }
    #expect(machine.state == .sta1)
  }

  static let request = AssociateRequest(
    calledAETitle: "A", callingAETitle: "B",
    presentationContexts: [ProposedContext(id: 1, abstractSyntax: "1.2", transferSyntaxes: ["1.2.840.10008.1.2"])],
    userInformation: UserInformation([.maximumLength(100)]))
  static let accept = AssociateAccept(
    calledAETitle: "A", callingAETitle: "B",
    presentationContexts: [AnsweredContext(id: 1, result: .acceptance, transferSyntax: "1.2.840.10008.1.2")],
    userInformation: UserInformation([.maximumLength(100)]))

  private func established() throws -> (requestor: UpperLayer, acceptor: UpperLayer) {
    var requestor = UpperLayer()
    var acceptor = UpperLayer()
    #expect(try requestor.handle(.associateRequest(Self.request)) == [.openTransport])
    #expect(try acceptor.handle(.transportIndicated) == [.startARTIM])
    #expect(try requestor.handle(.transportConfirmed) == [.send(.associateRequest(Self.request))])
    #expect(
      try acceptor.handle(.received(.associateRequest(Self.request)))
        == [.stopARTIM, .indicate(.associateRequested(Self.request))])
    #expect(try acceptor.handle(.accept(Self.accept)) == [.send(.associateAccept(Self.accept))])
    #expect(try requestor.handle(.received(.associateAccept(Self.accept))) == [.indicate(.accepted(Self.accept))])
    #expect(requestor.state == .sta6)
    #expect(acceptor.state == .sta6)
    return (requestor, acceptor)
  }

  @Test("Two machines associate and release")
  func release() throws {
    var (requestor, acceptor) = try established()
    #expect(try requestor.handle(.releaseRequest) == [.send(.releaseRequest)])
    #expect(try acceptor.handle(.received(.releaseRequest)) == [.indicate(.releaseRequested)])
    #expect(try acceptor.handle(.releaseResponse) == [.send(.releaseReply), .startARTIM])
    #expect(try requestor.handle(.received(.releaseReply)) == [.indicate(.released), .closeTransport])
    #expect(try acceptor.handle(.transportClosed) == [.stopARTIM])
    #expect(requestor.state == .sta1)
    #expect(acceptor.state == .sta1)
  }

  @Test("Two machines that release at the same time both come to rest")
  func collision() throws {
    var (requestor, acceptor) = try established()
    #expect(try requestor.handle(.releaseRequest) == [.send(.releaseRequest)])
    #expect(try acceptor.handle(.releaseRequest) == [.send(.releaseRequest)])
    #expect(try requestor.handle(.received(.releaseRequest)) == [.indicate(.releaseCollided)])
    #expect(try acceptor.handle(.received(.releaseRequest)) == [.indicate(.releaseCollided)])
    #expect(requestor.state == .sta9)
    #expect(acceptor.state == .sta10)
    #expect(try requestor.handle(.releaseResponse) == [.send(.releaseReply)])
    #expect(try acceptor.handle(.received(.releaseReply)) == [.indicate(.released)])
    #expect(try acceptor.handle(.releaseResponse) == [.send(.releaseReply), .startARTIM])
    #expect(try requestor.handle(.received(.releaseReply)) == [.indicate(.released), .closeTransport])
    #expect(requestor.state == .sta1)
    #expect(acceptor.state == .sta13)
  }

  @Test("A request of another protocol version is rejected by the service provider")
  func version() throws {
    var acceptor = UpperLayer()
    _ = try acceptor.handle(.transportIndicated)
    var request = Self.request
    request.protocolVersion = 2
    #expect(
      try acceptor.handle(.received(.associateRequest(request))) == [
        .stopARTIM,
        .send(.associateReject(AssociateReject(result: .rejectedPermanent, source: .serviceProviderACSE, reason: 2))),
        .startARTIM,
      ])
    #expect(acceptor.state == .sta13)
  }

  @Test("A PDU out of turn is answered by A-ABORT of the service provider")
  func outOfTurn() throws {
    var (requestor, _) = try established()
    #expect(
      try requestor.handle(.received(.releaseReply)) == [
        .send(.abort(.unexpectedPDU)), .indicate(.providerAborted(.unexpected(.releaseReply, in: .sta6))), .startARTIM,
      ])
  }
}
