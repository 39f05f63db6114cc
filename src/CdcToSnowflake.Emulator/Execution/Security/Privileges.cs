using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Security;

/// <summary>The privileges that each kind of object knows: the manual's "Access control privileges".</summary>
internal static class Privileges
{
    public const string All = "ALL PRIVILEGES";

    private static readonly string[] OfAccount = Split("""
        APPLY MASKING POLICY, APPLY ROW ACCESS POLICY, APPLY TAG, ATTACH POLICY, CREATE DATABASE, CREATE INTEGRATION, CREATE ROLE, CREATE SHARE, CREATE USER, CREATE WAREHOUSE,
        EXECUTE ALERT, EXECUTE DATA METRIC FUNCTION, EXECUTE MANAGED ALERT, EXECUTE MANAGED TASK, EXECUTE TASK, IMPORT SHARE, MANAGE GRANTS, MANAGE WAREHOUSES, MODIFY LOG LEVEL,
        MODIFY METRIC LEVEL, MODIFY TRACE LEVEL, MONITOR EXECUTION, MONITOR SECURITY, MONITOR USAGE, RESOLVE ALL
        """);

    private static readonly string[] OfSchema = Split("""
        USAGE, MODIFY, MONITOR, ADD SEARCH OPTIMIZATION, APPLYBUDGET, CREATE ALERT, CREATE DYNAMIC TABLE, CREATE EVENT TABLE, CREATE EXTERNAL TABLE, CREATE FILE FORMAT, CREATE FUNCTION,
        CREATE ICEBERG TABLE, CREATE MASKING POLICY, CREATE MATERIALIZED VIEW, CREATE PIPE, CREATE PROCEDURE, CREATE ROW ACCESS POLICY, CREATE SEMANTIC VIEW, CREATE SEQUENCE, CREATE STAGE, CREATE STREAM,
        CREATE TABLE, CREATE TAG, CREATE TASK, CREATE VIEW, CREATE SNOWFLAKE.CORE.BUDGET
        """);

    /// <param name="kind">null = the account.</param>
    public static IReadOnlyList<string> Of(ObjectKind? kind) => kind switch
    {
        null => OfAccount,
        ObjectKind.Database => ["USAGE", "MODIFY", "MONITOR", "APPLYBUDGET", "CREATE SCHEMA", "CREATE DATABASE ROLE", "IMPORTED PRIVILEGES"],
        ObjectKind.Schema => OfSchema,
        ObjectKind.Table => ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "EVOLVE SCHEMA", "APPLYBUDGET"],
        ObjectKind.View => ["SELECT", "REFERENCES"],
        ObjectKind.SemanticView => ["SELECT", "REFERENCES", "MONITOR"],
        ObjectKind.Stage => ["USAGE", "READ", "WRITE"],
        ObjectKind.FileFormat or ObjectKind.Procedure => ["USAGE"],
        ObjectKind.Pipe => ["MONITOR", "OPERATE", "APPLYBUDGET"],
        ObjectKind.Stream => ["SELECT"],
        ObjectKind.Task => ["MONITOR", "OPERATE", "APPLYBUDGET"],
        ObjectKind.Warehouse => ["USAGE", "MODIFY", "MONITOR", "OPERATE", "APPLYBUDGET"],
        ObjectKind.ResourceMonitor => ["MODIFY", "MONITOR"],
        ObjectKind.Integration or ObjectKind.StorageIntegration or ObjectKind.NotificationIntegration => ["USAGE", "USE_ANY_ROLE"],
        ObjectKind.Tag => ["APPLY", "READ"],
        ObjectKind.MaskingPolicy or ObjectKind.RowAccessPolicy => ["APPLY"],
        _ => throw new NotEmulatedException($"privileges on a {ObjectKindWords.Of(kind.Value)}"),
    };

    /// <summary>The privileges meant, each checked to be one of that kind.</summary>
    public static IReadOnlyList<string> Meant(IReadOnlyList<string> written, ObjectKind? kind, TextPosition position)
    {
        var known = Of(kind);
        foreach (var privilege in written.Where(privilege => privilege != All && !known.Contains(privilege)))
        {
            throw SnowflakeException.Compilation(position, $"privilege {privilege} does not apply to {(kind is { } of ? ObjectKindWords.Of(of) : "ACCOUNT")}; these do: {string.Join(", ", known)}.");
        }

        return written.Contains(All) ? known : written;
    }

    private static string[] Split(string list) => list.ReplaceLineEndings(" ").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
