/** What each transaction wrote, seen by the database itself: nothing that a command could leave out or claim. */
import pg from 'pg'

/** A transaction with the tables that it wrote rows of, each with what was done. */
export type Written = { transaction: string; tables: string[] }

/** Tells what was written since the last time it was asked. */
export async function watchWrites(connectionString: string) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  await client.query(`
    create schema watch;
    create table watch.writes (transaction text not null, what text not null);
    create function watch.note() returns trigger language plpgsql security definer as $$
      begin
        insert into watch.writes values (txid_current()::text, format('%s.%s %s', tg_table_schema, tg_table_name, lower(tg_op)));
        return null;
      end $$;
    do $$ declare t record; begin
      for t in select schemaname, tablename from pg_tables
        where schemaname not in ('watch', 'pg_catalog', 'information_schema') loop
        execute format('create trigger watch after insert or update or delete on %I.%I for each row execute function watch.note()',
          t.schemaname, t.tablename);
      end loop;
    end $$`)
  return {
    async since(): Promise<Written[]> {
      const { rows } = await client.query(
        `with seen as (delete from watch.writes returning transaction, what)
         select transaction, array_agg(distinct what order by what) as tables from seen group by transaction`,
      )
      return rows
    },
    close: () => client.end(),
  }
}
