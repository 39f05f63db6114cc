using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Scripting;

/// <summary>An exception that a script declared and raised.</summary>
internal sealed class ScriptException(ExceptionDeclaration declared)
    : SnowflakeException(Math.Abs(declared.Number ?? 20000), "P0001", $"Uncaught exception of type '{declared.Name}': {declared.Message ?? "no message"}")
{
    public string Name => declared.Name;

    /// <summary>SQLCODE in a handler.</summary>
    public int Code => declared.Number ?? -20000;

    /// <summary>SQLERRM in a handler: that nobody caught it is said only once it has left the script.</summary>
    public string DeclaredMessage => declared.Message ?? string.Empty;
}
