/// What the records answer to one interaction.
struct RecordsAnswer: Sendable {
  /// Status of HTTP.
  var status: Int
  /// The resource; nil for none.
  var content: JSONContent?
  /// Header fields.
  var fields: [(name: String, value: String)] = []

  init(_ status: Int, _ content: JSONContent? = nil, fields: [(name: String, value: String)] = []) {
    self.status = status
    self.content = content
    self.fields = fields
  }
}

/// An interaction that is refused: status of HTTP, issue type, words (R4 operationoutcome.html).
struct RecordsRefusal: Error, Hashable, Sendable {
  var status: Int
  var code: String
  var text: String
  /// A profile's own code for it; nil where there is none.
  var detail: String?

  init(_ status: Int, _ code: String, _ text: String, detail: String? = nil) {
    self.status = status
    self.code = code
    self.text = text
    self.detail = detail
  }

  /// The OperationOutcome that tells of it.
  var outcome: JSONContent {
    var issue: JSONContent = ["severity": "error", "code": .string(code)]
    if let detail { issue["details"] = ["coding": [["code": .string(detail)]]] }
    issue["diagnostics"] = .string(text)
    return ["resourceType": "OperationOutcome", "issue": [issue]]
  }
}

/// What is asked of the records, over HTTP or in a bundle.
struct RecordsRequest: Sendable {
  /// Method of HTTP.
  var method: String
  /// Steps of the path below the base.
  var path: [String]
  /// Parameters in order.
  var query: [(name: String, value: String)] = []
  /// The resource in the body.
  var content: JSONContent?
  var ifMatch: String?
  var ifNoneExist: String?
  var isStrict = false
}
