using System.Data.Common;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Warehouse.Planning.Inventory;

/// <summary>Asks an account what it has. Several schemas are asked for at once, since each answer takes a round trip and next to no work.</summary>
internal sealed class InventoryReader(DbDataSource snowflake, SnowflakeSql sql, WarehouseModel model)
{
    /// <summary>The most rows that SHOW returns at once.</summary>
    private const int PageSize = 10_000;

    private const int AtOnce = 8;

    private readonly WarehouseInventory _found = new();
    private readonly SqlNames _names = new(model);

    public async Task<WarehouseInventory> ReadAsync(CancellationToken cancellationToken)
    {
        HashSet<ObjectName> wanted = [_names.Ci, .. model.Brands.SelectMany(brand => (ObjectName[])[_names.Stg(brand.Id), _names.Raw(brand.Id)])];
        await WithConnectionAsync(
            async connection =>
            {
                await ShowAsync(connection, "databases", null, row => _found.Databases.Add(new ObjectName(row.Text("name"))), cancellationToken).ConfigureAwait(false);
                foreach (ObjectName database in wanted.Select(schema => schema.Parent).Distinct().Where(_found.Databases.Contains).ToList())
                {
                    await ShowAsync(connection, "schemas", database, row => _found.Schemas.Add(database.With(row.Text("name"))), cancellationToken).ConfigureAwait(false);
                }
            },
            cancellationToken).ConfigureAwait(false);
        await Parallel.ForEachAsync(
            wanted.Where(_found.Schemas.Contains).ToList(),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (schema, stop) => await WithConnectionAsync(connection => ReadSchemaAsync(connection, schema, stop), stop).ConfigureAwait(false)).ConfigureAwait(false);
        return _found;
    }

    private async Task ReadSchemaAsync(DbConnection connection, ObjectName schema, CancellationToken cancellationToken)
    {
        await ShowAsync(
            connection, "tables", schema,
            row => _found.Tables.Add(schema.With(row.Text("name")), new TableFacts(new Dictionary<string, ColumnFacts>(StringComparer.Ordinal), row.Number("rows"), row.Number("bytes"))),
            cancellationToken).ConfigureAwait(false);
        await AskAsync(
            connection, sql.ListColumns(schema),
            row =>
            {
                // A view has columns too, and is no table.
                if (_found.Tables.TryGetValue(schema.With(row.Text("TABLE_NAME")), out TableFacts? table))
                {
                    string name = row.Text("COLUMN_NAME");
                    table.Columns[name] = new ColumnFacts(row.Text("DATA_TYPE"), (int?)row.Number("NUMERIC_PRECISION"), (int?)row.Number("NUMERIC_SCALE"), row.Number("CHARACTER_MAXIMUM_LENGTH"));
                }
            },
            cancellationToken).ConfigureAwait(false);
        await ShowAsync(connection, "streams", schema, row => _found.Streams.Add(schema.With(row.Text("name")), new StreamFacts(row.Text("stale") == "true")), cancellationToken).ConfigureAwait(false);
        await ShowAsync(connection, "tasks", schema, row => _found.Tasks.Add(schema.With(row.Text("name")), new TaskFacts(row.Text("state") == "started", row.Text("comment"))), cancellationToken).ConfigureAwait(false);
        await ShowAsync(connection, "stages", schema, row => _found.Stages.Add(schema.With(row.Text("name")), new StageFacts(row.Text("url"))), cancellationToken).ConfigureAwait(false);
        await ShowAsync(connection, "file formats", schema, row => _found.FileFormats.Add(schema.With(row.Text("name"))), cancellationToken).ConfigureAwait(false);
        await AskAsync(
            connection, sql.ListPipes(schema),
            row => _found.Pipes.Add(schema.With(row.Text("PIPE_NAME")), new PipeFacts(row.Text("COMMENT"), row.TextOrNull("NOTIFICATION_CHANNEL_NAME"))), cancellationToken).ConfigureAwait(false);
        foreach (BrandModel brand in model.Brands.Where(brand => _names.Stg(brand.Id).Equals(schema)))
        {
            await ReadUnmergedAsync(connection, brand.Id, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ReadUnmergedAsync(DbConnection connection, string brand, CancellationToken cancellationToken)
    {
        bool isThere;
        lock (_found)
        {
            isThere = _found.Tables.ContainsKey(_names.Cut(brand)) && _found.Tables.ContainsKey(_names.Progress(brand));
        }
        if (isThere)
        {
            HashSet<string> shapes = [];
            await AskAsync(connection, sql.UnmergedShapes(brand), row => shapes.Add($"{row.Text("TABLE_PATH")}/{row.Text("SHAPE")}"), cancellationToken).ConfigureAwait(false);
            lock (_found)
            {
                _found.Unmerged[brand] = shapes;
            }
        }
    }

    private async Task ShowAsync(DbConnection connection, string kind, ObjectName? scope, Action<InventoryRow> found, CancellationToken cancellationToken)
    {
        // Stages and file formats know no LIMIT, and a schema has a handful of them.
        bool isPaged = kind is not ("stages" or "file formats");
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
                    found(row);
                },
                cancellationToken).ConfigureAwait(false);
        }
        while (isPaged && count == PageSize);
    }

    private Task AskAsync(DbConnection connection, SqlStatement question, Action<InventoryRow> found, CancellationToken cancellationToken)
    {
        InventoryRow? row = null;
        return StatementRun.QueryAsync(
            connection, question,
            reader =>
            {
                row ??= new InventoryRow(reader);
                lock (_found)
                {
                    found(row);
                }
            },
            cancellationToken);
    }

    private async Task WithConnectionAsync(Func<DbConnection, Task> work, CancellationToken cancellationToken)
    {
        DbConnection connection = await snowflake.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            await work(connection).ConfigureAwait(false);
        }
    }
}
