import DICOM
import HTTPExchange
import NIOHTTP1

extension ArchiveWebService {
  private static let nonKeys: Set<String> = ["includefield", "fuzzymatching", "limit", "offset", "accept", "charset"]

  /// Answers a search (PS3.18 §10.6).
  func search(_ level: QueryLevel, _ request: ReceivedRequest, _ route: WebRoute) -> WebReply {
    if settings.has(.qidoLacksSeries), level != .study { return WebReply(.notImplemented) }
    let accept = AcceptedTypes(request, parameter: route.value("accept"))
    let json = [MediaType("application", "dicom+json"), MediaType("application", "json")]
    guard json.contains(where: accept.takes) || accept.choices.contains(where: { $0.isRelated && $0.covers(json[0]) })
    else { return WebReply(.notAcceptable) }
    guard let limit = Self.number(route.value("limit"), or: .max),
      let offset = Self.number(route.value("offset"), or: 0),
      let keys = keys(route)
    else { return WebReply(.badRequest) }
    var identifier = QueryIdentifier(dataSet: keys, level: level, model: .studyRoot)
    if let study = route.study { try? identifier.dataSet.set(.studyInstanceUID, UID(study)) }
    if let series = route.series { try? identifier.dataSet.set(.seriesInstanceUID, UID(series)) }
    var found = QueryService(holdings: holdings, settings: settings).records(identifier, isFuzzy: false)
    if settings.has(.qidoShufflesPages) { found.shuffle() }
    let page = found.dropFirst(settings.has(.qidoIgnoresOffset) ? 0 : offset)
      .prefix(settings.has(.qidoIgnoresLimit) ? .max : limit)
    var fields: HTTPHeaders = [:]
    if route.value("fuzzymatching") == "true", !settings.has(.qidoHidesFuzzy) {
      fields.add(
        name: "Warning",
        value: "299 \(route.base): \"The fuzzymatching parameter is not supported. Only literal matching was done.\"")
    }
    guard !page.isEmpty else {
      return WebReply(settings.has(.qidoFailsEmpty) ? .notFound : .noContent, fields: fields)
    }
    let wanted = include(route, level).map { $0.union(keys.elements.map(\.tag)) }
    let results = page.map { result($0, level, wanted, base: route.base) }
    var reply = Self.json(
      DICOMJSON.writeAll(results, characterSet: .utf8),
      type: settings.has(.qidoAnswersPlainJSON) ? "application/json" : "application/dicom+json")
    for field in fields { reply.fields.add(name: field.name, value: field.value) }
    return reply
  }

  private static func number(_ text: String?, or standard: Int) -> Int? {
    guard let text else { return standard }
    return Int(text).flatMap { $0 >= 0 ? $0 : nil }
  }

  /// The keys of the query parameters; nil where one names no attribute or has a value that it can't have.
  private func keys(_ route: WebRoute) -> DataSet? {
    var keys = DataSet()
    try? keys.set(.specificCharacterSet, "ISO_IR 192")
    for parameter in route.parameters where !Self.nonKeys.contains(parameter.name) {
      guard let path = path(parameter.name), let tag = path.last else { return nil }
      if settings.has(.qidoIgnoresPatientID), path == [.patientID] { continue }
      if settings.has(.qidoIgnoresNames), path == [.patientName] { continue }
      if settings.has(.qidoIgnoresTags), Tag(hexadecimal: parameter.name) != nil { continue }
      let isList = DataDictionary.entry(tag)?.vrs.first == .UI
      let values = isList ? parameter.value.split { $0 == "," || $0 == "\\" }.map(String.init) : [parameter.value]
      guard path.count <= 8, Self.set(values, at: path[...], in: &keys) else { return nil }
    }
    return keys
  }

  /// Sets a key in the item of each sequence on its path. The depth is that of the path, which is short.
  private static func set(_ values: [String], at path: ArraySlice<Tag>, in dataSet: inout DataSet) -> Bool {
    guard let tag = path.first else { return false }
    guard path.count > 1 else {
      let isText = DataDictionary.entry(tag)?.vrs.first?.separatesValues != nil
      return isText && (try? dataSet.set(tag, strings: values == [""] ? [] : values)) != nil
    }
    var item = dataSet.items(tag)?.first ?? DataSet()
    guard set(values, at: path.dropFirst(), in: &item) else { return false }
    dataSet.setItems(tag, [item])
    return true
  }

  /// Tags of a path written by keyword or by eight digits.
  private func path(_ text: String) -> [Tag]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map {
      Tag(hexadecimal: String($0)) ?? Tag(keyword: String($0))
    }
    let tags = parts.compactMap { $0 }
    return tags.count == parts.count ? tags : nil
  }

  /// Attributes that are returned (PS3.18 Tables 10.6.3-3 to 10.6.3-5); nil for all.
  private func include(_ route: WebRoute, _ level: QueryLevel) -> Set<Tag>? {
    let asked = route.parameters.filter { $0.name == "includefield" }.flatMap { $0.value.split(separator: ",") }
    let isIgnored = settings.has(.qidoIgnoresInclude)
    if asked.contains("all"), !isIgnored { return nil }
    var tags = Set(Self.standard[.study] ?? [])
    if level >= .series { tags.formUnion(Self.standard[.series] ?? []) }
    if level >= .image { tags.formUnion(Self.standard[.image] ?? []) }
    if !isIgnored { tags.formUnion(asked.compactMap { path(String($0))?.first }) }
    return tags
  }

  private static let standard: [QueryLevel: [Tag]] = [
    .study: [
      .specificCharacterSet, .studyDate, .studyTime, .accessionNumber, .modalitiesInStudy, .referringPhysicianName,
      Tag(0x0008, 0x0201), .patientName, .patientID, .patientBirthDate, .patientSex, .studyInstanceUID, .studyID,
      .numberOfStudyRelatedSeries, .numberOfStudyRelatedInstances,
    ],
    .series: [
      .modality, Tag(0x0008, 0x103E), .seriesInstanceUID, .seriesNumber, .numberOfSeriesRelatedInstances,
      Tag(0x0040, 0x0244), Tag(0x0040, 0x0245), Tag(0x0040, 0x0275),
    ],
    .image: [
      .sopClassUID, .sopInstanceUID, .instanceNumber, .rows, .columns, Tag(0x0028, 0x0100), Tag(0x0028, 0x0008),
    ],
  ]

  private func result(_ record: QueryRecord, _ level: QueryLevel, _ wanted: Set<Tag>?, base: String) -> DataSet {
    var result = DataSet(record.attributes.elements.filter { wanted?.contains($0.tag) ?? true })
    result[.queryRetrieveLevel] = nil
    try? result.set(.instanceAvailability, "ONLINE")
    try? result.set(.retrieveAETitle, settings.aeTitle)
    if let instance = record.objects.first?.instance {
      let address =
        switch level {
        case .image: Self.address(of: instance, base: base)
        case .series: "\(base)/studies/\(instance.study)/series/\(instance.series)"
        case .patient, .study: "\(base)/studies/\(instance.study)"
        }
      try? result.set(.retrieveURL, address)
    }
    return result
  }
}
