import DICOM
import DICOMNetwork
import Foundation
import NIOCore

/// A gateway for research: takes objects, takes out what identifies the patient, and sends them to who receives the data set.
actor ResearchGateway {
  /// Who receives.
  struct Receiver: Hashable, Sendable {
    /// AE title.
    var aeTitle: String
    /// Where it is reached.
    var address: DICOMAddress
  }

  /// Objects that go over one association.
  private static let portion = 6
  /// After a portion, so long is waited before the next one.
  private static let rest = Duration.milliseconds(90)
  /// Where the association does not end, a data set is there when nothing more came for so long.
  private static let quiet = Duration.seconds(2)
  /// When a data set is there, so long is waited for an archive to be asked something.
  private static let patience = Duration.milliseconds(700)

  private let aeTitle: String
  private let receivers: [Receiver]
  private let defects: Set<ResearchDefect>
  private let optOuts: OptOuts
  private let extracts: Extracts
  private let group: any EventLoopGroup
  private let project = UUID().uuidString
  private var waiting: [StoreRequest] = []
  private var courier: Task<Void, Never>?
  private var count = 0
  private var latest = ContinuousClock.now
  /// Whether more may come over the association that brought the latest object.
  private var isOpen = false

  /// Makes a gateway that holds nothing.
  init(
    aeTitle: String, receivers: [Receiver], defects: Set<ResearchDefect>, optOuts: OptOuts,
    extracts: Extracts, group: any EventLoopGroup
  ) {
    self.aeTitle = aeTitle
    self.receivers = receivers
    self.defects = defects
    self.optOuts = optOuts
    self.extracts = extracts
    self.group = group
  }

  /// Takes an object; it is sent soon.
  func take(_ object: HeldObject) {
    count += 1
    guard let request = request(object, number: count) else { return }
    waiting.append(request)
    latest = .now
    isOpen = true
    courier = courier ?? Task { await self.send() }
  }

  /// The association that brought objects has ended.
  func ended() { isOpen = false }

  /// What is let out of an object; nil for one that can't be cleaned, and one of a patient who opted out.
  private func request(_ object: HeldObject, number: Int) -> StoreRequest? {
    let deidentification = Deidentification(defects: defects, project: project, number: number)
    let syntax = object.instance.transferSyntax
    guard let original = object.dataSet, mayLeave(original), let cleaned = try? deidentification.cleaned(original),
      let instance = cleaned.uid(.sopInstanceUID)?.value, let bytes = try? cleaned.encoded(as: syntax)
    else { return nil }
    return StoreRequest(
      sopClassUID: object.instance.sopClass, sopInstanceUID: instance, transferSyntax: syntax.uid.value,
      dataSet: bytes)
  }

  private func mayLeave(_ original: DataSet) -> Bool {
    guard !defects.contains(.asksNoList), let number = original.string(.patientID) else { return true }
    return !optOuts.contains(number)
  }

  /// Ends what is under way.
  func stop() async {
    courier?.cancel()
    await courier?.value
  }

  /// A few objects go at once. A data set goes when it is there, and portion by portion where the clinic is at work: then it takes
  /// time, as an extract of many studies does, and whoever measures the clinic meanwhile finds it under way on a busy machine too.
  private func send() async {
    extracts.begin()
    var sent = 0
    var isPaced: Bool?
    while !waiting.isEmpty, !Task.isCancelled {
      if sent >= Self.portion {
        if isPaced == nil { isPaced = await isClinicAtWork() }
        if isPaced == true { try? await Task.sleep(for: Self.rest) }
      }
      let requests = Array(waiting.prefix(Self.portion))
      waiting.removeFirst(requests.count)
      sent += requests.count
      for receiver in receivers { await send(requests, to: receiver) }
    }
    courier = nil
    extracts.end()
  }

  /// Waits until a data set is there, and whether archives are asked something then.
  private func isClinicAtWork() async -> Bool {
    while isOpen, ContinuousClock.now - latest < Self.quiet, !Task.isCancelled {
      try? await Task.sleep(for: .milliseconds(10))
    }
    let (questions, start) = (extracts.questions, ContinuousClock.now)
    while extracts.questions == questions, ContinuousClock.now - start < Self.patience, !Task.isCancelled {
      try? await Task.sleep(for: .milliseconds(10))
    }
    return extracts.questions > questions
  }

  private func send(_ requests: [StoreRequest], to receiver: Receiver) async {
    var contexts: [(abstractSyntax: String, transferSyntaxes: [String])] = []
    for request in requests {
      let isThere = contexts.contains {
        $0.abstractSyntax == request.sopClassUID && $0.transferSyntaxes == [request.transferSyntax]
      }
      if !isThere { contexts.append((request.sopClassUID, [request.transferSyntax])) }
    }
    let asked = AssociationRequest(
      calledAETitle: receiver.aeTitle, callingAETitle: aeTitle, contexts: AssociationRequest.contexts(contexts))
    // A receiver that is down gets nothing; the clinic goes on.
    try? await DICOMAssociation.with(receiver.address, request: asked, group: group) {
      association throws(AssociationFailure) in
      let taken = requests.filter {
        association.acceptance.context(abstractSyntax: $0.sopClassUID, transferSyntaxes: [$0.transferSyntax]) != nil
      }
      if !taken.isEmpty { _ = try await association.store(taken) }
    }
  }
}
