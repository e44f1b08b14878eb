-- What is left now is asked of all accounts at once: the windows that are open, among many that have ended.
create index windows_without_end on ledger.windows (account_id) where until is null;
