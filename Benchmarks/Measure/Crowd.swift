import DICOM
import DICOMNetwork
import Foundation
import Histogram
import NIOCore
import Synchronization

/// Many associations at once from one process.
struct Crowd {
  let port: UInt16
  /// How many associations are held.
  let count: Int

  /// Times of exchanges; several that are added up exactly, so that those who record seldom wait for each other.
  private struct Times: Sendable {
    private final class Part: Sendable {
      let histogram = Mutex(Messages.empty())
    }

    private let parts = (0..<8).map { _ in Part() }

    func record(_ time: Duration, by place: Int) {
      let microseconds = UInt64(max(time / .microseconds(1), 0))
      parts[place % parts.count].histogram.withLock { _ = $0.record(microseconds) }
    }

    var all: Histogram<UInt64> {
      parts.reduce(into: Messages.empty()) { sum, part in part.histogram.withLock { sum.add($0) } }
    }
  }

  private var address: DICOMAddress { DICOMAddress(host: "127.0.0.1", port: Int(port)) }

  private func request(_ abstractSyntax: String, _ transferSyntax: String) -> AssociationRequest {
    AssociationRequest(
      calledAETitle: "DISCARD", callingAETitle: "ASSAY",
      contexts: AssociationRequest.contexts([(abstractSyntax, [transferSyntax])]))
  }

  /// Opens all associations, holds them, and sends so many C-ECHO each second over all of them together, whatever the answers do: each
  /// has its moment, and its time counts from there.
  func echo(rate: Int, for seconds: Double) async throws -> Work {
    let request = request("1.2.840.10008.1.1", "1.2.840.10008.1.2")
    let associations = try await opened(request)
    let total = Int(Double(rate) * seconds)
    let times = Times()
    let start = ContinuousClock.now + .milliseconds(200)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (place, association) in associations.enumerated() {
        group.addTask {
          for number in stride(from: place, to: total, by: associations.count) {
            let due = start + .nanoseconds(Int64(number) * 1_000_000_000 / Int64(rate))
            if due > .now { try await ContinuousClock().sleep(until: due, tolerance: .zero) }
            let response = try await association.echo()
            guard response.status == .success else { throw MeasureError.status(response.status) }
            times.record(.now - due, by: place)
          }
        }
      }
      try await group.waitForAll()
    }
    let took = ContinuousClock.now - start
    try await release(associations)
    let all = times.all
    var done = Work(count: Int(all.totalCount), bytes: 0)
    done.seconds = took / .seconds(1)
    done.microseconds = [50, 99, 99.9, 100].map { Int(all.valueAtPercentile($0)) }
    return done
  }

  /// One object again and again over each association, until the time is over.
  func store(_ path: String, until end: ContinuousClock.Instant) async throws -> Work {
    let (header, length) = try Peer.header(of: path)
    guard let sopClass = header.metaInformation.uid(.mediaStorageSOPClassUID),
      let instance = header.metaInformation.uid(.mediaStorageSOPInstanceUID)
    else { throw MeasureError.noObject(path) }
    let file = DataSetFile(path: path, offset: header.dataSetOffset, length: length - header.dataSetOffset)
    let object = StoreRequest(
      sopClassUID: sopClass.value, sopInstanceUID: instance.value, transferSyntax: header.transferSyntax.uid.value,
      source: .file(file))
    let associations = try await opened(request(sopClass.value, header.transferSyntax.uid.value))
    let objects = try await withThrowingTaskGroup(of: Int.self) { group in
      for association in associations {
        group.addTask {
          var count = 0
          while ContinuousClock.now < end {
            let response = try await association.store(object)
            guard response.status == .success else { throw MeasureError.status(response.status) }
            count += 1
          }
          return count
        }
      }
      return try await group.reduce(0, +)
    }
    try await release(associations)
    return Work(count: objects, bytes: objects * file.length)
  }

  /// The same number of connections, and bytes that are no protocol.
  func pour(until end: ContinuousClock.Instant) throws -> Work {
    let sockets = try (0..<count).map { _ in try BareSocket(connectedTo: port) }
    let sent = Mutex(0)
    let ended = DispatchGroup()
    for socket in sockets {
      ended.enter()
      Thread.detachNewThread {
        let bytes = [UInt8](repeating: 0xA5, count: Int(Discarding.maximumLength))
        var own = 0
        while ContinuousClock.now < end, (try? socket.write(bytes)) != nil { own += bytes.count }
        socket.close()
        sent.withLock { $0 += own }
        ended.leave()
      }
    }
    ended.wait()
    return Work(count: count, bytes: sent.withLock { $0 })
  }

  // MARK: Associations

  /// Opens them, a hundred at a time: more would be more than a listener keeps waiting.
  private func opened(_ request: AssociationRequest) async throws -> [DICOMAssociation] {
    let address = address
    var deadlines = Deadlines()
    deadlines.exchange = .seconds(600)
    return try await withThrowingTaskGroup(of: DICOMAssociation.self) { group in
      var opened: [DICOMAssociation] = []
      for number in 0..<count {
        if number >= 100, let next = try await group.next() { opened.append(next) }
        group.addTask { [deadlines] in
          try await DICOMAssociation.open(to: address, request: request, deadlines: deadlines)
        }
      }
      for try await next in group { opened.append(next) }
      return opened
    }
  }

  private func release(_ associations: [DICOMAssociation]) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for association in associations { group.addTask { _ = try await association.release() } }
      try await group.waitForAll()
    }
  }
}
