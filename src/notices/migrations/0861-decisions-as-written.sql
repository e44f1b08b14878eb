-- A kept answer is written with every command and read whole: it is kept as it was written, not taken apart.
alter table notices.decisions alter column decision type json;
