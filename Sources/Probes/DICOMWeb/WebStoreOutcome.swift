import DICOM
import DICOMWeb
import Evidence
import Foundation
import HTTPExchange
import Specification

/// What became of the instances of a store over the web: what was sent against what the answers say.
struct WebStoreOutcome {
  private var sent: [String] = []
  private var spoiled: Set<String> = []
  private var stored: [StoreReport.Stored] = []
  private var failed: [StoreReport.Failed] = []
  private var otherFailures: [UInt16] = []
  private var retrieveURL: String?
  private var responses: [Value] = []
  private var highestStatus: Int?
  private var faults: [String] = []
  /// Why an answer cannot be read.
  private(set) var failure: StepFailure?

  /// Longest answer that is read, in bytes.
  private static let maximumAnswer = 8 << 20

  /// Notes what is sent.
  mutating func send(_ instances: [WebStoreRequest.Instance], bend: WebStoreRequest.Bend) {
    sent += instances.map(\.uid)
    spoiled.formUnion(instances.filter { bend.spoilsAll || $0.isSpoiled && bend.isRefused }.map(\.uid))
  }

  /// Reads an answer.
  mutating func receive(_ response: WebResponse) {
    highestStatus = max(highestStatus ?? 0, response.status)
    var fields: [String: Value] = [
      "status": .number(Decimal(response.status)),
      "duration": .duration(nanoseconds: response.times.lastByte.nanoseconds),
    ]
    if let type = response.contentType { fields["media-type"] = .string(type) }
    responses.append(.record(fields))
    if response.isSuccess, response.body.length == 0 {
      // Without a module nothing is acknowledged.
      faults.append("a success has no Store Instances Response Module (PS3.18 §10.5.3)")
      return
    }
    guard let report = report(of: response) else { return }
    stored += report.stored
    failed += report.failed
    otherFailures += report.otherFailures
    retrieveURL = report.retrieveURL ?? retrieveURL
    faults += report.faults
    if response.contentType == nil { faults.append("the answer states no media type (RFC 9110 §8.3)") }
    if response.status == 200, !report.failed.isEmpty || !report.otherFailures.isEmpty {
      faults.append("the status is 200 and instances failed; 202 is due (PS3.18 Table 10.5.3-1)")
    }
    if !response.isSuccess, !report.stored.isEmpty {
      faults.append("the status is \(response.status) and instances were stored; 202 is due (PS3.18 Table 10.5.3-1)")
    }
  }

  /// The module of an answer. A success has one that can be read; a refusal may have one, or words for people.
  private mutating func report(of response: WebResponse) -> StoreReport? {
    let type = WebFields.mediaType(response)
    guard type == nil || type == MediaType.dicomJSON.essence || type == "application/json" else {
      if response.isSuccess {
        failure = unreadable("the media type is \(response.contentType ?? ""); JSON was asked for")
      }
      return nil
    }
    guard let bytes = response.body.bytes(upTo: Self.maximumAnswer) else {
      failure = StepFailure(
        blame: .harness, message: "The answer has more than the \(Self.maximumAnswer) bytes that this step reads.")
      return nil
    }
    do throws(DICOMJSONError) {
      let all = try Self.dataSets(Array(bytes.readableBytesView))
      // Some servers answer with a list of one.
      if let only = all.first, all.count == 1 { return StoreReport(only) }
      if response.isSuccess { failure = unreadable("the answer is a list of \(all.count); one module is due") }
    } catch {
      if response.isSuccess { failure = unreadable("\(error)") }
    }
    return nil
  }

  private static func dataSets(_ content: [UInt8]) throws(DICOMJSONError) -> [DataSet] {
    let isList = content.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "[")
    return isList ? try DICOMJSON.readAll(content).map(\.dataSet) : [try DICOMJSON.read(content).dataSet]
  }

  private func unreadable(_ why: String) -> StepFailure {
    StepFailure(
      blame: .system, message: "The answer is no Store Instances Response Module: \(why).",
      rule: "PS3.18 §10.5.3")
  }

  /// Fields of the observation; none where no answer came.
  var fields: [String: Value] {
    guard let highestStatus else { return [:] }
    let named = Set(stored.map(\.sopInstance)).union(failed.map(\.sopInstance))
    let storedSet = Set(stored.map(\.sopInstance))
    var fields: [String: Value] = [
      "status": .number(Decimal(highestStatus)),
      "responses": .list(responses),
      "sent": .list(sent.map { .uid($0) }),
      "acknowledged": .list(stored.map { .uid($0.sopInstance) }),
      "wrongly-acknowledged": .list(stored.map(\.sopInstance).filter(spoiled.contains).map { .uid($0) }),
      "unaccounted": .list(sent.filter { !named.contains($0) }.map { .uid($0) }),
      "foreign": .list(named.subtracting(sent).sorted().map { .uid($0) }),
      "failed": .list(failed.map(Self.value)),
      "warnings": .list(
        stored.compactMap { instance in
          instance.warning.map { ["sop-instance": .uid(instance.sopInstance), "reason": .string(Self.code($0))] }
        }.map { .record($0) }),
      "other-failures": .list(otherFailures.map { .string(Self.code($0)) }),
      "retrieve-urls": .list(
        stored.compactMap { instance in
          instance.retrieveURL.map { ["sop-instance": .uid(instance.sopInstance), "url": .string($0)] }
        }.map { .record($0) }),
    ]
    let both = failed.filter { storedSet.contains($0.sopInstance) }.map { "\($0.sopInstance) is stored and failed" }
    fields["faults"] = .list((faults + both).map { .string($0) })
    if let retrieveURL { fields["retrieve-url"] = .string(retrieveURL) }
    if failure?.blame == .system { fields["outcome"] = .string("malformed") }
    return fields
  }

  private static func value(_ failed: StoreReport.Failed) -> Value {
    var fields: [String: Value] = ["sop-instance": .uid(failed.sopInstance)]
    if let sopClass = failed.sopClass { fields["sop-class"] = .uid(sopClass) }
    if let reason = failed.reason { fields["reason"] = .string(code(reason)) }
    return .record(fields)
  }

  /// Four hexadecimal digits.
  private static func code(_ code: UInt16) -> String {
    let digits = String(code, radix: 16, uppercase: true)
    return String(repeating: "0", count: 4 - digits.utf8.count) + digits
  }
}
