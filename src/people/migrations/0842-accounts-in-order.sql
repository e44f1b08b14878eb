-- Accounts are listed by name and id, and searched for by any part of the name: the index of prefixes served neither.
create index accounts_in_order on people.accounts (name_key, account_id);
drop index people.accounts_by_name;
