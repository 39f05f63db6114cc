using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Execution.Security;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>SHOW PARAMETERS of the session, a warehouse or a table, and SHOW VARIABLES.</summary>
internal static class SessionLists
{
    public static StatementResult Parameters(ShowStatement show, Session session)
    {
        if (show is { InKind: "WAREHOUSE", InName: { } name })
        {
            return OfWarehouse(show, session.Catalog.Find(WarehouseObject.KeyOf(name.Name)) as WarehouseObject ?? throw SnowflakeException.DoesNotExist("Warehouse", name));
        }

        if (show is { InKind: "TABLE", InName: { } tableName })
        {
            var table = session.Catalog.Find(session.Key(NameSpaceKind.Table, tableName)) as TableObject;
            return OfTable(show, table is not null && new RoleAccess(session).Sees(table) ? table : throw SnowflakeException.DoesNotExist("Table", tableName));
        }

        if (show.InKind is not (null or "SESSION"))
        {
            throw new NotEmulatedException($"SHOW PARAMETERS IN {show.InKind}", show.Position);
        }

        return StatementResult.Table(
            [.. "key value default level description type".Split(' ').Select(ObjectList.Column)],
            [.. SessionParameters.Known.Where(known => show.Like is null || LikePattern.Matches(known.Name, show.Like)).Select(known => new object?[]
            {
                known.Name, session.Parameters.Text(known.Name), known.Default, session.Parameters.IsSet(known.Name) ? "SESSION" : string.Empty, known.Description, known.Type,
            })]);
    }

    private static StatementResult OfWarehouse(ShowStatement show, WarehouseObject warehouse)
    {
        return Numbers(show, "WAREHOUSE",
        [
            ("MAX_CONCURRENCY_LEVEL", warehouse.Concurrency, 8, "Statements that a cluster runs at once"),
            ("STATEMENT_QUEUED_TIMEOUT_IN_SECONDS", warehouse.QueuedTimeout, 0, "After what time a statement that waits is given up"),
            ("STATEMENT_TIMEOUT_IN_SECONDS", warehouse.StatementTimeout, 172_800, "After what time a statement is ended"),
        ]);
    }

    private static StatementResult OfTable(ShowStatement show, TableObject table) => Numbers(show, "TABLE",
    [
        ("DATA_RETENTION_TIME_IN_DAYS", table.RetentionDays, Retention.DefaultDays, "Days for which old versions are kept"),
        ("MAX_DATA_EXTENSION_TIME_IN_DAYS", table.ExtensionDays, Retention.DefaultExtensionDays, "Days for which old versions may be kept for streams"),
    ]);

    private static StatementResult Numbers(ShowStatement show, string level, (string Name, int Value, int Default, string Description)[] parameters)
    {
        return StatementResult.Table(
            [.. "key value default level description type".Split(' ').Select(ObjectList.Column)],
            [.. parameters.Where(known => show.Like is null || LikePattern.Matches(known.Name, show.Like)).Select(known => new object?[]
            {
                known.Name, known.Value.ToString(CultureInfo.InvariantCulture), known.Default.ToString(CultureInfo.InvariantCulture), known.Value == known.Default ? string.Empty : level, known.Description, "NUMBER",
            })]);
    }

    public static StatementResult Variables(ShowStatement show, Session session) => StatementResult.Table(
        [.. "session_id created_on updated_on name value type comment".Split(' ').Select(ObjectList.Column)],
        [.. session.Variables.Where(variable => show.Like is null || LikePattern.Matches(variable.Key, show.Like)).OrderBy(variable => variable.Key, StringComparer.Ordinal).Select(variable => new object?[]
        {
            session.Facts().SessionId, null, null, variable.Key, session.Duck.Text($"SELECT CAST({variable.Value.Sql} AS VARCHAR)"), TypeNames.Information(variable.Value.Type).ToLowerInvariant(), string.Empty,
        })]);
}
