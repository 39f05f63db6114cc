// Both doors that are compiled ahead of time: the binlog readers, of files and of a live server, and the data source of Snowflake's SQL API. Arguments: the account's endpoint, its token, a private key's file, the MySQL server's
// connection string, its authority's file, the transactions that it had, and binlog files.
using System.Data.Common;
using System.Globalization;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Warehouse.Connections;
using CdcToSnowflake.Warehouse.SqlApi;

var (endpoint, token, keyFile, server, authority, done) = (new Uri(args[0]), args[1], args[2], args[3], args[4], args[5]);
var files = args[6..];

var typed = 0;
await foreach (var batch in new BinlogFileReader(files).ReadAsync())
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
await foreach (var change in new BinlogFileReader(files).ReadChangesAsync(null))
{
    named += change.Kind == BinlogChangeKind.Insert && change.Table == "orders" && change.After!.Get<decimal>("total") >= 0 ? 1 : 0;
}

Console.WriteLine($"{typed} {named} of files");

// A password by TLS, and a place by GTIDs.
await using var client = new BinlogClient(BinlogClientOptions.Parse(server) with { TlsMode = BinlogTlsMode.VerifyCA, CertificateAuthorityFile = authority });
var info = await client.InspectAsync();
await foreach (var change in client.ReadChangesAsync(BinlogPosition.FromGtidSet(GtidSet.Parse(done))))
{
    if (change.Kind == BinlogChangeKind.Insert)
    {
        Console.WriteLine($"{change.After!.Get<string>("name")} {change.After.Get<decimal>("total").ToString(CultureInfo.InvariantCulture)} of {(info.IsBinlogOn ? "a live server" : "nowhere")}");
        break;
    }
}

await using (var account = new SnowflakeSqlApiDataSource(new SnowflakeSqlApiOptions { Account = "local", Endpoint = endpoint, Authenticator = SnowflakeAuthenticator.ProgrammaticAccessToken, TokenProvider = _ => ValueTask.FromResult(token) }))
{
    Console.WriteLine(await ScalarAsync(account, "SELECT 41 + 1 || ' in Snowflake''s words'"));
}

await using (var account = SnowflakeDataSource.Create($"account=local;scheme={endpoint.Scheme};host={endpoint.Host};port={endpoint.Port};user=cdc;authenticator=snowflake_jwt;private_key_file={keyFile}"))
{
    await ScalarAsync(account, "CREATE DATABASE d; BEGIN TRANSACTION; CREATE TABLE d.public.t (n NUMBER(38,2)); COMMIT", ("MULTI_STATEMENT_COUNT", 0));
    await ScalarAsync(account, "BEGIN TRANSACTION; INSERT INTO d.public.t SELECT 1.25; ROLLBACK; BEGIN TRANSACTION; INSERT INTO d.public.t SELECT 2.5; COMMIT", ("MULTI_STATEMENT_COUNT", 0));
    Console.WriteLine($"{await ScalarAsync(account, "SELECT SUM(n) || ' ' || COUNT(*) FROM d.public.t")} of a transaction");
    Console.WriteLine(await ScalarAsync(
        account, "SELECT ? || ' ' || ? || ' ' || ? || ' ' || TO_CHAR(?::DATE, 'YYYY') || ' bound'", ("1", 7L), ("2", 1.5m), ("3", "ä'"), ("4", new DateTime(2026, 1, 2))));
    await using var command = account.CreateCommand("SELECT ROW_NUMBER() OVER (ORDER BY 1) FROM TABLE(GENERATOR(ROWCOUNT => 1000))");
    await using var rows = await command.ExecuteReaderAsync();
    var sum = 0L;
    while (await rows.ReadAsync())
    {
        sum += rows.GetInt64(0);
    }

    Console.WriteLine($"{sum} of partitions");
}

static async Task<object?> ScalarAsync(DbDataSource account, string sql, params (string Name, object Value)[] values)
{
    await using var command = account.CreateCommand(sql);
    foreach (var (name, value) in values)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    return await command.ExecuteScalarAsync();
}
