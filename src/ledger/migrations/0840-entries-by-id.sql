-- Ids of entries are made of their moment (UUIDv7), so the primary key already has them in order.
drop index ledger.entries_newest;
