using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

internal sealed partial class QueryTranslator
{
    private (string Sql, string Alias) TableFunction(FunctionTable function, ColumnScope scope)
    {
        var name = function.Call.Name.Parts.Count == 1 ? function.Call.Name.Name : string.Empty;
        var relation = name switch
        {
            "FLATTEN" => Flatten(function.Call, scope),
            "GENERATOR" => Generator(function.Call),
            "SPLIT_TO_TABLE" => SplitToTable(function.Call, scope),
            _ => _context.Names.ResolveTableFunction(function.Call) ?? throw new NotEmulatedException($"table function {function.Call.Name}", function.Position),
        };
        var lateral = name is "FLATTEN" or "SPLIT_TO_TABLE" ? "LATERAL " : string.Empty;
        var (sql, alias) = Aliased(relation, function.Alias, function.Alias?.Name ?? (name.Length > 0 ? name : function.Call.Name.Name), table: null, scope);
        return (lateral + sql, alias);
    }

    /// <summary>KEY, PATH, INDEX, VALUE and THIS; SEQ, which numbers the input rows, is refused when it is read, by * too.</summary>
    private Relation Flatten(FunctionCall call, ColumnScope scope)
    {
        var arguments = Named(call, "INPUT", "PATH", "OUTER", "RECURSIVE", "MODE");
        var input = arguments.GetValueOrDefault("INPUT") ?? throw SnowflakeException.Compilation(call.Position, "FLATTEN needs INPUT => an expression.");
        if (arguments.GetValueOrDefault("RECURSIVE") is BooleanLiteral { Value: true } recursive)
        {
            throw new NotEmulatedException("FLATTEN (RECURSIVE => TRUE)", recursive.Position);
        }

        var value = new ExpressionTranslator(_context, scope).Translate(input);
        if (!value.Type.IsSemiStructured)
        {
            throw SnowflakeException.Compilation(input.Position, $"FLATTEN of a value of type {value.Type}; it takes VARIANT, OBJECT and ARRAY.");
        }

        var prefix = string.Empty;
        var document = value.Sql;
        if (arguments.GetValueOrDefault("PATH") is { } path)
        {
            prefix = path is StringLiteral literal ? literal.Value : throw new NotEmulatedException("FLATTEN (PATH => an expression)", path.Position);
            document = $"sf_extract({document}, {DuckDbText.Literal(JsonPaths.FromText(prefix, path.Position))})";
        }

        var kinds = arguments.GetValueOrDefault("MODE") is StringLiteral mode ? mode.Value.ToUpperInvariant() switch
        {
            "OBJECT" => "('OBJECT')",
            "ARRAY" => "('ARRAY')",
            _ => "('OBJECT', 'ARRAY')",
        }
        : "('OBJECT', 'ARRAY')";
        var outer = arguments.GetValueOrDefault("OUTER") is BooleanLiteral { Value: true };
        var type = $"json_type({document})";
        var key = DuckDbText.Literal(prefix);
        var step = $"regexp_replace(e.fullkey, '^\\$\\.?', '')";
        var full = prefix.Length == 0 ? step : $"({key} || CASE WHEN {type} = 'ARRAY' THEN {step} ELSE '.' || {step} END)";
        var each = $"json_each(CASE WHEN {type} IN {kinds} THEN sf_exact({document}) ELSE CAST('[]' AS JSON) END) AS e";
        var sql = $"""
            (SELECT CASE WHEN {type} = 'OBJECT' THEN e.key END AS "KEY", {full} AS "PATH", CASE WHEN {type} = 'ARRAY' THEN CAST(e.key AS DECIMAL(18,0)) END AS "INDEX",
             CAST(e.value AS JSON) AS "VALUE", {document} AS "THIS", error('SEQ of FLATTEN is not emulated') AS "SEQ" FROM {(outer ? $"(SELECT 1) AS one LEFT JOIN {each} ON true" : each)})
            """.Replace("\n", " ", StringComparison.Ordinal);
        return new Relation(sql,
        [
            new RelationColumn("SEQ", DataType.Number(18, 0)),
            new RelationColumn("KEY", DataType.Varchar),
            new RelationColumn("PATH", DataType.Varchar),
            new RelationColumn("INDEX", DataType.Number(18, 0)),
            new RelationColumn("VALUE", DataType.Variant),
            new RelationColumn("THIS", DataType.Variant),
        ]);
    }

    private Relation Generator(FunctionCall call)
    {
        var arguments = Named(call, "ROWCOUNT", "TIMELIMIT");
        if (arguments.GetValueOrDefault("TIMELIMIT") is { } limit)
        {
            throw new NotEmulatedException("TIMELIMIT of GENERATOR", limit.Position);
        }

        var count = arguments.GetValueOrDefault("ROWCOUNT") ?? throw new NotEmulatedException("GENERATOR without ROWCOUNT", call.Position);
        var rows = new ExpressionTranslator(_context, new ColumnScope(null, new TableExpressions(null))).Translate(count).Sql;
        return new Relation($"(SELECT range AS \"ROW~\" FROM range(CAST({rows} AS BIGINT)))", []);
    }

    private Relation SplitToTable(FunctionCall call, ColumnScope scope)
    {
        if (call.Arguments.Count != 2)
        {
            throw SnowflakeException.Compilation(call.Position, "SPLIT_TO_TABLE takes a string and a delimiter.");
        }

        var translator = new ExpressionTranslator(_context, scope);
        var (text, delimiter) = (translator.Translate(call.Arguments[0].Value).Sql, translator.Translate(call.Arguments[1].Value).Sql);
        var parts = $"CASE WHEN {delimiter} = '' THEN [{text}] ELSE string_split({text}, {delimiter}) END";
        var sql = $"(SELECT unnest({parts}) AS \"VALUE\", CAST(generate_subscripts({parts}, 1) AS DECIMAL(18,0)) AS \"INDEX\", error('SEQ of SPLIT_TO_TABLE is not emulated') AS \"SEQ\")";
        return new Relation(sql, [new RelationColumn("SEQ", DataType.Number(18, 0)), new RelationColumn("INDEX", DataType.Number(18, 0)), new RelationColumn("VALUE", DataType.Varchar)]);
    }

    private static Dictionary<string, Expression> Named(FunctionCall call, params string[] names)
    {
        var arguments = new Dictionary<string, Expression>(StringComparer.Ordinal);
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            var argument = call.Arguments[i];
            var name = argument.Name ?? (i < names.Length ? names[i] : string.Empty);
            if (Array.IndexOf(names, name) < 0 || !arguments.TryAdd(name, argument.Value))
            {
                throw SnowflakeException.Compilation(argument.Position, $"{call.Name} does not take the argument {name}.");
            }
        }

        return arguments;
    }
}
