"""A wallet over the generated client, written from the OpenAPI document alone. Usage: wallet.py ADDRESS LEDGER"""

import json
import sys

from tallystick_client import Client
from tallystick_client.api.accounts import get_account, open_account
from tallystick_client.api.ledgers import create_ledger
from tallystick_client.api.transactions import create_transaction, list_transactions, post_transaction, reverse_transaction
from tallystick_client.models import (
    BatchLine,
    HeldPost,
    NewAccount,
    NewLedger,
    NewPosting,
    NewReversal,
    NewTransaction,
    PostedAmount,
    ProblemDetails,
    Side,
    TransactionPhase,
)
from tallystick_client.types import UNSET

server, ledger = sys.argv[1:]
client = Client(base_url=server)
ASSET, WALLET, SHOP = "EUR/2", "customers:1:wallet", "shops:7"


def position_of(response):
    return response.headers["Tallystick-Position"]


def postings(debit, credit, amount):
    return [NewPosting(debit=debit, credit=credit, amount=amount, asset=ASSET)]


def move(id, debit, credit, amount, pending=UNSET):
    return NewTransaction(id=id, postings=postings(debit, credit, amount), pending=pending)


def post(body, key=UNSET):
    return create_transaction.sync_detailed(ledger, client=client, body=body, idempotency_key=key)


def balance(address, position):
    return get_account.sync(ledger, address, client=client, position=position).balance


create_ledger.sync(ledger, client=client, body=NewLedger(name="Wallets"))
for address, normal in {"bank": Side.DEBIT, WALLET: Side.CREDIT, SHOP: Side.CREDIT}.items():
    opened = open_account.sync(ledger, address, client=client, body=NewAccount(asset=ASSET, normal=normal))
    assert opened.address == address, opened

funded = post(move("fund-1", "bank", WALLET, 10_000))
assert funded.status_code == 201, funded
assert balance(WALLET, position_of(funded)) == 10_000

too_much = post(move("greedy", WALLET, SHOP, 10_001)).parsed
assert isinstance(too_much, ProblemDetails) and too_much.code == "insufficient_funds", too_much

held = post(move("hold-1", WALLET, SHOP, 4_000, pending=True)).parsed
assert held.state == TransactionPhase.PENDING, held
part = HeldPost(postings=[PostedAmount(amount=3_000)])
posted = post_transaction.sync(ledger, "hold-1", client=client, body=part)
assert posted.postings[0].posted == 3_000, posted

reversal = reverse_transaction.sync_detailed(
    ledger, "hold-1", client=client, body=NewReversal(description="sent back")
)
assert reversal.parsed.reverses == "hold-1", reversal
assert balance(SHOP, position_of(reversal)) == 0

# The generator makes models, but no calls, for lines of JSON.
lines = "".join(json.dumps(move(f"batch-{each}", WALLET, SHOP, each).to_dict()) + "\n" for each in (1, 2, 3))
batch = client.get_httpx_client().post(
    f"/v1/ledgers/{ledger}/batches",
    params={"atomic": "true"},
    headers={"Content-Type": "application/x-ndjson"},
    content=lines,
)
answers = [BatchLine.from_dict(json.loads(line)) for line in batch.text.splitlines()]
assert [answer.status for answer in answers] == [201, 201, 201], answers

keyed = NewTransaction(postings=postings(WALLET, SHOP, 50))
once = post(keyed, "order-50")
again = post(keyed, "order-50")
assert again.headers["Idempotent-Replayed"] == "true"
assert again.parsed.id == once.parsed.id

position = position_of(once)
seen, cursor = [], UNSET
while cursor is not None:
    page = list_transactions.sync(ledger, client=client, limit=2, cursor=cursor, position=position)
    seen += [transaction.id for transaction in page.data]
    cursor = page.next_
assert seen[-2:] == ["hold-1", "fund-1"], seen
assert len(set(seen)) == 7, seen
assert balance(WALLET, position) == 10_000 - 6 - 50
print("wallet: right")
