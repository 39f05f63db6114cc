using System.Text.RegularExpressions;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Warehouses;

namespace CdcToSnowflake.Emulator.Execution.Usage;

/// <summary>The latest statements of all sessions, in memory: 10,000 of them, or as many as 16 million characters hold.</summary>
internal sealed partial class QueryLog(Engine engine)
{
    private const int MostRecords = 10_000;
    private const long MostCharacters = 16_000_000;

    // "QUERY_HISTORY view": the limit of QUERY_TEXT and of ERROR_MESSAGE.
    private const int LongestText = 100_000;
    private const int LongestError = 5_000;

    private readonly Lock _lock = new();
    private readonly Queue<QueryRecord> _records = [];
    private long _characters;

    /// <summary>Runs a statement and writes down how it went.</summary>
    public StatementResult Run(Session session, Statement statement, Func<StatementResult> run)
    {
        var warehouse = session.Warehouse is { } name ? session.Catalog.Find(WarehouseObject.KeyOf(name)) as WarehouseObject : null;
        var record = new QueryRecord
        {
            Id = session.NextQueryId ?? Guid.NewGuid().ToString(),
            ParentId = session.RunningQueryId,
            Text = Kept(statement.Text),
            Type = QueryTypes.Of(statement),
            SessionId = session.Id,
            Role = session.Role,
            Database = session.Database,
            Schema = session.Schema,
            Tag = session.Parameters.QueryTag,
            Start = engine.Clock.GetUtcNow(),
        };
        session.NextQueryId = null;
        using var use = QueryTypes.UsesWarehouse(statement) ? engine.Warehouses.Use(session.Warehouse, record.Start) : null;
        if (use is not null)
        {
            record = record with { Warehouse = warehouse!.Name, WarehouseId = warehouse.Id, WarehouseSize = warehouse.Size };
        }

        session.RunningQueryId = record.Id;
        var (tables, around) = (new HashSet<long>(), session.TablesRead);
        record = record with { Tables = QueryTypes.UsesWarehouse(statement) ? tables : [] };
        session.TablesRead = tables;
        try
        {
            var result = run();
            session.Keep(record.Id, result);
            Add(record with { Rows = Counts(result) }, use is null ? null : warehouse);
            return result;
        }
        catch (SnowflakeException error)
        {
            Add(record with { ErrorCode = error.Number, ErrorMessage = error.RawMessage.Length > LongestError ? error.RawMessage[..LongestError] : error.RawMessage }, use is null ? null : warehouse);
            throw;
        }
        catch (OperationCanceledException)
        {
            // "Canceled queries are identified by their error_message."
            Add(record with { ErrorCode = 604, ErrorMessage = "SQL execution canceled" }, use is null ? null : warehouse);
            throw;
        }
        finally
        {
            session.TablesRead = around;
            session.RunningQueryId = record.ParentId;
            session.LastQueryId = record.Id;
        }
    }

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<QueryRecord> Records()
    {
        lock (_lock)
        {
            return [.. _records];
        }
    }

    private void Add(QueryRecord record, WarehouseObject? warehouse)
    {
        var end = engine.Clock.GetUtcNow();
        record = record with { End = end };
        if (warehouse is not null)
        {
            record = record with { Credits = WarehouseMeter.Credits(warehouse, end - record.Start) };
            engine.Warehouses.Meter.Attribute(warehouse, record.Start, end);
        }

        lock (_lock)
        {
            _records.Enqueue(record);
            _characters += record.Text.Length;
            while (_records.Count > MostRecords || _characters > MostCharacters)
            {
                _characters -= _records.Dequeue().Text.Length;
            }
        }
    }

    private static Dictionary<string, long> Counts(StatementResult result)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        if (result is { Affected: >= 0, Rows: MemoryRows { All: [var row] } })
        {
            foreach (var (column, value) in result.Columns.Zip(row))
            {
                if (column.Name.StartsWith("number of rows ", StringComparison.Ordinal) && value is long count)
                {
                    counts[column.Name["number of rows ".Length..]] = count;
                }
            }
        }

        return counts;
    }

    private static string Kept(string text)
    {
        var shown = Secret().Replace(text, "$1'***'");
        return shown.Length > LongestText ? shown[..LongestText] : shown;
    }

    [GeneratedRegex(@"\b((?:AWS_KEY_ID|AWS_SECRET_KEY|AWS_TOKEN|AZURE_SAS_TOKEN|MASTER_KEY|PASSWORD)\s*=\s*)'(?:[^'\\]|\\.|'')*'", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();
}
