import Glibc
import NIOCore
import Testing

@testable import DICOMNetwork

@Suite("Shortage")
struct ShortageTests {
  @Test("What this machine ran out of is never the peer's fault", arguments: [EMFILE, ENFILE, ENOMEM, ENOBUFS])
  func own(code: Int32) {
    guard case .misuse(let text) = AssociationDriver.failure(of: IOError(errnoCode: code, reason: "socket")) else {
      Issue.record("a shortage of this machine was taken for something else")
      return
    }
    #expect(text.contains("this"))
  }

  @Test("What the peer or the network refuses is not taken for a shortage", arguments: [ECONNREFUSED, EHOSTUNREACH])
  func foreign(code: Int32) {
    guard case .unreachable = AssociationDriver.failure(of: IOError(errnoCode: code, reason: "connect")) else {
      Issue.record("a refusal was taken for a shortage")
      return
    }
  }
}
