import DICOM
import DICOMNetwork
import NIOCore
import Testing

@testable import ReferenceNetwork

/// In which order an archive holds what came.
@Suite("Holdings of an archive")
struct ArchiveHoldingsTests {
  private static func instance(_ number: Int, series: String = "2.25.2") throws -> StoredInstance {
    var dataSet = DataSet()
    try dataSet.set(.sopClassUID, strings: ["1.2.840.10008.5.1.4.1.1.2"])
    try dataSet.set(.sopInstanceUID, strings: ["2.25.3\(number)"])
    try dataSet.set(.studyInstanceUID, strings: ["2.25.1"])
    try dataSet.set(.seriesInstanceUID, strings: [series])
    return try #require(StoredInstance(dataSet, transferSyntax: .explicitVRLittleEndian))
  }

  private static func holdings(_ defects: Set<ArchiveDefect> = []) throws -> ArchiveHoldings {
    var settings = ImageArchive.Settings()
    settings.defects = defects
    let holdings = ArchiveHoldings(settings)
    for number in 1...3 { #expect(try holdings.add(instance(number), content)) }
    return holdings
  }

  private static let content = HeldContent.received(.memory(ByteBuffer(bytes: [1, 2])))

  @Test("An instance that is sent again keeps its place, so that pages of a search keep their order meanwhile")
  func again() throws {
    let holdings = try Self.holdings()
    let before = holdings.instances(ofStudy: "2.25.1")
    #expect(try holdings.add(Self.instance(1), Self.content))
    #expect(try holdings.add(Self.instance(2), Self.content))
    #expect(holdings.instances(ofStudy: "2.25.1") == before && before == ["2.25.31", "2.25.32", "2.25.33"])
    #expect(holdings.studies().flatMap(\.objects).map(\.instance.sopInstance) == before)
  }

  @Test("One that is sent again in another series is there, and no longer in the first")
  func moved() throws {
    let holdings = try Self.holdings()
    #expect(try holdings.add(Self.instance(1, series: "2.25.9"), Self.content))
    let series = try #require(holdings.studies().first).series
    #expect(series.map(\.uid) == ["2.25.2", "2.25.9"])
    #expect(series.map { $0.objects.map(\.instance.sopInstance) } == [["2.25.32", "2.25.33"], ["2.25.31"]])
  }

  @Test("An archive that is told to list what is sent again twice does so")
  func repeated() throws {
    let holdings = try Self.holdings([.storeRepeatsResent])
    #expect(try holdings.add(Self.instance(1), Self.content))
    #expect(holdings.instances(ofStudy: "2.25.1") == ["2.25.31", "2.25.32", "2.25.33", "2.25.31"])
  }
}
