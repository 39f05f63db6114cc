using System.Text;

namespace CdcToSnowflake.Binlog.Events;

/// <summary>
/// The statements that change rows and that a server logs as text though its log holds rows: on its own tables, in the schema <c>mysql</c> (Amazon RDS: <c>mysql.rds_heartbeat2</c> and others), and
/// <c>DELETE FROM `schema`.`table`</c> for each MEMORY table, which a restart has emptied (MySQL's manual, "Replication and MEMORY Tables"; TRUNCATE since MySQL 8.0.22).
/// </summary>
internal static class ServerStatements
{
    /// <summary>Whether it is one of them.</summary>
    /// <param name="text">A statement that changes rows.</param>
    /// <param name="defaultSchema">The schema of names without one.</param>
    /// <param name="hasNoUse">Whether the server marked the event so that no default schema is to be chosen, as it does for what it writes itself.</param>
    public static bool Include(ReadOnlySpan<byte> text, ReadOnlySpan<byte> defaultSchema, bool hasNoUse)
    {
        var rest = StatementText.SkipBlank(text);
        var verb = StatementText.Word(ref rest);
        if (verb is not ("INSERT" or "REPLACE" or "UPDATE" or "DELETE"))
        {
            return false;
        }

        rest = StatementText.SkipBlank(rest);
        for (var word = rest; StatementText.Word(ref word) is "IGNORE" or "INTO" or "FROM"; rest = word = StatementText.SkipBlank(word))
        {
        }

        if (!StatementText.TableName(ref rest, out var schema))
        {
            return false;
        }

        rest = StatementText.SkipBlank(rest);
        if (verb == "DELETE" && rest.IsEmpty && hasNoUse && !schema.IsEmpty)
        {
            return true;
        }

        // Several tables may be among the names of an UPDATE or DELETE.
        var next = StatementText.Word(ref rest);
        return Ascii.EqualsIgnoreCase(schema.IsEmpty ? defaultSchema : schema, "mysql"u8)
            && (verb is "INSERT" or "REPLACE" || (verb == "UPDATE" ? next == "SET" : next is "" && rest.IsEmpty || next is "WHERE" or "ORDER" or "LIMIT"));
    }
}
