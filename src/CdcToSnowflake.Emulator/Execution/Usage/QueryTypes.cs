using System.Security.Cryptography;
using System.Text;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Usage;

/// <summary>What QUERY_HISTORY derives from a statement.</summary>
internal static class QueryTypes
{
    /// <summary>QUERY_TYPE.</summary>
    public static string Of(Statement statement) => statement switch
    {
        QueryStatement => "SELECT",
        InsertStatement => "INSERT",
        UpdateStatement => "UPDATE",
        DeleteStatement => "DELETE",
        MergeStatement => "MERGE",
        TruncateStatement => "TRUNCATE_TABLE",
        CopyIntoTableStatement => "COPY",
        CreateTableStatement { AsQuery: not null } => "CREATE_TABLE_AS_SELECT",
        CreateTableStatement => "CREATE_TABLE",
        CreateViewStatement => "CREATE_VIEW",
        CreateSemanticViewStatement => "CREATE_SEMANTIC_VIEW",
        CreateObjectStatement create => "CREATE_" + Underscored(create.Kind),
        CreatePolicyStatement create => "CREATE_" + Underscored(create.Kind),
        CreatePipeStatement => "CREATE_PIPE",
        CreateProcedureStatement => "CREATE_PROCEDURE",
        CreateStreamStatement => "CREATE_STREAM",
        CreateTaskStatement => "CREATE_TASK",
        AlterStatement alter => "ALTER_" + Underscored(alter.Kind),
        AlterSessionStatement => "ALTER_SESSION",
        DropStatement drop => "DROP_" + Underscored(drop.Kind),
        GrantStatement or GrantRoleStatement or GrantOwnershipStatement => "GRANT",
        ShowStatement or ShowGrantsStatement => "SHOW",
        DescribeStatement => "DESCRIBE",
        UseStatement or UseSecondaryRolesStatement => "USE",
        SetVariableStatement => "SET",
        UnsetVariableStatement => "UNSET",
        BeginTransactionStatement => "BEGIN_TRANSACTION",
        CommitStatement => "COMMIT",
        RollbackStatement => "ROLLBACK",
        CallStatement => "CALL",
        ExecuteTaskStatement => "EXECUTE_TASK",
        ExecuteImmediateStatement => "EXECUTE_IMMEDIATE",
        CommentStatement => "COMMENT",
        FlowStatement or BlockStatement => "MULTI_STATEMENT",
        _ => "UNKNOWN",
    };

    /// <summary>The manual: SHOW, DESCRIBE and definitions need no running warehouse; queries and changes of rows do, CREATE TABLE AS among them.</summary>
    public static bool UsesWarehouse(Statement statement) => statement
        is QueryStatement or InsertStatement or UpdateStatement or DeleteStatement or MergeStatement or CopyIntoTableStatement or CreateTableStatement { AsQuery: not null };

    /// <summary>QUERY_HASH: the same for texts that differ in blanks, comments and case of words only; QUERY_PARAMETERIZED_HASH: in literals too ("Query hash"). Not Snowflake's values.</summary>
    public static string Hash(string text, bool parameterized)
    {
        var words = new StringBuilder();
        try
        {
            foreach (var token in Tokenizer.Read(text))
            {
                var isLiteral = token.Kind is TokenKind.String or TokenKind.Number;
                words.Append((int)token.Kind).Append(' ').Append(isLiteral && parameterized ? "?" : token.Text).Append('\n');
            }
        }
        catch (SnowflakeException)
        {
            // A text that was cut off may end inside a literal: it stands for itself.
            words.Clear().Append(text);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words.ToString())).AsSpan(0, 16));
    }

    private static string Underscored(ObjectKind kind) => ObjectKindWords.Of(kind).Replace(' ', '_');
}
