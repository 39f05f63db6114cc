using CdcToSnowflake.Emulator.Execution.Information;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Pipes;
using CdcToSnowflake.Emulator.Tasks;
using CdcToSnowflake.Emulator.Translation;
using DuckDB.NET.Data;

namespace CdcToSnowflake.Emulator.Tests.Translation;

/// <summary>The catalog of one script, just deep enough to translate what the script runs.</summary>
internal sealed class GoldenWorld : INameScope, IDisposable
{
    // More than any golden's table has.
    private const int MostCsvColumns = 100;

    private readonly DuckDBConnection _connection = new("DataSource=:memory:");
    private readonly Dictionary<string, Relation> _relations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TranslatedExpression> _variables = new(StringComparer.Ordinal);

    public GoldenWorld()
    {
        _connection.Open();
        DocumentFunctions.Register(_connection);
        foreach (var text in DuckDbPrelude.Database)
        {
            Execute(text);
        }

        // What queries bind that stand alone; the others are declared by the tasks.
        foreach (var name in new[] { "AFTER", "AHEAD", "BELOW", "FIRST", "MERGED", "TARGET" })
        {
            _variables[name] = Conversion.Cast(new TranslatedExpression("NULL", DataType.Null), DataType.Number(20, 0), default);
        }
    }

    public int Checked { get; private set; }

    public SessionFacts Session { get; } = new() { Now = DateTimeOffset.UnixEpoch };

    /// <summary>Makes what a statement makes; its queries are another test's.</summary>
    public void Make(Statement statement)
    {
        if (statement is CreateTableStatement or AlterStatement or CreateStreamStatement)
        {
            Check(statement);
        }
    }

    public void Check(Statement statement)
    {
        switch (statement)
        {
            case CreateTableStatement table:
                Add(table.Name, [.. table.Columns.Select(column => new RelationColumn(column.Name, column.Type!))]);
                break;
            case AlterStatement { Action: AddColumnsAction added } alter:
                var columns = _relations[alter.Name.ToString()].Columns;
                Add(alter.Name, [.. columns, .. added.Columns.Where(c => columns.All(old => old.Name != c.Name)).Select(column => new RelationColumn(column.Name, column.Type!))]);
                break;
            case CreateStreamStatement stream:
                Add(stream.Name,
                [
                    .. _relations[stream.Source.ToString()].Columns, new RelationColumn("METADATA$ACTION", DataType.Varchar),
                    new RelationColumn("METADATA$ISUPDATE", DataType.Boolean), new RelationColumn("METADATA$ROW_ID", DataType.Varchar),
                ]);
                break;
            case CreatePipeStatement pipe:
                Explain(new SqlTranslator(this).Query(new Query(pipe.Copy.Transformation!)).Sql);
                break;
            case CreateViewStatement view:
                Check(view.Query);
                break;
            case CreateTaskStatement task:
                if (task.When is { } when)
                {
                    new SqlTranslator(this).Expression(when);
                }

                Check(task.Body);
                break;
            case CreateProcedureStatement procedure:
                foreach (var argument in procedure.Arguments)
                {
                    _variables[argument.Name] = Conversion.Cast(new TranslatedExpression("NULL", DataType.Null), argument.Type!, default);
                }

                Check(procedure.Body);
                break;
            case BlockStatement block:
                foreach (var declaration in block.Declarations.OfType<VariableDeclaration>())
                {
                    _variables[declaration.Name] = Conversion.Cast(new TranslatedExpression("NULL", DataType.Null), declaration.Type!, default);
                }

                CheckAll(block.Body);
                break;
            case IfStatement @if:
                foreach (var branch in @if.Branches)
                {
                    Explain("SELECT " + new SqlTranslator(this).Expression(branch.Condition, scripting: true).Sql);
                    CheckAll(branch.Body);
                }

                CheckAll(@if.Else);
                break;
            case AssignStatement assign:
                Explain("SELECT " + new SqlTranslator(this).Expression(assign.Value, scripting: true).Sql);
                break;
            case QueryStatement query:
                Explain(new SqlTranslator(this).Query(query.Query).Sql);
                break;
            case InsertStatement insert:
                Explain(new SqlTranslator(this).Query(insert.Source).Sql);
                break;
            case UpdateStatement update:
                Check(update.Target, update.From, update.Where, update.Assignments.Select(assignment => (assignment.Column, assignment.Value)));
                break;
            case DeleteStatement delete:
                Check(delete.Target, delete.Using, delete.Where, []);
                break;
            case MergeStatement merge:
                var updates = merge.Clauses.Select(clause => clause.Action).OfType<MergeUpdateAction>().SelectMany(action => action.Assignments).Select(a => (a.Column, a.Value));
                var inserts = merge.Clauses.Select(clause => clause.Action).OfType<MergeInsertAction>().SelectMany(action => action.Columns.Zip(action.Values));
                Check(merge.Target, [merge.Source], merge.On, updates.Concat(inserts));
                foreach (var clause in merge.Clauses.Where(clause => clause.Condition is not null))
                {
                    Check(merge.Target, [merge.Source], clause.Condition, []);
                }

                break;
        }
    }

    private void CheckAll(IEnumerable<Statement> statements)
    {
        foreach (var statement in statements)
        {
            Check(statement);
        }
    }

    private void Check(NamedTable target, IEnumerable<TableSource> sources, Expression? condition, IEnumerable<(string Column, Expression Value)> assignments)
    {
        var rows = new SqlTranslator(this).Rows([target, .. sources]);
        var types = rows.Sources[0].Columns.ToDictionary(column => column.Name, column => column.Type);
        var values = assignments.Select(assignment => rows.Assignment(assignment.Value, types[assignment.Column])).Prepend("1");
        Explain($"SELECT {string.Join(", ", values)} FROM {string.Join(", ", rows.Sources.Select(source => source.Sql))} WHERE {(condition is null ? "true" : rows.Condition(condition))}");
    }

    private void Add(ObjectName name, IReadOnlyList<RelationColumn> columns)
    {
        var relation = new Relation(PhysicalName.Quoted(name.ToString()), columns);
        _relations[name.ToString()] = relation;
        Execute($"CREATE OR REPLACE TABLE {relation.Sql} ({string.Join(", ", columns.Select(column => $"{PhysicalName.Quote(column.Physical)} {DuckDbType.Of(column.Type)}"))})");
    }

    private void Explain(string sql)
    {
        Checked++;
        Execute("EXPLAIN " + sql);
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public Relation ResolveRelation(NamedTable table) =>
        _relations.TryGetValue(table.Name.ToString(), out var relation) || _relations.TryGetValue("BRAND_A_DB.STG_SCHEMA." + table.Name.Name, out relation)
            ? relation
            : throw SnowflakeException.DoesNotExist("Object", table.Name);

    /// <summary>CSV's lines as text by place; else a document as JSON would be read: $1 is the whole.</summary>
    public Relation ResolveStage(StageTable stage)
    {
        IEnumerable<(string Sql, string Name, DataType Type)> columns = stage.Stage.Path.StartsWith("data-csv/", StringComparison.Ordinal)
            ? Enumerable.Range(1, MostCsvColumns).Select(place => ("CAST('' AS VARCHAR)", $"${place}", DataType.Varchar))
            : [("CAST('{}' AS JSON)", "$1", DataType.Variant)];
        return new Relation(
            $"(SELECT {string.Concat(columns.Select(column => $"{column.Sql} AS \"{column.Name}\", "))}now() AS \"METADATA$START_SCAN_TIME\")",
            [.. columns.Select(column => new RelationColumn(column.Name, column.Type)), new RelationColumn("METADATA$START_SCAN_TIME", DataType.TimestampLtz) { InStar = false }]);
    }

    public Relation? ResolveTableFunction(FunctionCall call) => call.Name.Name switch
    {
        "TASK_HISTORY" => Empty(TaskHistoryFunction.Columns),
        "COPY_HISTORY" => Empty(CopyHistoryFunction.Columns),
        _ => null,
    };

    public TranslatedExpression? ResolveVariable(string name) => _variables.GetValueOrDefault(name);

    public TranslatedExpression? ResolveSessionVariable(string name) => null;

    public TranslatedExpression? ResolveParameter(int ordinal) => null;

    public TranslatedExpression? ResolveSystemFunction(FunctionCall call) => new("true", DataType.Boolean);

    private static Relation Empty((string Name, DataType Type)[] columns) => HistoryFunctions.Relation(columns, $"SELECT {string.Join(", ", columns.Select(column => $"NULL AS {column.Name}"))} LIMIT 0");

    public void Dispose() => _connection.Dispose();
}
