import type { ColumnType } from "kysely";

/** Every integer is read as a bigint (64 bits, in both databases); a safe number may be written. */
type Integer = ColumnType<bigint, bigint | number, bigint | number>;
type OptionalInteger = ColumnType<bigint | null, bigint | number | null | undefined, bigint | number | null>;
type DefaultInteger = ColumnType<bigint, bigint | number | undefined, bigint | number>;
type Key = ColumnType<bigint, bigint | number | undefined, never>;
/** A UUID as 16 bytes, or the SHA-256 of a secret. */
type Bytes = Uint8Array;

export type AccountKind = "bank" | "donor" | "publisher" | "clearing" | "fees";
export type TransferKind = "pay-in" | "given" | "received" | "fee";

/** The tables as kysely sees them; the rules stand in the dialect's DDL. */
export type Schema = {
  people: { id: Key; mail: string; created_at: Integer };
  accounts: { id: Bytes; kind: AccountKind; period: string | null };
  balances: { account: Bytes; kind: AccountKind; amount: Integer };
  transfers: {
    id: Bytes;
    kind: TransferKind;
    from_account: Bytes;
    to_account: Bytes;
    amount: Integer;
    period: string | null;
    booked_at: Integer;
  };
  entries: { transfer: Bytes; side: Integer; account: Bytes; amount: Integer };
  donors: { id: Key; person: Integer; account: Bytes; created_at: Integer };
  budgets: { donor: Integer; from_at: Integer; amount: Integer };
  pay_ins: { reference: string; donor: Integer; transfer: Bytes };
  publishers: {
    id: Key;
    person: Integer;
    handle: string;
    account: Bytes;
    created_at: Integer;
    closed_at: OptionalInteger;
  };
  publisher_sites: { publisher: Integer; origin: string; verified_at: Integer };
  things: {
    id: Key;
    url: string;
    publisher: Integer;
    title: string | null;
    category: string | null;
    /** A JSON array of texts. */
    tags: string | null;
    language: string | null;
    unlisted: DefaultInteger;
    /** 1 once a click from a verified site, or the publisher, has given title and the rest. */
    described: DefaultInteger;
    created_at: Integer;
  };
  clicks: {
    id: Bytes;
    donor: Integer;
    connection: Integer;
    thing: Integer;
    period: string;
    received_at: Integer;
  };
  undone: { id: Bytes; donor: Integer; connection: Integer; undone_at: Integer };
  undone_unseen: { id: Bytes; donor: Integer; connection: Integer; undone_at: Integer };
  counts: { thing: Integer; clicks: Integer };
  subscriptions: {
    id: Key;
    key: Bytes;
    donor: Integer;
    connection: Integer;
    thing: Integer;
    months: OptionalInteger;
    from_period: string;
    until_period: string | null;
    made_at: Integer;
  };
  subscription_ends: { subscription: Integer; last_period: string; ended_at: Integer };
  subscription_months: {
    subscription: Integer;
    period: string;
    click: Bytes | null;
    /** Why there is no click: a code of the protocol. */
    refusal: string | null;
  };
  subscriptions_due: { subscription: Integer; period: string };
  fee_rates: { noted_at: Integer; from_at: Integer; basis_points: Integer };
  terms: { noted_at: Integer; currency: string; minimum_budget: Integer };
  closings: {
    period: string;
    closing_at: Integer;
    fee_basis_points: Integer;
    minimum_budget: Integer;
    remainder_rule: "earliest-first";
  };
  donor_settlements: {
    period: string;
    donor: Integer;
    budget: Integer;
    balance: Integer;
    given: Integer;
    clicks: Integer;
    void: Integer;
    transfer: Bytes | null;
  };
  publisher_settlements: {
    period: string;
    publisher: Integer;
    gross: Integer;
    fee: Integer;
    net: Integer;
    transfer: Bytes;
    fee_transfer: Bytes | null;
  };
  settlements: { period: string; settled_at: Integer; given: Integer; fee: Integer };
  instance: { id: Integer; demo: Integer; clock_ahead_ms: DefaultInteger; created_at: Integer };
  sign_ins: {
    id: Key;
    mail: string;
    browser_hash: Bytes;
    link_hash: Bytes;
    code_hash: Bytes | null;
    code_tries: DefaultInteger;
    return_to: string;
    created_at: Integer;
    used_at: OptionalInteger;
  };
  sessions: { hash: Bytes; person: Integer; created_at: Integer; last_used_at: Integer };
  connections: { id: Key; donor: Integer; site: string; sub: string; created_at: Integer };
  codes: {
    hash: Bytes;
    connection: Integer;
    redirect_uri: string;
    code_challenge: string;
    scope: string;
    created_at: Integer;
    used_at: OptionalInteger;
  };
  tokens: {
    hash: Bytes;
    connection: Integer;
    scope: string;
    code_hash: Bytes | null;
    created_at: Integer;
    last_used_at: Integer;
    revoked_at: OptionalInteger;
  };
  outbox: { id: Key; recipient: string; subject: string; body: string; created_at: Integer };
};
