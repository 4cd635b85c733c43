import DICOM
import DICOMWeb
import Evidence
import Foundation
import HTTPExchange
import NIOCore
import NIOHTTP1
import Specification

/// What was asked of one workitem over the web, and what came of it (PS3.18 Chapter 11).
struct WebWorkitemConversation {
  private var fixture: WorkitemFixture
  private let base: String
  private let client: WebClient
  private var responses: [Value] = []
  private var state: String?
  private var dataSet: DataSet?
  private var claims: (contenders: Int, won: Int)?
  private var matches: [DataSet]?
  /// Why an answer cannot be read.
  private(set) var halt: WorkitemHalt?

  /// Longest answer that is read, in bytes.
  private static let limit = 16 << 20

  /// Begins with a workitem.
  init(fixture: WorkitemFixture, base: String, client: WebClient) {
    self.fixture = fixture
    self.base = base
    self.client = client
  }

  /// Fields of the observation: types `WorkitemFields.observation` and `DICOMWebWorkitemDescription.search`.
  var fields: [String: Value] {
    guard !responses.isEmpty else { return [:] }
    var fields: [String: Value] = [
      "workitem": .uid(fixture.instance), "transaction": .uid(fixture.transaction), "responses": .list(responses),
    ]
    if let state { fields["state"] = .string(state) }
    if let dataSet { fields["data-set"] = .dataSet(dataSet) }
    if let claims {
      fields["claims"] = .record([
        "contenders": .number(Decimal(claims.contenders)), "won": .number(Decimal(claims.won)),
      ])
    }
    if let matches {
      fields["matches"] = .list(matches.map { .dataSet($0) })
      fields["found"] = .boolean(matches.contains { $0.uid(.sopInstanceUID)?.value == fixture.instance })
    }
    return fields
  }

  /// Sends a request and notes the answer.
  mutating func send(_ request: WorkitemRequest) async throws(WebFailure) -> WebResponse {
    let response = try await client.exchange(Self.message(request, of: fixture, at: base))
    note(response, to: request)
    if request == .get, response.isSuccess {
      switch Self.dataSets(of: response) {
      case .success(let all) where all.count == 1:
        dataSet = all[0]
        state = Tag(keyword: "ProcedureStepState").flatMap { all[0].string($0) }
      case .success(let all): halt = Self.unreadable("\(all.count) data sets; one workitem is due", "PS3.18 §11.5.3")
      case .failure(let why): halt = Self.unreadable(why.text, "PS3.18 §11.5.3")
      }
    }
    return response
  }

  /// Claims the workitem by many requests at once, each with a Transaction UID of its own. Whoever wins is heard from now on.
  mutating func race(_ contenders: Int) async throws(WebFailure) {
    let rivals = (1...contenders).map { number in
      WorkitemFixture(
        study: fixture.study, instance: fixture.instance, transaction: number == 1 ? fixture.transaction : nil,
        receivingAETitle: fixture.receivingAETitle)
    }
    let (base, client) = (base, client)
    let outcomes = await withTaskGroup(of: (Int, Result<WebResponse, WebFailure>).self) { tasks in
      for (index, rival) in rivals.enumerated() {
        tasks.addTask {
          do throws(WebFailure) {
            return (index, .success(try await client.exchange(Self.message(.claim, of: rival, at: base))))
          } catch { return (index, .failure(error)) }
        }
      }
      var outcomes: [(Int, Result<WebResponse, WebFailure>)] = []
      for await outcome in tasks { outcomes.append(outcome) }
      return outcomes.sorted { $0.0 < $1.0 }
    }
    var won = 0
    var answered = 0
    var problem: WebFailure?
    for (index, outcome) in outcomes {
      switch outcome {
      case .success(let response):
        answered += 1
        note(response, to: .claim)
        guard response.isSuccess else { continue }
        won += 1
        fixture.transaction = rivals[index].transaction
      case .failure(let failure): problem = problem ?? failure
      }
    }
    claims = (answered, won)
    if let problem { throw problem }
  }

  /// Searches workitems by the keys of a specification; nothing is asked where there are none (PS3.18 §11.9).
  mutating func search(_ keys: Value?) async throws(WebFailure) -> WorkitemHalt? {
    guard case .record(let keys)? = keys else { return nil }
    var pairs: [String] = []
    for (name, value) in keys.sorted(by: { $0.key < $1.key }) {
      guard let text = StepInputs(["": value]).text("") else {
        throw .misuse("a search for workitems takes texts, and \(name) is none")
      }
      pairs.append("\(WebAddress.encoded(name))=\(WebAddress.encoded(text))")
    }
    let response = try await client.exchange(
      WebRequest(.GET, "\(base)/workitems?\(pairs.joined(separator: "&"))", fields: Self.accept))
    guard response.isSuccess else {
      return WorkitemHalt(
        outcome: "refused", blame: .system,
        message: "The search for workitems was answered with status \(response.status).",
        rule: "PS3.18 §11.9.3")
    }
    switch Self.dataSets(of: response) {
    case .success(let all): matches = all
    case .failure(let why): return Self.unreadable(why.text, "PS3.18 §11.9.3")
    }
    return nil
  }

  private mutating func note(_ response: WebResponse, to request: WorkitemRequest) {
    responses.append(
      .record([
        "request": .string(request.rawValue), "status": .number(Decimal(response.status)),
        "accepted": .boolean(response.isSuccess),
        "warnings": .list(response.fields[canonicalForm: "warning"].prefix(20).map { .string(String($0)) }),
        "duration": .duration(nanoseconds: response.times.lastByte.nanoseconds),
      ]))
  }

  private static let accept: HTTPHeaders = ["Accept": MediaType.dicomJSON.description]

  /// The HTTP request (PS3.18 §11.4 to §11.11).
  private static func message(_ request: WorkitemRequest, of fixture: WorkitemFixture, at base: String) -> WebRequest {
    let item = "\(base)/workitems/\(WebAddress.encoded(fixture.instance(of: request)))"
    let subscriber = "\(item)/subscribers/\(WebAddress.encoded(fixture.receivingAETitle))"
    switch request {
    case .create, .createInProgress:
      return message(.POST, "\(base)/workitems?\(fixture.instance(of: request))", fixture.dataSet(of: request))
    case .get: return WebRequest(.GET, item, fields: accept)
    case .claim, .claimByOther, .claimWithoutTransaction, .claimUnknown, .complete, .completeByOther, .cancel,
      .cancelByOther, .reschedule:
      return message(.PUT, "\(item)/state", fixture.dataSet(of: request))
    case .update, .updateByOther, .describePerformed:
      // The data set has it as well: servers differ in where they look (PS3.18 §11.6.1.2).
      let transaction = fixture.transaction(of: request).map { "?\($0)" } ?? ""
      return message(.POST, item + transaction, fixture.dataSet(of: request))
    case .requestCancel: return message(.POST, "\(item)/cancelrequest", fixture.dataSet(of: request))
    case .subscribe, .subscribeAll: return message(.POST, "\(subscriber)?deletionlock=false", nil)
    case .unsubscribe, .unsubscribeAll: return message(.DELETE, subscriber, nil)
    case .suspendAll: return message(.POST, "\(subscriber)/suspend", nil)
    }
  }

  private static func message(_ method: HTTPMethod, _ url: String, _ dataSet: DataSet?) -> WebRequest {
    var request = WebRequest(method, url, fields: accept)
    guard let dataSet else {
      if method == .POST { request.body = .bytes(ByteBuffer()) }
      return request
    }
    request.fields.add(name: "Content-Type", value: MediaType.dicomJSON.description)
    request.body = .bytes(ByteBuffer(bytes: DICOMJSON.write(dataSet, characterSet: .utf8)))
    return request
  }

  /// Why content is no list of data sets.
  private struct Unreadable: Error {
    var text: String
  }

  /// The data sets of an answer: one by itself, or a list.
  private static func dataSets(of response: WebResponse) -> Result<[DataSet], Unreadable> {
    guard response.body.length > 0 else { return .success([]) }
    guard let bytes = response.body.bytes(upTo: limit) else {
      return .failure(Unreadable(text: "more than \(limit) bytes"))
    }
    let content = Array(bytes.readableBytesView)
    do throws(DICOMJSONError) {
      let isList = content.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "[")
      return .success(
        isList ? try DICOMJSON.readAll(content).map(\.dataSet) : [try DICOMJSON.read(content).dataSet])
    } catch { return .failure(Unreadable(text: "\(error)")) }
  }

  private static func unreadable(_ why: String, _ rule: String) -> WorkitemHalt {
    WorkitemHalt(
      outcome: "malformed", blame: .system, message: "The answer is not in the DICOM JSON model: \(why).", rule: rule)
  }
}
