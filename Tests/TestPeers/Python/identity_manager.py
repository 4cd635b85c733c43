"""A patient index for tests: Patient Identifier Cross-reference Manager and Patient Demographics Supplier over HL7 v2.

usage: identity_manager.py PORT DEFECT [CONSUMER_PORT], where the consumer is told of changes (ITI-10) and DEFECT is `none` or
  ignores-registrations: acknowledges registrations and keeps nothing
  unknown-domain-empty: answers a query in a domain that it does not know with an empty success
  unknown-patient-empty: does the same for an identifier that it does not know
  misses-domain: leaves the last domain's identifier out
  merges-twins: takes patients of one family name and date of birth as one
  first-candidate: returns the first candidate alone
  wrong-candidates: returns patients who do not match
  drops-status: does not keep the status of the NHS number
  links-invalid-numbers: takes registrations with invalid NHS numbers, and links by them
  ignores-merge: acknowledges a merge and does nothing
  visit-as-demographics: answers a query by visits as one by demographics alone
  no-visit: answers a query by visits without the visits
  ignores-ward: does not look at the ward that is asked for
  no-notification: tells no consumer of changes
  partial-notification: tells of the new identifier alone
  bare-notification: names the authorities of the identifiers by their namespace alone
"""
import itertools
import sys
import threading

import messages
from messages import Message, acknowledge, valid_nhs_number

port, defect = int(sys.argv[1]), sys.argv[2]
consumer = int(sys.argv[3]) if len(sys.argv) > 3 else None
numbers = itertools.count(1)
lock = threading.Lock()
records = []
EVENTS = {"A01", "A04", "A05", "A08", "A28", "A31", "A40"}
UNKNOWN = ("204", "Unknown key identifier")


def local(record):
    return {given for given in record["ids"] if given[1] != "NHS"}


def number(record):
    """The NHS number by which a record may be linked."""
    found = next((given[0] for given in record["ids"] if given[1] == "NHS"), "")
    return found if valid_nhs_number(found) or defect == "links-invalid-numbers" else ""


def linked(one, other):
    if defect == "merges-twins" and (one["family"], one["birth"]) == (other["family"], other["birth"]):
        return True
    return bool(local(one) & local(other)) or bool(number(one)) and number(one) == number(other)


def register(message):
    record = {
        "ids": message.identifiers("PID", 3), "family": message.value("PID", 5), "given": message.value("PID", 5, 2),
        "birth": message.value("PID", 7), "sex": message.value("PID", 8), "status": message.value("PID", 32),
        "class": message.value("PV1", 2), "place": message.field("PV1", 3),
    }
    if defect == "ignores-registrations":
        return
    for held in records:
        if local(held) & local(record):
            held.update(record)
            return
    records.append(record)
    notify(record)


def merge(message):
    """Whether the merge is possible. The identifiers of MRG-1 give way to the patient of PID-3."""
    if defect == "ignores-merge":
        return True
    prior = {given[:2] for given in message.identifiers("MRG", 1)}
    wanted = {given[:2] for given in message.identifiers("PID", 3)}
    kept = next((record for record in records if {given[:2] for given in local(record)} & wanted), None)
    given_up = next((record for record in records if {given[:2] for given in local(record)} & prior), None)
    if kept is None or given_up is None or kept is given_up:
        return False
    records.remove(given_up)
    kept["ids"] += [given for given in given_up["ids"] if given[:2] not in prior and given not in kept["ids"]]
    return True


def notify(record):
    """ITI-10: the consumer is told of all identifiers that are one person's now."""
    if consumer is None or defect == "no-notification":
        return
    ids = []
    for held in records:
        if held is record or linked(held, record) and defect != "partial-notification":
            ids += [given for given in held["ids"] if given not in ids]
    suffix = "" if defect == "bare-notification" else "&1.2.826.0.1&ISO"
    listed = "~".join(f"{value}^^^{authority}{suffix}^{kind}" for value, authority, kind in ids)
    text = "\r".join([
        f"MSH|^~\\&|INDEX||||20260101120000+0000||ADT^A31^ADT_A05|N{next(numbers)}|P|2.5||||||8859/1",
        "EVN|A31|20260101120000+0000", f"PID|||{listed}|| ", "PV1||N"]) + "\r"
    threading.Thread(target=messages.send, args=(consumer, text), daemon=True).start()


def segment(record, ids):
    fields = [""] * 33
    fields[3] = "~".join(f"{given}^^^{authority}^{kind}" for given, authority, kind in ids)
    fields[5], fields[7], fields[8] = f"{record['family']}^{record['given']}", record["birth"], record["sex"]
    if defect != "drops-status":
        fields[32] = record["status"]
    return "PID" + "|".join(fields).rstrip("|")


def respond(message, kind, status, hits=None, errors=(), more=()):
    qpd = "QPD|" + "|".join(message.field("QPD", place) for place in range(1, 9)).rstrip("|")
    count = "" if hits is None else f"|{hits}"
    code = "AE" if status == "AE" else "AA"
    qak = f"QAK|{message.value('QPD', 2)}|{status}|{count}".rstrip("|")
    return acknowledge(message, code, "INDEX", kind, errors, [qak, qpd, *more])


def cross_reference(message):
    """ITI-9."""
    kind = "RSP^K23^RSP_K23"
    domains = {given[1] for record in records for given in record["ids"]}
    asked = message.identifiers("QPD", 3)[:1]
    if not asked or asked[0][1] not in domains:
        if defect == "unknown-domain-empty":
            return respond(message, kind, "NF")
        return respond(message, kind, "AE", errors=[("QPD^1^3^1^4", *UNKNOWN)])
    wanted = [text.split("^")[3] for text in message.field("QPD", 4).split("~") if text.count("^") >= 3]
    if any(domain not in domains for domain in wanted):
        if defect == "unknown-domain-empty":
            return respond(message, kind, "NF")
        return respond(message, kind, "AE", errors=[("QPD^1^4^1", *UNKNOWN)])
    own = next((record for record in records if asked[0][:2] in {given[:2] for given in record["ids"]}), None)
    if own is None:
        if defect == "unknown-patient-empty":
            return respond(message, kind, "NF")
        return respond(message, kind, "AE", errors=[("QPD^1^3^1^1", *UNKNOWN)])
    ids = []
    for record in records:
        if record is own or linked(record, own):
            ids += [given for given in record["ids"] if given not in ids and given[:2] != asked[0][:2]]
    if wanted:
        ids = [given for given in ids if given[1] in wanted]
    if defect == "misses-domain" and len(ids) > 1:
        ids = ids[:-1]
    ids = [given for given in ids if given[1] != "NHS" or valid_nhs_number(given[0])]
    if not ids:
        return respond(message, kind, "NF")
    # The name stands in demographics queries; here the segment carries identifiers alone.
    bare = dict(own, family="", given="", birth="", sex="", status="")
    return respond(message, kind, "OK", 1, more=[segment(bare, ids)])


def trace(message, visits=False):
    """ITI-21, and with visits ITI-22."""
    kind = "RSP^ZV2^RSP_ZV2" if visits and defect != "visit-as-demographics" else "RSP^K22^RSP_K22"
    wanted = {}
    for text in message.field("QPD", 3).split("~"):
        place, _, value = text.partition("^")
        wanted[place] = value
    # The names of ITI TF-2 3.21.4.1.2.3: down to the subcomponent, and an identifier never without its authority.
    if "@PID.3.1" in wanted and not any(place.startswith("@PID.3.4") for place in wanted):
        return respond(message, kind, "AE", errors=[("QPD^1^3", "101", "Required field missing")])
    keys = {"@PID.5.1.1": "family", "@PID.5.2": "given", "@PID.7.1": "birth", "@PID.8": "sex"}
    found = []
    for record in records:
        numbers = {given[0] for given in record["ids"] if wanted.get("@PID.3.4.1", given[1]) == given[1]}
        if defect == "wrong-candidates":
            found.append(record)
        elif all(record[keys[place]] == value for place, value in wanted.items() if place in keys) and (
            "@PID.3.1" not in wanted or wanted["@PID.3.1"] in numbers) and (
            "@PV1.3.1" not in wanted or defect == "ignores-ward"
            or wanted["@PV1.3.1"] == record["place"].split("^")[0]):
            found.append(record)
    if defect == "first-candidate":
        found = found[:1]
    if not found:
        return respond(message, kind, "NF", 0)
    segments = []
    for record in found:
        segments.append(segment(record, record["ids"]))
        if visits and defect != "no-visit":
            segments.append(f"PV1|1|{record['class']}|{record['place']}")
    return respond(message, kind, "OK", len(found), more=segments)


def answer(frame):
    message = Message(frame)
    kind, event = message.value("MSH", 9), message.value("MSH", 9, 2)
    with lock:
        if kind == "QBP" and event == "Q23":
            return cross_reference(message)
        if kind == "QBP" and event in ("Q22", "ZV1"):
            return trace(message, event == "ZV1")
        if kind != "ADT" or event not in EVENTS:
            return acknowledge(message, "AR", "INDEX", errors=[("MSH^1^9", "200", "Unsupported message type")])
        for value, authority, _ in message.identifiers("PID", 3):
            if authority == "NHS" and not valid_nhs_number(value) and defect != "links-invalid-numbers":
                return acknowledge(message, "AE", "INDEX", errors=[("PID^1^3", "103", "NHS number is not valid")])
        if event == "A40" and message.has("MRG"):
            return acknowledge(message, "AA" if merge(message) else "AE", "INDEX")
        register(message)
    return acknowledge(message, "AA", "INDEX")


if __name__ == "__main__":
    messages.serve(port, answer)
    threading.Event().wait()
