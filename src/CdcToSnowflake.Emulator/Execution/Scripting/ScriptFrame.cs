using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Scripting;

/// <summary>The variables and exceptions of one block, within those of the blocks around it.</summary>
internal sealed class ScriptFrame(ScriptFrame? around)
{
    private readonly Dictionary<string, ScriptValue> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ExceptionDeclaration> _exceptions = new(StringComparer.Ordinal);

    /// <summary>The error that this frame's handler handles.</summary>
    public SnowflakeException? Error { get; init; }

    public SnowflakeException? CurrentError => Error ?? around?.CurrentError;

    /// <summary>SQLROWCOUNT; kept in the outermost frame.</summary>
    public long LastRowCount { get; set; } = -1;

    public ScriptFrame Root => around?.Root ?? this;

    public void Declare(string name, ScriptValue value) => _variables[name] = value;

    public void Declare(ExceptionDeclaration exception) => _exceptions[exception.Name] = exception;

    public ScriptFrame? Owner(string name) => _variables.ContainsKey(name) ? this : around?.Owner(name);

    public ScriptValue? Find(string name) => Owner(name)?._variables[name] ?? BuiltIn(name);

    public ExceptionDeclaration? FindException(string name) => _exceptions.GetValueOrDefault(name) ?? around?.FindException(name);

    private ScriptValue? BuiltIn(string name) => name switch
    {
        "SQLERRM" when CurrentError is { } error => new ScriptValue(DataType.Varchar, error is ScriptException raised ? raised.DeclaredMessage : error.RawMessage),
        "SQLCODE" when CurrentError is { } error => new ScriptValue(DataType.Integer, (error is ScriptException raised ? raised.Code : error.Number).ToString(System.Globalization.CultureInfo.InvariantCulture)),
        "SQLSTATE" when CurrentError is { } error => new ScriptValue(DataType.Varchar, error.SqlState),
        "SQLROWCOUNT" => new ScriptValue(DataType.Integer, Root.LastRowCount < 0 ? null : Root.LastRowCount.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        "SQLFOUND" => new ScriptValue(DataType.Boolean, Root.LastRowCount < 0 ? null : Root.LastRowCount > 0 ? "true" : "false"),
        _ => null,
    };
}
