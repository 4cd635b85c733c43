import XMLTree

/// Why a query can't be answered as it was asked, and what would help (MCAI_MT900001UV01; ITI TF-2 §3.55.4.2.3).
public struct DetectedIssue: Hashable, Sendable {
  /// Kind of issue: `ActAdministrativeDetectedIssueCode`.
  public var code: CodedValue
  /// What would help: `LivingSubjectAdministrativeGenderRequested`.
  public var requested: [CodedValue]
  /// Why there is no answer: `AnswerNotAvailable`, `ResponderBusy`.
  public var reasons: [CodedValue]

  /// Code system of what is requested.
  public static let requestSystem = "1.3.6.1.4.1.19376.1.2.27.1"
  /// Code system of the reasons.
  public static let reasonSystem = "1.3.6.1.4.1.19376.1.2.27.3"

  /// Makes an issue.
  public init(
    code: CodedValue = CodedValue("ActAdministrativeDetectedIssueCode", system: "2.16.840.1.113883.5.4"),
    requested: [CodedValue] = [], reasons: [CodedValue] = []
  ) {
    self.code = code
    self.requested = requested
    self.reasons = reasons
  }

  /// The element. The order is the schema's.
  var element: MarkupElement {
    var elements = [code.element("code")]
    elements += reasons.map { reason in
      MarkupElement(
        "mitigatedBy", [.init("typeCode", "MITGT")],
        [
          MarkupElement(
            "detectedIssueManagement", [.init("classCode", "ACT"), .init("moodCode", "EVN")], [reason.element("code")])
        ])
    }
    elements += requested.map { request in
      MarkupElement(
        "triggerFor", [.init("typeCode", "TRIG")],
        [
          MarkupElement(
            "actOrderRequired", [.init("classCode", "ACT"), .init("moodCode", "RQO")], [request.element("code")])
        ])
    }
    let event = MarkupElement(
      "detectedIssueEvent", [.init("classCode", "ALRT"), .init("moodCode", "EVN")], elements)
    return MarkupElement("reasonOf", [.init("typeCode", "RSON")], [event])
  }

  /// Reads the reason in a control act; nil where it holds no issue.
  init?(_ tree: MarkupTree, _ index: Int) {
    let space = IdentityInteraction.namespace
    guard let event = tree.child("detectedIssueEvent", in: space, of: index) else { return nil }
    code = tree.child("code", in: space, of: event).map { CodedValue(tree, $0) } ?? CodedValue("")
    func codes(_ relation: String, _ act: String) -> [CodedValue] {
      tree.elements(relation, in: space, of: event).compactMap { tree.child(act, in: space, of: $0) }.compactMap {
        tree.child("code", in: space, of: $0)
      }.map { CodedValue(tree, $0) }
    }
    requested = codes("triggerFor", "actOrderRequired")
    reasons = codes("mitigatedBy", "detectedIssueManagement")
  }
}
