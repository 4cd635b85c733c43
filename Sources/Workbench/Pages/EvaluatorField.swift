import Rendering

/// Where an evaluator says who they are; hidden where it is known.
struct EvaluatorField {
  private let evaluator: String?
  private let id: String

  init(_ evaluator: String?, id: String) {
    self.evaluator = evaluator
    self.id = id
  }

  var html: HTML {
    if let evaluator { return "<input type=\"hidden\" name=\"evaluator\" value=\"\(evaluator)\">" }
    return """
      <div><label for="n-\(id)">Your name, as first-reader</label><input id="n-\(id)" type="text" name="evaluator" \
      required maxlength="64" pattern="[A-Za-z0-9][A-Za-z0-9._\\-]*" title="Letters, digits, dots, hyphens" \
      autocomplete="username"></div>
      """
  }
}
