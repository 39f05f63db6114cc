namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>What a COPY's rows are wanted for.</summary>
internal enum StagingPurpose
{
    /// <summary>All of them are loaded.</summary>
    Load,

    /// <summary>Some are loaded: each row's file and number are wanted.</summary>
    FilteredLoad,

    /// <summary>They are looked at: the table stays as it is.</summary>
    Trial,
}
