import DICOM
import NIOCore
import Testing

@testable import DICOMNetwork

@Suite("Requests of the DIMSE-N services")
struct NormalizedRequestTests {
  private static let operations: [NormalizedRequest.Operation] = [
    .create, .set, .get([]), .get([.patientID, Tag(0x0040, 0x0252)]), .action(type: 1), .eventReport(type: 2), .delete,
  ]

  private func message(_ request: NormalizedRequest) throws -> DIMSEMessage {
    let command = try CommandSet(decoding: request.command(messageID: 7).encoded())
    return DIMSEMessage(contextID: 1, command: command, dataSet: request.dataSet, length: 0)
  }

  @Test("What one side writes the other reads", arguments: operations)
  func roundTrip(operation: NormalizedRequest.Operation) throws {
    let request = NormalizedRequest(
      operation, sopClassUID: "1.2.3", sopInstanceUID: "1.2.3.4", dataSet: ByteBuffer(bytes: [8, 0]))
    let message = try message(request)
    #expect(message.command.commandField == operation.requestField)
    #expect(message.command.messageID == 7)
    #expect(message.command.hasDataSet)
    #expect(NormalizedRequest(message) == request)
  }

  @Test("Only N-CREATE may leave out the instance", arguments: operations)
  func instance(operation: NormalizedRequest.Operation) throws {
    let request = NormalizedRequest(operation, sopClassUID: "1.2.3", sopInstanceUID: nil)
    #expect((NormalizedRequest(try message(request)) != nil) == (operation == .create))
  }

  @Test("A response calls affected what its request calls requested")
  func response() throws {
    let request = NormalizedRequest(.set, sopClassUID: "1.2.3", sopInstanceUID: "1.2.3.4").command(messageID: 9)
    let response = CommandSet.response(.nSetResponse, to: request, status: .success)
    #expect(response.text(CommandElementNumber.affectedSOPInstanceUID) == "1.2.3.4")
    #expect(response.text(CommandElementNumber.affectedSOPClassUID) == "1.2.3")
    #expect(response.text(CommandElementNumber.requestedSOPInstanceUID) == nil)
    #expect(response.messageIDBeingRespondedTo == 9)
  }

  @Test("Counts and the originator of a move are read as they were written; what is absent stays so")
  func retrieval() throws {
    var command = CommandSet.moveRequest(messageID: 1, sopClassUID: "1.2.3", destination: "ODD")
    #expect(command.text(CommandElementNumber.moveDestination) == "ODD")
    #expect(command[CommandElementNumber.moveDestination]?.count == 4)
    #expect(command.subOperations == SubOperationCounts())
    let counts = SubOperationCounts(remaining: 3, completed: 2, failed: 0)
    command.subOperations = counts
    #expect(try CommandSet(decoding: command.encoded()).subOperations == counts)
    let originator = MoveOriginator(aeTitle: "ASSAY", messageID: 4)
    let store = CommandSet.storeRequest(
      messageID: 2, sopClassUID: "1.2.3", sopInstanceUID: "1.2", originator: originator)
    #expect(store.moveOriginator == originator)
    #expect(command.moveOriginator == nil)
  }

  @Test("Of 20,000 damaged command sets none traps")
  func mutants() throws {
    var random = SeededRandom(seed: 4)
    let originals = Self.operations.map {
      Array(
        NormalizedRequest($0, sopClassUID: "1.2.3", sopInstanceUID: "1.2.3.4").command(messageID: 7).encoded()
          .readableBytesView)
    }
    var read = 0
    for number in 0..<20_000 {
      var bytes = originals[number % originals.count]
      for _ in 0...Int.random(in: 0...3, using: &random) {
        bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      guard let command = try? CommandSet(decoding: ByteBuffer(bytes: bytes)) else { continue }
      let message = DIMSEMessage(contextID: 1, command: command, dataSet: ByteBuffer(), length: bytes.count)
      if NormalizedRequest(message) != nil { read += 1 }
      _ = StoreIndication(message, transferSyntax: "1.2")
      _ = command.details
    }
    #expect(read > 0)
  }
}
