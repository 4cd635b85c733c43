import Testing

extension WorkedTenderTests {
  /// Questions to each bidder, and the answer of one.
  func ask(_ tender: WorkedTender) async throws {
    let asked = try await tender.assay(
      "clarify", "tender.yaml", "--evaluation", "evaluation", "--out", "questions")
    #expect(asked.status == 0, "\(asked.error)")
    for (bid, causes) in [
      ("orthanc", ["ambiguity"]), ("dcmtk", ["doubt", "doubt"]), ("reference", ["contradiction"]),
    ] {
      let questions = try tender.python(
        """
        import json, sys
        record = json.load(open(sys.argv[1]))
        print(*[q['cause'] for q in record['questions']], 'of', record['bid'])
        """, "questions/\(bid)/questions.json")
      #expect(questions == "\(causes.joined(separator: " ")) of \(bid)\n", "\(questions)")
    }
    _ = try tender.python(
      """
      import openpyxl, sys
      book = openpyxl.load_workbook(sys.argv[1])
      sheet = book['Questions']
      sheet['F7'], sheet['G7'], sheet['H7'] = 'Yes, "as it is delivered".', 'statement', 1
      book.save(sys.argv[1])
      """, "questions/dcmtk/questions.xlsx")
    let wrong = try await tender.assay(
      "clarify", "questions/orthanc", "--read", "questions/dcmtk/questions.xlsx", "--out", "wrong.yaml")
    #expect(wrong.status == 2 && wrong.error.contains("Questions!B4: bid is “dcmtk”, not “orthanc”"), "\(wrong.error)")
    let read = try await tender.assay(
      "clarify", "questions/dcmtk", "--read", "questions/dcmtk/questions.xlsx", "--bid", "bids/dcmtk", "--out",
      "answers/dcmtk.yaml")
    #expect(read.status == 0 && read.output.contains("1 of 2 questions are answered"), "\(read.error)\(read.output)")
    try tender.write(tender.tender(["dcmtk": ", answers: answers/dcmtk.yaml"]), "tender.yaml")
    let again = try await tender.assay(
      "evaluate", "tender.yaml", "--pack", "pack", "--out", "evaluation", "--by", "Board", "--rejudge")
    #expect(again.status == 4, "\(again.error)")
    // The answer stands beside its requirement, and raises nothing.
    #expect(
      try Self.states(tender, "dcmtk") == ["not demonstrated", "not demonstrated", "not demonstrated", "not met"])
    let page = try tender.text("evaluation/dcmtk/index.html")
    #expect(page.contains("What the bidder answered") && page.contains("Yes, &quot;as it is delivered&quot;."))
    let second = try await tender.assay(
      "clarify", "tender.yaml", "--evaluation", "evaluation", "--out", "questions")
    #expect(second.output.contains("DCMTK: 1 open of 2, 1 answered"), "\(second.output)")
  }

  /// Worksheets of three evaluators, one of whom has a conflict of interest in one bid and abstains in another.
  func assess(_ tender: WorkedTender) async throws {
    let handed = try await tender.assay(
      "worksheet", "tender.yaml", "--evaluation", "evaluation", "--evaluators", "first,second,third", "--out",
      "worksheets")
    #expect(handed.status == 0 && handed.output.contains("worksheets/dcmtk/third.yaml"), "\(handed.error)")
    let over = try await tender.assay(
      "worksheet", "tender.yaml", "--evaluation", "evaluation", "--evaluators", "first", "--out", "worksheets")
    #expect(over.status == 1 && over.error.contains("somebody may have filled it in"), "\(over.error)")
    _ = try tender.python(
      """
      import openpyxl, sys
      marks = {
        'orthanc': {'first': 2, 'second': 4, 'third': 'abstain'},
        'dcmtk': {'first': 4, 'second': 4, 'third': 0},
        'reference': {'first': 4, 'second': 4, 'third': 4},
      }
      for bid, given in marks.items():
          for evaluator, mark in given.items():
              path = f'{sys.argv[1]}/{bid}/{evaluator}.xlsx'
              book = openpyxl.load_workbook(path)
              sheet = book['Worksheet']
              conflict = bid == 'dcmtk' and evaluator == 'third'
              top = next(r for r in range(1, 20) if sheet.cell(r, 1).value == 'Conflict of interest')
              sheet.cell(top, 2).value = 'yes' if conflict else 'no'
              if conflict: sheet.cell(top + 1, 2).value = 'Wrote a part of it.'
              for row in range(top + 3, sheet.max_row + 1):
                  claim = sheet.cell(row, 2).value == 'claim'
                  sheet.cell(row, 6).value = ('denied' if conflict else 'confirmed') if claim else mark
                  sheet.cell(row, 7).value = f'{evaluator} saw it so.'
              book.save(path)
      """, "worksheets")
    let checked = try await tender.assay(
      "worksheet", "tender.yaml", "--evaluation", "evaluation", "--check", "worksheets/dcmtk/first.xlsx")
    #expect(checked.status == 0 && checked.output.contains("3 of 3 answered"), "\(checked.error)\(checked.output)")
    let files = ["orthanc", "dcmtk", "reference"].flatMap { bid in
      ["first", "second", "third"].map { "worksheets/\(bid)/\($0).xlsx" }
    }
    let joined = try await AssayProcess(
      ["worksheet", "tender.yaml", "--evaluation", "evaluation", "--read"] + files + ["--assessments", "assessments"],
      in: tender.folder
    ).ended()
    #expect(joined.status == 0, "\(joined.error)")
    for line in [
      "assessments/orthanc.yaml: 0 of 1 marks agreed on; 0 of 0 claims decided; 1 abstention",
      "assessments/dcmtk.yaml: 0 of 1 marks agreed on; 2 of 2 claims decided; not counted: third",
      "assessments/reference.yaml: 0 of 1 marks agreed on; 0 of 0 claims decided",
    ] { #expect(joined.output.contains(line), "\(joined.output)") }
    let moderation = try await tender.assay(
      "worksheet", "tender.yaml", "--evaluation", "evaluation", "--moderate", "--assessments", "assessments", "--out",
      "worksheets")
    #expect(moderation.status == 0, "\(moderation.error)")
    _ = try tender.python(
      """
      import openpyxl, sys
      for bid, mark in {'orthanc': 2, 'dcmtk': 4, 'reference': 4}.items():
          path = f'{sys.argv[1]}/{bid}/moderation.xlsx'
          book = openpyxl.load_workbook(path)
          sheet = book['Worksheet']
          assert sheet.max_row == 10, sheet.max_row
          sheet['G10'], sheet['H10'] = mark, 'Agreed after the demonstration.'
          book.save(path)
      """, "worksheets")
    let agreed = try await tender.assay(
      "worksheet", "tender.yaml", "--evaluation", "evaluation", "--read", "worksheets/orthanc/moderation.xlsx",
      "worksheets/dcmtk/moderation.xlsx", "worksheets/reference/moderation.xlsx", "--assessments", "assessments")
    #expect(
      agreed.status == 0 && agreed.output.contains("assessments/orthanc.yaml: 1 of 1 marks agreed on"),
      "\(agreed.error)")
  }
}
