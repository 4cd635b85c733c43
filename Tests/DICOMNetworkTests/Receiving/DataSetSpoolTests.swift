import Foundation
import NIOCore
import Testing

@testable import DICOMNetwork

@Suite("Where objects go as they come")
struct DataSetSpoolTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("spool-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private var files: [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] }

  @Test(
    "A short data set stays in memory, a long one goes to a file with the same bytes", arguments: [99, 100, 101, 5_000])
  func place(length: Int) throws {
    var spool = DataSetSpool(SpoolSettings(folder: folder.path, memory: 100))
    let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
    var rest = ByteBuffer(bytes: bytes)
    while let part = rest.readSlice(length: min(33, rest.readableBytes)), part.readableBytes > 0 { try spool.add(part) }
    let (memory, file, total) = spool.finish()
    #expect(total == length)
    #expect((memory != nil) == (length <= 100))
    #expect(files.count == (length <= 100 ? 0 : 1))
    let whole = memory ?? file?.bytes(upTo: length)
    #expect(whole.map { Array($0.readableBytesView) } == bytes)
    #expect(file?.bytes(upTo: length - 1) == nil)
  }

  @Test("The file goes with the last who holds it, and what is discarded leaves none")
  func removal() throws {
    var spool = DataSetSpool(SpoolSettings(folder: folder.path, memory: 1))
    try spool.add(ByteBuffer(bytes: [1, 2, 3]))
    var held = spool.finish().file
    #expect(files.count == 1 && held?.length == 3)
    held = nil
    #expect(files.isEmpty)
    try spool.add(ByteBuffer(bytes: [1, 2, 3]))
    spool.discard()
    #expect(files.isEmpty)
  }

  @Test("More than the limit, or a folder that is not there, is told")
  func refusal() throws {
    var spool = DataSetSpool(SpoolSettings(folder: folder.path, memory: 1, limit: 4))
    try spool.add(ByteBuffer(bytes: [1, 2, 3, 4]))
    #expect(throws: MessageAssembler.Failure.tooLong(what: "data set", limit: 4)) {
      try spool.add(ByteBuffer(bytes: [5]))
    }
    var nowhere = DataSetSpool(SpoolSettings(folder: "/nowhere", memory: 1))
    #expect(throws: MessageAssembler.Failure.self) { try nowhere.add(ByteBuffer(bytes: [1, 2])) }
  }
}
