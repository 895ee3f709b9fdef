"""What schemathesis cannot read in the OpenAPI document of Tallystick: values that must fit together or be there already."""

import json
from datetime import date, datetime, timedelta, timezone

import schemathesis

LEDGER, OTHER_LEDGER, ACCOUNT, OTHER_ACCOUNT = "books", "europe", "customers:1", "bank"
RAIL, ZONE = "simulator", "Europe/Berlin"
MOST_SEGMENTS = 8
BY_A_SECOND_PERSON = {"approvePayment", "declinePayment", "resolvePayment"}
# No event is parked here: that takes a fault.
OUT_OF_REACH = {"discardDeadLetter"}

position = 0


@schemathesis.serializer("application/x-ndjson")
def write_lines(context, value):
    lines = value if isinstance(value, list) else [value]
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


@schemathesis.deserializer("application/x-ndjson")
def read_lines(context, response):
    return [json.loads(line) for line in response.content.decode().splitlines()]


def name_of(operation):
    return operation.definition.raw["operationId"]


def is_asked_for(case, name):
    """Not so where another method of the same path is tried."""
    return name_of(case.operation) == name and case.method == case.operation.method.upper()


@schemathesis.hook
def after_call(context, case, response):
    """A client goes on from the highest position that it was told."""
    global position
    for told in response.headers.get("tallystick-position", []):
        position = max(position, int(told))


@schemathesis.hook
def filter_case(context, case):
    """A stream on which nothing happens sends nothing, be it asked for as well as can be."""
    return not name_of(case.operation).startswith("follow") or not case.meta.generation.mode.is_positive


@schemathesis.hook
def before_call(context, case, kwargs):
    """Mends what is meant to be valid; what is meant to be refused stays as it is."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    if "Tallystick-Position" in case.headers:
        case.headers["Tallystick-Position"] = str(position)
    if name_of(case.operation) in BY_A_SECOND_PERSON:
        case.headers["X-Forwarded-User"] = "eve"
    mend_query(name_of(case.operation), case.query)
    if isinstance(case.body, (dict, list)):
        case.body = without_fractions(case.body)
        BODIES.get(name_of(case.operation), lambda body: None)(case.body)


def without_fractions(value):
    """For JSON Schema 1.0 is an integer, for an amount it is none: it could have been a number that is not exact."""
    if isinstance(value, dict):
        return {name: without_fractions(member) for name, member in value.items()}
    if isinstance(value, list):
        return [without_fractions(element) for element in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def mend_query(name, query):
    # A cursor is the next of an earlier answer to the same call; ListWalkTest follows those.
    query.pop("cursor", None)
    if "position" in query:
        query["position"] = str(position)
    if name in ("getBalanceHistory", "getContributions") and "from" in query:
        query["to"] = shortly_after(query)
    if name in ("sumBalances", "sumTurnover"):
        mend_depth(query)
    if name == "listTransactions":
        if "account" in query:
            query.pop("prefix", None)
        elif not query.get("prefix"):
            query.pop("side", None)
    if name == "listTransfers" and "account" in query:
        query.setdefault("ledger", LEDGER)
    if name == "listAccounts" and "minBalance" in query and "maxBalance" in query:
        query["minBalance"], query["maxBalance"] = sorted([query["minBalance"], query["maxBalance"]], key=int)


def shortly_after(query):
    """Only so many steps, months or entries are looked at."""
    try:
        start = datetime.fromisoformat(query["from"].replace("Z", "+00:00")).astimezone(timezone.utc)
        return (start + timedelta(hours=1)).isoformat().replace("+00:00", "Z")
    except OverflowError:
        query["from"] = "2026-03-31T12:00:00Z"
        return shortly_after(query)


def mend_depth(query):
    segments = query.get("prefix", "").count(":") + 1
    if segments > MOST_SEGMENTS:
        del query["prefix"]
    elif "depth" in query:
        query["depth"] = max(int(query["depth"]), segments)


def mend_transaction(body):
    for posting in body["postings"]:
        if posting["debit"] == posting["credit"]:
            posting["credit"] = ACCOUNT if posting["debit"] != ACCOUNT else OTHER_ACCOUNT
    if not body.get("pending"):
        body.pop("expiresAt", None)


def mend_batch(lines):
    for line in lines:
        mend_transaction(line)


def mend_post(body):
    if body.get("postings") and not any(int(posted["amount"]) for posted in body["postings"]):
        body["postings"][0]["amount"] = 1


def mend_limits(body):
    """A floor is not above the ceiling, nor above the one that the account has already."""
    if body.get("ceiling") is not None:
        floor = body.get("floor")
        if floor is None or int(floor) > int(body["ceiling"]):
            body["floor"] = None
    elif body.get("floor") is not None:
        body["ceiling"] = None


def mend_rail(body):
    """Which rails there are is a matter of the settings."""
    if "rail" in body:
        body["rail"] = RAIL


def mend_standing_order(body):
    mend_rail(body)
    if "zone" in body:
        body["zone"] = ZONE
    schedule = body.get("schedule", {})
    if schedule.get("every") == "day":
        schedule.pop("day", None)
    elif schedule.get("every"):
        schedule["day"] = min(schedule.get("day") or 1, 7 if schedule["every"] == "week" else 31)
    # What is past is paid at once, for every day since, or refused.
    if "first" in body and body["first"] <= date.today().isoformat():
        body["first"] = "2036-01-14"
    if body.get("last") is not None and body["last"] < body["first"]:
        body["last"] = None


def mend_change(body):
    """What is changed must fit to what stays, which is that of no body here: dates and days are given whole or not at all."""
    if "schedule" in body:
        body["schedule"] = {"every": "month", "day": body["schedule"].get("day") or 1}
    if "first" not in body:
        body.pop("last", None)
    mend_standing_order(body)


def mend_transfer(body):
    start, end = body["from"], body["to"]
    if start["ledger"] == end["ledger"]:
        end["ledger"] = LEDGER if start["ledger"] != LEDGER else OTHER_LEDGER
    if start["asset"] == end["asset"]:
        end["amount"] = start["amount"]


BODIES = {
    "createTransaction": mend_transaction,
    "createBatch": mend_batch,
    "postTransaction": mend_post,
    "openAccount": mend_limits,
    "changeAccount": mend_limits,
    "initiatePayment": mend_rail,
    "initiateTransfer": mend_transfer,
    "placeStandingOrder": mend_standing_order,
    "changeStandingOrder": mend_change,
}


@schemathesis.check
def bad_lines_are_refused(context, response, case):
    """A batch is done line by line: what is wrong with a line is answered in its place."""
    if not is_asked_for(case, "createBatch") or response.status_code != 200:
        return
    answers = read_lines(context, response)
    sent = case.body if isinstance(case.body, list) else [case.body]
    assert len(answers) == len(sent), f"{len(sent)} lines, {len(answers)} answers"
    if case.meta.generation.mode.is_negative:
        assert any(answer["status"] == 400 for answer in answers), f"no line was refused: {answers}"


@schemathesis.check
class EveryOperationIsDone:
    """Refusals alone would prove little: what is asked for as it should be is done at least once."""

    def __init__(self):
        self.tried, self.done = set(), set()

    def after_response(self, context, response, case):
        name = name_of(case.operation)
        if is_asked_for(case, name) and case.meta.generation.mode.is_positive:
            self.tried.add(name)
            if response.status_code < 300:
                self.done.add(name)

    def after_run(self, context):
        missing = self.tried - self.done - OUT_OF_REACH
        assert not missing, "never done: " + ", ".join(sorted(missing))
