// A wallet over the generated types, written from the OpenAPI document alone. Usage: node wallet.js ADDRESS LEDGER
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./tallystick.js";

type Schemas = components["schemas"];

const [server, ledger] = process.argv.slice(2) as [string, string];
const api = createClient<paths>({ baseUrl: server });
const asset = "EUR/2";
const wallet = "customers:1:wallet";
const shop = "shops:7";
const positionOf = (response: Response) => response.headers.get("Tallystick-Position")!;

function move(id: string, debit: string, credit: string, amount: number): Schemas["NewTransaction"] {
  return { id, postings: [{ debit, credit, amount, asset }] };
}

async function open(address: string, normal: Schemas["Side"]) {
  const path = { ledger, address };
  const { data } = await api.PUT("/v1/ledgers/{ledger}/accounts/{address}", { params: { path }, body: { asset, normal } });
  assert.equal(data?.address, address);
}

async function post(body: Schemas["NewTransaction"], key?: string) {
  const header = key === undefined ? {} : { "Idempotency-Key": key };
  return api.POST("/v1/ledgers/{ledger}/transactions", { params: { path: { ledger }, header }, body });
}

async function balance(address: string, position: string) {
  const params = { path: { ledger, address }, query: { position } };
  const { data } = await api.GET("/v1/ledgers/{ledger}/accounts/{address}", { params });
  return data!.balance;
}

await api.PUT("/v1/ledgers/{ledger}", { params: { path: { ledger } }, body: { name: "Wallets" } });
await open("bank", "debit");
await open(wallet, "credit");
await open(shop, "credit");

const funded = await post(move("fund-1", "bank", wallet, 10_000));
assert.equal(funded.response.status, 201);
assert.equal(await balance(wallet, positionOf(funded.response)), 10_000);

const tooMuch = await post(move("greedy", wallet, shop, 10_001));
assert.equal(tooMuch.error?.code, "insufficient_funds");

const held = await post({ ...move("hold-1", wallet, shop, 4_000), pending: true });
assert.equal(held.data?.state, "pending");
const posted = await api.POST("/v1/ledgers/{ledger}/transactions/{id}/post", {
  params: { path: { ledger, id: "hold-1" } },
  body: { postings: [{ amount: 3_000 }] },
});
assert.equal(posted.data?.postings[0]?.posted, 3_000);

const reversal = await api.POST("/v1/ledgers/{ledger}/transactions/{id}/reverse", {
  params: { path: { ledger, id: "hold-1" } },
  body: { description: "sent back" },
});
assert.equal(reversal.data?.reverses, "hold-1");
assert.equal(await balance(shop, positionOf(reversal.response)), 0);

const batch = await api.POST("/v1/ledgers/{ledger}/batches", {
  params: { path: { ledger }, query: { atomic: true } },
  headers: { "Content-Type": "application/x-ndjson" },
  body: [1, 2, 3].map((each) => move(`batch-${each}`, wallet, shop, each)),
  bodySerializer: (lines) => lines.map((line) => JSON.stringify(line) + "\n").join(""),
  parseAs: "text",
});
const lines = batch.data!.trim().split("\n").map((line) => JSON.parse(line) as Schemas["BatchLine"]);
assert.deepEqual(lines.map((line) => line.status), [201, 201, 201]);

const once = await post({ postings: move("", wallet, shop, 50).postings }, "order-50");
const again = await post({ postings: move("", wallet, shop, 50).postings }, "order-50");
assert.equal(again.response.headers.get("Idempotent-Replayed"), "true");
assert.equal(again.data?.id, once.data?.id);

const position = positionOf(once.response);
const seen: string[] = [];
let cursor: string | undefined;
do {
  const page = await api.GET("/v1/ledgers/{ledger}/transactions", {
    params: { path: { ledger }, query: { limit: 2, position, ...(cursor === undefined ? {} : { cursor }) } },
  });
  seen.push(...page.data!.data.map((transaction) => transaction.id));
  cursor = page.data!.next ?? undefined;
} while (cursor !== undefined);
assert.deepEqual(seen.slice(-2), ["hold-1", "fund-1"]);
assert.equal(new Set(seen).size, 7);
assert.equal(await balance(wallet, position), 10_000 - 6 - 50);
console.log("wallet: right");
