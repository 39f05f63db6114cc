namespace CdcToSnowflake.Emulator.Translation;

internal enum FunctionKind
{
    Scalar,
    /// <summary>May have DISTINCT and OVER.</summary>
    Aggregate,
    /// <summary>Must have OVER.</summary>
    Window,
}
