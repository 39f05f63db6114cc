using CdcToSnowflake.Emulator.Execution.Dml;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Security;

/// <summary>The privileges that a change of rows needs on its table; what it reads is asked for where it is read.</summary>
internal static class ChangePermission
{
    public static void Require(Statement statement, DmlContext context)
    {
        if (context.Scope.Access is not { IsOwner: false } access)
        {
            return;
        }

        var (name, privileges) = Needed(statement);
        var table = context.Target(name);
        foreach (var privilege in privileges)
        {
            access.Require(privilege, table, name);
        }
    }

    private static (ObjectName Name, IReadOnlyList<string> Privileges) Needed(Statement statement) => statement switch
    {
        InsertStatement insert => (insert.Target, insert.Overwrite ? ["INSERT", "DELETE"] : ["INSERT"]),
        UpdateStatement update => (update.Target.Name, ["UPDATE"]),
        DeleteStatement delete => (delete.Target.Name, ["DELETE"]),
        TruncateStatement truncate => (truncate.Name, ["TRUNCATE"]),
        CopyIntoTableStatement copy => (copy.Target, ["INSERT"]),
        MergeStatement merge => (merge.Target.Name, [.. merge.Clauses.Select(clause => clause.Action switch
        {
            MergeDeleteAction => "DELETE",
            MergeUpdateAction => "UPDATE",
            _ => "INSERT",
        }).Distinct()]),
        _ => throw new ArgumentOutOfRangeException(nameof(statement), statement.GetType(), null),
    };
}
