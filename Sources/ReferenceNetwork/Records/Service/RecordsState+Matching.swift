extension RecordsState {
  /// `Patient/$match` (R4 Patient/$match, ITI TF-2 §3.119): who has the identifier, the name and the day of birth is certain;
  /// who has name and day of birth alone is possible, and given where certainty is not asked for.
  func match(_ content: JSONContent?) throws(RecordsRefusal) -> RecordsAnswer {
    let parameters = content?["parameter"]?.elements ?? []
    func parameter(_ name: String) -> JSONContent? { parameters.first { $0["name"]?.text == name } }
    guard let wanted = parameter("resource")?["resource"], wanted["resourceType"]?.text == "Patient" else {
      throw RecordsRefusal(400, "required", "a Patient is needed to be matched")
    }
    let isCertain =
      parameter("onlyCertainMatches")?["valueBoolean"] == .boolean(true) && !defects.contains(.guessesMatch)
    let numbers = Self.identifiers(of: wanted)
    let family = Self.family(of: wanted)
    var certain: [JSONContent] = []
    var possible: [JSONContent] = []
    for patient in store.all("Patient") {
      guard let family, Self.family(of: patient) == family, patient["birthDate"] == wanted["birthDate"] else {
        continue
      }
      if numbers.isDisjoint(with: Self.identifiers(of: patient)) {
        possible.append(graded(patient, "possible", score: "0.6"))
      } else {
        certain.append(graded(patient, "certain", score: "0.99"))
      }
    }
    let entries = isCertain ? certain : certain + possible
    var bundle: JSONContent = [
      "resourceType": "Bundle", "type": "searchset", "total": .number(String(entries.count)),
    ]
    if !entries.isEmpty { bundle["entry"] = .array(entries) }
    return RecordsAnswer(200, bundle)
  }

  private func graded(_ patient: JSONContent, _ grade: String, score: String) -> JSONContent {
    var entry = entry(patient, "match")
    let search: JSONContent = [
      "extension": [["url": "http://hl7.org/fhir/StructureDefinition/match-grade", "valueCode": .string(grade)]],
      "mode": "match", "score": .number(score),
    ]
    entry["search"] = search
    return entry
  }

  private static func identifiers(of patient: JSONContent) -> Set<String> {
    Set(
      (patient["identifier"]?.elements ?? []).compactMap { identifier in
        guard let value = identifier["value"]?.text else { return nil }
        return "\(identifier["system"]?.text ?? "")|\(value)"
      })
  }

  private static func family(of patient: JSONContent) -> String? {
    patient["name"]?.elements.first?["family"]?.text?.lowercased()
  }
}
