using System.Globalization;
using System.Numerics;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;
using DuckDB.NET.Data;

namespace CdcToSnowflake.Emulator.Tests.Translation;

/// <summary>A DuckDB in memory with tables under physical names, where translated text really runs.</summary>
internal sealed class TestWorld : INameScope, IDisposable
{
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");
    private readonly Dictionary<string, Relation> _relations = new(StringComparer.Ordinal);

    public TestWorld()
    {
        _connection.Open();
        DocumentFunctions.Register(_connection);
        foreach (var text in DuckDbPrelude.Database)
        {
            Execute(text);
        }
    }

    public Dictionary<string, TranslatedExpression> Variables { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Relation> Stages { get; } = new(StringComparer.Ordinal);

    public SessionFacts Session { get; } = new() { Now = new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero), Database = "D", Schema = "S" };

    public void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Creates a table from Snowflake's CREATE TABLE and fills it from Snowflake's SELECT or VALUES.</summary>
    public void Table(string create, string? rows = null)
    {
        var table = Assert.IsType<CreateTableStatement>(Assert.Single(SqlParser.Parse(create)));
        var columns = table.Columns.Select(column => new RelationColumn(column.Name, column.Type!)).ToList();
        var relation = new Relation(PhysicalName.Quoted(table.Name.Name), columns);
        Execute($"CREATE TABLE {relation.Sql} ({string.Join(", ", columns.Select(column => $"{PhysicalName.Quote(column.Physical)} {DuckDbType.Of(column.Type)}"))})");
        _relations.Add(table.Name.Name, relation);
        if (rows is not null)
        {
            var query = Translate(rows);
            var values = columns.Select((column, i) =>
                SqlTranslator.Assign(new TranslatedExpression("r." + PhysicalName.Quote(query.Columns[i].Physical), query.Columns[i].Type), column.Type, default));
            Execute($"INSERT INTO {relation.Sql} SELECT {string.Join(", ", values)} FROM ({query.Sql}) AS r");
        }
    }

    public TranslatedQuery Translate(string sql) => new SqlTranslator(this).Query(Assert.IsType<QueryStatement>(Assert.Single(SqlParser.Parse(sql))).Query);

    /// <summary>The rows as text: values joined by '|', rows by newline; NULL as NULL.</summary>
    public string Run(string sql)
    {
        var query = Translate(sql);
        using var command = _connection.CreateCommand();
        command.CommandText = query.Sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', query.Columns.Select((column, i) => Text(reader, i, column.Type))));
        }

        return string.Join('\n', rows);
    }

    /// <summary>One value of SELECT expression.</summary>
    public string Value(string expression) => Run("SELECT " + expression);

    private static string Text(DuckDBDataReader reader, int i, DataType type)
    {
        if (reader.IsDBNull(i))
        {
            return "NULL";
        }

        return type.Kind switch
        {
            TypeKind.Number => Number(reader.GetValue(i)),
            TypeKind.Boolean => reader.GetBoolean(i) ? "true" : "false",
            TypeKind.Binary => Hex(reader.GetStream(i)),
            TypeKind.Date => reader.GetFieldValue<DateOnly>(i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            TypeKind.TimestampNtz => reader.GetDateTime(i).ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
            TypeKind.TimestampLtz or TypeKind.TimestampTz => reader.GetDateTime(i).ToString("yyyy-MM-dd HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            TypeKind.Float => reader.GetDouble(i).ToString("R", CultureInfo.InvariantCulture),
            TypeKind.Vector => string.Join(',', ((System.Collections.IEnumerable)reader.GetValue(i)).Cast<object>().Select(v => Convert.ToString(v, CultureInfo.InvariantCulture))),
            _ => reader.GetString(i),
        };
    }

    private static string Number(object value) => value is BigInteger big ? big.ToString(CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static string Hex(Stream stream)
    {
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return Convert.ToHexString(memory.ToArray());
    }

    public Relation ResolveRelation(NamedTable table) =>
        _relations.TryGetValue(table.Name.Name, out var relation) ? relation : throw SnowflakeException.DoesNotExist("Object", table.Name);

    public Relation ResolveStage(StageTable stage) => Stages[stage.Stage.Name.Name];

    public Relation? ResolveTableFunction(FunctionCall call) => null;

    public TranslatedExpression? ResolveVariable(string name) => Variables.GetValueOrDefault(name);

    public TranslatedExpression? ResolveSessionVariable(string name) => null;

    public TranslatedExpression? ResolveParameter(int ordinal) => null;

    public TranslatedExpression? ResolveSystemFunction(FunctionCall call) => null;

    public void Dispose() => _connection.Dispose();
}
