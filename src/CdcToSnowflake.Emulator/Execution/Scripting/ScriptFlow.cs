namespace CdcToSnowflake.Emulator.Execution.Scripting;

/// <summary>Where a script goes after a statement: on, or out by RETURN.</summary>
internal readonly record struct ScriptFlow(bool IsReturn, ScriptValue? Value)
{
    public static ScriptFlow Next => default;

    public static ScriptFlow Return(ScriptValue? value) => new(true, value);
}
