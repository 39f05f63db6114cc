using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Streams;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution.Dml;

/// <summary>What a data change needs: the transaction that it writes in and the world as it sees it.</summary>
internal sealed class DmlContext(Session session, WriteScope write, StatementScope scope, CancellationToken cancellationToken)
{
    public Session Session => session;

    public WriteScope Write => write;

    public StatementScope Scope => scope;

    public SqlTranslator Translator { get; } = new(scope);

    public CancellationToken Cancellation => cancellationToken;

    public TableObject Target(ObjectName name) => write.Catalog.Find(scope.Complete(NameSpaceKind.Table, name)) switch
    {
        TableObject table => table,
        ViewObject => throw SnowflakeException.Compilation(name.Position, $"View '{name}' cannot be changed."),
        _ => throw SnowflakeException.DoesNotExist("Table", name),
    };

    public bool IsTracked(TableObject table) => ChangeLog.IsTracked(write.State, table.Id);

    public int Execute(string sql) => write.Execute(sql, cancellationToken);

    /// <summary>A column's default, or NULL, converted to its type.</summary>
    public string Default(TableObject table, TableColumn column)
    {
        if (ColumnDefaults.Find(table, column) is not { } expression)
        {
            return $"CAST(NULL AS {DuckDbType.Of(column.Type)})";
        }

        return SqlTranslator.Assign(Translator.Expression(expression), column.Type, expression.Position);
    }

    /// <summary>Takes row ids from the counter; the first one.</summary>
    public long TakeRowIds(long count)
    {
        var first = write.State.NextRowId;
        write.State = write.State with { NextRowId = first + count };
        return first;
    }
}
