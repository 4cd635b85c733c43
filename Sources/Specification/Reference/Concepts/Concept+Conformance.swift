extension Concept {
  /// What messages and resources are held against.
  static let conformance = [
    Concept(
      name: "hl7-profile", summary: "A message of HL7 v2 held against a conformance profile.",
      text: """
        acknowledgement.message conforms to hl7-profile:hl7-profiles/ack.xml

        FILE is a path within the specification's folder. `assay check` reads it and tells what is wrong in it with line \
        and column; the record of a run holds it, so that `assay judge` needs nothing else. It is XML in one of the two \
        schemas in use: HL7's own for message profiles (root HL7v2xConformanceProfile, as Messaging Workbench and Gazelle \
        write it), or that of NIST's tools (root ConformanceProfile, as IGAMT writes it). Two files beside it are read \
        with it where they exist: NAME.tables.xml (a value set library, or hl7tables) and NAME.constraints.xml \
        (predicates and conformance statements).

        Checked: the message that the profile is of; usage R, X and W, C and CE where a predicate can be decided; \
        cardinality; order and groups; segments, fields and components that the profile does not have; length (of a whole \
        with its delimiters in HL7's schema, of values alone in NIST's); the form of data types; tables; constant values; \
        conformance statements. RE, O and B ask nothing of one message. A conformance length (`20#`, `20=`) is what a \
        receiver must hold, and no limit for a sender. The null value counts as sent, and its content is not looked at.

        A finding gives the address, what was there, the rule and the line of the profile; 200 are kept, all are counted. \
        What cannot be decided is listed as not checked. A table without codes and a content of no known data type change \
        no verdict; a condition or statement that is not decided leaves the verdict open, unless another rule is broken.
        """),
    Concept(
      name: "fhir-profile", summary: "A resource of FHIR held against R4 and against a profile.",
      text: """
        resource conforms to fhir

        every bundle.entry.resource conforms to fhir:nhs-patient

        Without a name: the elements, cardinality, types, formats, required codes, references and contained resources of \
        FHIR R4 (4.0.1). With a name: those, and a profile. NAME is a file of the folder `fhir-profiles` in the \
        specification's folder, NAME.json, with a StructureDefinition in JSON; the profiles, ValueSets and CodeSystems \
        that it leads to by URL are other files of that folder. `assay check` reads them and tells what is wrong, and what \
        will not be judged, with line and column; the record of a run holds them all.

        The snapshot is used where there is one, else the differential on top of those of its bases, the last of which \
        may be a type of R4. Judged: min and max; fixed[x] and pattern[x]; types and targets of references; profiles of \
        types and of extensions; required bindings; maxLength; slices told apart by value, pattern, exists or type at a \
        path of elements, extension('url'), ofType(T) and $this; open, closed and openAtEnd; order; @default.

        Not judged: invariants in FHIRPath; discriminators by profile or through resolve(); slices within slices; minValue \
        and maxValue; value sets and profiles without a file; filters of value sets; what a reference leads to. Where such \
        a rule of the profile applies to an element that is there, the resource is neither passed nor failed: the \
        assertion stays open and names the rule. A broken rule decides all the same. Invariants of R4 itself are not \
        judged beyond those on extensions and contained resources, and leave nothing open. Codes outside an extensible \
        binding and absent mustSupport elements are told and break no rule; preferred and example bindings are not \
        looked at.

        A finding gives the element, what was there, the rule, and the profile's file and line; 50 are kept, all are counted.
        """),
  ]
}
