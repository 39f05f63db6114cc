using System.Globalization;
using System.Text.Json;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

internal static class ContextFunctions
{
    public static void Register(FunctionList list)
    {
        list.Scalar("CURRENT_TIMESTAMP GETDATE LOCALTIMESTAMP SYSTIMESTAMP", 0, 1, c => Now(c, "TIMESTAMPTZ", "yyyy-MM-dd HH:mm:ss.ffffff'+00'", DataType.TimestampLtz));
        list.Scalar("SYSDATE", 0, 0, c => Now(c, "TIMESTAMP", "yyyy-MM-dd HH:mm:ss.ffffff", DataType.TimestampNtz));
        list.Scalar("CURRENT_DATE", 0, 0, c => Now(c, "DATE", "yyyy-MM-dd", DataType.Date));
        list.Scalar("CURRENT_TIME LOCALTIME", 0, 1, c => Now(c, "TIME", "HH:mm:ss.ffffff", DataType.Time));
        list.Scalar("CURRENT_DATABASE", 0, 0, c => Text(c.Session.Database));
        list.Scalar("CURRENT_SCHEMA", 0, 0, c => Text(c.Session.Schema));
        list.Scalar("CURRENT_WAREHOUSE", 0, 0, c => Text(c.Session.Warehouse));
        list.Scalar("CURRENT_ROLE", 0, 0, c => Text(c.Session.Role));
        list.Scalar("IS_ROLE_IN_SESSION", 1, 1, c => Result.Boolean($"({c.Argument(0).Sql} IN ({string.Join(", ", c.Session.Roles().Order(StringComparer.Ordinal).Select(DuckDbText.Literal))}))"));
        list.Scalar("CURRENT_SECONDARY_ROLES", 0, 0, c => Text(JsonSerializer.Serialize(new { roles = c.Session.SecondaryRoles().Roles, value = c.Session.SecondaryRoles().Value })));
        list.Scalar("CURRENT_USER", 0, 0, c => Text(c.Session.User));
        list.Scalar("CURRENT_SESSION", 0, 0, c => Text(c.Session.SessionId));
        list.Scalar("CURRENT_TRANSACTION", 0, 0, c => Text(c.Session.Transaction));
        list.Scalar("LAST_QUERY_ID", 0, 0, c => Text(c.Session.LastQueryId));
        list.Scalar("CURRENT_ACCOUNT CURRENT_ACCOUNT_NAME", 0, 0, _ => Text("EMULATOR"));
        list.Scalar("CURRENT_VERSION", 0, 0, c => Text(c.Session.Version));
        list.Volatile("UUID_STRING", 0, 0, _ => Result.Text("CAST(uuid() AS VARCHAR)"), documented: 2);
    }

    private static TranslatedExpression Now(FunctionInvocation call, string literal, string format, DataType type)
    {
        var now = new TranslatedExpression($"{literal} '{call.Session.Now.UtcDateTime.ToString(format, CultureInfo.InvariantCulture)}'", type);
        return call.Count == 0 ? now
            : call.Node(0) is NumberLiteral { Text: [>= '0' and <= '9' and var digits] } ? Conversion.Cast(now, type with { Precision = digits - '0' }, call.Position)
            : throw SnowflakeException.Compilation(call.Position, $"{call.Call.Name} takes the digits of a second, 0 to 9.");
    }

    private static TranslatedExpression Text(string? value) => Result.Text(value is null ? "CAST(NULL AS VARCHAR)" : DuckDbText.Literal(value));
}
