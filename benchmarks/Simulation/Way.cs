namespace CdcToSnowflake.Simulation;

/// <summary>How files come into STG.</summary>
internal enum Way
{
    /// <summary>A pipe for each table loads a file when its notification has come.</summary>
    Pipes,

    /// <summary>The merge task of a brand runs a COPY for each table before it merges.</summary>
    Copy,
}
