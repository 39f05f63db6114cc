namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>What becomes of the grants on an object that gets another owner.</summary>
internal enum CurrentGrants
{
    /// <summary>There must be none.</summary>
    None,

    /// <summary>They stay.</summary>
    Copy,

    /// <summary>They go.</summary>
    Revoke,
}
