import DICOM
import DICOMNetwork
import Inventory
import NIOCore
import Specification
import Testing

@testable import Probes

private func arrival(
  _ instance: String, calling: String = "ARCHIVE", host: String = "127.0.0.1", bytes: Int = 8
) -> Arrival {
  Arrival(
    number: 0, time: .now, listener: "ASSAY", callingAETitle: calling, remoteHost: host,
    content: .notice(
      NormalizedRequest(
        .create, sopClassUID: ListenerServices.instanceAvailability, sopInstanceUID: instance,
        dataSet: ByteBuffer(repeating: 0, count: bytes)), transferSyntax: "1.2.840.10008.1.2"),
    status: .success, recorder: ExchangeRecorder())
}

@Suite("What came to the listeners")
struct ArrivalLogTests {
  @Test("A step takes what is its own, once, and leaves the rest")
  func take() {
    let log = ArrivalLog()
    #expect(log.add(arrival("1")))
    let position = log.position
    #expect(log.add(arrival("2")) && log.add(arrival("3")))
    #expect(log.take(since: position) { $0.sopInstance != "3" }.map(\.sopInstance) == ["2"])
    #expect(log.take(since: position) { $0.sopInstance != "3" }.isEmpty)
    #expect(log.take(since: 0) { _ in true }.map(\.sopInstance) == ["1", "3"])
  }

  @Test("One that floods fills its own room, and no other's; what is taken makes room")
  func bounds() {
    let log = ArrivalLog()
    for _ in 0..<ArrivalLog.countLimit { #expect(log.add(arrival("1", host: "192.0.2.1", bytes: 0))) }
    #expect(!log.add(arrival("2", host: "192.0.2.1")))
    #expect(log.add(arrival("3", host: "192.0.2.2")))
    #expect(log.take(since: 0) { $0.sopInstance == "1" }.count == ArrivalLog.countLimit)
    #expect(log.add(arrival("2", host: "192.0.2.1")))
  }

  @Test("Waiting ends with enough arrivals or with the time")
  func waiting() async {
    let log = ArrivalLog()
    _ = log.add(arrival("1"))
    let later = Task { for instance in ["2", "3"] { _ = log.add(arrival(instance)) } }
    let all = await log.take(3, since: 0, until: .now + .seconds(20)) { _ in true }
    await later.value
    #expect(Set(all.compactMap(\.sopInstance)) == ["1", "2", "3"])
    #expect(await log.take(1, since: 0, until: .now + .milliseconds(50)) { _ in true }.isEmpty)
  }

  @Test("An arrival is another system's where its AE title or address says so, and may be anybody's else")
  func attribution() {
    func system(_ id: String, _ title: String, _ host: String) -> Inventory.System {
      System(
        id: id, site: "s", vendor: "V", product: "P", roles: [],
        endpoints: [.dicom: .dicom(DICOMEndpoint(host: host, port: 104, aeTitle: title))],
        span: SourceSpan(file: "n.yaml", line: 1, column: 1))
    }
    let attribution = Attribution(
      Network(
        id: "n", title: "N",
        sites: [Site(id: "s", name: "S", systems: [system("a", "ONE", "192.0.2.1"), system("b", "TWO", "192.0.2.2")])]))
    let cases: [(String, String, Bool, Bool)] = [
      ("ONE", "198.51.100.9", true, false), ("TWO", "192.0.2.1", false, true), ("SENDER", "192.0.2.1", true, false),
      ("SENDER", "198.51.100.9", true, true),
    ]
    for (title, host, ofFirst, ofSecond) in cases {
      let arrival = arrival("1", calling: title, host: host)
      #expect(attribution.allows(arrival, from: "s/a") == ofFirst, "\(title) \(host)")
      #expect(attribution.allows(arrival, from: "s/b") == ofSecond, "\(title) \(host)")
    }
  }

  @Test("A listener takes every storage class in every transfer syntax, and nothing that asks")
  func services() {
    let policy = ListenerServices.policy(aeTitle: "ASSAY")
    func result(_ abstract: String, _ transfer: String, called: String = "ASSAY") -> ContextResult? {
      let request = AssociateRequest(
        calledAETitle: called, callingAETitle: "X",
        presentationContexts: [ProposedContext(id: 1, abstractSyntax: abstract, transferSyntaxes: [transfer])],
        userInformation: UserInformation([.maximumLength(0)]))
      guard case .accept(let accept) = policy.answer(to: request) else { return nil }
      return accept.presentationContexts.first?.result
    }
    for storage in ["1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.77.1.6", "1.2.840.10008.5.1.4.38.1"] {
      for transfer in ["1.2.840.10008.1.2", "1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.201"] {
        #expect(result(storage, transfer) == .acceptance, "\(storage) \(transfer)")
      }
    }
    #expect(result(ListenerServices.storageCommitment, "1.2.840.10008.1.2") == .acceptance)
    #expect(result("1.2.840.10008.5.1.4.1.2.2.1", "1.2.840.10008.1.2") == .abstractSyntaxNotSupported)
    #expect(result("1.2.840.10008.1.1", "1.2.840.10008.1.2", called: "OTHER") == nil, "another AE title is not served")
  }
}
