using System.Data.Common;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Warehouse.Planning.Inventory;

/// <summary>Asks an account, several questions at once if need be; answers are taken one row at a time.</summary>
internal sealed class InventoryQuestions(DbDataSource snowflake, SnowflakeSql sql)
{
    /// <summary>The most rows that SHOW returns at once.</summary>
    private const int PageSize = 10_000;

    // SHOW of these knows no LIMIT, or has it at another place; an account or schema has a handful of them.
    private static readonly HashSet<string> Unpaged = ["stages", "file formats", "warehouses", "resource monitors", "integrations", "procedures", "tags", "row access policies"];

    private readonly Lock _taking = new();

    /// <summary>Shows what there is of one kind, page by page.</summary>
    /// <param name="connection">An open one.</param>
    /// <param name="kind">SHOW's word for it, in lower case.</param>
    /// <param name="scope">Where; null for the account.</param>
    /// <param name="take">Takes a row.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task ShowAsync(DbConnection connection, string kind, ObjectName? scope, Action<InventoryRow> take, CancellationToken cancellationToken)
    {
        bool isPaged = !Unpaged.Contains(kind);
        string? last = null;
        int count;
        do
        {
            count = 0;
            await AskAsync(
                connection, sql.Show(kind, scope, isPaged ? PageSize : null, last),
                row =>
                {
                    count++;
                    last = row.Text("name");
                    take(row);
                },
                cancellationToken).ConfigureAwait(false);
        }
        while (isPaged && count == PageSize);
    }

    public Task AskAsync(DbConnection connection, SqlStatement question, Action<InventoryRow> take, CancellationToken cancellationToken)
    {
        InventoryRow? row = null;
        return StatementRun.QueryAsync(
            connection, question,
            reader =>
            {
                row ??= new InventoryRow(reader);
                lock (_taking)
                {
                    take(row);
                }
            },
            cancellationToken);
    }

    public async Task WithConnectionAsync(Func<DbConnection, Task> work, CancellationToken cancellationToken)
    {
        DbConnection connection = await snowflake.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            await work(connection).ConfigureAwait(false);
        }
    }
}
