// Both doors that are compiled ahead of time: the binlog reader, and the data source of Snowflake's SQL API. Arguments: the account's endpoint, its token, and binlog files.
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Warehouse.SqlApi;

var typed = 0;
await foreach (var batch in new BinlogFileReader(args[2..]).ReadAsync())
{
    while (batch.Read())
    {
        if (batch.Kind == BinlogEventKind.Rows && batch.Table.Name == "orders")
        {
            foreach (var change in batch.Rows)
            {
                typed += change.Operation == RowOperation.Insert && change.After.GetUInt64(0) > 0 ? 1 : 0;
            }
        }
    }
}

var named = 0;
await foreach (var change in new BinlogFileReader(args[2..]).ReadChangesAsync(null))
{
    named += change.Kind == BinlogChangeKind.Insert && change.Table == "orders" && change.After!.Get<decimal>("total") >= 0 ? 1 : 0;
}

await using var account = new SnowflakeSqlApiDataSource(new SnowflakeSqlApiOptions
{
    Account = "local",
    Endpoint = new Uri(args[0]),
    Authenticator = SnowflakeAuthenticator.ProgrammaticAccessToken,
    TokenProvider = _ => ValueTask.FromResult(args[1]),
});
await using var command = account.CreateCommand("SELECT 41 + 1, 'in Snowflake''s words'");
await using var rows = await command.ExecuteReaderAsync();
await rows.ReadAsync();

Console.WriteLine($"{typed} {named} {rows.GetDecimal(0)} {rows.GetString(1)}");
